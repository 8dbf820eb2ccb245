import { markdownTable } from '../report/markdown.ts';
import { percentile } from '../statistics.ts';
import type { Held } from './run-session.ts';
import { measures } from './walk.ts';

/** Ms, seconds and MiB as a page of figures has them. */
const whole = (value: number) => Math.round(value).toLocaleString('en');
const tenths = (value: number) => (Math.round(value * 10) / 10).toFixed(1);

/** How long everything took, over all people and all times. */
export function momentsTable({ moments, saved }: Held): string {
	const rows = Object.values(measures).flatMap((what) => {
		const all = what === measures.saved ? saved : moments.of(what);
		if (all.length === 0) return [];
		const figures = [percentile(all, 0.5), percentile(all, 0.95), Math.max(...all)];
		return [[what, whole(all.length), ...figures.map(whole)]];
	});
	return markdownTable(['ms', 'n', 'p50', 'p95', 'longest'], rows);
}

/** What the server used, by part of the session. */
export function partsTable({ server: { parts } }: Held): string {
	const rows = parts.map(({ title, seconds, cpu, longest, p99 }) => [
		title,
		tenths(seconds),
		tenths(cpu),
		whole(p99),
		whole(longest)
	]);
	const head = ['part', 's', 'CPU of the server, s', 'its stalls, p99 ms', 'the longest, ms'];
	return markdownTable(head, rows);
}
