import { sql, type Transaction } from 'kysely';
import { insertMember } from './member-repository.ts';
import type { Round, RoundDraft, RoundExpert } from './round-repository.ts';
import type { Schema } from './schema.ts';

type Trx = Transaction<Schema>;

export async function insertRound(
	trx: Trx,
	round: Pick<Round, 'id' | 'labId' | 'title' | 'text' | 'days'> & { madeBy: string; at: Date }
): Promise<void> {
	await trx
		.insertInto('expert_round')
		.values({
			...{ id: round.id, lab_id: round.labId, title: round.title, text: round.text },
			...{ state: 'prepared', days: JSON.stringify(round.days), told: '[]' },
			...{ made_by: round.madeBy, made_at: round.at.toISOString() }
		})
		.execute();
}

/** What a change of a round writes. */
export type RoundChange = Partial<
	Pick<
		Round,
		'title' | 'text' | 'state' | 'days' | 'openedAt' | 'closedAt' | 'reviewOn' | 'told'
	> & { closedBy: string }
>;

/** Changes a round, if it still stands as it was read. False: somebody was first. */
export async function changeRound(
	trx: Trx,
	{ id, version }: Pick<Round, 'id' | 'version'>,
	to: RoundChange
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('expert_round')
		.set({
			version: version + 1,
			...(to.title !== undefined && { title: to.title }),
			...(to.text !== undefined && { text: to.text }),
			...(to.state !== undefined && { state: to.state }),
			...(to.days !== undefined && { days: JSON.stringify(to.days) }),
			...(to.openedAt !== undefined && { opened_at: to.openedAt }),
			...(to.closedAt !== undefined && { closed_at: to.closedAt }),
			...(to.closedBy !== undefined && { closed_by: to.closedBy }),
			...(to.reviewOn !== undefined && { review_on: to.reviewOn }),
			...(to.told !== undefined && { told: JSON.stringify(to.told) })
		})
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** Nobody heard of it. */
export async function deleteRound(trx: Trx, id: string): Promise<void> {
	await trx.deleteFrom('expert_round').where('id', '=', id).execute();
}

/** Which questions it is about, in this order. */
export async function setRoundQuestions(
	trx: Trx,
	roundId: string,
	questions: readonly string[]
): Promise<void> {
	await trx.deleteFrom('expert_round_question').where('round_id', '=', roundId).execute();
	await trx
		.insertInto('expert_round_question')
		.values(
			questions.map((question_id, i) => ({ round_id: roundId, question_id, position: i + 1 }))
		)
		.execute();
}

/** It stands in the log of the question that the round began, or ended. */
export async function noteRoundQuestion(
	trx: Trx,
	{ roundId, questionId }: { roundId: string; questionId: string },
	at: { openedAt: Date } | { closedAt: Date }
): Promise<void> {
	await trx
		.updateTable('expert_round_question')
		.set(
			'openedAt' in at
				? { opened_at: at.openedAt.toISOString() }
				: { closed_at: at.closedAt.toISOString() }
		)
		.where('round_id', '=', roundId)
		.where('question_id', '=', questionId)
		.execute();
}

/** One of these is in another round that runs: its id. */
export async function inOtherRound(
	trx: Trx,
	roundId: string,
	questions: readonly string[]
): Promise<string | null> {
	const row = await trx
		.selectFrom('expert_round_question')
		.innerJoin('expert_round', 'expert_round.id', 'expert_round_question.round_id')
		.select('question_id')
		.where('expert_round.state', '=', 'running')
		.where('expert_round.id', '!=', roundId)
		.where('question_id', 'in', [...questions])
		.executeTakeFirst();
	return row?.question_id ?? null;
}

/** False: she is in it already. */
export async function addRoundExpert(
	trx: Trx,
	expert: Omit<RoundExpert, 'invitedAt' | 'isNew'> & { roundId: string; at: Date }
): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await trx
		.insertInto('expert_round_expert')
		.values({
			...{ id: expert.id, round_id: expert.roundId, member_id: expert.memberId },
			...{ name: expert.name, organisation: expert.organisation, email: expert.email },
			...{ is_new: 0, at: expert.at.toISOString() }
		})
		.onConflict((conflict) => conflict.doNothing())
		.executeTakeFirst();
	return Number(numInsertedOrUpdatedRows) === 1;
}

