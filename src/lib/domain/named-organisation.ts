/*
 * A board of positions names nobody. Persons are the guard's matter; this looks for organisations: those
 * the lab knows, and what reads as the name of one. It only points out: who writes decides.
 */

/** What kind of thing an organisation calls itself, as one word or the end of one. */
const kinds = [
	'school',
	'basisschool',
	'college',
	'lyceum',
	'scholengroep',
	'stichting',
	'vereniging',
	'moskee',
	'kerk',
	'synagoge',
	'tempel',
	'parochie',
	'gemeente',
	'club',
	'partij',
	'beweging',
	'buurthuis',
	'wijkcentrum',
	'woningcorporatie',
	'platform',
	'comité'
]
	.flatMap((kind) => [kind, kind.charAt(0).toUpperCase() + kind.slice(1)])
	.join('|');
/** Of these there are many: "de basisschool" is nobody's name, also where a sentence begins with it. */
const common =
	/^(de|het|een|onze|deze|die|dat|elke|alle|geen|iedere|basis|hoge|middelbare|voetbal|sport|zang|buurt|wijk|bewoners|ouder|school|kerk|moskee|winkeliers|jeugd|vrouwen|studenten|muziek|speel)$/i;

const word = `\\p{Lu}[\\p{L}\\p{N}’'&-]*`;
/** "moskee El Noor", "Stichting De Oversteek" */
const named = new RegExp(
	`(?<![\\p{L}-])(?:\\p{L}*(?:${kinds}))(?:\\s+(?:de|het|el|al|van|voor))*\\s+${word}(?:\\s+${word})*`,
	'gu'
);
/** "Vondelcollege", "Al-Fathmoskee" */
const compound = new RegExp(`(?<![\\p{L}-])(${word}?)-?(?:${kinds})(?![\\p{L}])`, 'gu');
/** "FC Oever", "AZC Zuid" */
const short = new RegExp(`(?<![\\p{L}-])(?:FC|VV|SV|SC|AZC|OBS)\\s+${word}`, 'gu');
/** "Al Noor moskee": a name before the kind. */
const before = new RegExp(
	`(?<![\\p{L}-])${word}(?:\\s+${word})*\\s+(?:${kinds})(?![\\p{L}])`,
	'gu'
);

/** The first organisation a text seems to name, as it stands there, or null. */
export function namedOrganisation(text: string, known: readonly string[]): string | null {
	const found = [
		...known.flatMap((name) => knownAt(text, name)),
		...text.matchAll(named),
		...[...text.matchAll(compound)].filter(([, head = '']) => isName(head)),
		...text.matchAll(short),
		...[...text.matchAll(before)].filter(({ index, 0: phrase }) => {
			// The first word of a sentence has a capital of its own.
			const words = phrase.split(/\s+/).slice(0, -1);
			const names = startsSentence(text, index) ? words.slice(1) : words;
			return names.some(isName);
		})
	];
	const [first] = found.sort((a, b) => a.index - b.index);
	return first?.[0] ?? null;
}

/** Whole, and of an abbreviation only as it is written. */
function knownAt(text: string, name: string): RegExpExecArray[] {
	const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const flags = /^\p{Lu}{1,6}$/u.test(name) ? 'u' : 'iu';
	const at = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags).exec(text);
	return at ? [at] : [];
}

function isName(text: string): boolean {
	return text.length > 1 && !common.test(text.replace(/-$/, ''));
}

function startsSentence(text: string, at: number): boolean {
	return /(^|[.!?:‘'"“]\s*)$/u.test(text.slice(0, at));
}
