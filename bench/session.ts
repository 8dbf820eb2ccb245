/**
 * A regional session (script C) with a hundred people without browsers: how soon a step, a reveal, a
 * vote and its totals are seen by everyone, what the server uses, and whether anything that people were
 * told was done is lost, over two restarts in the middle. Ends with 1 when something is.
 *
 *     node bench/session.ts [--people 100] [--tables 5] [--cards 3]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { LabProcess } from '../tests/support/lab-process.ts';
import { watchLoad } from './process-figures.ts';
import { machine } from './report/machine.ts';
import { momentsTable, partsTable } from './session/report.ts';
import { runSession } from './session/run-session.ts';

const { values } = parseArgs({
	options: {
		people: { type: 'string', default: '100' },
		tables: { type: 'string', default: '5' },
		cards: { type: 'string', default: '3' }
	}
});
const size = {
	people: Number(values.people),
	tables: Number(values.tables),
	cards: Number(values.cards),
	length: 60,
	// As many updates a second as of a fast typist, with more letters in each: it takes less long.
	pace: { letters: 3, pause: 180 },
	first: 'SIGTERM',
	second: 'SIGKILL',
	spread: 8_000
} as const;

// As `npm start` starts it.
const lab = await LabProcess.start({ DEMO: '0', NODE_OPTIONS: '--max-semi-space-size=8' });
const ownLoad = watchLoad();
const ownStalls = monitorEventLoopDelay({ resolution: 10 });
ownStalls.enable();
try {
	console.log(`${size.people} people, ${size.tables} tables; ${machine()}`);
	const held = await runSession(lab, size, (what) => console.log(what));
	const { server, done, lost, complaints, seconds, sockets } = held;
	console.log(`\n${momentsTable(held)}\n\n${partsTable(held)}\n`);
	const gib = (totalmem() / 2 ** 30).toFixed(1);
	console.log(
		`${seconds.toFixed(0)} s, ${sockets} sockets at most; ${machine()}, ${gib} GiB, SQLite\n` +
			`server: ${server.spent.toFixed(1)} s of CPU, ` +
			`${server.peaks.map((peak) => peak.toFixed(0)).join(', ')} MiB at most in each of its processes\n` +
			`the crowd: ${ownLoad().toFixed(0)} % of a core, its stalls p99 ` +
			`${(ownStalls.percentile(99) / 1e6).toFixed(0)} ms, longest ${(ownStalls.max / 1e6).toFixed(0)} ms`
	);
	console.log(`told to be done: ${JSON.stringify(done)}`);
	for (const what of [...lost, ...complaints].slice(0, 40)) console.error(`LOST OR WRONG: ${what}`);
	console.log(`lost: ${lost.length}, wrong: ${complaints.length}`);
	process.exitCode = lost.length + complaints.length > 0 ? 1 : 0;
} finally {
	await lab.remove();
}
process.exit();
