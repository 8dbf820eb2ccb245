import { sql, type Selectable, type Transaction } from 'kysely';
import type { BallotSettings } from '../../src/lib/domain/ballot.ts';
import type { SecretTally } from '../../src/lib/domain/secret-tally.ts';
import type { Tally } from '../../src/lib/domain/tally.ts';
import type { BallotTable, Db, Schema } from './schema.ts';

/** One round of voting, hidden until it is closed. */
export interface Ballot extends BallotSettings {
	id: string;
	step: number;
	isOpen: boolean;
}

/** What a ballot came to, as everybody may see it. */
export type BallotOutcome =
	{ kind: 'stippen'; tally: Tally } | { kind: 'geheim'; tally: SecretTally };

export interface ClosedBallot extends BallotSettings {
	id: string;
	step: number;
	/** ISO moment. */
	closedAt: string;
	outcome: BallotOutcome;
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
			// One that is open is the newest, also when the clock did not go on.
			.orderBy(sql`closed_at is not null`)
			.orderBy('opened_at', 'desc')
			.orderBy('id')
			.executeTakeFirst();
		return row ? toBallot(row) : null;
	}

	/** Those in which one votes, or that were left open when the board moved on; the oldest first. */
	async listOpen(boardId: string): Promise<Ballot[]> {
		const rows = await this.#db
			.selectFrom('ballot')
			.selectAll()
			.where('board_id', '=', boardId)
			.where('closed_at', 'is', null)
			.orderBy('opened_at')
			.orderBy('id')
			.execute();
		return rows.map(toBallot);
	}

	/** Ballots whose outcome was written down, the last one first. */
	async listClosed(boardId: string): Promise<ClosedBallot[]> {
		const rows = await this.#db
			.selectFrom('ballot')
			.selectAll()
			.where('board_id', '=', boardId)
			.where('closed_at', 'is not', null)
			.where('result', 'is not', null)
			.orderBy('closed_at', 'desc')
			.orderBy('id')
			.execute();
		return rows.map((row) => ({
			...toBallot(row),
			closedAt: row.closed_at ?? '',
			outcome: JSON.parse(row.result ?? '') as BallotOutcome
		}));
	}

	/** Id of the ballot of a board that was closed last, or null. */
	async lastClosed(boardId: string): Promise<string | null> {
		const row = await this.#db
			.selectFrom('ballot')
			.select('id')
			.where('board_id', '=', boardId)
			.where('closed_at', 'is not', null)
			.orderBy('closed_at', 'desc')
			.orderBy('id')
			.executeTakeFirst();
		return row?.id ?? null;
	}

	/** Dots a member gave in this ballot, by card. */
	async votesOf(ballotId: string, memberId: string): Promise<Record<string, number>> {
		const rows = await this.#db
			.selectFrom('vote')
			.select(['card_id', 'dots'])
			.where('ballot_id', '=', ballotId)
			.where('member_id', '=', memberId)
			.orderBy('card_id')
			.execute();
		return Object.fromEntries(rows.map(({ card_id, dots }) => [card_id, dots]));
	}

	/** Whether she handed in this secret ballot; what she chose is not kept with her. */
	async tookPart(ballotId: string, memberId: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('secret_participation')
			.select('member_id')
			.where('ballot_id', '=', ballotId)
			.where('member_id', '=', memberId)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** Who voted in this ballot, whichever kind it is: for counting them, and nothing else. */
	async voters({ id, kind }: Pick<Ballot, 'id' | 'kind'>): Promise<string[]> {
		const rows = await this.#db
			.selectFrom(kind === 'geheim' ? 'secret_participation' : 'vote')
			.select('member_id')
			.distinct()
			.where('ballot_id', '=', id)
			.orderBy('member_id')
			.execute();
		return rows.map(({ member_id }) => member_id);
	}

	/**
	 * Dots per card, of the last closed ballot of dots of every step; nothing of one that is open, and
	 * secret votes are not added to dots. Votes from before there were ballots count until there is one.
	 */
	async countVotes(boardId: string): Promise<Record<string, number>> {
		const closed = await this.#db
			.selectFrom('ballot')
			.select(['id', 'step'])
			.where('board_id', '=', boardId)
			.where('kind', '=', 'stippen')
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
			.select((select) => ['card_id', select.fn.sum('dots').as('count')])
			.where('ballot_id', 'in', last)
			.groupBy('card_id')
			.orderBy('card_id')
			.execute();
		return Object.fromEntries(rows.map((row) => [row.card_id, Number(row.count)]));
	}
}

