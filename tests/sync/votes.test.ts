import { afterEach, describe, expect, it } from 'vitest';
import type { BallotSettings } from '../../src/lib/domain/ballot.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { PeopleOnBoard } from '../support/people-on-board.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/** Who may vote; Marit facilitates. */
const voters = ['tessa', 'jorrit', 'noortje', 'sunita'] as const;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A board in a step about many cards, in which one votes like this. */
async function voting(settings: BallotSettings, env: NodeJS.ProcessEnv = {}) {
	const walk = await PeopleOnBoard.on('brd-wiedoetwat', env);
	closing.push(() => walk.leave());
	await walk.step(2);
	await walk.mode('stemmen');
	await walk.do('marit', { do: 'open-ballot', ...settings });
	const { cards: all } = await view(walk);
	const cards = all.filter(({ zone }) => zone === 'primair_breed').map(({ id }) => id);
	expect(cards.length).toBeGreaterThan(2);
	return { walk, cards };
}

async function view(walk: PeopleOnBoard, name = 'marit') {
	const { boards } = walk.server.lab.services;
	const actor = await walk.server.actor(name);
	const outcome = await boards.open(actor, await walk.server.demoLab(), walk.boardId);
	if (!outcome.ok) throw new Error(outcome.reason);
	return outcome.value;
}

const refusedAs = (reason: string) => ({ ok: false, reason });
const dots = (card: string, n: number): BoardCommand => ({ do: 'vote', card, n });
const hand = (...cards: string[]): BoardCommand => ({
	do: 'hand-in',
	cards,
	blank: cards.length === 0
});

