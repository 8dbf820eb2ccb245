import type { Results } from '../results.ts';
import type { Metric, Scenario } from '../scenario.ts';
import type { Side } from '../servers.ts';
import { median } from '../statistics.ts';
import { markdownTable } from './markdown.ts';
import { targets } from './targets.ts';

const headings: Record<Side, string> = {
	ours: 'ours',
	yws: 'yws',
	hocuspocus: 'Hocuspocus',
	'yws-leveldb': 'yws + leveldb',
	'hocuspocus-sqlite': 'Hocuspocus + SQLite'
};

/** One scenario: medians of the rounds, and ours against the better peer in memory. */
export function scenarioTable(
	scenario: Scenario,
	results: Results,
	sides: readonly Side[]
): string {
	const present = sides.filter((side) => results.has(scenario.name, side));
	const rows = scenario.metrics.map((metric) => [
		metric.label,
		...present.map((side) => shown(results.median(scenario.name, side, metric.key), metric)),
		metric.compares === false ? '' : ratio(results.ratios(scenario.name, metric.key))
	]);
	return [
		`### ${scenario.title}`,
		'',
		`\`${scenario.name}\`: ${scenario.about}`,
		'',
		markdownTable(['', ...present.map((side) => headings[side]), 'ratio (range)'], rows)
	].join('\n');
}

export function targetTable(results: Results): string {
	const rows = targets.map((target) => {
		const { measure, wanted, found, met } = target(results);
		return [measure, wanted, found, met === null ? '-' : met ? 'yes' : 'no'];
	});
	return markdownTable(['what it must reach', 'target', 'found', 'met'], rows);
}

function shown(figure: number | null, { digits }: Metric): string {
	if (figure === null) return '-';
	const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
	return figure.toLocaleString('en', options);
}

function ratio(ratios: number[]): string {
	const finite = ratios.filter(Number.isFinite);
	if (finite.length === 0) return '-';
	const range = `${Math.min(...finite).toFixed(2)}-${Math.max(...finite).toFixed(2)}`;
	return `${median(finite).toFixed(2)} (${range})`;
}
