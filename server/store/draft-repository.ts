import { expressionBuilder, type Selectable, type Transaction } from 'kysely';
import type { QuestionRights } from '../../src/lib/domain/question-access.ts';
import type { DraftKind, OriginKind } from '../../src/lib/domain/question.ts';
import type { DraftTable } from './schema-thread.ts';
import { ThreadRepository } from './thread-repository.ts';
import type { Db, Schema } from './schema.ts';

/** What a question came from. */
export interface DraftOrigin {
	kind: OriginKind;
	id: string;
	part: string | null;
}

/** A question, an answer or a summary while it is written; its texts are in `draft/<id>`. */
export interface Draft {
	id: string;
	labId: string;
	kind: DraftKind;
	/** Null: the question itself, not placed yet. */
	questionId: string | null;
	/** The placed answer it will take the place of. */
	answerId: string | null;
	/** The answer it reacts to. */
	replyTo: string | null;
	origin: DraftOrigin | null;
	/** Whose it is. */
	memberId: string;
	/** ISO 8601. */
	madeAt: string;
	placedAt: string | null;
	droppedAt: string | null;
	/** Whom she let in, in that order. */
	writers: { memberId: string; at: string }[];
}

/** What makes two drafts of one member the same. */
export type DraftPlace = Pick<
	Draft,
	'labId' | 'kind' | 'questionId' | 'answerId' | 'replyTo' | 'origin' | 'memberId'
>;