export async function openBallot(
	trx: Transaction<Schema>,
	ballot: BallotSettings & { id: string; boardId: string; step: number; at: Date }
): Promise<void> {
	const { id, boardId, step, kind, budget, cap, at } = ballot;
	await trx
		.insertInto('ballot')
		.values({
			id,
			board_id: boardId,
			step,
			kind,
			budget,
			cap,
			opened_at: at.toISOString(),
			closed_at: null
		})
		.execute();
}

/** Makes an open ballot another one, as long as nobody voted in it. False: somebody did. */
export async function changeBallot(
	trx: Transaction<Schema>,
	ballotId: string,
	{ kind, budget, cap }: BallotSettings
): Promise<boolean> {
	if (!(await holdBallot(trx, ballotId)) || (await isUsed(trx, ballotId))) return false;
	await trx.updateTable('ballot').set({ kind, budget, cap }).where('id', '=', ballotId).execute();
	return true;
}

/** Takes away an open ballot in which nobody voted. False: somebody did, or it is closed. */
export async function dropUnused(
	trx: Transaction<Schema>,
	{ id }: Pick<Ballot, 'id'>
): Promise<boolean> {
	if (!(await holdBallot(trx, id)) || (await isUsed(trx, id))) return false;
	await trx.deleteFrom('ballot').where('id', '=', id).execute();
	return true;
}

/** Whether anybody voted in it; asked while its row is held. */
async function isUsed(trx: Transaction<Schema>, ballotId: string): Promise<boolean> {
	for (const table of ['vote', 'secret_participation'] as const) {
		const given = trx.selectFrom(table).select('member_id').where('ballot_id', '=', ballotId);
		if (await given.executeTakeFirst()) return true;
	}
	return false;
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

/** What it came to, in the transaction that closed it: nothing is counted anew later. */
export async function keepOutcome(
	trx: Transaction<Schema>,
	ballotId: string,
	outcome: BallotOutcome
): Promise<void> {
	await trx
		.updateTable('ballot')
		.set({ result: JSON.stringify(outcome) })
		.where('id', '=', ballotId)
		.execute();
}

/** Every dot of a ballot, with what whoever gave it is counted under. */
export async function listDots(
	trx: Transaction<Schema>,
	ballotId: string
): Promise<Pick<Selectable<Schema['vote']>, 'card_id' | 'member_id' | 'dots'>[]> {
	return trx
		.selectFrom('vote')
		.select(['card_id', 'member_id', 'dots'])
		.where('ballot_id', '=', ballotId)
		.orderBy('member_id')
		.orderBy('card_id')
		.execute();
}

/**
 * Takes the row of an open ballot of this kind until the transaction ends: on PostgreSQL whoever else
 * votes waits here; SQLite has one writer. False: it is not open, or another kind.
 */
export async function holdBallot(
	trx: Transaction<Schema>,
	ballotId: string,
	kind?: Ballot['kind']
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('ballot')
		.set((set) => ({ budget: set.ref('budget') }))
		.where('id', '=', ballotId)
		.where('closed_at', 'is', null)
		.$if(kind !== undefined, (query) => query.where('kind', '=', kind as Ballot['kind']))
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/**
 * How many dots she gives a card from now on; 0 takes them back. What is left of the budget and
 * whether the ballot is open are read under the same lock: two tabs at once cannot spend it twice.
 */
export async function castVote(
	trx: Transaction<Schema>,
	vote: { ballotId: string; cardId: string; memberId: string; n: number }
): Promise<'done' | 'closed' | 'spent'> {
	const { ballotId, cardId, memberId, n } = vote;
	if (!(await holdBallot(trx, ballotId, 'stippen'))) return 'closed';
	const { budget, cap, elsewhere } = await trx
		.selectFrom('ballot')
		.select((select) => [
			'budget',
			'cap',
			select
				.selectFrom('vote')
				.select((sum) => sum.fn.sum('dots').as('n'))
				.where('ballot_id', '=', ballotId)
				.where('member_id', '=', memberId)
				.where('card_id', '!=', cardId)
				.as('elsewhere')
		])
		.where('id', '=', ballotId)
		.executeTakeFirstOrThrow();
	if (n > cap || Number(elsewhere ?? 0) + n > budget) return 'spent';
	await trx
		.deleteFrom('vote')
		.where('ballot_id', '=', ballotId)
		.where('card_id', '=', cardId)
		.where('member_id', '=', memberId)
		.execute();
	if (n === 0) return 'done';
	await trx
		.insertInto('vote')
		.values({ ballot_id: ballotId, card_id: cardId, member_id: memberId, dots: n })
		.execute();
	return 'done';
}

function toBallot(row: Selectable<BallotTable>): Ballot {
	const { id, step, kind, budget, cap } = row;
	return { id, step, kind, budget, cap, isOpen: row.closed_at === null };
}
