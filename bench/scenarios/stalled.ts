import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { Random } from '../../tests/support/random.ts';
import { until } from '../../tests/support/until.ts';
import { boardFor, cardId } from '../documents/small-board.ts';
import type { WireClient } from '../load/client.ts';
import { play, schedule } from '../load/schedule.ts';
import { watchMemory } from '../process-figures.ts';
import type { Figures, Scenario, Stage } from '../scenario.ts';

const load = { clients: 50, stalled: 20, writers: 5, rate: 20, bytes: 20_000, duration: 8_000 };
/** Ms in which one who reads again may catch up, or find out that she was cut off. */
const PATIENCE = 10_000;

/** Writes the same field of one card again and again, so that the document stays small. */
class Writer {
	readonly #fields: Y.Map<unknown>;
	readonly #random: Random;
	readonly id: number;
	/** Clock after the last write. */
	end = 0;

	constructor(client: WireClient, state: Uint8Array, place: number) {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, state);
		this.id = doc.clientID;
		this.#random = new Random(place);
		const card = doc.getMap<Y.Map<unknown>>('cards').get(cardId(place))!;
		this.#fields = card.get('fields') as Y.Map<unknown>;
		doc.on('update', (update: Uint8Array) => {
			this.end = Y.parseUpdateMeta(update).to.get(this.id)!;
			client.send(update);
		});
	}

	write(): void {
		const text = Buffer.from(this.#random.bytes(load.bytes / 2)).toString('hex');
		this.#fields.set('kanaal', text);
	}
}

/** How far each client has come with what each writer wrote. */
class Progress {
	readonly #known = new Map<number, number>();

	constructor(client: WireClient) {
		client.onUpdate = (update) => {
			for (const [id, end] of Y.parseUpdateMeta(update).to) {
				this.#known.set(id, Math.max(this.#known.get(id) ?? 0, end));
			}
		};
	}

	hasAllOf(writers: readonly Writer[]): boolean {
		return writers.every(({ id, end }) => (this.#known.get(id) ?? 0) >= end);
	}
}

async function measureStalled({ server, clients }: Stage): Promise<Figures> {
	const name = server.documents[0]!;
	const state = boardFor(load.writers);
	const seeder = clients.open(name);
	await seeder.synced;
	seeder.send(state);
	await wait(500);
	const crowd = await clients.enter(name, load.clients);
	const writers = crowd.slice(0, load.writers).map((client, i) => new Writer(client, state, i));
	const progress = crowd.map((client) => new Progress(client));
	const write = async (duration: number, seed: number) =>
		play(schedule(load.writers, load.rate, duration, seed), (who) => writers[who]!.write());
	const reading = progress.slice(load.writers, load.clients - load.stalled);

	// The same with everybody reading shows what the writing itself takes.
	const calmMemory = watchMemory(server.pid);
	await write(load.duration, 1);
	await until(() => progress.slice(load.writers).every((one) => one.hasAllOf(writers)), 'all');
	const calm = Math.max(...calmMemory());
	await wait(500);
	const memory = watchMemory(server.pid);
	const cpuBefore = server.cpu();
	const stalled = crowd.slice(-load.stalled);
	for (const client of stalled) client.socket.pause();
	await write(load.duration, 2);
	const caughtUp = await settled(() => reading.every((one) => one.hasAllOf(writers)));
	const cpu = server.cpu() - cpuBefore;
	const highest = Math.max(...memory());

	const receivedBefore = stalled.reduce((sum, client) => sum + client.received, 0);
	for (const client of stalled) client.socket.resume();
	const states = progress.slice(-load.stalled);
	await settled(() =>
		stalled.every((client, i) => client.closed !== null || states[i]!.hasAllOf(writers))
	);
	const kept = stalled.reduce((sum, client) => sum + client.received, 0) - receivedBefore;
	return {
		calm,
		highest,
		each: (highest - calm) / load.stalled / 1.048576,
		kept: kept / load.stalled / 1_000_000,
		cpu: (cpu / load.duration) * 100,
		others: caughtUp ? 1 : 0,
		closed: stalled.filter((client) => client.closed !== null).length,
		whole: states.filter((one, i) => stalled[i]!.closed === null && one.hasAllOf(writers)).length
	};
}

async function settled(condition: () => boolean): Promise<boolean> {
	return until(condition, 'the end', PATIENCE).catch(() => false);
}

export const stalled: Scenario = {
	name: 'stalled',
	title: 'Readers that stop reading: 20 of 50',
	about:
		'5 people write 100 updates of 20 kB a second (16 MB per reader in 8 s) to one field each.',
	metrics: [
		{ key: 'calm', label: 'highest memory while all read, MB', digits: 0 },
		{ key: 'highest', label: 'highest memory while 20 do not, MB', digits: 0 },
		{ key: 'each', label: 'growth per stalled reader, MiB', digits: 1 },
		{ key: 'kept', label: 'MB one gets when she reads again', digits: 1, compares: false },
		{ key: 'cpu', label: 'share of a core the server used, %', digits: 0 },
		{ key: 'others', label: 'the others got everything (1: yes)', digits: 0, compares: false },
		{ key: 'closed', label: 'stalled readers it had closed', digits: 0, compares: false },
		{
			key: 'whole',
			label: 'stalled readers that got everything when they read again',
			digits: 0,
			compares: false
		}
	],
	// Bytes, not times: they come out the same every time.
	rounds: 1,
	durableRounds: 1,
	limit: 60_000,
	run: measureStalled
};
