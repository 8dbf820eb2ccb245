import { sql, type Transaction } from 'kysely';
import { VISIT_GAP, type ChangeKind } from '../../src/lib/domain/history.ts';
import type { Db, Schema } from './schema.ts';

/** Something that was done to a card, and by whom; nothing of what the card says. */
export interface Change {
	card: string;
	what: ChangeKind;
	/** ISO 8601. */
	at: string;
	memberId: string | null;
}

/** When a member was on a board: her visit before this one ended at `since`. */
export interface Visit {
	since: string;
	lastAt: string;
}

/** Rows per insert: well under the number of variables either database takes. */
const ROWS = 100;

/** What changed on boards, and who has seen it. */
export class ChangeRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** What was done since a moment, the newest first. */
	async since(boardId: string, at: string): Promise<Change[]> {
		const rows = await this.#db
			.selectFrom('board_change')
			.selectAll()
			.where('board_id', '=', boardId)
			.where('at', '>', at)
			.orderBy('at', 'desc')
			.orderBy('thing')
			.orderBy('what')
			.execute();
		return rows.map(({ thing, what, at, member_id }) => ({
			card: thing,
			what,
			at,
			memberId: member_id
		}));
	}

	async visit(boardId: string, memberId: string): Promise<Visit | null> {
		const row = await this.#db
			.selectFrom('board_visit')
			.select(['since', 'last_at'])
			.where('board_id', '=', boardId)
			.where('member_id', '=', memberId)
			.executeTakeFirst();
		return row ? { since: row.since, lastAt: row.last_at } : null;
	}

	/** On how many cards of each board others did something since her visit before this one. */
	async countNews(labId: string, memberId: string, now: Date): Promise<Map<string, number>> {
		const isOver = new Date(now.getTime() - VISIT_GAP).toISOString();
		const { rows } = await sql<{ board_id: string; n: number | string }>`
			select c.board_id, count(distinct c.thing) as n
			from board_visit v
			join board b on b.id = v.board_id and b.lab_id = ${labId}
			join board_change c on c.board_id = v.board_id
				and c.at > case when v.last_at < ${isOver} then v.last_at else v.since end
				and (c.member_id is null or c.member_id <> ${memberId})
			where v.member_id = ${memberId}
			group by c.board_id`.execute(this.#db);
		return new Map(rows.map(({ board_id, n }) => [board_id, Number(n)]));
	}
}

/** Of each card and kind of change the last one is known. */
export async function recordChanges(
	trx: Transaction<Schema>,
	boardId: string,
	changes: readonly Change[]
): Promise<void> {
	// One statement cannot set the same row twice: the last word counts.
	const last = new Map(changes.map((change) => [`${change.what} ${change.card}`, change]));
	const rows = [...last.values()].map(({ card, what, at, memberId }) => ({
		board_id: boardId,
		thing: card,
		what,
		at,
		member_id: memberId
	}));
	for (let i = 0; i < rows.length; i += ROWS) {
		await trx
			.insertInto('board_change')
			.values(rows.slice(i, i + ROWS))
			.onConflict((conflict) =>
				conflict.columns(['board_id', 'thing', 'what']).doUpdateSet((set) => ({
					at: set.ref('excluded.at'),
					member_id: set.ref('excluded.member_id')
				}))
			)
			.execute();
	}
}

/** Nothing is told any more of cards that are gone for good. */
export async function forgetChanges(
	trx: Transaction<Schema>,
	boardId: string,
	cards: readonly string[]
): Promise<void> {
	for (let i = 0; i < cards.length; i += ROWS) {
		await trx
			.deleteFrom('board_change')
			.where('board_id', '=', boardId)
			.where('thing', 'in', cards.slice(i, i + ROWS))
			.execute();
	}
}

/** She has the board before her eyes: in a visit that goes on, or in a new one. */
export async function recordVisit(
	trx: Transaction<Schema>,
	boardId: string,
	memberId: string,
	at: Date
): Promise<void> {
	const moment = at.toISOString();
	const isOver = new Date(at.getTime() - VISIT_GAP).toISOString();
	await trx
		.insertInto('board_visit')
		.values({ board_id: boardId, member_id: memberId, since: moment, last_at: moment })
		.onConflict((conflict) =>
			conflict.columns(['board_id', 'member_id']).doUpdateSet({
				since: sql`case when board_visit.last_at < ${isOver} then board_visit.last_at
					else board_visit.since end`,
				last_at: moment
			})
		)
		.execute();
}

/** She says that she saw what was done up to a moment. */
export async function markSeen(
	trx: Transaction<Schema>,
	boardId: string,
	memberId: string,
	about: { until: string; at: Date }
): Promise<void> {
	const visit = { since: about.until, last_at: about.at.toISOString() };
	await trx
		.insertInto('board_visit')
		.values({ board_id: boardId, member_id: memberId, ...visit })
		.onConflict((conflict) => conflict.columns(['board_id', 'member_id']).doUpdateSet(visit))
		.execute();
}
