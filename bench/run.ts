/**
 * `npm run bench`: our sync server beside its two nearest peers, in one run on one machine. What it
 * prints is for people to compare; no figure makes it fail. See docs/benchmarks.md.
 */
import { temporaryFolder } from '../tests/support/temporary-folder.ts';
import { readOptions } from './options.ts';
import { machine } from './report/machine.ts';
import { scenarioTable, targetTable } from './report/table.ts';
import { writeDocs } from './report/write.ts';
import { Results } from './results.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/all.ts';
import { isDurablePeer, prepareLab, type Side } from './servers.ts';
import { perform } from './stage.ts';

/** Ms after which the bench gives up, whatever it is waiting for. */
const LIMIT = 40 * 60_000;

const options = readOptions(process.argv.slice(2));
const known = scenarios.map(({ name }) => name);
const unknown = options.names.find((name) => !known.includes(name));
if (unknown !== undefined) {
	console.error(`No scenario ${unknown}; there are ${known.join(', ')}.`);
	process.exit(1);
}
const chosen = scenarios.filter(
	({ name }) => options.names.length === 0 || options.names.includes(name)
);
setTimeout(() => {
	console.error('Too slow a machine: given up.');
	process.exit(1); // the servers end when their parent does
}, LIMIT).unref();

console.log(machine());
const began = performance.now();
const folders = temporaryFolder();
process.once('exit', () => folders.remove());
process.once('SIGINT', () => process.exit(130));
const results = new Results();
await prepareLab(folders.path);
for (let round = 0; round < options.rounds; round++) {
	for (const scenario of chosen) await measure(scenario, round);
}
const seconds = Math.round((performance.now() - began) / 1_000);
for (const scenario of chosen) {
	console.log(`\n${scenarioTable(scenario, results, options.sides)}`);
}
console.log(`\n${targetTable(results)}`);
console.log(`\nIt took ${seconds} s; ${machine()}`);
if (options.write) {
	await writeDocs({ ...options, results, scenarios: chosen, machine: machine(), seconds });
	console.log('Written to docs/benchmarks.md, .svg and .json.');
}

/** Who goes first rotates: what changes slowly on the machine favours nobody. */
async function measure(scenario: Scenario, round: number): Promise<void> {
	if (round >= scenario.rounds) return;
	console.log(`Round ${round + 1} of ${options.rounds}: ${scenario.title}`);
	const taking = options.sides.filter(
		(side) =>
			(scenario.concerns?.(side) ?? true) &&
			(!isDurablePeer(side) || round < scenario.durableRounds)
	);
	for (let i = 0; i < taking.length; i++) {
		const side: Side = taking[(i + round) % taking.length]!;
		const figures = await perform(scenario, side, folders.path);
		if (figures) results.add(scenario.name, round, side, figures);
	}
}
