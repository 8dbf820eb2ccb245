import type { Results } from '../results.ts';
import type { Metric, Scenario } from '../scenario.ts';
import type { Side } from '../servers.ts';
import { median } from '../statistics.ts';

export const headings: Record<Side, string> = {
	ours: 'ours',
	yws: 'yws',
	hocuspocus: 'Hocuspocus',
	'yws-leveldb': 'yws + leveldb',
	'hocuspocus-sqlite': 'Hocuspocus + SQLite'
};

/** One scenario in Markdown: medians of the rounds, and ours against the better peer in memory. */
export function table(scenario: Scenario, results: Results, sides: readonly Side[]): string {
	const present = sides.filter((side) => results.has(scenario.name, side));
	const head = ['', ...present.map((side) => headings[side]), 'ratio (range)'];
	const rows = scenario.metrics.map((metric) => [
		metric.label,
		...present.map((side) => shown(results.median(scenario.name, side, metric.key), metric)),
		ratio(results.ratios(scenario.name, metric.key))
	]);
	const lines = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows];
	return [
		`**${scenario.title}** (\`${scenario.name}\`). ${scenario.about}`,
		'',
		...aligned(lines)
	].join('\n');
}

function shown(figure: number | null, metric: Metric): string {
	if (figure === null) return '-';
	return figure.toLocaleString('en', {
		minimumFractionDigits: metric.digits,
		maximumFractionDigits: metric.digits
	});
}

function ratio(ratios: number[]): string {
	const finite = ratios.filter(Number.isFinite);
	if (finite.length === 0) return '-';
	const range = `${Math.min(...finite).toFixed(2)}-${Math.max(...finite).toFixed(2)}`;
	return `${median(finite).toFixed(2)} (${range})`;
}

function aligned(rows: string[][]): string[] {
	const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
	return rows.map((row) => {
		const cells = row.map((cell, i) =>
			i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)
		);
		return `| ${cells.join(' | ')} |`;
	});
}
