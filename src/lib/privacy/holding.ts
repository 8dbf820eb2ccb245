import { firstNameKind, startsFirstName } from './first-names.ts';
import {
	commonWords,
	isLooseTrade,
	kin,
	particles,
	persons,
	titles,
	trades
} from './name-words.ts';

/**
 * Where text begins that may yet become a finding while somebody types at the end of `text`; its
 * length when nothing is open. Whatever stands before that place is decided: no letter typed after it
 * makes it a finding, as far as the rules see a few words ahead.
 *
 * A run (text between spaces) is open to its end when it looks like a name, a number or an account; a
 * finished run of that kind stays open while the runs after it could belong to it.
 */
export function openFrom(text: string): number {
	// Nothing goes on across a line; a long line is read from its last words on.
	const line = Math.max(text.lastIndexOf('\n') + 1, text.length - longest);
	/** Where the open chain began, or -1. */
	let from = -1;
	/** Finished runs without anything in them that the chain still waits out. */
	let patience = 0;
	/** Runs to be held to their end, whatever they look like: a word before them announces somebody. */
	let expected = 0;
	for (const { 0: run, index } of text.slice(line).matchAll(/\S+/g)) {
		const start = line + index;
		if (start + run.length === text.length) {
			if (from >= 0) return from;
			return expected > 0 || mayBegin(run) ? start : text.length;
		}
		const waits = waitsFor(run, from >= 0);
		if (waits > 0) {
			if (from < 0) from = start;
			patience = Math.max(patience, waits);
		} else if (from >= 0 && patience-- <= 1) from = -1;
		expected = announces(run) ? 4 : Math.max(0, expected - 1);
		if (endsSentence(run)) {
			from = -1;
			expected = 0;
		}
		if (from < 0) patience = 0;
	}
	return from >= 0 ? from : text.length;
}

/**
 * Whether the open end of a text is a plain word: when nothing follows for a while, it goes. A number,
 * an account, and a capital that begins a name we know of wait on.
 */
export function mayRest(text: string): boolean {
	const open = text.slice(openFrom(text));
	const runs = open.split(/\s+/).filter(Boolean);
	const last = runs.at(-1) ?? '';
	const word = plainOf(last);
	const isFinished = /[.,;:!?]$/.test(last);
	const before = text.slice(0, text.length - open.length).match(/\S+(?=\s*$)/);
	return (
		!runs.some((run) => marked.test(run)) &&
		(isFinished || !startsCapital(word) || !startsFirstName(word.toLowerCase())) &&
		!(before && announces(before[0]))
	);
}

/** Longest stretch in which one thing may stand: a name with particles, a number in pairs. */
const longest = 400;

const bare = /^[^\p{L}\p{N}+@#]+|[^\p{L}\p{N}]+$/gu;
const marked = /[\p{N}@#_/\\]|\p{L}[.·([{]\p{L}|\p{L}[([{]$/u;
/** A date, a postcode or an account number: what belongs to it may stand a few words on. */
const long = /\p{N}{1,4}[-/.]\p{N}{1,2}(?:[-/.]|$)|\p{N}{4}|^\p{L}{2}\p{N}{2}/u;
const months =
	/^(?:jan|feb|febr|mrt|apr|mei|jun|jul|aug|sep|sept|okt|nov|dec|januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december)$/;
const numbered = /^(?:nr|no|nummer|huisnummer|at|dot|punt|apenstaartje)$/;
const street =
	/\p{L}{3}(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|dreef|steeg|pad|park|plantsoen|markt)$/u;

/** Words behind which somebody or something of hers is told: a number, an address, an account. */
const contexts = new Set(
	`tel telefoon telefoonnummer mobiel mobieltje gsm nummer 06-nummer bel belt app appt whatsapp sms mail mailt mailde mailadres
	e-mail email e-mailadres emailadres bereikbaar contact adres woont wonen postcode account accounts gebruiker gebruikersnaam
	username nickname nick profiel handle kanaal snap snapchat insta instagram tiktok telegram discord signal
	facebook twitter twitch youtube steam roblox x bsn burgerservicenummer sofinummer kenteken iban rekening
	rekeningnummer v-nummer vnummer dossier dossiernummer zaaknummer proces-verbaal pv geboren geb geboortedatum
	heet heten genaamd genoemd als naam voornaam achternaam roepnaam bijnaam alias`.split(/\s+/)
);

const abbreviations = new Set(
	'dr drs mr ir ing prof ds dhr hr mw mevr mej fam nr no tel geb st jr sr red resp blz ca vd'.split(
		' '
	)
);

function plainOf(run: string): string {
	return run.normalize('NFKC').replace(bare, '');
}

/** An unfinished run that is held to its end. */
function mayBegin(run: string): boolean {
	const word = plainOf(run);
	if (/^[(+[]/.test(run) && word === '') return true;
	if (marked.test(run.normalize('NFKC'))) return true;
	return startsCapital(word) || (word !== '' && startsFirstName(word.toLowerCase()));
}

/** For how many further runs a finished one stays open; 0: it is no part of anything. */
function waitsFor(run: string, isOpen: boolean): number {
	const word = plainOf(run);
	const lower = word.toLowerCase();
	if (marked.test(run.normalize('NFKC'))) return long.test(word) ? 3 : 1;
	if (isOpen && numbered.test(lower)) return 2;
	if (isOpen && (particles.has(lower) || months.test(lower))) return 1;
	if (street.test(lower)) return 2;
	if (isOpen && word === '') return 1;
	if (startsCapital(word)) return !isOpen && isSmallWord(lower) ? 0 : 1;
	return firstNameKind(lower) === 'clear' ? 1 : 0;
}

function announces(run: string): boolean {
	const lower = plainOf(run).toLowerCase();
	const known = [titles, trades, persons, kin, contexts].some((words) => words.has(lower));
	return known || isLooseTrade(lower);
}

/** "De", "Het", "Toen": what a sentence begins with, and nobody is called. */
function isSmallWord(lower: string): boolean {
	return lower.length <= 6 && commonWords.has(lower) && !titles.has(lower);
}

function startsCapital(word: string): boolean {
	const [first = ''] = word;
	return first !== first.toLowerCase();
}

/** Not after an initial, an abbreviation or a number: those may go on. */
function endsSentence(run: string): boolean {
	if (!/[.!?]["'”’)\]]*$/.test(run)) return false;
	const word = plainOf(run);
	if (word.length < 2 || /\p{N}$|\./u.test(word)) return false;
	return !abbreviations.has(word.toLowerCase());
}
