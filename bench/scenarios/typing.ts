import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../tests/support/until.ts';
import { play, schedule } from '../load/schedule.ts';
import { TypingRoom } from '../load/typists.ts';
import { watchLoad, watchMemory } from '../process-figures.ts';
import type { Figures, Stage } from '../scenario.ts';
import { median, percentile } from '../statistics.ts';

export interface TypingLoad {
	rooms: number;
	/** Per room. */
	clients: number;
	typists: number;
	/** Updates per second of one typist; ours allows 60. */
	rate: number;
	/** Ms of typing before the measurement and in it. */
	warmUp: number;
	measured: number;
}

/** Ms in which a server that cannot keep up may deliver what is still under way. */
const PATIENCE = 30_000;

/** Some people type in each room, everybody else there reads along. */
export async function measureTyping(
	{ server, clients }: Stage,
	load: TypingLoad
): Promise<Figures> {
	const idle = server.rss();
	const rooms: TypingRoom[] = [];
	for (let i = 0; i < load.rooms; i++) {
		const document = server.documents[i]!;
		rooms.push(await TypingRoom.open(clients, document, load.clients, load.typists));
	}
	const everybody = rooms.flatMap((room) => room.clients);
	const typists = rooms.flatMap((room) => room.typists);
	const write = async (duration: number, seed: number) => {
		await play(schedule(typists.length, load.rate, duration, seed), (who) => typists[who]!.type());
		const complete = () => {
			const cutOff = everybody.find(({ closed }) => closed !== null);
			if (cutOff) throw new Error(`a client was closed: ${cutOff.closed}`);
			return rooms.every((room) => room.latencies.length >= room.expected);
		};
		await until(complete, 'every receipt', PATIENCE);
	};
	await wait(500);
	await write(load.warmUp, 1);
	for (const room of rooms) room.forget();

	const framesBefore = everybody.reduce((sum, client) => sum + client.frames, 0);
	const memory = watchMemory(server.pid);
	const loadShare = watchLoad();
	const cpuBefore = server.cpu();
	const started = performance.now();
	await write(load.measured, 2);
	const cpu = server.cpu() - cpuBefore;
	const took = performance.now() - started;
	const rss = median(memory());
	const frames = everybody.reduce((sum, client) => sum + client.frames, 0) - framesBefore;
	const latencies = rooms.flatMap((room) => room.latencies);
	return {
		cpu: cpu / (latencies.length / 1_000),
		core: (cpu / took) * 100,
		p50: percentile(latencies, 0.5),
		p99: percentile(latencies, 0.99),
		merged: latencies.length / frames,
		rss,
		growth: rss - idle,
		load: loadShare()
	};
}
