import type {
	BoardReport,
	ReportCard,
	ReportZone
} from '../../../src/lib/documents/board-report.ts';
import { fileLine } from '../../../src/lib/documents/report-text.ts';
import type { ReportWords } from '../../../src/lib/documents/report-outline.ts';
import { tlpLabel } from '../../../src/lib/domain/tlp.ts';

/**
 * One row per card, each with its label: rows are what gets copied. With a byte order mark, or a
 * spreadsheet takes it for another encoding; with semicolons in Dutch, where the comma is decimal.
 */
export function csvOf(report: BoardReport, words: ReportWords): string {
	const columns = columnsOf(report, words);
	const separator = words.lang === 'nl' ? ';' : ',';
	const line = (cells: string[]) => cells.map(cellOf).join(separator);
	const rows = report.zones.flatMap((zone) =>
		zone.groups.flatMap(({ title, cards }) =>
			cards.map((card) => columns.map(({ read }) => read(card, zone, title)))
		)
	);
	return `\ufeff${[columns.map(({ head }) => head), ...rows].map(line).join('\r\n')}\r\n`;
}

interface Column {
	head: string;
	read: (card: ReportCard, zone: ReportZone, group: string | null) => string;
}

/** Heads are names of fields, as in JSON: whoever works on with them meets the same in every file. */
function columnsOf(report: BoardReport, words: ReportWords): Column[] {
	const { lang } = words;
	const fields = new Map(
		report.zones.flatMap(({ groups }) =>
			groups.flatMap(({ cards }) =>
				cards.flatMap((card) => card.fields.map((f) => [f.id, f.label]))
			)
		) as [string, string][]
	);
	return [
		{ head: 'tlp', read: () => tlpLabel[report.tlp] },
		{ head: 'board', read: () => report.title },
		{ head: 'n', read: ({ n }) => String(n) },
		{ head: 'zone', read: (_, { name }) => fileLine(name[lang] ?? name.nl) },
		{ head: 'group', read: (_, __, group) => group ?? '' },
		{ head: 'kind', read: ({ kind }) => words.kind(kind) },
		{ head: 'domain', read: ({ domain }) => words.domain(domain) },
		{ head: 'basis', read: ({ kind, basis }) => words.basis(kind, basis) ?? '' },
		{ head: 'text', read: ({ text }) => text },
		{ head: 'author', read: ({ author }) => words.author(author) },
		{ head: 'date', read: ({ date }) => date ?? '' },
		{ head: 'compass', read: ({ compass }) => compass.join(', ') },
		{ head: 'marks', read: ({ marks }) => marks.join(', ') },
		...[...fields].map(([id, label]) => ({
			head: label,
			read: (card: ReportCard) => card.fields.find((f) => f.id === id)?.values.join(', ') ?? ''
		})),
		{ head: 'card_tlp', read: ({ tlp }) => tlpLabel[tlp] },
		{ head: 'links', read: ({ links }) => links.map(({ type, n }) => `${type} ${n}`).join(', ') },
		{ head: 'votes', read: ({ votes }) => (votes === null ? '' : String(votes)) },
		{ head: 'flagged', read: ({ isFlagged }) => (isFlagged ? '1' : '0') },
		...(report.hasComments
			? [{ head: 'comments', read: (card: ReportCard) => commentsOf(card, words) }]
			: [])
	];
}

function commentsOf({ comments }: ReportCard, words: ReportWords): string {
	return comments
		.map(({ author, text }) => [words.author(author), text].filter(Boolean).join(': '))
		.join('\n');
}

/** What a spreadsheet takes for a formula, also after blanks it does not see and in wide letters. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;
const plainNumber = /^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/;

/**
 * An apostrophe before it makes a formula a text, in every spreadsheet; one that stands there already
 * gets another, so that taking one away gives back what was written.
 */
function cellOf(text: string): string {
	const isText = text.startsWith("'") || (formula.test(text) && !plainNumber.test(text));
	return `"${(isText ? `'${text}` : text).replaceAll('"', '""')}"`;
}
