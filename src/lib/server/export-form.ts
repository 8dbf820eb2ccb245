import * as v from 'valibot';
import { attributions } from '$lib/domain/attribution';
import { exportFormats, type ExportOptions } from '$lib/domain/board-export';

/** Why there is no file; the page has a sentence for each. */
export const exportProblems = [
	'confirm',
	'wrong',
	'tries',
	'warnings',
	'format',
	'zones',
	'too-big',
	'busy',
	'too-often',
	'failed',
	'changed',
	'unreadable'
] as const;
export type ExportPageProblem = (typeof exportProblems)[number];

/** What somebody chose, as the form and the address of the page have it; never a text of a board. */
export interface ExportChoice {
	format: string;
	attribution: string;
	comments: boolean;
	flagged: boolean;
	zones: string[];
}

const Choice = v.object({
	format: v.picklist(exportFormats),
	attribution: v.picklist(attributions)
});
const zone = /^[a-z0-9_-]{1,64}$/;

/** `all`: every text of a field that may be given several times. */
export function choiceOf(
	values: Readonly<Record<string, string>>,
	all: (name: string) => string[]
): ExportChoice {
	return {
		format: (values['format'] ?? '').slice(0, 20),
		attribution: (values['attribution'] ?? '').slice(0, 20),
		comments: 'comments' in values,
		flagged: 'flagged' in values,
		zones: [...new Set(all('zone'))].filter((id) => zone.test(id)).slice(0, 100)
	};
}

export function optionsOf(
	choice: ExportChoice
): { ok: true; options: ExportOptions } | { ok: false; problem: 'format' | 'zones' } {
	const parsed = v.safeParse(Choice, choice);
	if (!parsed.success) return { ok: false, problem: 'format' };
	if (choice.zones.length === 0) return { ok: false, problem: 'zones' };
	const { comments, flagged: onlyFlagged, zones } = choice;
	return { ok: true, options: { ...parsed.output, comments, onlyFlagged, zones } };
}

/** The same choices back on the page, and what was wrong. */
export function backTo(page: string, choice: ExportChoice, problem: ExportPageProblem): string {
	const { format, attribution, comments, flagged, zones } = choice;
	const query = new URLSearchParams({ problem, format, attribution });
	if (comments) query.set('comments', '');
	if (flagged) query.set('flagged', '');
	for (const id of zones) query.append('zone', id);
	return `${page}?${query}`;
}
