import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Results } from '../results.ts';
import type { Scenario } from '../scenario.ts';
import type { Side } from '../servers.ts';
import { chart } from './chart.ts';
import { scenarioTable, targetTable } from './table.ts';
import { targets } from './targets.ts';

const BEGIN = '<!-- bench: from here written by npm run bench -- --write -->';
const END = '<!-- bench: up to here -->';

/** One whole run. */
export interface Run {
	results: Results;
	scenarios: readonly Scenario[];
	sides: readonly Side[];
	rounds: number;
	/** What it ran on, and how long it took. */
	machine: string;
	seconds: number;
}

/** Puts the results in docs/benchmarks.md, its chart and its bare figures. */
export async function writeDocs(run: Run): Promise<void> {
	const { results, scenarios, sides } = run;
	const page = new URL('../../docs/benchmarks.md', import.meta.url);
	const text = readFileSync(page, 'utf8');
	const [before, rest] = text.split(BEGIN);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined)
		throw new Error(`no "${BEGIN}" in ${page.pathname}`);
	const date = new Date().toISOString().slice(0, 10);
	const body = [
		`Run of ${date}, ${run.rounds} rounds in ${run.seconds} s, on ${run.machine}.`,
		targetTable(results),
		'![Ours as a share of the better peer, per target](benchmarks.svg)',
		...scenarios.map((scenario) => scenarioTable(scenario, results, sides))
	].join('\n\n');
	writeFileSync(page, await tidy(`${before}${BEGIN}\n\n${body}\n\n${END}${after}`, page));
	writeFileSync(new URL('./benchmarks.svg', page), chart(results));
	const json = new URL('./benchmarks.json', page);
	writeFileSync(json, await tidy(JSON.stringify(figures(run, date)), json));
}

/** Medians, rounded to what they are worth. */
function figures({ results, scenarios, sides, rounds, machine }: Run, date: string) {
	const ofSide = (scenario: Scenario, side: Side) =>
		Object.fromEntries(
			scenario.metrics.map(({ key }) => {
				const figure = results.median(scenario.name, side, key);
				return [key, figure === null ? null : Number(figure.toPrecision(4))];
			})
		);
	const ofScenario = (scenario: Scenario) =>
		Object.fromEntries(
			sides
				.filter((side) => results.has(scenario.name, side))
				.map((side) => [side, ofSide(scenario, side)])
		);
	return {
		date,
		machine,
		rounds,
		targets: targets.map((target) => target(results)),
		scenarios: Object.fromEntries(scenarios.map((each) => [each.name, ofScenario(each)]))
	};
}

async function tidy(text: string, file: URL): Promise<string> {
	const config = await resolveConfig(file);
	return format(text, { ...config, filepath: file.pathname });
}
