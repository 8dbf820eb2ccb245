import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import { until } from '../support/until.ts';

let walk: PeopleOnBoard;
const done = { ok: true, value: undefined };
const no = (reason: string) => ({ ok: false, reason });

beforeEach(async () => {
	walk = await PeopleOnBoard.on();
	await walk.open('marit', boardDocument(walk.boardId));
});
afterEach(() => walk.leave());

const come = (...names: string[]) =>
	Promise.all(names.map((name) => walk.open(name, boardDocument(walk.boardId))));
const desk = async () => (await walk.phase('marit')).desk!;
const groupOf = async (name: string) =>
	(await desk()).people.find(({ memberId }) => memberId === walk.id(name))?.group ?? null;
const place = (name: string, group: string | null) =>
	walk.do('marit', { do: 'place', member: walk.id(name), group });

/** Tessa and Noortje at the first table, Sunita and Jorrit at the second, at work. */
async function atWork(): Promise<{ a: string; b: string }> {
	await come('tessa', 'noortje', 'sunita', 'jorrit');
	await walk.do('marit', { do: 'groups', count: 2 });
	const [a, b] = (await desk()).groups.map(({ id }) => id);
	for (const name of ['tessa', 'noortje']) await place(name, a!);
	for (const name of ['sunita', 'jorrit']) await place(name, b!);
	await walk.mode('subgroep');
	return { a: a!, b: b! };
}

describe('groups before their step', () => {
	it('are made, named and changed while everybody still works together, and kept for it', async () => {
		await come('tessa', 'noortje', 'sunita', 'jorrit');
		await walk.mode('open');
		await walk.do('marit', { do: 'groups', count: 2 });
		const before = await desk();
		expect(before.groups.map(({ name, mix }) => [name, mix.sociaal, mix.veiligheid])).toEqual([
			['Groep 1', 1, 1],
			['Groep 2', 1, 1]
		]);
		const [a, b] = before.groups.map(({ id }) => id);
		await walk.do('marit', { do: 'name-group', group: b!, name: 'Tafel school' });
		await place('tessa', a!);
		await place('noortje', a!);
		expect((await walk.phase('tessa')).group).toBeNull();
		await walk.mode('subgroep');
		expect((await walk.phase('tessa')).group).toMatchObject({ id: a });
		expect((await desk()).groups.map(({ name }) => name)).toEqual(['Groep 1', 'Tafel school']);
	});

	it('can be of everybody in the lab, who is there or not', async () => {
		await walk.do('marit', { do: 'groups', count: 3, of: 'all' });
		const { people, groups } = await desk();
		const placed = people.filter(({ group }) => group !== null);
		expect(placed.length).toBeGreaterThan(6);
		const left = people.filter(({ group }) => group === null).map(({ memberId }) => memberId);
		expect(left).toEqual([walk.id('marit')]);
		for (const { mix } of groups) expect(mix.ministries).toBeLessThanOrEqual(1);
	});

	it('keep their names when they are made again, and a host her table', async () => {
		await come('tessa', 'noortje', 'sunita', 'jorrit');
		await walk.do('marit', { do: 'groups', count: 2 });
		const [, second] = (await desk()).groups;
		await walk.do('marit', { do: 'name-group', group: second!.id, name: 'Tafel school' });
		await walk.do('marit', { do: 'host', group: second!.id, member: walk.id('tessa') });
		for (const count of [3, 2]) await walk.do('marit', { do: 'groups', count });
		const again = (await desk()).groups[1]!;
		expect(again).toMatchObject({ name: 'Tafel school', host: walk.id('tessa') });
		expect(again.id).not.toBe(second!.id);
		expect(await groupOf('tessa')).toBe(again.id);
	});

	it('have names that say nothing of a person, and are no other’s to give', async () => {
		await walk.do('marit', { do: 'groups', count: 2 });
		const group = (await desk()).groups[0]!.id;
		const name = (by: string, name: string, of = group) =>
			walk.command(by, { do: 'name-group', group: of, name });
		expect(await name('marit', 'Tafel van 06-12345678')).toEqual(no('personal-data'));
		expect(await name('tessa', 'Tafel 1')).toEqual(no('forbidden'));
		expect(await name('marit', 'Tafel 1', randomUUID())).toEqual(no('not-found'));
		expect((await desk()).groups[0]!.name).toBe('Groep 1');
	});
});