describe('a ballot of dots', () => {
	it('takes what its budget and cap leave, and refuses more with the count unchanged', async () => {
		const { walk, cards } = await voting({ kind: 'stippen', budget: 3, cap: 2 });
		const [a, b] = cards as [string, string];
		await walk.do('tessa', dots(a, 2));
		expect(await walk.command('tessa', dots(a, 3))).toEqual(refusedAs('votes-spent'));
		expect(await walk.command('tessa', dots(b, 2))).toEqual(refusedAs('votes-spent'));
		const both = await Promise.all([
			walk.command('tessa', dots(b, 1)),
			walk.command('tessa', dots(cards[2]!, 1))
		]);
		expect(both.filter(({ ok }) => ok).length).toBe(1);
		expect(both).toContainEqual(refusedAs('votes-spent'));
		expect(await walk.command('marit', dots(a, 1))).toEqual(refusedAs('forbidden'));
		expect(Object.values((await walk.phase('tessa')).ballot!.mine).sort()).toEqual([1, 2]);
		expect((await walk.phase('jorrit')).ballot!.mine).toEqual({});
		await walk.do('marit', { do: 'close-ballot' });
		expect(await walk.command('tessa', dots(a, 0))).toEqual(refusedAs('already-done'));
		expect((await view(walk)).votes[a]).toBe(2);
	});

	it('tells nobody a total before it is closed, and everybody the same after', async () => {
		const { walk, cards } = await voting({ kind: 'stippen', budget: 5, cap: 5 });
		const state = await walk.live('noortje');
		const before = await Promise.all(['marit', 'lotte'].map((name) => view(walk, name)));
		for (const name of voters) await walk.do(name, dots(cards[0]!, 4));
		await until(() => state()?.ballot?.voted === 4, 'n of m', 12_000);
		expect(state()?.ballot).toMatchObject({ isOpen: true, of: 4 });
		for (const [i, name] of ['marit', 'lotte'].entries()) {
			const now = await view(walk, name);
			expect([now.votes, now.results]).toEqual([before[i]!.votes, []]);
			expect(now.phase.ballot?.mine).toEqual({});
		}
		await walk.do('marit', { do: 'close-ballot' });
		const { results } = await view(walk, 'lotte');
		expect(results).toMatchObject([
			{
				step: 2,
				kind: 'stippen',
				outcome: { tally: { voters: 4, cards: [{ card: cards[0], dots: 16, people: 4 }] } }
			}
		]);
		expect((await view(walk, 'marit')).results).toEqual(results);
		const text = JSON.stringify(results);
		for (const name of voters) expect(text).not.toContain(walk.id(name));
	});

	it('becomes another one until somebody voted, by whoever leads, and has a successor after closing', async () => {
		const { walk, cards } = await voting({ kind: 'stippen', budget: 3, cap: 1 });
		const open = (settings: Partial<BallotSettings>, name = 'marit') =>
			walk.command(name, { do: 'open-ballot', kind: 'stippen', budget: 2, cap: 1, ...settings });
		expect(await open({}, 'tessa')).toEqual(refusedAs('forbidden'));
		expect(await open({ cap: 3 })).toEqual(refusedAs('invalid'));
		expect((await open({ budget: 7, cap: 7 })).ok).toBe(true);
		expect((await walk.phase('tessa')).ballot).toMatchObject({ budget: 7, cap: 7 });
		await walk.do('tessa', dots(cards[0]!, 7));
		const state = await walk.live('noortje');
		await until(() => state()?.ballot?.voted === 1, 'counted', 12_000);
		expect(await open({})).toEqual(refusedAs('voted'));
		expect((await walk.phase('tessa')).ballot).toMatchObject({
			budget: 7,
			mine: { [cards[0]!]: 7 }
		});
		await walk.do('marit', { do: 'close-ballot' });
		await until(() => state()?.ballot?.isOpen === false, 'closed');
		expect((await open({ kind: 'geheim' })).ok).toBe(true);
		// Of the one before nobody counts as having voted in this one.
		await until(() => state()?.ballot?.isOpen === true, 'a new one');
		expect(state()?.ballot?.voted).toBe(0);
		expect((await walk.phase('tessa')).ballot).toMatchObject({ kind: 'geheim', isOpen: true });
		expect((await view(walk)).results.length).toBe(1);
		expect(await walk.command('tessa', dots(cards[0]!, 1))).toEqual(refusedAs('wrong-mode'));
	});

	it('takes a dot back also from a card that lies in the bin by now', async () => {
		const { walk, cards } = await voting({ kind: 'stippen', budget: 1, cap: 1 });
		await walk.do('tessa', dots(cards[0]!, 1));
		await walk.do('marit', { do: 'bin', card: cards[0]! });
		await walk.do('tessa', dots(cards[0]!, 0));
		expect(await walk.command('tessa', dots(cards[0]!, 1))).toEqual(refusedAs('not-found'));
		expect((await walk.command('tessa', dots(cards[1]!, 1))).ok).toBe(true);
	});

	it('shows no totals in a method without sums, and has no secret vote there', async () => {
		const walk = await PeopleOnBoard.on('brd-jongere');
		closing.push(() => walk.leave());
		await walk.mode('stemmen');
		expect(
			await walk.command('marit', { do: 'open-ballot', kind: 'geheim', budget: 1, cap: 1 })
		).toEqual(refusedAs('invalid'));
		await walk.do('marit', { do: 'close-ballot' });
		expect((await view(walk)).results).toEqual([]);
	});
});

