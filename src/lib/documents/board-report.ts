import type { Domain } from '../domain/access.ts';
import type { Attribution, ShownAuthor } from '../domain/attribution.ts';
import type { ExportOptions } from '../domain/board-export.ts';
import type { HarvestKind } from '../domain/board-command.ts';
import type { BoardMode } from '../domain/board-mode.ts';
import { casusSentences, type Casus } from '../domain/casus.ts';
import { cardTlp } from '../domain/marking.ts';
import type { Basis, CardKind, Template, Text } from '../domain/template.ts';
import type { Tlp } from '../domain/tlp.ts';
import { bundled } from './bundled.ts';
import type { Bundle, Card } from './card.ts';
import type { Comment } from './comment.ts';
import { linkType } from './link.ts';
import { byOrder } from './order.ts';
import { fileLine, fileText } from './report-text.ts';

/** What one reader may take along of a board: every file is made from this and from nothing else. */
export interface BoardReport {
	/** Moment it was read, ISO 8601. */
	at: string;
	lab: Text;
	tlp: Tlp;
	/** What is shown of authors. */
	attribution: Attribution;
	title: string;
	question: string;
	/** The contributor as the board calls her; empty where there is none. */
	broughtBy: string;
	summary: string;
	conclusion: string;
	casus: Casus | null;
	method: Text;
	/** 1-based: where the method is. */
	step: number;
	steps: { n: number; name: string; minutes: number; mode: BoardMode }[];
	zones: ReportZone[];
	harvest: ReportHarvest[];
	/** Comments were to come along. */
	hasComments: boolean;
	/** It is not everything: of some zones, or only what was pointed out. */
	isPart: boolean;
}

export interface ReportZone {
	id: string;
	name: Text;
	prompt: string;
	groups: ReportGroup[];
}

/** Cards under one title; null: cards that stand alone. */
export interface ReportGroup {
	title: string | null;
	cards: ReportCard[];
}

export interface ReportCard {
	/** Number in this report, from 1. */
	n: number;
	kind: CardKind;
	domain: Domain;
	basis: Basis | null;
	/** Day on which it was placed, YYYY-MM-DD; a moment would tell more than who may be shown. */
	date: string | null;
	text: string;
	author: ShownAuthor;
	tlp: Tlp;
	compass: string[];
	marks: string[];
	fields: ReportField[];
	/** Cards of this report it points at. */
	links: { type: string; n: number }[];
	/** Of a ballot that is over. */
	votes: number | null;
	isFlagged: boolean;
	comments: { text: string; author: ShownAuthor }[];
}

export interface ReportField {
	id: string;
	label: string;
	values: string[];
	/** It has to be there and is not. */
	isMissing: boolean;
}

export interface ReportHarvest {
	kind: HarvestKind;
	text: string;
	forWhom: string;
	conditions: string;
}