export async function removeRoundExpert(trx: Trx, id: string): Promise<void> {
	await trx.deleteFrom('expert_round_expert').where('id', '=', id).execute();
}

/** She has heard of it. Her address stays with her account alone. */
export async function noteInvited(
	trx: Trx,
	id: string,
	invited: { memberId: string; isNew: boolean; by: string; at: Date }
): Promise<void> {
	await trx
		.updateTable('expert_round_expert')
		.set({
			...{ member_id: invited.memberId, email: null, is_new: invited.isNew ? 1 : 0 },
			...{ invited_by: invited.by, invited_at: invited.at.toISOString() }
		})
		.where('id', '=', id)
		.execute();
}

/** An account without a password, and an organisation of its own, for somebody who is invited. */
export async function insertGuest(
	trx: Trx,
	guest: {
		id: string;
		email: string;
		name: string;
		initials: string;
		organisation: { id: string; name: string };
		language: 'nl' | 'en';
		at: Date;
	}
): Promise<void> {
	const { id: organisationId, name } = guest.organisation;
	await trx
		.insertInto('organisation')
		.values({
			...{ id: organisationId, name, label: name, kind: 'gast' },
			...{ size_class: null, domain: null, about: '{}' }
		})
		.execute();
	await insertMember(trx, {
		...{ id: guest.id, email: guest.email, name: guest.name, initials: guest.initials },
		...{ organisation_id: organisationId, job_title: '', bio: '', domain: 'gedeeld' },
		...{ language: guest.language, account: 'member', password_hash: null, demo: 0, about: '{}' },
		...{ disabled_at: null, created_at: guest.at.toISOString() }
	});
}

/**
 * An expert of the lab until then. True: that came with this; whoever is in the lab stays what she is, but
 * an expert whose time was over, or whom an earlier round brought in for a shorter time, gets until then.
 */
export async function expertOfLab(
	trx: Trx,
	{
		id,
		labId,
		memberId,
		until,
		at
	}: {
		id: string;
		labId: string;
		memberId: string;
		until: Date;
		at: Date;
	}
): Promise<boolean> {
	const known = await trx
		.selectFrom('membership')
		.select(['id', 'role', 'access_until', 'ended_at'])
		.where('lab_id', '=', labId)
		.where('member_id', '=', memberId)
		.executeTakeFirst();
	const access_until = until.toISOString();
	if (!known) {
		await trx
			.insertInto('membership')
			.values({
				...{ id, lab_id: labId, member_id: memberId, role: 'expert' },
				...{ access_until, ended_at: null, created_at: at.toISOString() }
			})
			.execute();
		return true;
	}
	const isOver =
		known.ended_at !== null ||
		(known.access_until !== null && known.access_until <= at.toISOString());
	const isBrought = !isOver && (await cameByRound(trx, { labId, memberId }));
	if (!isOver && !isBrought) return false;
	if (isBrought && known.access_until !== null && known.access_until >= access_until) return true;
	await trx
		.updateTable('membership')
		.set({ role: 'expert', access_until, ended_at: null })
		.where('id', '=', known.id)
		.execute();
	return true;
}

/** She is in the lab because a round that runs brought her in. */
async function cameByRound(
	trx: Trx,
	{ labId, memberId }: { labId: string; memberId: string }
): Promise<boolean> {
	const row = await trx
		.selectFrom('expert_round_expert')
		.innerJoin('expert_round', 'expert_round.id', 'expert_round_expert.round_id')
		.select('expert_round_expert.id')
		.where('expert_round.lab_id', '=', labId)
		.where('expert_round.state', '=', 'running')
		.where('expert_round_expert.member_id', '=', memberId)
		.where('expert_round_expert.is_new', '=', 1)
		.executeTakeFirst();
	return row !== undefined;
}

/**
 * Her time in the lab is over, unless another round of it that runs has her; what a request let her read
 * she reads until its day. To be called when what came with this round is gone.
 */
