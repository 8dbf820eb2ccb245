import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { until } from '../tests/support/until.ts';
import { BoardDocument } from '../src/lib/documents/board.ts';
import { boardFor, cardId } from './boards.ts';
import type { BenchServer } from './servers.ts';
import { percentile } from './statistics.ts';
import { WireClient } from './wire.ts';

export const fanOutLoad = {
	clients: 100,
	writers: 5,
	/** Updates per second of one writer; ours allows 60. */
	rate: 10,
	/** Characters of one update: some 38 bytes with what Yjs writes around them. */
	characters: 16,
	/** Ms of writing before the measurement and in it. */
	warmUp: 3_000,
	measured: 8_000
};

export interface FanOut {
	/** Ms from a write to its parsed receipt by one of the others. */
	p50: number;
	p99: number;
	/** Ms of server CPU per 1,000 receipts. */
	cpu: number;
	/** Bytes of an update, on average. */
	updateBytes: number;
	/** Share of one core that this process, the load, used. */
	load: number;
}

/** One room in which a few write and all others read along. */
export async function measureFanOut(server: BenchServer): Promise<FanOut> {
	const document = server.documents[0]!;
	const seeder = new WireClient(server, document, 0);
	await seeder.synced;
	seeder.send(boardFor(fanOutLoad.writers));
	const state = await until(async () => {
		const reader = new WireClient(server, document, 0);
		const state = await reader.synced;
		await reader.close();
		return state.length > 2 ? state : null;
	}, 'the seeded board');
	await seeder.close();

	const run = new Run();
	for (let i = 0; i < fanOutLoad.clients; i++) {
		const client = new WireClient(server, document, i);
		await client.synced;
		run.add(client, state);
	}
	await wait(500);
	await run.write(fanOutLoad.warmUp);
	run.forget();
	const loadBefore = process.cpuUsage();
	const cpuBefore = server.cpu();
	const started = performance.now();
	await run.write(fanOutLoad.measured);
	const cpu = server.cpu() - cpuBefore;
	const { user, system } = process.cpuUsage(loadBefore);
	const took = performance.now() - started;
	await Promise.all(run.clients.map((client) => client.close()));
	return {
		p50: percentile(run.latencies, 0.5),
		p99: percentile(run.latencies, 0.99),
		cpu: cpu / (run.latencies.length / 1_000),
		updateBytes: run.bytes / run.writes,
		load: (user + system) / 1_000 / took
	};
}

interface Writer {
	/** Id in Yjs; of its clocks every `characters` are one update. */
	id: number;
	client: WireClient;
	type(): void;
	/** Moment of each update, in ms; at the place clock / characters. */
	sentAt: number[];
}

class Run {
	readonly clients: WireClient[] = [];
	latencies: number[] = [];
	writes = 0;
	bytes = 0;
	readonly #writers: Writer[] = [];

	/** The first few become writers, each on a card of her own. */
	add(client: WireClient, state: Uint8Array): void {
		const place = this.clients.push(client) - 1;
		client.onUpdate = (update) => this.#receive(client, update);
		if (place >= fanOutLoad.writers) return;
		const doc = new Y.Doc();
		Y.applyUpdate(doc, state);
		const text = new BoardDocument(doc).text(cardId(place))!;
		const type = () => text.insert(text.length, 'abcdefgh ijklmn.'.slice(0, fanOutLoad.characters));
		const writer: Writer = { id: doc.clientID, client, type, sentAt: [] };
		doc.on('update', (update: Uint8Array) => {
			this.writes += 1;
			this.bytes += update.length;
			writer.sentAt.push(performance.now());
			client.send(update);
		});
		this.#writers.push(writer);
	}

	/** Writers take turns at an even pace for so many ms; resolves when everybody received all. */
	async write(duration: number): Promise<void> {
		const pause = 1_000 / fanOutLoad.rate / fanOutLoad.writers;
		const started = performance.now();
		for (let turn = 0; turn * pause < duration; turn++) {
			await wait(Math.max(0, started + turn * pause - performance.now()));
			this.#writers[turn % this.#writers.length]!.type();
		}
		const readers = fanOutLoad.clients - 1;
		await until(() => this.latencies.length === this.writes * readers, 'every receipt');
	}

	forget(): void {
		this.latencies = [];
		this.writes = 0;
		this.bytes = 0;
	}

	/** An update of a server may hold several of several writers. The peer's echo does not count. */
	#receive(client: WireClient, update: Uint8Array): void {
		const { from, to } = Y.parseUpdateMeta(update);
		const now = performance.now();
		for (const writer of this.#writers) {
			const end = to.get(writer.id);
			if (end === undefined || writer.client === client) continue;
			for (let clock = from.get(writer.id)!; clock < end; clock += fanOutLoad.characters) {
				this.latencies.push(now - writer.sentAt[clock / fanOutLoad.characters]!);
			}
		}
	}
}
