import type { Selectable, Transaction } from 'kysely';
import type { AllowedPhraseTable, Db, Schema } from './schema.ts';

/** A phrase somebody says is no personal data. */
export interface AllowedPhrase {
	id: string;
	/** Board on which it was proposed, and holds for who proposed it. */
	boardId: string;
	phrase: string;
	/** The same for all phrases that count as this one. */
	folded: string;
	proposedBy: string;
	/** ISO 8601. */
	proposedAt: string;
	/** ISO 8601; null: nobody agreed yet. From then on it holds in the whole lab. */
	agreedAt: string | null;
}

type NewPhrase = Omit<AllowedPhrase, 'agreedAt'> & { labId: string };

/** What labs and writers say is no personal data. */
export class AllowedPhraseRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** The same, inside somebody's transaction. */
	within(trx: Transaction<Schema>): AllowedPhraseRepository {
		return new AllowedPhraseRepository(trx);
	}

	/** All of a lab: proposals first, the oldest first, then what was agreed. */
	async listOfLab(labId: string): Promise<AllowedPhrase[]> {
		const rows = await this.#db
			.selectFrom('allowed_phrase')
			.selectAll()
			.where('lab_id', '=', labId)
			.orderBy('proposed_at')
			.orderBy('id')
			.execute();
		const phrases = rows.map(toPhrase);
		const isOpen = ({ agreedAt }: AllowedPhrase) => agreedAt === null;
		return [...phrases.filter(isOpen), ...phrases.filter((phrase) => !isOpen(phrase))];
	}

	/** Phrases that hold where this member writes on this board, each once. */
	async listForWriter(labId: string, boardId: string, memberId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('allowed_phrase')
			.select('phrase')
			.distinct()
			.where('lab_id', '=', labId)
			.where((where) =>
				where.or([
					where('agreed_at', 'is not', null),
					where.and([where('board_id', '=', boardId), where('proposed_by', '=', memberId)])
				])
			)
			.orderBy('phrase')
			.execute();
		return rows.map(({ phrase }) => phrase);
	}

	async find(labId: string, id: string): Promise<AllowedPhrase | null> {
		const row = await this.#db
			.selectFrom('allowed_phrase')
			.selectAll()
			.where('lab_id', '=', labId)
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toPhrase(row) : null;
	}

	/** False: she has it on this board already. */
	async add({ labId, ...phrase }: NewPhrase): Promise<boolean> {
		const { numInsertedOrUpdatedRows } = await this.#db
			.insertInto('allowed_phrase')
			.values({
				id: phrase.id,
				lab_id: labId,
				board_id: phrase.boardId,
				phrase: phrase.phrase,
				folded: phrase.folded,
				proposed_by: phrase.proposedBy,
				proposed_at: phrase.proposedAt,
				agreed_by: null,
				agreed_at: null
			})
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		return Number(numInsertedOrUpdatedRows) === 1;
	}

	/** It holds in the whole lab, and whoever proposed the same has no row of her own any more. */
	async agree(
		labId: string,
		{ id, folded }: AllowedPhrase,
		by: string,
		at: Date
	): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('allowed_phrase')
			.set({ agreed_by: by, agreed_at: at.toISOString() })
			.where('id', '=', id)
			.where('agreed_at', 'is', null)
			.executeTakeFirst();
		if (Number(numUpdatedRows) !== 1) return false;
		await this.#db
			.deleteFrom('allowed_phrase')
			.where('lab_id', '=', labId)
			.where('folded', '=', folded)
			.where('id', '<>', id)
			.execute();
		return true;
	}

	async remove(ids: readonly string[]): Promise<void> {
		if (ids.length === 0) return;
		await this.#db
			.deleteFrom('allowed_phrase')
			.where('id', 'in', [...ids])
			.execute();
	}
}

function toPhrase(row: Selectable<AllowedPhraseTable>): AllowedPhrase {
	return {
		id: row.id,
		boardId: row.board_id,
		phrase: row.phrase,
		folded: row.folded,
		proposedBy: row.proposed_by,
		proposedAt: row.proposed_at,
		agreedAt: row.agreed_at
	};
}
