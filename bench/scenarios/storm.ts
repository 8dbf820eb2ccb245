import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../tests/support/until.ts';
import { largeBoard } from '../documents/large-board.ts';
import type { ClientOptions } from '../load/client.ts';
import { isWhole, seed } from '../load/large-document.ts';
import { watchLoad, watchMemory } from '../process-figures.ts';
import type { Figures, Scenario, Stage } from '../scenario.ts';

const CROWD = 300;

/** Everybody at once, as after a network that was away. */
async function storm(
	{ server, clients }: Stage,
	options: ClientOptions
): Promise<{ wall: number; cpu: number; bytes: number; peak: number; load: number }> {
	const name = server.documents[0]!;
	const memory = watchMemory(server.pid);
	const loadShare = watchLoad();
	const cpuBefore = server.cpu();
	const started = performance.now();
	const crowd = Array.from({ length: CROWD }, () => clients.open(name, options));
	await Promise.all(crowd.map((client) => client.synced));
	const wall = performance.now() - started;
	const bytes = crowd.reduce((sum, client) => sum + client.received, 0) / CROWD;
	const load = loadShare();
	// Whatever it still does for them is part of its work.
	await wait(300);
	const cpu = (server.cpu() - cpuBefore) / CROWD;
	if (!options.held && !crowd.every((client) => isWhole(client, largeBoard()))) {
		throw new Error('somebody got an incomplete board');
	}
	for (const client of crowd) clients.leave(client);
	return { wall, cpu, bytes: bytes / 1_000, peak: Math.max(...memory()), load };
}

async function measureStorms(stage: Stage): Promise<Figures> {
	const board = largeBoard();
	await seed(stage.clients, stage.server.documents[0]!, board);
	// A first small crowd, so that nothing is compiled for the first time in the storm.
	const first = Array.from({ length: 10 }, () =>
		stage.clients.open(stage.server.documents[0]!, { content: 'count' })
	);
	await until(() => first.every((client) => isWhole(client, board)), 'the first ten');
	for (const client of first) stage.clients.leave(client);
	await wait(500);
	const fresh = await storm(stage, { content: 'count' });
	await wait(1_500);
	const again = await storm(stage, { content: 'count', held: board.held });
	return {
		wall: fresh.wall,
		cpu: fresh.cpu,
		bytes: fresh.bytes,
		peak: fresh.peak,
		load: fresh.load,
		heldWall: again.wall,
		heldCpu: again.cpu,
		heldBytes: again.bytes
	};
}

export const storms: Scenario = {
	name: 'storm',
	title: 'Storm: 300 clients reconnect at once',
	about:
		'One room, the board of 2,000 cards; first as fresh browsers, then with the board already.',
	metrics: [
		{ key: 'wall', label: 'fresh: ms until all are in', digits: 0 },
		{ key: 'cpu', label: 'fresh: server CPU, ms per join', digits: 2 },
		{ key: 'bytes', label: 'fresh: kB of content each', digits: 1 },
		{ key: 'peak', label: 'fresh: highest memory of the server, MB', digits: 0 },
		{ key: 'load', label: 'fresh: share of a core the load used, %', digits: 0, compares: false },
		{ key: 'heldWall', label: 'with the board: ms until all are in', digits: 0 },
		{ key: 'heldCpu', label: 'with the board: server CPU, ms per join', digits: 2 },
		{ key: 'heldBytes', label: 'with the board: kB of content each', digits: 1 }
	],
	rounds: 3,
	durableRounds: 1,
	limit: 90_000,
	run: measureStorms
};
