import { findAccounts, findEmails } from './accounts.ts';
import { findAddresses } from './addresses.ts';
import { findCodes, findIbans, findPlates } from './codes.ts';
import { findBirthDates } from './dates.ts';
import { findNames } from './names.ts';
import { normalise } from './normalise.ts';
import { findNumbers } from './numbers.ts';
import { read, type Candidate, type FindingType, type Severity } from './reading.ts';
import { findRecognisable } from './recognisable.ts';

/** A piece of text that may point at a person; offsets in UTF-16 units, end exclusive. */
export interface Finding {
	type: FindingType;
	text: string;
	start: number;
	end: number;
	severity: Severity;
	/** What could stand there instead. */
	replacement?: string;
}

/**
 * Personal data in a text, in order of place, never overlapping. Phrases in `allow` silence what
 * they cover, except what is always blocked. Linear in the length of the text.
 */
export function findPersonalData(
	text: string,
	options: { allow?: readonly string[] } = {}
): Finding[] {
	const reading = read(text);
	const { plain, lower, starts, ends } = reading;
	const taken = new Uint8Array(plain.length);
	const kept: Candidate[] = [];
	const isFree = ({ start, end }: { start: number; end: number }) =>
		taken.subarray(start, end).indexOf(1) < 0;
	const keep = (candidates: Candidate[]) => {
		for (const candidate of candidates)
			if (isFree(candidate)) {
				taken.fill(1, candidate.start, candidate.end);
				kept.push(candidate);
			}
	};

	// The surest shape first: whatever overlaps it later was part of it.
	const ibans = findIbans(reading);
	keep(ibans.found);
	for (const { start, end } of ibans.shapes) taken.fill(1, start, end);
	keep(findCodes(reading));
	keep(findEmails(reading));
	keep(findBirthDates(reading));
	const addresses = findAddresses(reading);
	keep(addresses.filter(({ severity }) => severity === 'blokkeren'));
	keep(findNumbers(reading));
	keep(findPlates(reading));
	const unsure = [
		...findAccounts(reading),
		...findNames(reading),
		...addresses.filter(({ severity }) => severity !== 'blokkeren'),
		...findRecognisable(reading)
	];
	const allowed = unsure.length > 0 && options.allow?.length ? coverOf(lower, options.allow) : null;
	keep(unsure.filter(({ start, end }) => !allowed?.(start, end)));

	return kept
		.sort((a, b) => a.start - b.start)
		.map((candidate) => {
			const start = starts[candidate.start] ?? 0;
			const end = ends[candidate.end - 1] ?? start;
			return {
				type: candidate.type,
				text: text.slice(start, end),
				start,
				end,
				severity: candidate.severity,
				replacement: candidate.replacement
			};
		});
}

/** Runs of spaces and line ends as one space, and where each character stood. */
function collapse(text: string): { text: string; places: Int32Array } {
	const places = new Int32Array(text.length + 1);
	let length = 0;
	const collapsed = text.replace(/\s+|\S+/g, (run, at: number) => {
		const kept = run.trim() === '' ? ' ' : run;
		for (let i = 0; i < kept.length; i++) places[length++] = at + i;
		return kept;
	});
	places[length] = text.length;
	return { text: collapsed, places };
}

/** Tells whether a stretch lies inside one occurrence of one of the phrases, whatever the spacing. */
function coverOf(lower: string, phrases: readonly string[]) {
	const { text, places } = collapse(lower);
	// For each place, how far the longest phrase that begins there or before it reaches.
	const reach = new Int32Array(lower.length + 1);
	for (const phrase of new Set(phrases)) {
		const wanted = collapse(normalise(phrase).lower.trim()).text;
		if (wanted === '') continue;
		for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
			const from = places[at] ?? 0;
			const to = (places[at + wanted.length - 1] ?? 0) + 1;
			reach[from] = Math.max(reach[from] ?? 0, to);
		}
	}
	for (let i = 1; i < reach.length; i++)
		if ((reach[i] ?? 0) < (reach[i - 1] ?? 0)) reach[i] = reach[i - 1] ?? 0;
	return (start: number, end: number) => (reach[start] ?? 0) >= end;
}
