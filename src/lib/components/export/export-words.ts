import type { Attribution } from '$lib/domain/attribution';
import type { ExportFormat } from '$lib/domain/board-export';
import { m } from '$lib/paraglide/messages';

/** A format with one line of what it is for. */
export const formatWords: Record<ExportFormat, () => string> = {
	pdf: m.export_pdf,
	word: m.export_word,
	csv: m.export_csv,
	markdown: m.export_markdown,
	json: m.export_json
};

export const authorWords: Record<Attribution, () => string> = {
	name: m.export_author_name,
	organisation: m.export_author_organisation,
	kind: m.export_author_kind,
	none: m.export_author_none
};

const problems: Readonly<Record<string, () => string>> = {
	confirm: m.export_problem_confirm,
	wrong: m.export_problem_wrong,
	tries: m.export_problem_tries,
	warnings: m.export_problem_warnings,
	format: m.export_problem_format,
	zones: m.export_problem_zones,
	'too-big': m.export_problem_big,
	busy: m.export_problem_busy,
	'too-often': m.export_problem_often,
	changed: m.export_problem_changed,
	unreadable: m.export_problem_read,
	network: m.export_problem_network
};

export const problemWords = (problem: string): string =>
	(problems[problem] ?? m.export_problem_failed)();
