import type { Attribution, ShownAuthor } from '../domain/attribution.ts';
import type { HarvestKind } from '../domain/board-command.ts';
import type { BoardMode } from '../domain/board-mode.ts';
import type { Casus } from '../domain/casus.ts';
import type { Basis, CardKind, Text } from '../domain/template.ts';
import type { Domain } from '../domain/access.ts';
import { tlpLabel, type Tlp } from '../domain/tlp.ts';
import { cardsOf, type BoardReport, type ReportCard, type ReportZone } from './board-report.ts';
import { fileLine } from './report-text.ts';

/** A report in the order and the words in which one reads it: PDF, Word and Markdown show this alike. */
export interface Outline {
	/** Of our own words; what stands in a lab is Dutch. */
	lang: 'nl' | 'en';
	/** TLP label, on every page. */
	label: string;
	title: string;
	/** Where it comes from and what is shown of authors, at the foot of every page. */
	source: string;
	/** "Pagina {n} van {all}" in its three parts. */
	page: [string, string];
	/** What stands in the place of a letter a file cannot show, and that it does. */
	unshown: string;
	blocks: Block[];
}

export type Block =
	| { is: 'heading'; level: 2 | 3 | 4; text: string }
	| { is: 'text'; text: string; as: 'voice' | 'plain' | 'note' }
	/** A sentence, and where it leads: addresses of our own only. */
	| { is: 'links'; text: string; links: { text: string; href: string }[] }
	| { is: 'facts'; rows: [label: string, text: string][] }
	| { is: 'table'; title: string; head: string[]; rows: string[][] }
	| { is: 'cards'; cards: CardBlock[] };

export interface CardBlock {
	domain: Domain;
	/** Number, kind, basis, domain. */
	head: string;
	text: string;
	author: string;
	facts: string[];
	comments: { by: string; text: string }[];
	commentsTitle: string;
}

/** Everything a report says in our own words, in one language. */
export interface ReportWords {
	lang: 'nl' | 'en';
	kind: (kind: CardKind) => string;
	basis: (kind: CardKind, basis: Basis | null) => string | null;
	domain: (domain: Domain) => string;
	author: (author: ShownAuthor) => string;
	mode: (mode: BoardMode) => string;
	harvest: (kind: HarvestKind) => string;
	tlp: (tlp: Tlp) => string;
	attribution: (attribution: Attribution) => string;
	casus: (casus: Casus) => { sentences: [string, string][]; bands: [string, string][] };
	link: (type: string, n: number, text: string) => string;
	source: (lab: string, at: string) => string;
	field: (label: string, value: string) => string;
	votes: (n: number) => string;
	page: [string, string];
	say: Record<Said, string>;
}

type Said =
	| 'question'
	| 'label'
	| 'broughtBy'
	| 'authors'
	| 'method'
	| 'about'
	| 'conclusion'
	| 'steps'
	| 'step'
	| 'mode'
	| 'minutes'
	| 'now'
	| 'zones'
	| 'emptyZone'
	| 'group'
	| 'missing'
	| 'flagged'
	| 'comments'
	| 'compass'
	| 'marks'
	| 'harvest'
	| 'what'
	| 'kind'
	| 'forWhom'
	| 'conditions'
	| 'part'
	| 'emptyCard'
	| 'unshown'
	| 'cardLabel';

/** Letters of a card by which another one refers to it. */
const REFERENCE = 80;

export function outlineOf(report: BoardReport, words: ReportWords): Outline {
	const { say, lang } = words;
	return {
		lang,
		label: tlpLabel[report.tlp],
		title: report.title,
		source: `${words.source(inLanguage(report.lab, lang), report.at)} ${words.attribution(report.attribution)}`,
		page: words.page,
		unshown: say.unshown,
		blocks: [
			...headOf(report, words),
			...casusOf(report, words),
			...stepsOf(report, words),
			{ is: 'heading', level: 2, text: say.zones },
			...report.zones.flatMap((zone) => zoneOf(report, zone, words)),
			...harvestOf(report, words)
		]
	};
}

function inLanguage(text: Text, lang: 'nl' | 'en'): string {
	return fileLine(text[lang] ?? text.nl);
}

