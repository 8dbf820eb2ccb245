import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../tests/support/until.ts';
import { countCards, type BoardUpdates } from './boards.ts';
import { startServer, type BenchServer, type Side } from './servers.ts';
import { median } from './statistics.ts';
import { WireClient } from './wire.ts';

export const joinLoad = {
	cards: 1_500,
	/** Joins one after another, before the measurement and in it. */
	warmUp: 5,
	measured: 40,
	/** Restarts, each with one first visitor. */
	restarts: 2
};

export interface WarmJoin {
	/** Ms from opening the socket to having the whole board's bytes. */
	p50: number;
	/** Ms of server CPU per join. */
	cpu: number;
}

export interface ColdJoin {
	/** Ms from opening the socket to the answer, in a server that just began to listen. */
	ms: number;
	/** Cards in that answer. */
	cards: number;
}

/** Puts the board on the server over the wire, then joins it again and again. */
export async function measureWarmJoin(server: BenchServer, board: BoardUpdates): Promise<WarmJoin> {
	const document = server.documents[1]!;
	const author = new WireClient(server, document, 0);
	await author.synced;
	for (const update of board.updates) author.send(update);
	await until(
		async () => (await join(server, document, 0)).state.length >= board.bytes,
		'the board'
	);
	await author.close();
	// Ours writes a snapshot within a second after this much news: part of the writing, not of a join.
	await wait(1_500);

	const times: number[] = [];
	let cpuBefore = 0;
	for (let i = 0; i < joinLoad.warmUp + joinLoad.measured; i++) {
		if (i === joinLoad.warmUp) cpuBefore = server.cpu();
		const { ms, state } = await join(server, document, i);
		if (i >= joinLoad.warmUp) times.push(ms);
		if (state.length < board.bytes) throw new Error(`${server.name}: board incomplete`);
	}
	return { p50: median(times), cpu: (server.cpu() - cpuBefore) / joinLoad.measured };
}

/** Starts the server again on what `before` left in `folder`, and lets one visitor in. */
export async function measureColdJoin(
	side: Side,
	folder: string,
	before: BenchServer
): Promise<ColdJoin[]> {
	const joins: ColdJoin[] = [];
	for (let i = 0; i < joinLoad.restarts; i++) {
		const fresh = await startServer(side, folder);
		try {
			// Sign-ins outlive a restart.
			const server = { ...fresh, visitors: before.visitors };
			const { ms, state } = await join(server, before.documents[1]!, 0);
			joins.push({ ms, cards: countCards(state) });
		} finally {
			await fresh.stop();
		}
	}
	return joins;
}

async function join(
	server: BenchServer,
	document: string,
	visitor: number
): Promise<{ ms: number; state: Uint8Array }> {
	const started = performance.now();
	const client = new WireClient(server, document, visitor);
	const state = await client.synced;
	const ms = performance.now() - started;
	await client.close();
	return { ms, state };
}
