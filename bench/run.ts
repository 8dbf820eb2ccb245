/**
 * `npm run bench`: our sync server beside @y/websocket-server, in one run on one machine. What it
 * prints is for people to compare; no figure makes it fail. See docs/benchmarks.md.
 */
import { createRequire } from 'node:module';
import { temporaryFolder } from '../tests/support/temporary-folder.ts';
import { largeBoard } from './boards.ts';
import { measureFanOut } from './fan-out.ts';
import { joinLoad, measureColdJoin, measureWarmJoin } from './join.ts';
import { preface, remarks, table, type Figures, type Round } from './report.ts';
import { startServer, type Side } from './servers.ts';

const ROUNDS = 3;
/** Ms after which no new round begins: a slow machine gets fewer rounds, not a longer bench. */
const LAST_START = 110_000;
/** Ms after which it gives up. */
const LIMIT = 175_000;

const about = createRequire(import.meta.url)('@y/websocket-server/package.json') as {
	version: string;
};
const giveUp = setTimeout(() => {
	console.error('Too slow a machine: given up.');
	process.exit(1); // the servers end when their parent does
}, LIMIT);

const began = performance.now();
const board = largeBoard(joinLoad.cards);
console.log(preface(board.bytes, about.version));
const rounds: Round[] = [];
while (rounds.length < ROUNDS && performance.now() - began < LAST_START) {
	console.log(`Round ${rounds.length + 1} of ${ROUNDS} ...`);
	rounds.push(await measureBoth(rounds.length % 2 === 0));
}
clearTimeout(giveUp);
console.log(`\n${table(rounds)}`);
console.log(remarks(rounds, performance.now() - began));

/** Who goes first alternates: what changes slowly on the machine favours neither. */
async function measureBoth(oursFirst: boolean): Promise<Round> {
	if (oursFirst) return { ours: await measure('ours'), peer: await measure('peer') };
	const peer = await measure('peer');
	return { ours: await measure('ours'), peer };
}

async function measure(side: Side): Promise<Figures> {
	const folder = temporaryFolder();
	try {
		const server = await startServer(side, folder.path);
		try {
			const fanOut = await measureFanOut(server);
			const warm = await measureWarmJoin(server, board);
			await server.stop();
			return { fanOut, warm, cold: await measureColdJoin(side, folder.path, server) };
		} finally {
			await server.stop();
		}
	} finally {
		folder.remove();
	}
}
