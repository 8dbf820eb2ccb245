import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { StockClient } from '../support/clients.ts';
import { anEmptyBoard } from '../support/crowd.ts';
import { Random, seeds } from '../support/random.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { doubles, missing, Typist, wordsOf } from '../support/typist.ts';
import { until } from '../support/until.ts';

/* What another saw, or what showed as saved, is there after the server died: whatever became of the pages. */

let folder: TemporaryFolder;
let server: ChildServer;
/** A board for every round, so that no round pays for the words of those before. */
const boards: string[] = [];
let document: string;
const card = 'kaart';
const cookies: string[] = [];
const names = ['tessa', 'jorrit', 'sunita', 'daan'];

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	for (const name of names) cookies.push(await server.signIn(name));
	await server.withStore(async (store) => {
		while (boards.length < 40) boards.push(await anEmptyBoard(store));
	});
});
beforeEach(() => server.start());
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

async function typists(round: string): Promise<Typist[]> {
	document = boards.pop()!;
	const people = names.map(
		(_, i) =>
			new Typist(server, { document, card }, { name: `${'abcd'[i]}${round}`, cookie: cookies[i]! })
	);
	await Promise.all(people.map(({ client }) => client.synced()));
	const about = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
	people[0]!.client.board.addCard({ ...about, id: card }, 'test');
	await until(() => people.every(({ client }) => client.board.text(card)), 'the card');
	// Step 2 of each, and the card in two updates.
	const counts = () => people.map(({ client }) => client.saved()).join();
	await until(() => counts() === '3,1,1,1', 'all of it counted');
	for (const each of people) each.savedBefore = each.client.saved();
	return people;
}

/** Words of this round that one of them saw another type. */
function seenNow([reader, ...others]: Typist[]): number {
	const names = new Set(others.map(({ name }) => name));
	return reader!.sees().filter((word) => names.has(word.split('-')[0]!)).length;
}

/** Every word that a fresh page reads from the server. */
async function read(): Promise<string[]> {
	const fresh = await new StockClient(server, document, cookies[0]!).synced();
	const words = wordsOf(fresh.board.textOf(card));
	fresh.stop();
	return words;
}

/** Kills it, throws the pages away, starts it again: what is gone that should not be, in words. */
async function lostByKilling(people: Typist[]): Promise<string[]> {
	const dead = server.end('SIGKILL');
	for (const each of people) each.rest();
	await dead;
	const seen = new Set(people.flatMap((each) => each.seesOfOthers()));
	const saved = people.map((each) => each.client.saved() - each.savedBefore);
	for (const each of people) each.stop();
	await server.start();
	const kept = await read();
	const there = new Set(kept);
	const unsaved = people.flatMap(({ name }, i) => {
		const own = kept.filter((word) => word.startsWith(`${name}-`)).length;
		return own < saved[i]! ? [`${name}: ${saved[i]} saved, ${own} kept`] : [];
	});
	return [...[...seen].filter((word) => !there.has(word)), ...unsaved, ...doubles(kept)];
}

describe('a server killed with -9 while four people type (P1, X1)', () => {
	it.each(seeds(30))(
		'loses nothing that another saw or that showed as saved (seed %i)',
		async (seed) => {
			const random = new Random(seed);
			const people = await typists(`r${seed}x`);
			const wanted = 3 + random.int(60);
			for (const each of people) each.keepTyping(3 + random.int(10));
			await until(() => seenNow(people) >= wanted, 'words seen');
			expect(await lostByKilling(people)).toEqual([]);
		}
	);
});

describe('a server killed with -9 while it compacts (X14)', () => {
	const snapshots = () =>
		server
			.look<{ seq: number }>('select seq from snapshot where document = ? order by seq', document)
			.map(({ seq }) => seq)
			.join();

	it.each(seeds(6))('has the same document afterwards (seed %i)', async (seed) => {
		const random = new Random(seed);
		const people = await typists(`s${seed}x`);
		const before = snapshots();
		// 60 words of 400 bytes a second and person: enough for a snapshot every second.
		for (const each of people) each.keepTyping(16, 400);
		const kind = random.int(3);
		if (kind === 0) await until(() => snapshots() !== before, 'a snapshot');
		else {
			const wanted = 150 + random.int(150);
			await until(() => seenNow(people) >= wanted, 'words seen');
		}
		expect(await lostByKilling(people)).toEqual([]);
	});
});

describe('a server told to stop while four people type (X11)', () => {
	it('says 1012 to all, exits with 0 within 10 s, and has every word of everybody afterwards', async () => {
		// 'at-61 bt-54 ...' would now and then read as an Austrian account number.
		const people = await typists('tx');
		for (const each of people) each.keepTyping(5);
		await until(() => seenNow(people) > 100, 'words');
		const from = performance.now();
		expect(await server.end('SIGTERM')).toBe(0);
		expect(performance.now() - from).toBeLessThan(10_000);
		await until(() => people.every(({ client }) => client.closes.length > 0), 'closed');
		expect(people.map(({ client }) => client.closes[0])).toEqual([1012, 1012, 1012, 1012]);
		// They type on while it is away, and come back by themselves.
		await server.start();
		await until(() => people.every(({ client }) => client.provider.synced), 'all back');
		for (const each of people) each.rest();
		const all = () => people.flatMap((each) => people.flatMap((by) => missing(by, each.sees())));
		await until(() => all().length === 0, 'every word for everybody');
		for (const each of people) each.stop();
		const kept = await read();
		expect(people.flatMap((each) => missing(each, kept))).toEqual([]);
		expect(doubles(kept)).toEqual([]);
	});
});
