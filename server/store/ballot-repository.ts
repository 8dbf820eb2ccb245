import type { Selectable, Transaction } from 'kysely';
import type { BallotTable, Db, Schema } from './schema.ts';

/** One round of voting: dots, hidden until it is closed. */
export interface Ballot {
	id: string;
	step: number;
	/** Votes one may give in all, one to a card. */
	budget: number;
	isOpen: boolean;
}

export class BallotRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** The newest ballot of a step, or null. */
	async ofStep(boardId: string, step: number): Promise<Ballot | null> {
		const row = await this.#db
			.selectFrom('ballot')
			.selectAll()
			.where('board_id', '=', boardId)
			.where('step', '=', step)
			.orderBy('opened_at', 'desc')
			.orderBy('id')
			.executeTakeFirst();
		return row ? toBallot(row) : null;
	}

	/** Cards a member gave a vote in this ballot. */
	async votesOf(ballotId: string, memberId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('vote')
			.select('card_id')
			.where('ballot_id', '=', ballotId)
			.where('member_id', '=', memberId)
			.orderBy('card_id')
			.execute();
		return rows.map((row) => row.card_id);
	}

	/** How many people voted in this ballot. */
	async countVoters(ballotId: string): Promise<number> {
		const row = await this.#db
			.selectFrom('vote')
			.select((select) => select.fn.count('member_id').distinct().as('voters'))
			.where('ballot_id', '=', ballotId)
			.executeTakeFirst();
		return Number(row?.voters ?? 0);
	}

	/**
	 * Votes per card, of the last closed ballot of every step; nothing of one that is open. Votes from
	 * before there were ballots count until there is one.
	 */
	async countVotes(boardId: string): Promise<Record<string, number>> {
		const closed = await this.#db
			.selectFrom('ballot')
			.select(['id', 'step'])
			.where('board_id', '=', boardId)
			.where('closed_at', 'is not', null)
			.orderBy('opened_at')
			.orderBy('id')
			.execute();
		const byStep = new Map(closed.map(({ id, step }) => [step, id]));
		if (byStep.size > 1) byStep.delete(0);
		const last = [...byStep.values()];
		if (last.length === 0) return {};
		const rows = await this.#db
			.selectFrom('vote')
			.select((select) => ['card_id', select.fn.countAll().as('count')])
			.where('ballot_id', 'in', last)
			.groupBy('card_id')
			.orderBy('card_id')
			.execute();
		return Object.fromEntries(rows.map((row) => [row.card_id, Number(row.count)]));
	}
}

export async function openBallot(
	trx: Transaction<Schema>,
	ballot: { id: string; boardId: string; step: number; budget: number; at: Date }
): Promise<void> {
	const { id, boardId, step, budget, at } = ballot;
	await trx
		.insertInto('ballot')
		.values({
			id,
			board_id: boardId,
			step,
			budget,
			opened_at: at.toISOString(),
			closed_at: null
		})
		.execute();
}

/** For all at the same moment. False: it was closed already. */
export async function closeBallot(
	trx: Transaction<Schema>,
	ballotId: string,
	at: Date
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('ballot')
		.set({ closed_at: at.toISOString() })
		.where('id', '=', ballotId)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/**
 * Gives or takes back a vote. What is left of the budget and whether the ballot is open are read
 * under the same lock: two tabs at once cannot spend it twice.
 */
export async function castVote(
	trx: Transaction<Schema>,
	vote: { ballotId: string; cardId: string; memberId: string; on: boolean }
): Promise<'done' | 'closed' | 'spent'> {
	const { ballotId, cardId, memberId, on } = vote;
	// Takes the row: on PostgreSQL whoever else votes waits here; SQLite has one writer.
	const { numUpdatedRows } = await trx
		.updateTable('ballot')
		.set((set) => ({ budget: set.ref('budget') }))
		.where('id', '=', ballotId)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) return 'closed';
	await trx
		.deleteFrom('vote')
		.where('ballot_id', '=', ballotId)
		.where('card_id', '=', cardId)
		.where('member_id', '=', memberId)
		.execute();
	if (!on) return 'done';
	const { given, budget } = await trx
		.selectFrom('ballot')
		.select((select) => [
			'budget',
			select
				.selectFrom('vote')
				.select((count) => count.fn.countAll().as('n'))
				.where('ballot_id', '=', ballotId)
				.where('member_id', '=', memberId)
				.as('given')
		])
		.where('id', '=', ballotId)
		.executeTakeFirstOrThrow();
	if (Number(given) >= budget) return 'spent';
	await trx
		.insertInto('vote')
		.values({ ballot_id: ballotId, card_id: cardId, member_id: memberId })
		.execute();
	return 'done';
}

function toBallot(row: Selectable<BallotTable>): Ballot {
	return { id: row.id, step: row.step, budget: row.budget, isOpen: row.closed_at === null };
}