/** A board as it is stored, with what this reader may know of its people already decided. */
export interface ReportSource {
	at: Date;
	lab: { name: Text; compass: readonly { id: string; label: string }[] };
	board: {
		tlp: Tlp;
		title: string;
		question: string;
		contributorLabel: string;
		summary: string;
		conclusion: string | null;
		casus: Casus | null;
		currentStep: number;
	};
	template: Template;
	/** Ids of zones that are on the board for everybody. */
	shownZones: ReadonlySet<string>;
	cards: readonly (Card & { text: string })[];
	comments: readonly Comment[];
	bundles: readonly Bundle[];
	/** By card or comment id. */
	authors: Readonly<Record<string, ShownAuthor>>;
	markings: Readonly<Record<string, Tlp>>;
	votes: Readonly<Record<string, number>>;
	/** Organisations that fields point at, as they may be called. */
	organisations: Readonly<Record<string, string>>;
	harvest: readonly ReportHarvest[];
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
const unknown: ShownAuthor = { name: null, initials: null, organisation: null, domain: null };

/** What is in the bin, in a zone that is not there yet, or in notes, is no part of it. */
export function reportOf(
	source: ReportSource,
	options: Pick<ExportOptions, 'attribution' | 'comments' | 'onlyFlagged' | 'zones'>
): BoardReport {
	const { board, template, lab } = source;
	const zones = zonesOf(source, options);
	const standing = zones.map((zone) => ({ zone, items: itemsOf(source, zone.id, options) }));
	const numbers = new Map(
		standing
			.flatMap(({ items }) => items.flatMap(({ cards }) => cards))
			.map(({ id }, i) => [id, i + 1])
	);
	const comments = Map.groupBy(options.comments ? source.comments : [], ({ card }) => card);
	return {
		at: source.at.toISOString(),
		lab: lab.name,
		tlp: board.tlp,
		attribution: options.attribution,
		title: fileLine(board.title),
		question: fileText(board.question),
		broughtBy: fileLine(board.contributorLabel),
		summary: fileText(board.summary),
		conclusion: fileText(board.conclusion ?? ''),
		casus: board.casus && { ...board.casus, sentences: sentencesOf(board.casus) },
		method: template.name,
		step: board.currentStep,
		steps: template.steps.map(({ n, name, minutes, boardMode }) => ({
			n,
			name: fileLine(name),
			minutes,
			mode: boardMode
		})),
		zones: standing.map(({ zone, items }) => ({
			id: zone.id,
			name: zone.name,
			prompt: fileText(zone.prompt),
			groups: groupsOf(items, (card) => cardOf(source, card, numbers, comments))
		})),
		harvest: source.harvest.map(({ kind, ...texts }) => ({
			kind,
			text: fileText(texts.text),
			forWhom: fileText(texts.forWhom),
			conditions: fileText(texts.conditions)
		})),
		hasComments: options.comments,
		isPart: options.onlyFlagged || zones.length < zonesOf(source, { zones: null }).length
	};
}

function sentencesOf({ sentences }: Casus): Casus['sentences'] {
	const texts = casusSentences.map((name) => [name, fileText(sentences[name])]);
	return Object.fromEntries(texts) as Casus['sentences'];
}

function zonesOf(
	{ template, shownZones }: ReportSource,
	{ zones }: Pick<ExportOptions, 'zones'>
): Template['zones'] {
	return template.zones.filter(({ id }) => shownZones.has(id) && (zones?.includes(id) ?? true));
}

function itemsOf(
	{ cards, bundles }: ReportSource,
	zone: string,
	{ onlyFlagged }: Pick<ExportOptions, 'onlyFlagged'>
) {
	const inZone = cards
		.filter((card) => card.zone === zone && card.binnedAt === null)
		.filter((card) => card.isFlagged || !onlyFlagged)
		.sort(byOrder);
	return bundled(inZone, bundles);
}

/** Cards that stand alone beside each other are one group without a title. */
function groupsOf<C extends Card>(
	items: readonly { bundle: Bundle | null; cards: C[] }[],
	read: (card: C) => ReportCard
): ReportGroup[] {
	const groups: ReportGroup[] = [];
	for (const { bundle, cards } of items) {
		const last = groups.at(-1);
		if (bundle) groups.push({ title: fileLine(bundle.title), cards: cards.map(read) });
		else if (last?.title === null) last.cards.push(...cards.map(read));
		else groups.push({ title: null, cards: cards.map(read) });
	}
	return groups;
}

function cardOf(
	source: ReportSource,
	card: Card & { text: string },
	numbers: ReadonlyMap<string, number>,
	comments: ReadonlyMap<string, readonly Comment[]>
): ReportCard {
	const { lab, board, authors, markings, votes } = source;
	return {
		n: numbers.get(card.id) ?? 0,
		kind: card.kind,
		domain: card.domain,
		basis: card.basis,
		date: card.at === null ? null : day.format(card.at),
		text: fileText(card.text),
		author: authors[card.id] ?? unknown,
		tlp: cardTlp(board.tlp, markings[card.id]),
		compass: lab.compass.filter(({ id }) => card.compass.includes(id)).map(({ label }) => label),
		marks: card.marks.map(fileLine),
		fields: fieldsOf(source, card),
		links: card.links.flatMap(({ to, type }) => {
			const n = numbers.get(to);
			return n === undefined ? [] : { type: linkType(type), n };
		}),
		votes: votes[card.id] ?? null,
		isFlagged: card.isFlagged,
		comments: (comments.get(card.id) ?? []).map(({ id, text }) => ({
			text: fileText(text),
			author: authors[id] ?? unknown
		}))
	};
}

/** Only what the method asks: a foreign client may have written anything beside it. */
function fieldsOf({ template, organisations }: ReportSource, { fields }: Card): ReportField[] {
	return (template.cardFields ?? []).flatMap(({ id, label, required }) => {
		if (!(id in fields)) return [];
		const values = [fields[id]]
			.flat()
			.filter((value) => value !== null && value !== '' && value !== undefined)
			.map((value) => fileLine(organisations[String(value)] ?? String(value)));
		const isMissing = values.length === 0 && required === true;
		return values.length > 0 || isMissing ? { id, label: fileLine(label), values, isMissing } : [];
	});
}

/** How much there is of what in a report. */
export interface ReportCounts {
	cards: number;
	flagged: number;
	comments: number;
	harvest: number;
}

export function countsOf({ zones, harvest }: BoardReport): ReportCounts {
	const cards = cardsOf(zones);
	return {
		cards: cards.length,
		flagged: cards.filter(({ isFlagged }) => isFlagged).length,
		comments: cards.reduce((sum, card) => sum + card.comments.length, 0),
		harvest: harvest.length
	};
}

export function cardsOf(zones: readonly ReportZone[]): ReportCard[] {
	return zones.flatMap(({ groups }) => groups.flatMap(({ cards }) => cards));
}
