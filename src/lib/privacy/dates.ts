import { before, isDigit, isLetter, type Candidate, type Reading } from './reading.ts';

const months: Record<string, number> = {};
'januari februari maart april mei juni juli augustus september oktober november december'
	.split(' ')
	.forEach((name, index) => {
		months[name] = index + 1;
		months[name.slice(0, 3)] = index + 1;
	});
months['mrt'] = 3;
months['sept'] = 9;
const monthNames = Object.keys(months)
	.sort((a, b) => b.length - a.length)
	.join('|');

const separator = '[ ]?[-/. ][ ]?';
const digitShapes = [
	new RegExp(`(\\d{4})${separator}\\d{1,2}${separator}\\d{1,2}(?!\\d)`, 'y'),
	new RegExp(`\\d{1,2}${separator}\\d{1,2}${separator}'?(\\d{4}|\\d{2})(?!\\d)`, 'y'),
	new RegExp(
		`\\d{1,2}(?:e|de|ste)?[ .-]{0,2}(?:${monthNames})\\.?,?[ -]?'?(\\d{4}|\\d{2})(?!\\d)`,
		'y'
	),
	/((?:19|20)\d{2})[01]\d[0-3]\d(?!\d)/y,
	/[0-3]\d[01]\d((?:19|20)\d{2})(?!\d)/y
];
const monthShapes = [new RegExp(`(?:${monthNames})\\.? (?:\\d{1,2},? )?(\\d{4})(?!\\d)`, 'y')];

const birthWord =
	/(?<!\p{L})(?:geboorte ?-?(?:datum|dag|dtm)|geb\.?(?: ?(?:datum|dat)\.?)?|geboren|gebdat|d\.?o\.?b\.?(?![\p{L}])|g\.? ?d\.(?=[ :]*\d)|gd:|date of birth|born|verjaardag|jarig|(?:hij|zij|ze|kind|jongen|meisje|zoon|dochter|leerling|cliënt) is van(?= \d)|°)(?!\p{L})/uy;
/** The sign of genealogy. At the head of a line it is a bullet, unless it touches the date. */
const birthStar = /\*[ ]?(?=\d)/y;
/** Where a sentence ends, and words that make it a rule about everyone born then. */
const breaks =
	/[;!?\n]|\.\s+\p{L}|(?<!\p{L})(?:na|voor|vóór|vanaf|tot|tussen|sinds|besluit|wet|idee)(?!\p{L})/u;
const birthAfter =
	/^ ?[,(]? ?(?:is |was |werd |zijn |haar )?(?:hij |zij |ze |betrokkene )?(?:in \p{L}[\p{L}' -]{1,24} )?(?:geboren(?!\p{L})|\(?(?:geb\.|geboortedatum|geboren\)?))/u;
/** Birth word and date may be this far apart: "geboren is in Utrecht, op 12-03-2008". */
const reach = 48;
/** The bands are coarse enough that the year of writing need not be exact. */
const writtenIn = 2026;

function bandOf(year: number): string {
	const age = writtenIn - (year < 100 ? (year > writtenIn - 2000 ? 1900 : 2000) + year : year);
	if (age < 12) return 'jonger dan 12 jaar';
	if (age < 16) return 'tussen 12 en 16 jaar';
	if (age <= 20) return 'tussen 16 en 20 jaar';
	if (age <= 27) return 'tussen 20 en 27 jaar';
	return 'ouder dan 27 jaar';
}

function dateAt(reading: Reading, at: number): { end: number; year: number } | null {
	const { lower, digits, plain } = reading;
	const first = digits[at] ?? ' ';
	if (!isStart(first)) return null;
	for (const text of digits === plain ? [lower] : [lower, digits])
		for (const shape of isDigit(first) ? digitShapes : monthShapes) {
			shape.lastIndex = at;
			const date = shape.exec(text);
			if (date) return { end: at + date[0].length, year: Number(date[1]) };
		}
	return null;
}

const isStart = (character: string) => '0123456789jfmasondJFMASOND'.includes(character);

/** A date is only personal next to a word of birth; the find runs from that word to the date. */
export function findBirthDates(reading: Reading): Candidate[] {
	const { lower, digits, plain } = reading;
	const found: Candidate[] = [];
	const push = (start: number, end: number, year: number) =>
		found.push({
			type: 'geboortedatum',
			severity: 'blokkeren',
			start,
			end,
			replacement: bandOf(year)
		});
	let last = 0;
	for (let i = 0; i < lower.length; i++) {
		if (!'gdbvj°*hzklmc'.includes(lower[i] ?? ' ')) continue;
		const isStar = lower[i] === '*';
		if (isStar && lower[i + 1] === ' ' && /(?:^|\n)[ ]*$/.test(lower.slice(Math.max(0, i - 8), i)))
			continue;
		const sign = isStar ? birthStar : birthWord;
		sign.lastIndex = i;
		const word = sign.exec(lower);
		if (!word) continue;
		const from = i + word[0].length;
		for (let at = from; at < from + reach && at < lower.length; at++) {
			if (!isStart(digits[at] ?? ' ')) continue;
			const inside = isLetter(plain[at - 1]) || isDigit(plain[at - 1]);
			if (inside && !(at === from && /\W$/.test(word[0]))) continue;
			const date = dateAt(reading, at);
			if (!date) continue;
			if (!breaks.test(lower.slice(from, at).replace(/^\./, ''))) {
				push(i, date.end, date.year);
				last = date.end;
				i = date.end - 1;
			}
			break;
		}
		// "op 12-03-2008 geboren": the date stands in front.
		if (i >= from || from <= last) continue;
		for (let at = Math.max(last, i - 52); at < i; at++) {
			if (!isStart(digits[at] ?? ' ') || /[\p{L}\d./-]/u.test(plain[at - 1] ?? ' ')) continue;
			const date = dateAt(reading, at);
			if (!date || date.end > i || !birthAfter.test(lower.slice(date.end, from))) continue;
			if (/(?:na|voor|vóór|vanaf|tot|sinds) $/.test(before(reading, at))) break;
			push(at, from, date.year);
			last = from;
			break;
		}
	}
	return found;
}
