import type { Transaction } from 'kysely';
import type { Casus } from '../../src/lib/domain/casus.ts';
import type { Db, Schema } from './schema.ts';

/** What a reader before the opening asked to change. */
export interface CasusRemark {
	/** ISO 8601. */
	at: string;
	memberId: string;
	text: string;
}

/** What of a casus comes before it is open to the lab. */
export class CasusRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Oldest first. */
	async listRemarks(boardId: string): Promise<CasusRemark[]> {
		const rows = await this.#db
			.selectFrom('casus_remark')
			.select(['at', 'member_id', 'text'])
			.where('board_id', '=', boardId)
			.orderBy('at')
			.orderBy('id')
			.execute();
		return rows.map(({ at, member_id, text }) => ({ at, memberId: member_id, text }));
	}
}

/** Opens a casus to the lab; false when it was open already, changed since it was read, or withdrawn. */
export async function signCasus(
	trx: Transaction<Schema>,
	boardId: string,
	signed: { by: string; at: Date; note: string; casus: Casus | null }
): Promise<boolean> {
	const at = signed.at.toISOString();
	const { numUpdatedRows } = await trx
		.updateTable('board')
		.set({
			anonymity_checked_by: signed.by,
			anonymity_checked_at: at,
			anonymity_notes: signed.note,
			opened_at: at
		})
		.where('id', '=', boardId)
		.where('opened_at', 'is', null)
		.where('withdrawn_at', 'is', null)
		.where('casus', signed.casus ? '=' : 'is', signed.casus && JSON.stringify(signed.casus))
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** False when it was opened or withdrawn meanwhile. */
export async function reviseCasus(
	trx: Transaction<Schema>,
	boardId: string,
	revised: { title: string; question: string; label: string; casus: Casus }
): Promise<boolean> {
	const { title, question, label, casus } = revised;
	const { numUpdatedRows } = await trx
		.updateTable('board')
		.set({ title, question, contributor_label: label, casus: JSON.stringify(casus) })
		.where('id', '=', boardId)
		.where('opened_at', 'is', null)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

export async function addRemark(
	trx: Transaction<Schema>,
	remark: CasusRemark & { id: string; boardId: string }
): Promise<void> {
	const { id, boardId, memberId, at, text } = remark;
	await trx
		.insertInto('casus_remark')
		.values({ id, board_id: boardId, member_id: memberId, at, text })
		.execute();
}
