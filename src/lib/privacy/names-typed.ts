import type { NameKind } from './first-names.ts';
import type { Name, NameReader } from './name-reader.ts';
import { kin, persons } from './name-words.ts';
import { before, type Word } from './reading.ts';

/** Listed names that are also written small: "jan en alleman", "de sara", "een wim". */
const smallWords = new Set(
	`aad aart adam amanda amine anita benjamin bente bram chris daisy darren demi dirk dolf eddy erica erin ernst eva
	femme gemma hans hendrik henry jaap janet jan joe joel joep jon joop jozef juan julienne kees keesje kelly klaas koen
	kris lev lex lio luis manou maxime mazen mees mehari melis mia miep mila mirte mitra nel nick noël nol omer peter
	rachel ramin ria rik rim rob rowan russell said sara sem sema serge sharon sjaak sjonnie steven thomas tibbe tommy
	vishal warren wim wouter wout amin ali din art`.split(/\s+/)
);

/** Endings that few words but surnames have. */
const surnameEnd =
	/.{2}(?:sma|stra|inga|enga|ema|mans|huis|huizen|kamp|veld|meijer|meyer|makers|horst|brink|dijk|oglu|oğlu|ski|ska|wicz|enko|ovic|ović|evic|ević|aoui|ouri|zadeh|nsen|rsen|ssen)$/;

/** "kevin de vries", typed in haste: a listed name with what can only be a surname. */
export function lowerCaseName(reader: NameReader, index: number, kind: NameKind): Name | null {
	if (kind === null) return null;
	let at = index + 1;
	while (reader.isParticle(reader.joined(at)) && at - index < 4) at++;
	const head = reader.joined(at);
	if (head === undefined || reader.looks(head).capital) return lowerCaseAlone(reader, index, kind);
	const looks = reader.looks(head);
	const particle = at > index + 1;
	const telling =
		particle &&
		/^(?:van (?:der|den|'t|de) |el |ben |bin |ter |ten |v\.d\. )/.test(
			reader.reading.lower.slice(reader.word(index + 1)?.start, head.end)
		);
	const sure = kind === 'clear' && !smallWords.has(reader.word(index)?.lower ?? '');
	const known =
		(looks.surname && (kind === 'clear' || !(!particle && looks.wordToo))) ||
		(sure && telling && head.text.length > 2 && !looks.place) ||
		(sure && surnameEnd.test(head.lower) && !persons.has(head.lower) && looks.trade === null);
	if (!known || (kind === 'ambiguous' && (!particle || looks.wordToo)))
		return lowerCaseAlone(reader, index, kind);
	if (reader.isPublic(index, at)) return null;
	return { first: index, last: at, form: { kind: 'full' } };
}

function lowerCaseAlone(reader: NameReader, index: number, kind: NameKind): Name | null {
	const word = reader.word(index);
	if (!word || kind !== 'clear') return null;
	const lead = before(reader.reading, word.start);
	const kinBefore = /(\p{L}+)(?: van)? $/u.exec(lead)?.[1] ?? '';
	const called = /(?:heet|genaamd|naam is|naam:|noemt zich) $/.test(lead);
	if (
		!called &&
		!persons.has(kinBefore) &&
		!kin.has(kinBefore) &&
		reader.ageAfter(word.end) === null &&
		!(inHaste(reader, index) && !smallWords.has(word.lower) && word.text.length > 3)
	)
		return null;
	return { first: index, last: index, form: { kind: 'kin' } };
}

/** A sentence that begins small was typed in haste: its names are small as well. */
function inHaste(reader: NameReader, index: number): boolean {
	let i = index;
	while (i > 0 && index - i < 12 && !reader.word(i)?.opens) i--;
	const opening = reader.word(i);
	return (
		opening !== undefined &&
		opening.opens &&
		/(?:^|[.!?]|\n)[ ]*$/.test(before(reader.reading, opening.start, 4)) &&
		!reader.looks(opening).capital &&
		// A loose word, a key or a file name is no sentence.
		(reader.joined(i + 1) !== undefined || reader.joined(index + 1) !== undefined)
	);
}

const shouts = (reader: NameReader, word: Word | undefined): word is Word =>
	word !== undefined && reader.looks(word).shout;

/** "KEVIN DE VRIES": capitals throughout say nothing, so the rest of the text must be calmer. */
export function shoutedName(reader: NameReader, index: number, kind: NameKind): Name | null {
	const word = reader.word(index);
	if (kind === null || !word) return null;
	let at = index + 1;
	while (reader.isParticle(reader.joined(at)) && at - index < 4) at++;
	const head = reader.joined(at);
	if (reader.isPublic(index, head ? at : index)) return null;
	if (shouts(reader, head)) {
		const looks = reader.looks(head);
		if (looks.surname && !(kind === 'ambiguous' && looks.wordToo))
			return { first: index, last: at, form: { kind: 'full' } };
	}
	if (kind !== 'clear' || smallWords.has(word.lower) || shouts(reader, reader.word(index - 1)))
		return null;
	// The first name and at most three shouted words behind it, then ordinary text again.
	let last = index;
	while (shouts(reader, reader.joined(last + 1)) && last - index < 4) last++;
	if (last - index > 3 || shouts(reader, reader.word(last + 1))) return null;
	const end = reader.word(last);
	if (last > index ? end && reader.looks(end).organisation : word.text.length < 5) return null;
	return { first: index, last, form: { kind: 'full' } };
}