describe('groups at work', () => {
	it('take in who comes late, and have back who lost her line', async () => {
		const { a, b } = await atWork();
		expect(await groupOf('lotte')).toBeNull();
		await come('lotte');
		// Both tables are as large, and the second lacks somebody of safety.
		expect(await groupOf('lotte')).toBe(b);
		const yassin = await walk.open('yassin', boardDocument(walk.boardId));
		expect(await groupOf('yassin')).toBe(a);
		yassin.stop();
		await until(
			async () =>
				!(await desk()).people.find(({ memberId }) => memberId === walk.id('yassin'))!.isHere,
			'gone'
		);
		await place('noortje', b);
		await come('yassin');
		expect(await groupOf('yassin')).toBe(a);
	});

	it('do not take in whom the facilitator put in none', async () => {
		await atWork();
		await place('jorrit', null);
		await come('jorrit');
		expect(await groupOf('jorrit')).toBeNull();
		expect((await walk.phase('jorrit')).group).toBeNull();
	});

	it('are not made anew once somebody wrote', async () => {
		const { a } = await atWork();
		const part = await walk.open('tessa', partDocument(walk.boardId, a));
		part.board.addCard(aCard('begonnen'), 1);
		await until(() => part.saved() >= 2, 'saved');
		expect(await walk.command('marit', { do: 'groups', count: 3 })).toEqual(no('already-done'));
	});

	it('have a clock each, that everybody follows, and one press for all', async () => {
		const { a, b } = await atWork();
		const state = await walk.live('tessa');
		await walk.do('marit', { do: 'group-clock', group: a, act: 'start', minutes: 8 });
		await until(() => state()?.clocks[a], 'clock of the first');
		expect(state()!.clocks[b]).toBeUndefined();
		await walk.do('marit', { do: 'group-clock', group: null, act: 'start', minutes: 5 });
		await until(() => state()?.clocks[b], 'clock of the second');
		expect(Object.values(state()!.clocks).map(({ total }) => total)).toEqual([300_000, 300_000]);
		await walk.do('marit', { do: 'group-clock', group: null, act: 'pause' });
		await until(() => 'left' in state()!.clocks[a]!, 'standing');
		expect(
			await walk.command('marit', { do: 'group-clock', group: randomUUID(), act: 'stop' })
		).toEqual(no('not-found'));
		await walk.do('marit', { do: 'group-clock', group: a, act: 'stop' });
		expect(await walk.command('marit', { do: 'group-clock', group: a, act: 'pause' })).toEqual(
			no('invalid')
		);
		await walk.mode('open');
		await until(() => Object.keys(state()!.clocks).length === 0, 'no clocks');
	});

	it('hear what is said to them, and not what is said to another', async () => {
		const { a, b } = await atWork();
		await walk.do('marit', { do: 'group-message', group: null, text: 'Nog vijf minuten.' });
		await walk.do('marit', { do: 'group-message', group: a, text: 'Kijk ook naar de school.' });
		const heard = async (name: string) => (await walk.phase(name)).messages.map(({ text }) => text);
		expect(await heard('tessa')).toEqual(['Nog vijf minuten.', 'Kijk ook naar de school.']);
		expect(await heard('sunita')).toEqual(['Nog vijf minuten.']);
		expect((await walk.phase('marit')).messages.map(({ group }) => group)).toEqual([null, a]);
		const say = (by: string, command: Partial<Extract<BoardCommand, { do: 'group-message' }>>) =>
			walk.command(by, { do: 'group-message', group: b, text: 'Hallo', ...command });
		expect(await say('marit', { text: 'Bel Fatima op 06-12345678' })).toEqual(no('personal-data'));
		expect(await say('tessa', {})).toEqual(no('forbidden'));
		expect(await say('marit', { group: randomUUID() })).toEqual(no('not-found'));
		await walk.mode('open');
		expect(await heard('tessa')).toEqual([]);
		expect(await say('marit', {})).toEqual(no('wrong-mode'));
	});

	it('call whoever leads, who sees since when, and only she or the host says that she came', async () => {
		const { a } = await atWork();
		await walk.do('noortje', { do: 'help', on: true });
		const since = (await desk()).groups.find(({ id }) => id === a)!.asksSince;
		expect(Math.abs(Date.now() - since!)).toBeLessThan(10_000);
		await walk.do('tessa', { do: 'help', on: true });
		expect((await desk()).groups.find(({ id }) => id === a)!.asksSince).toBe(since);
		expect((await walk.phase('tessa')).group!.asksSince).toBe(since);
		expect((await walk.phase('sunita')).group!.asksSince).toBeNull();
		expect(await walk.command('noortje', { do: 'help', on: false })).toEqual(no('forbidden'));
		await walk.do('marit', { do: 'help', on: false, group: a });
		expect((await desk()).groups.every(({ asksSince }) => asksSince === null)).toBe(true);
		expect(await walk.command('lotte', { do: 'help', on: true })).toEqual(no('forbidden'));
	});
});