describe('a secret ballot', () => {
	const secret = { kind: 'geheim', budget: 2, cap: 1 } as const;

	it('is handed in once, as a whole, by who may vote', async () => {
		const { walk, cards } = await voting(secret);
		const [a, b, c] = cards as [string, string, string];
		expect(await walk.command('marit', hand(a))).toEqual(refusedAs('forbidden'));
		expect(await walk.command('tessa', hand(a, b, c))).toEqual(refusedAs('votes-spent'));
		expect(await walk.command('tessa', hand(a, a))).toEqual(refusedAs('invalid'));
		expect(await walk.command('tessa', { do: 'hand-in', cards: [], blank: false })).toEqual(
			refusedAs('invalid')
		);
		expect(await walk.command('tessa', { do: 'hand-in', cards: [a], blank: true })).toEqual(
			refusedAs('invalid')
		);
		expect(await walk.command('tessa', hand('nergens'))).toEqual(refusedAs('not-found'));
		const both = await Promise.all([
			walk.command('tessa', hand(a)),
			walk.command('tessa', hand(b))
		]);
		expect(both.filter(({ ok }) => ok).length).toBe(1);
		expect(await walk.command('tessa', hand())).toEqual(refusedAs('already-done'));
		expect((await walk.phase('tessa')).ballot).toMatchObject({ isHandedIn: true, mayVote: false });
		expect((await walk.phase('jorrit')).ballot).toMatchObject({ isHandedIn: false, mayVote: true });
		await walk.do('marit', { do: 'close-ballot' });
		expect(await walk.command('jorrit', hand(a))).toEqual(refusedAs('already-done'));
	});

	it('shows totals after closing, of everybody together, and keeps nothing else', async () => {
		const folder = temporaryFolder();
		closing.push(() => folder.remove());
		const { walk, cards } = await voting(secret, { DATA_DIR: folder.path });
		const [a, b] = cards as [string, string];
		const state = await walk.live('lotte');
		await walk.do('tessa', hand(a));
		await walk.do('jorrit', hand(a, b));
		await walk.do('noortje', hand());
		await until(() => state()?.ballot?.voted === 3, 'how many handed in', 12_000);
		expect((await view(walk)).results).toEqual([]);
		await walk.do('marit', { do: 'close-ballot' });
		const { results } = await view(walk);
		expect(results).toMatchObject([
			{
				kind: 'geheim',
				outcome: {
					tally: {
						voters: 3,
						blank: 1,
						cards: [
							{ card: a, votes: 2 },
							{ card: b, votes: 1 }
						]
					}
				}
			}
		]);
		// Dots and secret votes are not added up.
		expect((await view(walk)).votes[a]).toBeUndefined();
		const { db } = walk.server.store;
		for (const table of ['secret_participation', 'secret_vote', 'vote'] as const) {
			const rows = await db.selectFrom(table).select('ballot_id').execute();
			expect(rows.filter(({ ballot_id }) => ballot_id === results[0]!.id)).toEqual([]);
		}
		const gone = async () =>
			(await db.selectFrom('forgetting').select('id').execute()).length === 0;
		await until(gone, 'forgotten', 15_000);

		// A restart keeps it, and nothing in any file ties a voter to this ballot.
		await walk.leave();
		closing.pop();
		const again = await PeopleOnBoard.on('brd-wiedoetwat', { DATA_DIR: folder.path });
		closing.push(() => again.leave());
		expect((await view(again, 'tessa')).results).toEqual(results);
		const files = again.files().toString('latin1');
		for (const name of voters) expect(files).not.toContain(results[0]!.id + again.id(name));
	});

	it('never has a result of fewer than three', async () => {
		const { walk, cards } = await voting(secret);
		await walk.do('tessa', hand(cards[0]!));
		await walk.do('jorrit', hand(cards[0]!));
		await walk.do('marit', { do: 'close-ballot' });
		const [result] = (await view(walk)).results;
		expect(result).toMatchObject({ kind: 'geheim', outcome: { tally: null } });
		const rows = await walk.server.store.db.selectFrom('secret_vote').selectAll().execute();
		expect(rows).toEqual([]);
	});

	it('leaves no word of who or when in what is written down beside it', async () => {
		const { walk, cards } = await voting(secret);
		const { db } = walk.server.store;
		const count = async () =>
			Promise.all(
				(['audit', 'board_change', 'board_version', 'authorship', 'vote'] as const).map(
					async (table) =>
						(
							await db
								.selectFrom(table)
								.select((s) => s.fn.countAll().as('n'))
								.execute()
						)[0]!.n
				)
			);
		const before = await count();
		for (const name of voters) await walk.do(name, hand(cards[0]!));
		expect(await count()).toEqual(before);
		const acts = await db.selectFrom('audit').select(['act', 'detail']).orderBy('at').execute();
		const opened = acts.filter(({ act }) => act.startsWith('board.ballot'));
		expect(opened.map(({ act }) => act)).toEqual(['board.ballot-opened']);
		expect(JSON.stringify(opened)).not.toContain(cards[0]);
	});
});
