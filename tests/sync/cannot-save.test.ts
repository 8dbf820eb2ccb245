import { describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { StockClient } from '../support/clients.ts';
import { canMount, refusingDisk, smallDisk, type Disk } from '../support/small-disk.ts';
import { doubles, missing, Typist, wordsOf } from '../support/typist.ts';
import { until } from '../support/until.ts';

/* A store that cannot save: nobody sees what is not on disk, reading goes on, it mends itself. */

interface People {
	server: ChildServer;
	document: string;
	card: string;
	typists: [Typist, Typist];
	/** Sees everything, writes nothing. */
	reader: StockClient;
	/** May not write. */
	observer: StockClient;
	/** Signed in while the disk still took that. */
	newcomer: string;
}

/** `stops`: whatever must be stopped in the end. */
async function peopleOn(server: ChildServer, stops: { stop(): void }[]): Promise<People> {
	const document = await server.board('brd-opvang');
	const open = async (name: string) => {
		const client = new StockClient(server, document, await server.signIn(name));
		stops.push(client);
		return client.synced();
	};
	const reader = await open('daan');
	const card = reader.board.cards()[0]!.id;
	const at = { document, card };
	const typists = [
		new Typist(server, at, { name: 'a', cookie: await server.signIn('tessa') }),
		new Typist(server, at, { name: 'b', cookie: await server.signIn('jorrit') })
	] as [Typist, Typist];
	stops.push(...typists);
	await Promise.all(typists.map(({ client }) => client.synced()));
	const newcomer = await server.signIn('sunita');
	const observer = await open('hilde');
	return { server, document, card, typists, reader, observer, newcomer };
}

const refused = (typist: Typist) => typist.client.refusals().length;
const words = (client: StockClient, card: string) => wordsOf(client.board.textOf(card));

const disks: [string, () => Disk, boolean][] = [
	['X2 a full disk (tmpfs of 16 MiB)', smallDisk, canMount()],
	['X3 a disk that refuses every write (RLIMIT_FSIZE 0)', refusingDisk, true]
];

describe.concurrent('a store that cannot save', () => {
	for (const [name, make, possible] of disks) {
		it.runIf(possible)(
			`${name}: one 1013, reading, "niet opgeslagen", and all is well when it can`,
			async () => {
				const disk = make();
				const stops: { stop(): void }[] = [];
				const server = await ChildServer.withDemo(disk.path);
				try {
					await refuseAndAccept(disk, await peopleOn(server, stops), stops);
				} finally {
					for (const each of stops) each.stop();
					await server.end('SIGKILL');
					disk.remove();
				}
			}
		);
	}
});

/**
 * A write that was broken off leaves room behind it in SQLite's log: a few more words fit in there, and
 * are saved. From when many in a row were refused, nothing fits any more.
 */
async function steadilyRefused(typists: readonly Typist[]): Promise<void> {
	const since = typists.map(() => ({ asked: -1, refused: 0 }));
	await until(
		() =>
			typists.every((each, i) => {
				const { asked, refused: then } = since[i]!;
				if (each.client.asked() === asked) return refused(each) - then > 60;
				since[i] = { asked: each.client.asked(), refused: refused(each) };
				return false;
			}),
		'sixty refused in a row'
	);
}

async function refuseAndAccept(
	disk: Disk,
	people: People,
	stops: { stop(): void }[]
): Promise<void> {
	const { server, document, card, typists, reader, observer, newcomer } = people;
	const all = [...typists.map(({ client }) => client), reader, observer];
	for (const each of typists) each.keepTyping(25);
	await until(() => words(reader, card).length > 20, 'typing');

	disk.refuse(server);
	await until(() => all.every(({ closes }) => closes.length > 0), 'the close');
	await until(() => all.every(({ provider }) => provider.synced), 'all reading again');
	await until(() => typists.every((each) => refused(each) > 0), 'both told that it is not saved');
	await steadilyRefused(typists);
	const askedBefore = typists.map(({ client }) => client.asked());
	const closesBefore = all.map(({ closes }) => [...closes]);
	const toldAt = performance.now();
	const told = () =>
		typists.map(({ client }) => client.heard.filter(([type]) => type === 4).length);
	const savedBefore = told();
	const seen = words(reader, card);
	// Longer than who lost the right to write may go on: this is something else.
	await until(() => performance.now() - toldAt > 6_000, 'more than five seconds');
	for (const { client } of typists) {
		expect(new Set(client.refusals())).toEqual(new Set(['niet opgeslagen']));
	}
	expect(typists.map(({ client }) => client.asked())).toEqual(askedBefore);
	// Nothing is called saved meanwhile.
	expect(told()).toEqual(savedBefore);
	expect(all.map(({ closes }) => closes)).toEqual(closesBefore);
	expect(closesBefore.flat()).toContain(1013);
	expect(new Set(closesBefore.flat())).toEqual(new Set([1013]));
	expect(words(reader, card)).toEqual(seen);
	const late = new StockClient(server, document, newcomer);
	stops.push(late);
	await late.synced();
	for (const each of [observer, late]) expect(words(each, card)).toEqual(seen);

	disk.accept(server);
	const from = performance.now();
	const isAsked = ({ client }: Typist, i: number) => client.asked() > askedBefore[i]!;
	await until(() => typists.every(isAsked), 'step 1 to who may write');
	expect(performance.now() - from).toBeLessThan(7_000);
	for (const each of typists) each.rest();
	const counts = typists.map(({ client }) => client.saved());
	const lacking = () =>
		[reader, observer, late].flatMap((client) =>
			typists.flatMap((each) => missing(each, words(client, card)))
		);
	await until(() => lacking().length === 0, 'every word for everybody');
	// "saved" goes on counting, for what was refused and for what comes.
	typists[0].type();
	await until(() => words(late, card).includes(`a-${typists[0].written}`), 'one more');
	// Its count comes over another socket than the word came to the others.
	await until(() => typists[0].client.saved() > counts[0]!, 'its being saved');
	expect(all.map(({ closes }) => closes)).toEqual(closesBefore);

	for (const each of stops.splice(0)) each.stop();
	await server.end('SIGKILL');
	await server.start();
	const fresh = new StockClient(server, document, newcomer);
	stops.push(fresh);
	await fresh.synced();
	const kept = words(fresh, card);
	expect(typists.flatMap((each) => missing(each, kept))).toEqual([]);
	expect(doubles(kept)).toEqual([]);
}
