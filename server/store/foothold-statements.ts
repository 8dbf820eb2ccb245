import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import type { Foothold } from './thread-rows.ts';

type Trx = Transaction<Schema>;

export async function insertFoothold(
	trx: Trx,
	foothold: Pick<
		Foothold,
		'id' | 'questionId' | 'text' | 'conditions' | 'forWhom' | 'validUntil' | 'compass' | 'setBy'
	> & { at: Date; sources: readonly string[] }
): Promise<void> {
	const { last } = await trx
		.selectFrom('foothold')
		.select((select) => select.fn.max('position').as('last'))
		.where('question_id', '=', foothold.questionId)
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('foothold')
		.values({
			id: foothold.id,
			question_id: foothold.questionId,
			position: Number(last ?? 0) + 1,
			text: foothold.text,
			conditions: foothold.conditions,
			for_whom: foothold.forWhom,
			valid_until: foothold.validUntil,
			compass: JSON.stringify(foothold.compass),
			set_by: foothold.setBy,
			at: foothold.at.toISOString()
		})
		.execute();
	await comesFrom(trx, foothold.id, foothold.sources);
}

/** Says it otherwise. False: somebody else did so since she read it, or it was taken back. */
export async function reviseFoothold(
	trx: Trx,
	foothold: Pick<
		Foothold,
		'id' | 'version' | 'text' | 'conditions' | 'forWhom' | 'validUntil' | 'compass'
	> & { sources: readonly string[] }
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('foothold')
		.set({
			text: foothold.text,
			conditions: foothold.conditions,
			for_whom: foothold.forWhom,
			valid_until: foothold.validUntil,
			compass: JSON.stringify(foothold.compass),
			version: foothold.version + 1
		})
		.where('id', '=', foothold.id)
		.where('version', '=', foothold.version)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	if (Number(numUpdatedRows) === 0) return false;
	await trx.deleteFrom('foothold_source').where('foothold_id', '=', foothold.id).execute();
	await comesFrom(trx, foothold.id, foothold.sources);
	return true;
}

async function comesFrom(trx: Trx, footholdId: string, answers: readonly string[]): Promise<void> {
	if (answers.length === 0) return;
	await trx
		.insertInto('foothold_source')
		.values(answers.map((answer_id) => ({ foothold_id: footholdId, answer_id })))
		.execute();
}

/** False: it was taken back already. */
export async function withdrawFoothold(trx: Trx, id: string, at: Date): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('foothold')
		.set({ withdrawn_at: at.toISOString() })
		.where('id', '=', id)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** What an organisation says of trying it; null takes that back. */
export async function setTried(
	trx: Trx,
	tried: {
		footholdId: string;
		organisationId: string;
		memberId: string;
		worked: boolean | null;
		at: Date;
	}
): Promise<void> {
	if (tried.worked === null) {
		await trx
			.deleteFrom('foothold_tried')
			.where('foothold_id', '=', tried.footholdId)
			.where('organisation_id', '=', tried.organisationId)
			.execute();
		return;
	}
	const said = {
		member_id: tried.memberId,
		worked: tried.worked ? 1 : 0,
		at: tried.at.toISOString()
	};
	await trx
		.insertInto('foothold_tried')
		.values({ foothold_id: tried.footholdId, organisation_id: tried.organisationId, ...said })
		.onConflict((conflict) =>
			conflict.columns(['foothold_id', 'organisation_id']).doUpdateSet(said)
		)
		.execute();
}
