import { firstNameKind, isHomely } from './first-names.ts';
import type { NameForm } from './name-proposal.ts';
import { type Name, NameReader } from './name-reader.ts';
import { commonWords, kin, persons } from './name-words.ts';
import { lowerCaseName, shoutedName } from './names-typed.ts';
import { after, isUpper, type Word } from './reading.ts';

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
	// "Hidde de V.": particles before the letter.
	if (!lowerCase && !possessive && reader.isParticle(initial)) {
		let letter = at;
		while (reader.isParticle(reader.joined(letter)) && letter - at < 3) letter++;
		const last = reader.joined(letter);
		if (
			last &&
			reader.looks(last).initial &&
			plain[last.end] === '.' &&
			!reader.isPublic(index, letter)
		)
			return { first: index, last: letter, form: { kind: 'full' }, end: last.end + 1 };
	}
	if (lowerCase) return lowerCaseName(reader, index, kind);
	if (reader.looks(word).shout) return shoutedName(reader, index, kind);
	const { last, organisation } = possessive
		? { last: -1, organisation: false }
		: reader.surname(at);
	if (organisation || reader.isPublic(index, Math.max(last, at - 1))) return null;
	if (last >= 0) {
		const head = reader.word(last);
		// Storms bear first names: "Storm Eunice".
		if (word.lower === 'storm' && last === index + 1 && head && !reader.looks(head).surname)
			return null;
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
		reader.looks(previous).trade === null &&
		!persons.has(previous.lower) &&
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
		// "Kevin/Dylan" are two boys, "Kevin-methode" is a thing.
		const pair = /^[/&]/.test(tail) && reader.kind(reader.word(index + 1)) === 'clear';
		if (!pair && /^[-/&]\p{L}|^ (?:&|\d{4})/u.test(tail)) return null;
		return {
			first: index,
			last: lastName,
			form: lastName > index ? { kind: 'full' } : form,
			...(lastName === index && { end })
		};
	}
	if (age !== null && !inName) return { first: index, last: index, form, end };
	// "Li Wei": two names in a row are hardly two words.
	if (!inName && lastName > index && word.lower !== 'storm')
		return { first: index, last: lastName, form: { kind: 'full' } };
	if (!inName && !word.opens && isHomely(word.lower) && inPersonsPlace(reader, index))
		return { first: index, last: index, form, end };
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

/** "met Roos en haar mentor": a small word before it that goes with a person, ordinary text behind. */
function inPersonsPlace(reader: NameReader, index: number): boolean {
	const word = reader.word(index);
	const previous = reader.word(index - 1);
	const next = reader.joined(index + 1);
	if (!word || !previous) return false;
	// "Thijmen en Sterre", "Kevin, Roos en Mark": among names it is one.
	const neighbour = /^(?:en|of)$/.test(previous.lower) ? reader.word(index - 2) : previous;
	const listed = word.joined || /^, $/.test(reader.reading.plain.slice(previous.end, word.start));
	if (
		listed &&
		neighbour &&
		neighbour !== word &&
		reader.kind(neighbour) === 'clear' &&
		reader.looks(neighbour).capital
	)
		return true;
	if (!word.joined || (next && reader.looks(next).capital)) return false;
	if (/^[-/&]|^ ?\d/.test(after(reader.reading, word.end, 2))) return false;
	return /^(?:met|door|aan|bij|over|voor|tegen|naar|zonder|namens|volgens|sprak|spreekt|belde|belt|zag|ziet|vroeg|vraagt|zegt|zei|vertelt|vertelde|ken|kent|kende|hielp|helpt|sprak|mailde|appte|dat|omdat|als|heeft|had|laat|liet|vond|vindt|wil|wilde|ook|toen|haalde|bracht|bezocht|begeleidt|waarom|hoe|kwam|komt|ging|gaat|riep|roept|stond|staat|zat|liep|bleef|kreeg|krijgt|hoi|hallo|hey|hé|beste|lieve|groetjes|groet|gr|casus|leerling)$/.test(
		previous.lower
	);
}

/** "Kevins moeder": an owner without apostrophe, so kin or a belonging must follow. */
export function owner(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || word.glued || !reader.looks(word).capital) return null;
	const next = reader.joined(index + 1) ?? reader.word(index + 1);
	if (!next) return null;
	const belongs = kin.has(next.lower) || persons.has(next.lower) || belongings.test(next.lower);
	// "Max' broertje".
	if (
		reader.reading.plain.slice(word.end, next.start) === "' " &&
		belongs &&
		reader.kind(word) !== null
	)
		return { first: index, last: index, form: { kind: 'apposed' } };
	if (!next.joined || !word.lower.endsWith('s')) return null;
	const name = word.lower.slice(0, -1);
	if (firstNameKind(name) !== 'clear' && !isHomely(name)) return null;
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