function headOf(report: BoardReport, words: ReportWords): Block[] {
	const { say } = words;
	const rows: [string, string][] = [
		[say.label, `${tlpLabel[report.tlp]}. ${words.tlp(report.tlp)}`],
		[say.authors, words.attribution(report.attribution)],
		[say.method, inLanguage(report.method, words.lang)]
	];
	if (report.broughtBy) rows.push([say.broughtBy, report.broughtBy]);
	return [
		{ is: 'text', text: report.question, as: 'voice' },
		...(report.isPart ? [note(say.part)] : []),
		{ is: 'facts', rows }
	];
}

function casusOf({ casus, summary, conclusion }: BoardReport, words: ReportWords): Block[] {
	const { say } = words;
	const about = casus && words.casus(casus);
	const blocks: Block[] = [];
	if (about || summary) blocks.push({ is: 'heading', level: 2, text: say.about });
	if (about) blocks.push({ is: 'facts', rows: [...about.sentences, ...about.bands] });
	if (summary) blocks.push({ is: 'text', text: summary, as: 'plain' });
	if (conclusion) {
		blocks.push({ is: 'heading', level: 2, text: say.conclusion });
		blocks.push({ is: 'text', text: conclusion, as: 'plain' });
	}
	return blocks;
}

function stepsOf({ steps, step }: BoardReport, words: ReportWords): Block[] {
	const { say } = words;
	if (steps.length === 0) return [];
	return [
		{ is: 'heading', level: 2, text: say.steps },
		{
			is: 'table',
			title: say.steps,
			head: [say.step, say.mode, say.minutes],
			rows: steps.map(({ n, name, mode, minutes }) => [
				`${n}. ${name}${n === step ? ` (${say.now})` : ''}`,
				words.mode(mode),
				String(minutes)
			])
		}
	];
}

function zoneOf(report: BoardReport, zone: ReportZone, words: ReportWords): Block[] {
	const { say } = words;
	const blocks: Block[] = [
		{ is: 'heading', level: 3, text: inLanguage(zone.name, words.lang) },
		...(zone.prompt ? [{ is: 'text', text: zone.prompt, as: 'voice' } as const] : [])
	];
	if (zone.groups.length === 0) return [...blocks, note(say.emptyZone)];
	const texts = new Map(cardsOf(report.zones).map(({ n, text }) => [n, text]));
	for (const { title, cards } of zone.groups) {
		if (title !== null) blocks.push({ is: 'heading', level: 4, text: title || say.group });
		blocks.push({ is: 'cards', cards: cards.map((card) => cardBlock(report, card, texts, words)) });
	}
	return blocks;
}

function cardBlock(
	report: BoardReport,
	card: ReportCard,
	texts: ReadonlyMap<number, string>,
	words: ReportWords
): CardBlock {
	const { say } = words;
	const facts = card.fields.map(({ label, values, isMissing }) =>
		words.field(label, isMissing ? say.missing : values.join(', '))
	);
	if (card.compass.length > 0) facts.push(words.field(say.compass, card.compass.join(', ')));
	if (card.marks.length > 0) facts.push(words.field(say.marks, card.marks.join(', ')));
	for (const { type, n } of card.links) facts.push(words.link(type, n, shortened(texts.get(n))));
	if (card.votes !== null) facts.push(words.votes(card.votes));
	if (card.isFlagged) facts.push(say.flagged);
	if (card.tlp !== report.tlp) facts.push(words.field(say.cardLabel, tlpLabel[card.tlp]));
	const kind = words.kind(card.kind);
	const basis = words.basis(card.kind, card.basis);
	return {
		domain: card.domain,
		head: `${card.n}. ${[kind, basis, words.domain(card.domain)].filter(Boolean).join(' · ')}`,
		text: card.text || say.emptyCard,
		author: words.author(card.author),
		facts,
		comments: card.comments.map(({ author, text }) => ({ by: words.author(author), text })),
		commentsTitle: say.comments
	};
}

function shortened(text = ''): string {
	const line = fileLine(text);
	// Not through the middle of a letter.
	return line.length <= REFERENCE ? line : `${[...line].slice(0, REFERENCE).join('')}…`;
}

function harvestOf({ harvest }: BoardReport, words: ReportWords): Block[] {
	const { say } = words;
	if (harvest.length === 0) return [];
	return [
		{ is: 'heading', level: 2, text: say.harvest },
		{
			is: 'table',
			title: say.harvest,
			head: [say.kind, say.what, say.forWhom, say.conditions],
			rows: harvest.map(({ kind, text, forWhom, conditions }) => [
				words.harvest(kind),
				text,
				forWhom,
				conditions
			])
		}
	];
}

function note(text: string): Block {
	return { is: 'text', text, as: 'note' };
}
