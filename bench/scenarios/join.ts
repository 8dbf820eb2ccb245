import { largeBoard } from '../documents/large-board.ts';
import type { LargeDocument } from '../documents/large-document.ts';
import { tracedCard } from '../documents/trace.ts';
import { isWhole, momentOfAll, seed } from '../load/large-document.ts';
import type { Figures, Scenario, Stage } from '../scenario.ts';
import type { Side } from '../servers.ts';
import { median } from '../statistics.ts';

const load = { warmUp: 10, measured: 60, restarts: 2 };

/** One after another comes into an open room; then somebody into a server that just began. */
async function measureJoin(stage: Stage, document: LargeDocument): Promise<Figures> {
	const { clients } = stage;
	const name = stage.server.documents[0]!;
	await seed(clients, name, document);
	const times: number[] = [];
	let cpuBefore = 0;
	for (let i = 0; i < load.warmUp + load.measured; i++) {
		if (i === load.warmUp) cpuBefore = stage.server.cpu();
		const started = performance.now();
		const client = clients.open(name, { content: 'count' });
		await client.synced;
		if (i >= load.warmUp) times.push(performance.now() - started);
		if (!isWhole(client, document)) throw new Error('the document is incomplete');
		clients.leave(client);
	}
	const warm = (stage.server.cpu() - cpuBefore) / load.measured;
	const rss = stage.server.rss();
	const cold = keeps(stage.side) ? await measureCold(stage, name, document) : null;
	return { p50: median(times), cpu: warm, rss, cold };
}

async function measureCold(stage: Stage, name: string, document: LargeDocument): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < load.restarts; i++) {
		stage.clients.drop();
		await stage.restart('stop');
		const started = performance.now();
		const client = stage.clients.open(name, { visitor: 0, content: 'keep' });
		times.push((await momentOfAll(client, document)) - started);
	}
	return median(times);
}

/** Whether there is anything left after a restart. */
function keeps(side: Side): boolean {
	return side !== 'yws' && side !== 'hocuspocus';
}

function join(name: string, title: string, about: string, make: () => LargeDocument): Scenario {
	return {
		name,
		title,
		about,
		metrics: [
			{ key: 'p50', label: 'room open: p50 ms until all is there', digits: 1 },
			{ key: 'cpu', label: 'room open: server CPU, ms per join', digits: 2 },
			{ key: 'cold', label: 'first visitor after a restart: ms until all is there', digits: 0 },
			{ key: 'rss', label: 'memory of the server afterwards, MB', digits: 0 }
		],
		rounds: 3,
		durableRounds: 3,
		limit: 60_000,
		run: (stage) => measureJoin(stage, make())
	};
}

export const joins = [
	join(
		'join-trace',
		'Join: the text of a real paper',
		'260,000 keystrokes in one card, 311 kB; a fresh browser, 60 times in a row.',
		tracedCard
	),
	join(
		'join-board',
		'Join: a board of 2,000 cards',
		'20 authors, 8,000 edits afterwards, about 930 kB; a fresh browser, 60 times in a row.',
		largeBoard
	)
];