describe('a host', () => {
	it('has every verb of her own table, and none of another or of the board', async () => {
		const { a, b } = await atWork();
		await walk.do('marit', { do: 'host', group: a, member: walk.id('tessa') });
		expect((await walk.phase('tessa')).group!.host).toMatchObject({ isMe: true });
		expect((await walk.phase('noortje')).group!.host!.isMe).toBe(false);
		const part = await walk.open('tessa', partDocument(walk.boardId, a));
		const [one, two] = [aCard('een'), aCard('twee')];
		const noortje = await walk.open('noortje', partDocument(walk.boardId, a));
		noortje.board.addCard(one, 1);
		noortje.board.addCard(two, 1);
		await until(() => part.board.card(two.id), 'cards of another');
		part.board.bundleCard(two.id, one.id, randomUUID(), 1);
		part.board.binCard(one.id, 5, 1);
		await until(() => noortje.board.card(one.id)?.binnedAt === 5, 'binned by the host');
		expect(noortje.board.card(two.id)!.bundle).not.toBeNull();
		const own: BoardCommand[] = [
			{ do: 'group-clock', group: a, act: 'start', minutes: 5 },
			{ do: 'group-clock', group: a, act: 'add', minutes: 2 },
			{ do: 'group-clock', group: a, act: 'pause' },
			{ do: 'group-clock', group: a, act: 'resume' },
			{ do: 'group-clock', group: a, act: 'stop' },
			{ do: 'help', on: true },
			{ do: 'help', on: false },
			{ do: 'help', on: true, group: a },
			{ do: 'help', on: false, group: a }
		];
		for (const command of own)
			expect([command, await walk.command('tessa', command)]).toEqual([command, done]);

		const [card] = (await walk.open('marit', boardDocument(walk.boardId))).board.cards();
		const { n } = await walk.phase('tessa');
		const notHers: BoardCommand[] = [
			{ do: 'group-clock', group: b, act: 'start', minutes: 5 },
			{ do: 'group-clock', group: null, act: 'start', minutes: 5 },
			{ do: 'group-clock', group: randomUUID(), act: 'start', minutes: 5 },
			{ do: 'help', on: true, group: b },
			{ do: 'help', on: false, group: b },
			{ do: 'group-message', group: a, text: 'hallo' },
			{ do: 'name-group', group: a, name: 'Onze tafel' },
			{ do: 'host', group: a, member: walk.id('noortje') },
			{ do: 'place', member: walk.id('noortje'), group: b },
			{ do: 'groups', count: 2 },
			{ do: 'clock', act: 'start', minutes: 5 },
			{ do: 'bin', card: card!.id },
			{ do: 'step', to: 1, from: n },
			{ do: 'mode', mode: 'open', from: n },
			{ do: 'freeze', label: 'klaar' }
		];
		for (const command of notHers) {
			expect([command, await walk.command('tessa', command)]).toEqual([command, no('forbidden')]);
		}
		expect(await walk.asks('tessa', partDocument(walk.boardId, b))).toBe(404);
		expect((await walk.phase('tessa')).desk).toBeNull();
	});

	it('comes in the group she hosts, and is host no longer when she leaves it', async () => {
		const { a, b } = await atWork();
		await walk.do('marit', { do: 'host', group: b, member: walk.id('tessa') });
		expect(await groupOf('tessa')).toBe(b);
		await place('tessa', a);
		expect((await desk()).groups.map(({ host }) => host)).toEqual([null, null]);
		expect(
			await walk.command('tessa', { do: 'group-clock', group: b, act: 'start', minutes: 5 })
		).toEqual(no('forbidden'));
	});

	it('is somebody of the lab who may write', async () => {
		const { a } = await atWork();
		const host = (member: string) => walk.command('marit', { do: 'host', group: a, member });
		expect(await host(randomUUID())).toEqual(no('not-found'));
		expect(await host(await walk.server.id('mem-hilde'))).toMatchObject({ ok: false });
		expect(await walk.command('marit', { do: 'host', group: randomUUID(), member: null })).toEqual(
			no('not-found')
		);
		expect(await host(walk.id('marit'))).toEqual(done);
	});
});

describe('groups that come together', () =>
	onEveryStore((open) => {
		it('bundle equal cards, each with its text and who wrote it', async () => {
			const place = await open();
			await walk.leave();
			const env = place.address.startsWith('postgres') ? { DATABASE_URL: place.address } : {};
			walk = await PeopleOnBoard.on('brd-jongere', env);
			const marit = await walk.open('marit', boardDocument(walk.boardId));
			const { a, b } = await atWork();
			const one = await walk.open('tessa', partDocument(walk.boardId, a));
			const two = await walk.open('sunita', partDocument(walk.boardId, b));
			const [mine, other] = [aCard('Wie belt de school?', 'wit'), aCard('Iets anders', 'wit')];
			const theirs = aCard('wie belt  de school', 'wit');
			one.board.addCard(mine, 1);
			one.board.addCard(other, 1);
			two.board.addCard(theirs, 1);
			await until(() => one.saved() >= 3 && two.saved() >= 2, 'saved');
			await walk.mode('ordenen');
			await until(() => marit.board.card(theirs.id), 'together', 12_000);
			const bundle = (id: string) => marit.board.card(id)!.bundle;
			expect(bundle(mine.id)).not.toBeNull();
			expect(bundle(theirs.id)).toBe(bundle(mine.id));
			expect(bundle(other.id)).toBeNull();
			expect(marit.board.textOf(theirs.id)).toBe('wie belt  de school');
			const authors = await walk.server.store.db
				.selectFrom('authorship')
				.select(['thing', 'member_id'])
				.where('thing', 'in', [mine.id, theirs.id])
				.execute();
			expect(new Map(authors.map(({ thing, member_id }) => [thing, member_id]))).toEqual(
				new Map([
					[mine.id, walk.id('tessa')],
					[theirs.id, walk.id('sunita')]
				])
			);
			await walk.leave();
			await place.remove();
		}, 40_000);
	}));
