import type { Domain } from './access.ts';
import type { BoardMode } from './board-mode.ts';

/** A text in both languages; English may be missing and then Dutch is shown. */
export interface Text {
	nl: string;
	en?: string;
}

/** What kind of work a method is for; one chooses by it. */
export const families = [
	'intervisie',
	'analyse',
	'samenwerking',
	'vooruitkijken',
	'leren'
] as const;
export type Family = (typeof families)[number];

/** A method as data: demo/templates.json gives the nine a lab starts with. */
export interface Template {
	/** Key of the method; versions of it keep it. */
	id: string;
	name: Text;
	family: Family;
	/** Where it comes from, in a sentence. */
	origin?: string;
	purpose: string;
	/** When to use it. */
	suits: string;
	rules: string[];
	totalMinutes: number;
	groupSize: [number, number];
	zones: Zone[];
	steps: Step[];
	/** Facts that cards of this method carry beside their text. */
	cardFields?: CardField[];
	/** No persons and no organisations one can recognise: shown in the head, and looked at on cards. */
	positionsOnly?: boolean;
	/** Nothing is counted on the board: not how many risks, not how much of anything. */
	noSums?: boolean;
	/** Which kinds of cards become what, and the question that goes with it. */
	harvest?: { fromKind: CardKind; target: string; prompt: string }[];
}

/** A fact beside the text of a card: who leads it, with whom, where. */
export interface CardField {
	id: string;
	label: string;
	/** Id of an organisation, a list of those, or one of `values`. */
	type: 'organisatie' | 'organisatie[]' | 'enum';
	values?: string[];
	/** A card without it stands out. */
	required?: boolean;
}

/** Levels of prevention, from everybody to who already did something. */
export const levels = ['primair', 'secundair', 'tertiair'] as const;
export type Level = (typeof levels)[number];

export interface Zone {
	id: string;
	name: Text;
	/** The question this zone asks. */
	prompt: string;
	cardKinds: CardKind[];
	/** 1-based step from which the zone is there; absent: always. */
	hiddenUntilStep?: number;
	domain?: Domain;
	optional?: boolean;
	/** Level of prevention it is about, in a method that has them. */
	level?: Level;
	/** Marks a card of this zone can get, e.g. warm, neutraal, koud. */
	marks?: string[];
	/** How its cards stand: in the order of time, or as a list. */
	layout?: 'timeline';
	/** Zones with the same one stand beside each other, equally large. */
	row?: string;
	/** The largest zone on the screen. */
	prominent?: boolean;
}

export interface Step {
	/** 1-based. */
	n: number;
	name: string;
	minutes: number;
	who: string;
	boardMode: BoardMode;
	instruction: string;
	zoneIds: string[];
}

export const cardKinds = [
	'feit',
	'vraag',
	'aanname',
	'duiding',
	'perspectief',
	'gevoel',
	'positie',
	'brandstof',
	'gebeurtenis',
	'triggerfactor',
	'risicofactor',
	'beschermende_factor',
	'dilemma',
	'activiteit',
	'interventie',
	'signaal',
	'scenario',
	'advies',
	'keuze',
	'aanknopingspunt',
	'actie',
	'les',
	'bron'
] as const;
export type CardKind = (typeof cardKinds)[number];

export const bases = ['waargenomen', 'van horen zeggen', 'aanname', 'duiding'] as const;
export type Basis = (typeof bases)[number];

/** Families share a line style (look/README.md): seen, thought, asked, done, harvested. */
export type KindFamily = 'seen' | 'think' | 'ask' | 'do' | 'harvest';

const kindFamilies: Partial<Record<CardKind, KindFamily>> = {
	aanname: 'think',
	duiding: 'think',
	vraag: 'ask',
	dilemma: 'ask',
	activiteit: 'do',
	interventie: 'do',
	advies: 'do',
	keuze: 'do',
	aanknopingspunt: 'harvest',
	actie: 'harvest',
	les: 'harvest'
};

export function familyOf(kind: CardKind): KindFamily {
	return kindFamilies[kind] ?? 'seen';
}

/** What a card is in a zone: what it was, or where that zone does not know it what it asks for first. */
export function kindIn({ cardKinds: known }: Pick<Zone, 'cardKinds'>, kind: CardKind): CardKind {
	return known.includes(kind) ? kind : (known[0] ?? kind);
}

/**
 * Kinds of cards that come too early in this step. The order is the method in intervisie: where one asks
 * one does not advise, also not in another zone.
 */
export function kindsTooEarly(
	{ family, zones, steps }: Pick<Template, 'family' | 'zones' | 'steps'>,
	step: number
): readonly CardKind[] {
	if (family !== 'intervisie') return [];
	const ids = steps.find(({ n }) => n === step)?.zoneIds ?? [];
	const asked = zones.filter(({ id }) => ids.includes(id)).flatMap(({ cardKinds }) => cardKinds);
	return asked.includes('vraag') && !asked.includes('advies') ? ['advies'] : [];
}

/** Zones a method keeps for later and that are not on the board yet. */
export function hiddenZones(template: Template, shown: readonly string[]): Zone[] {
	return template.zones.filter(
		({ id, hiddenUntilStep }) => (hiddenUntilStep ?? 0) > 1 && !shown.includes(id)
	);
}

/** The next step in which one writes hidden, after this one, or null. */
export function nextHiddenStep(template: Template, step: number): Step | null {
	return template.steps.find(({ n, boardMode }) => n > step && boardMode === 'verdekt') ?? null;
}

export function isHiddenStepComing(template: Template, step: number): boolean {
	return nextHiddenStep(template, step) !== null;
}