export async function endNewExperts(trx: Trx, roundId: string, at: Date): Promise<string[]> {
	const rows = await trx
		.selectFrom('expert_round_expert')
		.innerJoin('expert_round', 'expert_round.id', 'expert_round_expert.round_id')
		.select(['member_id', 'lab_id'])
		.where('round_id', '=', roundId)
		.where('is_new', '=', 1)
		.where('member_id', 'is not', null)
		.where((where) =>
			where.not(
				where.exists(
					where
						.selectFrom('expert_round_expert as other')
						.innerJoin('expert_round as o', 'o.id', 'other.round_id')
						.select('other.id')
						.whereRef('other.member_id', '=', 'expert_round_expert.member_id')
						.whereRef('o.lab_id', '=', 'expert_round.lab_id')
						.where('o.state', '=', 'running')
						.where('o.id', '!=', roundId)
				)
			)
		)
		.execute();
	for (const { member_id, lab_id } of rows) {
		const left = await trx
			.selectFrom('invitation')
			.select((select) => select.fn.max('access_until').as('until'))
			.where('lab_id', '=', lab_id)
			.where('member_id', '=', member_id)
			.executeTakeFirst();
		const now = at.toISOString();
		const until = left?.until && left.until > now ? left.until : now;
		await trx
			.updateTable('membership')
			.set({ access_until: until })
			.where('lab_id', '=', lab_id)
			.where('member_id', '=', member_id)
			.where('role', '=', 'expert')
			.execute();
	}
	return rows.flatMap(({ member_id }) => member_id ?? []);
}

/** Who came in with a round stays as long as it does, and as another one that brought her in does. */
export async function keepNewExperts(trx: Trx, roundId: string, until: Date): Promise<void> {
	await trx
		.updateTable('membership')
		.set({ access_until: until.toISOString() })
		.where('role', '=', 'expert')
		.where(
			'member_id',
			'in',
			trx
				.selectFrom('expert_round_expert')
				.select(sql<string>`member_id`.as('member_id'))
				.where('round_id', '=', roundId)
				.where('is_new', '=', 1)
				.where('member_id', 'is not', null)
		)
		.where(
			'lab_id',
			'in',
			trx.selectFrom('expert_round').select('lab_id').where('id', '=', roundId)
		)
		.where((where) =>
			where.or([
				where('access_until', '<', until.toISOString()),
				where.not(
					where.exists(
						where
							.selectFrom('expert_round_expert as other')
							.innerJoin('expert_round as o', 'o.id', 'other.round_id')
							.select('other.id')
							.whereRef('other.member_id', '=', 'membership.member_id')
							.whereRef('o.lab_id', '=', 'membership.lab_id')
							.where('other.is_new', '=', 1)
							.where('o.state', '=', 'running')
							.where('o.id', '!=', roundId)
					)
				)
			])
		)
		.execute();
}

/** False: it is pinned already. */
export async function pinReaction(
	trx: Trx,
	pin: { roundId: string; answerId: string; by: string; at: Date }
): Promise<void> {
	await trx
		.insertInto('expert_round_pin')
		.values({
			...{ round_id: pin.roundId, answer_id: pin.answerId },
			...{ pinned_by: pin.by, at: pin.at.toISOString() }
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function unpinReaction(
	trx: Trx,
	{ roundId, answerId }: { roundId: string; answerId: string }
): Promise<void> {
	await trx
		.deleteFrom('expert_round_pin')
		.where('round_id', '=', roundId)
		.where('answer_id', '=', answerId)
		.execute();
}

export async function insertRoundDraft(
	trx: Trx,
	draft: Omit<RoundDraft, 'version' | 'at'> & { at: Date }
): Promise<void> {
	await trx
		.insertInto('expert_round_draft')
		.values({
			...{ id: draft.id, round_id: draft.roundId, question_id: draft.questionId },
			...draftRow(draft),
			...{ made_by: draft.madeBy, at: draft.at.toISOString() }
		})
		.execute();
}

/** False: somebody else said it otherwise, or took it out. */
export async function reviseRoundDraft(
	trx: Trx,
	draft: Omit<RoundDraft, 'roundId' | 'questionId' | 'madeBy' | 'at'>
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('expert_round_draft')
		.set({ ...draftRow(draft), version: draft.version + 1 })
		.where('id', '=', draft.id)
		.where('version', '=', draft.version)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

export async function deleteRoundDraft(trx: Trx, id: string): Promise<void> {
	await trx.deleteFrom('expert_round_draft').where('id', '=', id).execute();
}

function draftRow(
	draft: Pick<RoundDraft, 'text' | 'conditions' | 'forWhom' | 'validUntil' | 'compass' | 'sources'>
) {
	return {
		...{ text: draft.text, conditions: draft.conditions, for_whom: draft.forWhom },
		...{ valid_until: draft.validUntil, compass: JSON.stringify(draft.compass) },
		sources: JSON.stringify(draft.sources)
	};
}
