import { after, before, isDigit, isLetter, type Candidate, type Reading } from './reading.ts';

/** Digits in a row, and what stands between them and the row before. */
interface Group {
	start: number;
	end: number;
	separator: string;
}

const separators = ' .-/()_';
const longestGap = 3;

/** The digit rows of the text, in runs that only separators interrupt. */
function runsOf(digits: string): Group[][] {
	const runs: Group[][] = [];
	let run: Group[] = [];
	let last = 0;
	for (let i = 0; i < digits.length;) {
		if (!isDigit(digits[i])) {
			i++;
			continue;
		}
		let end = i;
		while (isDigit(digits[end])) end++;
		const gap = i - last <= longestGap ? digits.slice(last, i) : '?';
		if (run.length > 0 && [...gap].every((character) => separators.includes(character)))
			run.push({ start: i, end, separator: gap });
		else {
			run = [{ start: i, end, separator: '' }];
			runs.push(run);
		}
		last = end;
		i = end;
	}
	return runs;
}

/** Rows from `from` on that together hold exactly `size` digits. */
function take(reading: Reading, run: Group[], from: number, size: number) {
	let number = '';
	for (let i = from; i < run.length && number.length < size; i++) {
		const group = run[i];
		if (!group || group.end - group.start > size) return null;
		number += reading.digits.slice(group.start, group.end);
		if (number.length === size) return { number, last: i, end: group.end };
	}
	return null;
}

/** Whether so many digits are left from here on: most numbers are too short to look at twice. */
function holds(run: Group[], at: number, size: number): boolean {
	let count = 0;
	for (let i = at; i < run.length && count < size; i++)
		count += (run[i]?.end ?? 0) - (run[i]?.start ?? 0);
	return count >= size;
}

const organisationNumbers = new Set(['0703334555']);
const isPublicLine = (number: string) =>
	/^(?:0800|090[069]|088|084|14\d)/.test(number) || organisationNumbers.has(number);
const phoneWord =
	/(?:\btel(?:efoon(?:nummer|nr)?|nr)?|\bmob(?:iel(?:e nummer)?)?|\b06-?nummer|\bnr)[ .:]{0,3}(?:is )?$/;
const callWord =
	/\b(?:tel|telefoon|telefoonnummer|mobiel|mob|bel|belt|bellen|app|appen|whatsapp|bereikbaar|06)\b[^\d]{0,16}$/;
/** The landline of a counter is public; a mobile number behind these words may be anybody's. */
const officeLine =
	/\b(?:meldpunt|loket|receptie|balie|klantcontact\p{L}*|helpdesk|hulplijn|klantenservice|servicenummer|informatienummer|algemene? (?:telefoon)?nummer|stadhuis|gemeentehuis|ministerie|politiebureau|hoofdkantoor|gemeente [\p{L}-]+)(?: is| bellen| belt u| bereikbaar| te bereiken)*(?: kan| kunt u)?(?: op| via| met)?[ :(]{1,3}$/u;
const dateShape = /^(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})/;