/** Drafts, who writes along in them, and what their writers said is nobody. */
export class DraftRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** The same, inside somebody's transaction. */
	within(trx: Transaction<Schema>): DraftRepository {
		return new DraftRepository(trx);
	}

	async find(id: string): Promise<Draft | null> {
		const row = await this.#db
			.selectFrom('draft')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? ((await this.#withWriters([row]))[0] ?? null) : null;
	}

	/** An open one for this; of a summary whoever began it. */
	async findOpen(place: DraftPlace): Promise<Draft | null> {
		const { labId, kind, questionId, answerId, replyTo, origin, memberId } = place;
		const same = (column: keyof DraftTable, value: string | null) =>
			expressionBuilder<Schema, 'draft'>()(column, value === null ? 'is' : '=', value);
		let query = this.#db
			.selectFrom('draft')
			.selectAll()
			.where('lab_id', '=', labId)
			.where('kind', '=', kind)
			.where('placed_at', 'is', null)
			.where('dropped_at', 'is', null)
			.where(same('question_id', questionId));
		if (kind !== 'summary') {
			query = query
				.where('member_id', '=', memberId)
				.where(same('answer_id', answerId))
				.where(same('reply_to', replyTo))
				.where(same('origin_kind', origin?.kind ?? null))
				.where(same('origin_id', origin?.id ?? null))
				.where(same('origin_part', origin?.part ?? null));
		}
		const row = await query.orderBy('made_at', 'desc').orderBy('id').executeTakeFirst();
		return row ? ((await this.#withWriters([row]))[0] ?? null) : null;
	}

	/** Hers and those she was let into, not placed, the newest first; dropped ones only hers. */
	async listOfMember(labId: string, memberId: string): Promise<Draft[]> {
		const rows = await this.#db
			.selectFrom('draft')
			.selectAll()
			.where('lab_id', '=', labId)
			.where('placed_at', 'is', null)
			.where((where) =>
				where.or([
					where('member_id', '=', memberId),
					where.and([
						where('dropped_at', 'is', null),
						where(
							'id',
							'in',
							where
								.selectFrom('draft_writer')
								.select('draft_id')
								.where('draft_writer.member_id', '=', memberId)
						)
					])
				])
			)
			.orderBy('made_at', 'desc')
			.orderBy('id')
			.execute();
		return this.#withWriters(rows);
	}

	/** Ids of the open ones about a question. */
	async listOpenOf(questionId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('draft')
			.select('id')
			.where('question_id', '=', questionId)
			.where('placed_at', 'is', null)
			.where('dropped_at', 'is', null)
			.orderBy('made_at')
			.execute();
		return rows.map(({ id }) => id);
	}

	/** Ids of those dropped before then, the oldest first. */
	async listDroppedBefore(at: Date): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('draft')
			.select('id')
			.where('dropped_at', '<', at.toISOString())
			.where('placed_at', 'is', null)
			.orderBy('dropped_at')
			.orderBy('id')
			.execute();
		return rows.map(({ id }) => id);
	}

	async add({
		id,
		labId,
		kind,
		origin,
		...draft
	}: Omit<Draft, 'writers' | 'placedAt' | 'droppedAt'>) {
		await this.#db
			.insertInto('draft')
			.values({
				id,
				lab_id: labId,
				kind,
				question_id: draft.questionId,
				answer_id: draft.answerId,
				reply_to: draft.replyTo,
				origin_kind: origin?.kind ?? null,
				origin_id: origin?.id ?? null,
				origin_part: origin?.part ?? null,
				member_id: draft.memberId,
				made_at: draft.madeAt
			})
			.execute();
	}

	/** False: she was in already. */
	async addWriter(id: string, memberId: string, at: Date): Promise<boolean> {
		const { numInsertedOrUpdatedRows } = await this.#db
			.insertInto('draft_writer')
			.values({ draft_id: id, member_id: memberId, at: at.toISOString() })
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		return Number(numInsertedOrUpdatedRows) === 1;
	}

	/** False: she was not in. */
	async removeWriter(id: string, memberId: string): Promise<boolean> {
		const { numDeletedRows } = await this.#db
			.deleteFrom('draft_writer')
			.where('draft_id', '=', id)
			.where('member_id', '=', memberId)
			.executeTakeFirst();
		return Number(numDeletedRows) === 1;
	}

	/** False: it is not open any more. */
	async markPlaced(id: string, at: Date): Promise<boolean> {
		const { numUpdatedRows } = await this.#open(id)
			.set({ placed_at: at.toISOString() })
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}

	/** False: it is not open any more. */
	async drop(id: string, at: Date): Promise<boolean> {
		const { numUpdatedRows } = await this.#open(id)
			.set({ dropped_at: at.toISOString() })
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}

	/** False: it was not dropped, or is gone. */
	async takeBack(id: string): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('draft')
			.set({ dropped_at: null })
			.where('id', '=', id)
			.where('dropped_at', 'is not', null)
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}

	/** Those of these that are still dropped; gives the ids of what went. */
	async remove(ids: readonly string[], droppedBefore: Date): Promise<string[]> {
		if (ids.length === 0) return [];
		const rows = await this.#db
			.deleteFrom('draft')
			.where('id', 'in', [...ids])
			.where('dropped_at', '<', droppedBefore.toISOString())
			.returning('id')
			.execute();
		return rows.map(({ id }) => id);
	}

	/** What may stand in a draft although it looks like personal data, each once. */
	async listPhrases(id: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('draft_phrase')
			.select('phrase')
			.where('draft_id', '=', id)
			.orderBy('at')
			.orderBy('folded')
			.execute();
		return rows.map(({ phrase }) => phrase);
	}

	async allow(
		id: string,
		phrase: { phrase: string; folded: string; memberId: string },
		at: Date
	): Promise<void> {
		await this.#db
			.insertInto('draft_phrase')
			.values({
				draft_id: id,
				folded: phrase.folded,
				phrase: phrase.phrase,
				member_id: phrase.memberId,
				at: at.toISOString()
			})
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}

	/** What decides who reads a question, or null. */
	findQuestion(questionId: string): Promise<QuestionRights | null> {
		return new ThreadRepository(this.#db).find(questionId);
	}

	/** Members to whom client ids of this document are bound. */
	async whoWrote(document: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('document_client')
			.innerJoin('member', 'member.id', 'document_client.member_id')
			.select('member.id')
			.distinct()
			.where('document', '=', document)
			.orderBy('member.id')
			.execute();
		return rows.map(({ id }) => id);
	}

	/** Where an answer stands and whose it is. */
	async findAnswer(
		answerId: string
	): Promise<{ questionId: string; memberId: string | null } | null> {
		const row = await this.#db
			.selectFrom('answer')
			.select(['question_id', 'member_id'])
			.where('id', '=', answerId)
			.executeTakeFirst();
		return row ? { questionId: row.question_id, memberId: row.member_id } : null;
	}

	/** One at a time makes a draft for this: whoever comes second sees what the first made. */
	async hold({ kind, questionId, memberId }: DraftPlace): Promise<void> {
		if (kind === 'summary' && questionId !== null) {
			await this.#db
				.updateTable('question')
				.set((set) => ({ turn: set.ref('turn') }))
				.where('id', '=', questionId)
				.execute();
			return;
		}
		await this.#db
			.updateTable('member')
			.set((set) => ({ language: set.ref('language') }))
			.where('id', '=', memberId)
			.execute();
	}

	#open(id: string) {
		return this.#db
			.updateTable('draft')
			.where('id', '=', id)
			.where('placed_at', 'is', null)
			.where('dropped_at', 'is', null);
	}

	async #withWriters(rows: readonly Selectable<DraftTable>[]): Promise<Draft[]> {
		if (rows.length === 0) return [];
		const writers = await this.#db
			.selectFrom('draft_writer')
			.selectAll()
			.where(
				'draft_id',
				'in',
				rows.map(({ id }) => id)
			)
			.orderBy('at')
			.orderBy('member_id')
			.execute();
		return rows.map((row) => ({
			id: row.id,
			labId: row.lab_id,
			kind: row.kind,
			questionId: row.question_id,
			answerId: row.answer_id,
			replyTo: row.reply_to,
			origin: row.origin_kind && {
				kind: row.origin_kind,
				id: row.origin_id ?? '',
				part: row.origin_part
			},
			memberId: row.member_id,
			madeAt: row.made_at,
			placedAt: row.placed_at,
			droppedAt: row.dropped_at,
			writers: writers.flatMap(({ draft_id, member_id, at }) =>
				draft_id === row.id ? { memberId: member_id, at } : []
			)
		}));
	}
}
