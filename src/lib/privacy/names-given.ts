import { firstNameKind, type NameKind } from './first-names.ts';
import type { NameForm } from './name-proposal.ts';
import { type Name, NameReader } from './name-reader.ts';
import { commonWords, kin, persons } from './name-words.ts';
import { after, before, isUpper, type Word } from './reading.ts';

const belongings =
	/^(?:telefoon|mobiel|kamer|huis|fiets|scooter|auto|account|gedrag|gezin|familie|ouders|school|klas|mentor|docent|verhaal|situatie|vrienden|naam|laptop|profiel)$/;

/** "Dennis van der Laan", "Mohammed B.", "Fatima". */
export function firstName(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	const kind = reader.kind(word);
	if (!word || kind === null || (commonWords.has(word.lower) && word.opens)) return null;
	if (reader.looks(word).particle && word.lower !== 'ben') return null;
	const { plain } = reader.reading;
	const possessive = word.lower.endsWith("'s");
	const lowerCase = !isUpper(word.text[0]);
	let at = index + 1;
	// Second first names: "Jan Willem de Boer".
	while (
		reader.kind(reader.joined(at)) !== null &&
		reader.looks(reader.word(at) as Word).capital &&
		at - index < 3 &&
		!reader.isParticle(reader.word(at))
	)
		at++;
	const initial = reader.joined(at);
	if (!lowerCase && initial && reader.looks(initial).initial && !possessive) {
		const dotted = plain[initial.end] === '.';
		const free = !/[\p{L}\d&'-]/u.test(plain[initial.end] ?? ' ');
		if (free && (dotted || kind === 'clear') && !reader.isPublic(index, at)) {
			const surname = dotted ? afterInitial(reader, at) : -1;
			if (surname >= 0) return { first: index, last: surname, form: { kind: 'full' } };
			return {
				first: index,
				last: at,
				form: { kind: 'full' },
				end: initial.end + (dotted ? 1 : 0)
			};
		}
	}
	if (lowerCase) return lowerCaseName(reader, index, kind);
	if (reader.looks(word).shout) return shoutedName(reader, index, kind);
	const { last, organisation } = possessive
		? { last: -1, organisation: false }
		: reader.surname(at);
	if (organisation || reader.isPublic(index, Math.max(last, index))) return null;
	if (last >= 0) {
		const head = reader.word(last);
		const weakHead =
			kind === 'ambiguous' &&
			head !== undefined &&
			(reader.looks(head).people || (word.opens && reader.looks(head).place));
		if (!weakHead) return { first: index, last, form: { kind: 'full' } };
	}
	const previous = reader.word(index - 1);
	const inName =
		word.joined &&
		previous !== undefined &&
		reader.looksLikeName(previous) &&
		!previous.opens &&
		reader.kind(previous) === null;
	const end = word.end - (possessive ? 2 : 0);
	const age = reader.ageAfter(word.end);
	const form: NameForm = {
		kind: possessive ? 'apposed' : age !== null ? 'aged' : 'first',
		...(age !== null && { age })
	};
	const lastName = at - 1;
	if (kind === 'clear') {
		if (inName || reader.isPublic(index, lastName)) return null;
		const tail = after(reader.reading, word.end, 12);
		if (/^[-/&]\p{L}|^ (?:&|\d{4})/u.test(tail)) return null;
		return {
			first: index,
			last: lastName,
			form: lastName > index ? { kind: 'full' } : form,
			...(lastName === index && { end })
		};
	}
	if (age !== null && !inName) return { first: index, last: index, form, end };
	const strongAfter =
		/^ (?:belde|vertelt|vertelde|zegt|zei|woont|woonde|appte|appt|mailde|huilde|spijbelt|spijbelde|zit (?:op|in|bij|thuis)|heeft (?:ruzie|contact|een zus|een broer)|gaat naar|ging naar|werd boos|is (?:boos|bang|al|weer|thuis|geschorst|opgepakt|bekeerd|\d\d)|wil (?:niet|graag|geen))(?!\p{L})/u;
	if (
		!inName &&
		strongAfter.test(after(reader.reading, word.end)) &&
		!/^(?:europa|china|india|jordan|israel|noord)/.test(word.lower)
	)
		return { first: index, last: index, form, end };
	return null;
}

/** "Kevins moeder": an owner without apostrophe, so kin or a belonging must follow. */
export function owner(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	const next = reader.joined(index + 1);
	if (!word || !next || word.glued || !reader.looks(word).capital || !word.lower.endsWith('s'))
		return null;
	if (firstNameKind(word.lower.slice(0, -1)) !== 'clear') return null;
	if (!kin.has(next.lower) && !persons.has(next.lower) && !belongings.test(next.lower)) return null;
	return { first: index, last: index, form: { kind: 'apposed' }, end: word.end - 1 };
}

function afterInitial(reader: NameReader, at: number): number {
	const next = reader.word(at + 1);
	if (!next || !/^\. $/.test(reader.reading.plain.slice(reader.word(at)?.end, next.start)))
		return -1;
	const { last, organisation } = reader.surname(at + 1, true);
	const head = reader.word(last);
	// A new sentence may begin here, so only a known surname or a particle counts.
	return last >= 0 &&
		!organisation &&
		head &&
		(reader.looks(head).surname || (last > at + 1 && !isUpper(next.text[0])))
		? last
		: -1;
}

/** "kevin de vries", typed in haste: a listed name with a listed surname. */
function lowerCaseName(reader: NameReader, index: number, kind: NameKind): Name | null {
	if (kind === null) return null;
	let at = index + 1;
	while (reader.isParticle(reader.joined(at)) && at - index < 4) at++;
	const head = reader.joined(at);
	const known =
		head !== undefined &&
		reader.looks(head).surname &&
		(kind === 'clear' || !(at === index + 1 && reader.looks(head).wordToo));
	if (!known || (kind === 'ambiguous' && at === index + 1))
		return lowerCaseAlone(reader, index, kind);
	if (kind === 'ambiguous' && reader.looks(head).wordToo) return null;
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
		reader.ageAfter(word.end) === null
	)
		return null;
	return { first: index, last: index, form: { kind: 'kin' } };
}

/** "KEVIN DE VRIES": capitals throughout say nothing, so both names must be known. */
function shoutedName(reader: NameReader, index: number, kind: NameKind): Name | null {
	let at = index + 1;
	while (reader.isParticle(reader.joined(at)) && at - index < 4) at++;
	const head = reader.joined(at);
	if (kind === null || !head || !reader.looks(head).capital || !reader.looks(head).surname)
		return null;
	if ((kind === 'ambiguous' && reader.looks(head).wordToo) || reader.isPublic(index, at))
		return null;
	return { first: index, last: at, form: { kind: 'full' } };
}