/** A number abroad has eight to fifteen digits and goes on as long as its rows stand together. */
function takeAbroad(reading: Reading, run: Group[], at: number, lead: number) {
	let count = 0;
	let end = -1;
	for (let i = at; i < run.length; i++) {
		const group = run[i];
		const apart = group?.separator ?? '';
		// "+49 (0)151": a zero in brackets may be left out, other brackets are an age or a remark.
		const optional = /^ ?\($/.test(apart) && reading.digits.startsWith('0)', group?.start);
		if (!group || (i > at && apart.includes('(') && !optional)) break;
		count += group.end - group.start;
		if (count - lead > 15) break;
		if (count - lead >= 8 && !isLetter(reading.digits[group.end])) end = group.end;
	}
	return end < 0 ? null : { end };
}

function phoneAt(
	reading: Reading,
	run: Group[],
	at: number
): { start: number; end: number } | null {
	const group = run[at];
	if (!group || !holds(run, at, 6)) return null;
	const { digits } = reading;
	const attached = at > 0 && /^[-./]$/.test(group.separator);
	const plus = /\+\(?$/.test(digits.slice(Math.max(0, group.start - 2), group.start));
	const first = digits.slice(group.start, group.start + 4);
	// "(020) 123 45 67" and "(+31) 6 ...": the bracket is the number's own when it closes inside it.
	const opening =
		/\(?\+?\(?$/.exec(digits.slice(Math.max(0, group.start - 3), group.start))?.[0] ?? '';
	const startFor = (end: number) => {
		const number = digits.slice(group.start, end);
		const lead =
			number.includes(')') && !/\(.*\)/.test(number) ? opening : opening.replace('(', '');
		return group.start - lead.length;
	};
	if (!plus && attached && !first.startsWith('0031')) return null;
	const found = (size: number) => {
		const taken = take(reading, run, at, size);
		return taken && !isLetter(digits[taken.end]) ? taken : null;
	};
	if (plus || first.startsWith('00')) {
		const lead = plus ? 0 : 2;
		const dutch = digits.slice(group.start + lead, group.start + lead + 2) === '31';
		const loose = digits
			.slice(group.start, group.start + 16)
			.replace(/\D/g, '')
			.slice(lead);
		if (/^310?(?:88|800|90[069])/.test(loose)) return null;
		if (!dutch) {
			const taken = takeAbroad(reading, run, at, lead);
			return taken && { start: startFor(taken.end), end: taken.end };
		}
		// "+31 (0)6" has one digit more.
		for (const size of [11, 12]) {
			const taken = found(size + lead);
			if (!taken || (size === 12 && taken.number[2 + lead] !== '0')) continue;
			return { start: startFor(taken.end), end: taken.end };
		}
		return null;
	}
	if (
		/^0[1-9]/.test(first) ||
		(first.length > 0 && first[0] === '0' && group.end - group.start === 1)
	) {
		if (dateShape.test(digits.slice(group.start, group.start + 10))) return null;
		const taken = found(10);
		if (!taken || taken.number.startsWith('00') || isPublicLine(taken.number)) return null;
		const isLandline = !taken.number.startsWith('06');
		if (isLandline && officeLine.test(before(reading, group.start))) return null;
		return { start: startFor(taken.end), end: taken.end };
	}
	if (first.startsWith('316')) {
		const taken = found(11);
		if (taken) return { start: startFor(taken.end), end: taken.end };
	}
	// The words for a phone stand right before it, so there is nothing to look for behind a digit.
	let word = group.start - 1;
	while (group.start - word < 5 && ' .:'.includes(digits[word] ?? '?')) word--;
	if (!first.startsWith('6') && !isLetter(digits[word])) return null;
	const lead = before(reading, group.start);
	if (first.startsWith('6') && callWord.test(lead)) {
		const taken = found(9);
		if (taken) return { start: startFor(taken.end), end: taken.end };
	}
	if (
		phoneWord.test(lead) &&
		!/\bnr[ .:]*$/.test(lead) &&
		!/^(?:0|14|112|113|[12]\d{3}$)/.test(first)
	) {
		const taken = found(7) ?? found(6);
		if (taken) return { start: startFor(taken.end), end: taken.end };
	}
	return null;
}

const bsnWord =
	/(?:bsn|burger ?-?service ?-?(?:nummer|nr)|sofi ?-?(?:nummer|nr)?)[-\p{L}.: =(#]{0,24}$/u;
const namedRight =
	/(?:bsn|burger ?-?service ?-?(?:nummer|nr)|sofi ?-?(?:nummer|nr))(?:-?(?:nummer|nr))?[.: =(#]{0,3}(?:is |luidt )?$/;
const notABsn =
	/\b(?:aantal|totaal|som) [\p{L} ]{0,20}(?:is|was|bedraagt|telt|op)?[ :]{1,2}$|(?:€|\beuro?|\beur|\$|£|\brsin|\bkvk|\bisbn|\bissn|\bbtw|\bkamerstuk(?:ken)?|\bdossier|\bpostbus|\border|\bbestel|\bfactuur|\binkoop|\bproject|\bartikel|\bticket|\bsubsidie|\bserie|\boffert[eu]|\bcontract|\bbon|\bdoi|\baanvraag|\bmeter|\bonderdeel|\bzending|\btrack)-?(?:nummer|nr|code)?[^\p{L}\d]{0,3}(?:nummer|nr|van|is)?[^\p{L}\d]{0,3}$/u;
/** Where sums and counts are spoken of. */
const amounts =
	/€|euro|bedrag|budget|begroting|kosten|subsidie|inwoners|weergaven|volgers|miljoen|omzet/;
const counted =
	/^(?:[,.]\d{1,2}\b|,-)?[ ]?(?:euro|eur\b|€|miljoen|mln|inwoners|mensen|stemmen|weergaven|views|volgers|keer|maal|woorden|tekens|kilometer|km\b|kilo|kg\b|m2|ton\b|liter|%|dollar|berichten|gebruikers|bezoekers)|^,(?:-|\d{2}\b)/;

/** The sum with weights 9 to 2 and minus 1 divides by eleven. */
function passesElfproef(number: string): boolean {
	const nine = number.padStart(9, '0');
	if (/^0{3}/.test(nine) || nine.length !== 9) return false;
	let sum = 0;
	for (let i = 0; i < 8; i++) sum += Number(nine[i]) * (9 - i);
	return (sum - Number(nine[8])) % 11 === 0;
}

function bsnAt(
	reading: Reading,
	run: Group[],
	at: number,
	mayBeNamed: boolean
): { start: number; end: number; last: number } | null {
	const group = run[at];
	if (!group || !holds(run, at, 8)) return null;
	const lead = mayBeNamed ? before(reading, group.start) : '';
	const named =
		(lead.includes('bsn') || lead.includes('burger') || lead.includes('sofi')) &&
		bsnWord.test(lead);
	const touchesLetter = isLetter(reading.digits[group.start - 1]);
	if (!named && touchesLetter) return null;
	for (const size of named ? [9, 8] : [9]) {
		const taken = take(reading, run, at, size);
		// Called a BSN, nine digits are one even with a slip of the pen; only the stock example is not.
		const calledSo = size === 9 && namedRight.test(lead) && taken?.number !== '123456789';
		if (!taken || !(passesElfproef(taken.number) || calledSo)) continue;
		const next = run[taken.last + 1];
		if (!named) {
			const parts = run.slice(at + 1, taken.last + 1).map((part) => part.separator);
			const mixed =
				new Set(parts).size > 1 || parts.some((gap) => gap.length > 1 && gap.trim() !== '');
			// Part of a longer number in the same spelling is that number, not this one.
			const goesOn = next !== undefined && /^[-./]$/.test(next.separator);
			const cameFrom = at > 0 && (/^[-./]$/.test(group.separator) || parts[0] === group.separator);
			if (mixed || goesOn || cameFrom || (parts.length > 0 && next?.separator === parts[0]))
				continue;
			if (isLetter(reading.digits[taken.end])) continue;
			// "1.250.000 euro, waarvan 387.981.135": thousands, where amounts are spoken of.
			const thousands =
				parts.length === 2 && parts.every((gap) => gap === '.') && group.end - group.start === 3;
			if (thousands && amounts.test(before(reading, group.start, 80))) continue;
			if (notABsn.test(before(reading, group.start)) || counted.test(after(reading, taken.end)))
				continue;
		}
		return { start: group.start, end: taken.end, last: taken.last };
	}
	return null;
}

/** BSN and phone numbers. `taken` holds what was already recognised, such as an IBAN. */
export function findNumbers(reading: Reading): Candidate[] {
	const found: Candidate[] = [];
	// Most texts never speak of a BSN: then nobody looks for the word before each number.
	const mayBeNamed = /bsn|burger|sofi/.test(reading.lower);
	for (const run of runsOf(reading.digits)) {
		for (let i = 0; i < run.length; i++) {
			const phone = phoneAt(reading, run, i);
			if (phone)
				found.push({
					type: 'telefoon',
					severity: 'blokkeren',
					...phone,
					replacement: '[telefoonnummer]'
				});
			const bsn = phone ? null : bsnAt(reading, run, i, mayBeNamed);
			if (bsn)
				found.push({
					type: 'bsn',
					severity: 'blokkeren',
					start: bsn.start,
					end: bsn.end,
					replacement: '[BSN verwijderd]'
				});
			const end = phone?.end ?? bsn?.end;
			if (end !== undefined) while ((run[i + 1]?.start ?? Infinity) < end) i++;
		}
	}
	return found;
}
