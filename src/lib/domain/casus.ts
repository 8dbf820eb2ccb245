import type { Text } from './template.ts';

/*
 * A casus is composed, not described: choices in bands and a few short sentences. What is chosen from
 * a list cannot point at one person by itself; that is what the bands are for.
 */

export const sizeClasses = ['klein', 'middel', 'groot'] as const;
export type SizeClass = (typeof sizeClasses)[number];

/** Of how many situations the casus was made: one alone is the easiest to recognise. */
export const origins = ['meer', 'twee', 'een'] as const;
export type Origin = (typeof origins)[number];

export const ageBands = ['tot12', '13-15', '16-18', '19-23', '24plus', 'gemengd', 'geen'] as const;
export type AgeBand = (typeof ageBands)[number];

export const settings = [
	'school',
	'buurt',
	'vereniging',
	'online',
	'thuis',
	'werk',
	'opvang',
	'bestuur'
] as const;
export type Setting = (typeof settings)[number];

export const signals = [
	'uitspraken',
	'symbolen',
	'online',
	'verandering',
	'spanning',
	'bedreiging',
	'bijeenkomst'
] as const;
export type Signal = (typeof signals)[number];

/** Four of the five sentences; the fifth is the question of the board itself, so that it is asked once. */
export const casusSentences = ['seen', 'noticedBy', 'done', 'around'] as const;
export type CasusSentence = (typeof casusSentences)[number];

/** Phase of the prevention model, as the method of this lab has it: data, and kept with its name. */
export interface PreventionPhase {
	id: string;
	name: Text;
}

/** What a contributor chose and wrote, beside the title and the question of the board. */
export interface Casus {
	/** Goes up when she changes it: who signs, signs what she read. */
	version: number;
	origin: Origin;
	size: SizeClass;
	age: AgeBand;
	settings: Setting[];
	signal: Signal;
	/** Null where the lab has no prevention model. */
	phase: PreventionPhase | null;
	sentences: Record<CasusSentence, string>;
}

type Bands = Partial<Pick<Casus, 'origin' | 'size' | 'age' | 'settings'>>;

const narrowAges: readonly AgeBand[] = ['tot12', '13-15', '16-18', '19-23'];
/** Of these there are a few in a small municipality, and everybody knows which. */
const fewOfThem: readonly Setting[] = ['school', 'vereniging', 'werk', 'opvang'];

/** Why somebody might be recognised by the choices alone, however carefully the sentences are put. */
export type Rarity = 'combination' | 'one-situation';

export function rarityOf({ origin, size, age, settings = [] }: Bands): Rarity[] {
	const isNarrow = age !== undefined && narrowAges.includes(age);
	const isPlace = settings.some((each) => fewOfThem.includes(each));
	const found: Rarity[] = [];
	if (size === 'klein' && isNarrow && isPlace) found.push('combination');
	if (origin === 'een') found.push('one-situation');
	return found;
}

/** How a municipality of this size is called by those who may not know which one it is. */
export const sizeLabel: Record<SizeClass, string> = {
	klein: 'een plattelandsgemeente',
	middel: 'een middelgrote gemeente',
	groot: 'een grotere gemeente'
};

export function isSizeClass(text: string | null | undefined): text is SizeClass {
	return sizeClasses.some((each) => each === text);
}

/** What a second reader goes through before she signs. */
export const checkPoints = ['neighbour', 'blurred', 'age', 'names', 'quotes'] as const;
