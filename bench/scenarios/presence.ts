import { setTimeout as wait } from 'node:timers/promises';
import * as encoding from 'lib0/encoding';
import * as decoding from 'lib0/decoding';
import { until } from '../../tests/support/until.ts';
import { cardId } from '../documents/small-board.ts';
import type { WireClient } from '../load/client.ts';
import { play, schedule } from '../load/schedule.ts';
import { TypingRoom } from '../load/typists.ts';
import { watchLoad } from '../process-figures.ts';
import { metrics, type Figures, type Scenario, type Stage } from '../scenario.ts';
import { percentile } from '../statistics.ts';

const load = { people: 200, hertz: 1, typists: 5, rate: 2, warmUp: 3_000, measured: 4_000 };
/** Clients that read what they are told about the others; the rest only take it in. */
const READING = 5;

/** Somebody whose caret moves. */
class Person {
	readonly #client: WireClient;
	readonly #id: number;
	#clock = 0;

	constructor(client: WireClient, place: number) {
		this.#client = client;
		this.#id = 3_000_000_000 + place;
	}

	/** The peers pass on what a client says of itself; ours puts the name there itself. */
	move(): void {
		const user = { name: 'Noor de Vries', initials: 'NV', organisation: 'Aldermeer' };
		const place = { card: cardId(this.#id % load.typists), anchor: { at: performance.now() } };
		const states = encoding.createEncoder();
		encoding.writeVarUint(states, 1);
		encoding.writeVarUint(states, this.#id);
		encoding.writeVarUint(states, ++this.#clock);
		encoding.writeVarString(states, JSON.stringify({ user, place }));
		this.#client.sendPresence(encoding.toUint8Array(states));
	}

	/** Calls back with the age (ms) of each move of somebody else that this client hears of. */
	listen(heard: (age: number) => void): void {
		const seen = new Set<string>();
		this.#client.onPresence = (bytes) => {
			const now = performance.now();
			const decoder = decoding.createDecoder(bytes);
			for (let left = decoding.readVarUint(decoder); left > 0; left--) {
				const id = decoding.readVarUint(decoder);
				decoding.readVarUint(decoder);
				const at = /"at":([\d.]+)/.exec(decoding.readVarString(decoder))?.[1];
				// Ours repeats now and then who is here; that is no move.
				if (!at || id === this.#id || seen.has(`${id} ${at}`)) continue;
				seen.add(`${id} ${at}`);
				heard(now - Number(at));
			}
		};
	}
}

async function measurePresence({ server, clients }: Stage): Promise<Figures> {
	const room = await TypingRoom.open(clients, server.documents[0]!, load.people, load.typists);
	const people = room.clients.map((client, i) => new Person(client, i));
	let ages: number[] = [];
	for (const person of people.slice(-READING)) person.listen((age) => ages.push(age));
	const live = async (duration: number, seed: number) => {
		await Promise.all([
			play(schedule(people.length, load.hertz, duration, seed), (who) => people[who]!.move()),
			play(schedule(load.typists, load.rate, duration, seed), (who) => room.typists[who]!.type())
		]);
		await until(() => room.latencies.length >= room.expected, 'receipts');
	};
	await live(load.warmUp, 1);
	await wait(500);
	room.forget();
	ages = [];

	const framesBefore = room.clients.reduce((sum, client) => sum + client.frames, 0);
	const loadShare = watchLoad();
	const cpuBefore = server.cpu();
	const started = performance.now();
	await live(load.measured, 2);
	const cpu = server.cpu() - cpuBefore;
	const took = performance.now() - started;
	const share = loadShare();
	const frames = room.clients.reduce((sum, client) => sum + client.frames, 0) - framesBefore;
	// What is still under way on a slower channel counts as heard.
	await wait(500);
	const moves = schedule(people.length, load.hertz, load.measured, 2).length;
	return {
		core: (cpu / took) * 100,
		frames: frames / (took / 1_000),
		p50: percentile(room.latencies, 0.5),
		p99: percentile(room.latencies, 0.99),
		age: percentile(ages, 0.5),
		heard: (ages.length / ((moves * (people.length - 1)) / people.length) / READING) * 100,
		load: share
	};
}

export const presence: Scenario = {
	name: 'presence',
	title: 'Presence: 200 people in one room',
	about: 'Each moves once a second; 5 of them type, 10 updates a second together.',
	metrics: [
		metrics.core,
		{ key: 'frames', label: 'frames sent per second', digits: 0 },
		metrics.p50,
		metrics.p99,
		{ key: 'age', label: 'move to receipt, p50 ms', digits: 1 },
		{ key: 'heard', label: 'moves of others heard of, %', digits: 0, compares: false },
		metrics.load
	],
	rounds: 3,
	durableRounds: 1,
	limit: 60_000,
	run: measurePresence
};
