import type { Transaction } from 'kysely';
import type { Urn } from '../../src/lib/domain/secret-tally.ts';
import { holdBallot } from './ballot-repository.ts';
import type { Schema } from './schema.ts';

/** The choice of nobody: as any other, and said aloud. */
const BLANK = '';

/**
 * Hands in a secret ballot, once and for good: that she took part on one side, one more for each
 * choice on the other. No row of choices is hers, and both sides are written anew as a whole, in the
 * order of their keys: where a row lies in a file, or which transaction wrote it (PostgreSQL's
 * `xmin`), is then the same for everybody's.
 */
export async function handIn(
	trx: Transaction<Schema>,
	{ ballotId, memberId, cards }: { ballotId: string; memberId: string; cards: readonly string[] }
): Promise<'done' | 'closed' | 'again' | 'spent'> {
	if (!(await holdBallot(trx, ballotId, 'geheim'))) return 'closed';
	const { budget } = await trx
		.selectFrom('ballot')
		.select('budget')
		.where('id', '=', ballotId)
		.executeTakeFirstOrThrow();
	if (cards.length > budget) return 'spent';
	const { people, choices } = await read(trx, ballotId);
	if (people.includes(memberId)) return 'again';
	for (const choice of cards.length > 0 ? cards : [BLANK]) {
		choices.set(choice, (choices.get(choice) ?? 0) + 1);
	}
	await eraseSecret(trx, ballotId);
	await trx
		.insertInto('secret_participation')
		.values([...people, memberId].sort().map((id) => ({ ballot_id: ballotId, member_id: id })))
		.execute();
	const rows = [...choices].sort(([a], [b]) => (a < b ? -1 : 1));
	await trx
		.insertInto('secret_vote')
		.values(rows.map(([choice, votes]) => ({ ballot_id: ballotId, choice, votes })))
		.execute();
	return 'done';
}

/** What was handed in so far. */
export async function readUrn(trx: Transaction<Schema>, ballotId: string): Promise<Urn> {
	const { people, choices } = await read(trx, ballotId);
	const { [BLANK]: blank = 0, ...cards } = Object.fromEntries(choices);
	return { voters: people.length, blank, cards };
}

/** Also who took part: when it is closed nobody has to know any more. */
export async function eraseSecret(trx: Transaction<Schema>, ballotId: string): Promise<void> {
	await trx.deleteFrom('secret_participation').where('ballot_id', '=', ballotId).execute();
	await trx.deleteFrom('secret_vote').where('ballot_id', '=', ballotId).execute();
}

async function read(
	trx: Transaction<Schema>,
	ballotId: string
): Promise<{ people: string[]; choices: Map<string, number> }> {
	const people = await trx
		.selectFrom('secret_participation')
		.select('member_id')
		.where('ballot_id', '=', ballotId)
		.orderBy('member_id')
		.execute();
	const choices = await trx
		.selectFrom('secret_vote')
		.select(['choice', 'votes'])
		.where('ballot_id', '=', ballotId)
		.orderBy('choice')
		.execute();
	return {
		people: people.map(({ member_id }) => member_id),
		choices: new Map(choices.map(({ choice, votes }) => [choice, votes]))
	};
}
