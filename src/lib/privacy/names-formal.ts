import type { NameForm } from './name-proposal.ts';
import { type Name, NameReader } from './name-reader.ts';
import { fields, kin, persons } from './name-words.ts';
import { before, type Word } from './reading.ts';

const initials = new Set('nb ps eu vn vs bv nv uk us tv pv ad pc ict hr kb'.split(' '));
/** Before a single letter these make it a label: "optie A. Daarna". */
const labels =
	/(?:^|\P{L})(?:groep|optie|scenario|variant|bijlage|deel|team|klas|type|stap|aanjager|poule|punt|vraag|plan|route|fase|categorie|zone|domein|kolom|onderdeel|persoon|jongere|partij|gemeente|school|casus|blok|vak|lokaal|zaal|gebouw|rij|tabel|figuur|lijn|hepatitis|vitamine|perron|sectie|ouder|kant|perspectief|wijk|regio|rijbewijs|bord|tafel|subgroep|model)[ :]+$/u;
const doubleInitial = /^(?:Th|Ch|Ph|IJ|Fr|Chr|Joh|Tj|Sj)$/;

/** "mevrouw De Vries", "dhr. El Amrani", "wijkagent Pieters". */
export function titled(reader: NameReader, index: number): Name | null {
	const title = reader.word(index);
	if (!title || title.glued) return null;
	const tradeKind = reader.looks(title).trade;
	const trade = tradeKind !== null;
	if (!trade && !reader.looks(title).title) return null;
	let at = index + 1;
	const dot = reader.reading.plain[title.end] === '.';
	const follows = (i: number) => {
		const word = reader.word(i);
		const gap = word ? reader.reading.plain.slice(reader.word(i - 1)?.end, word.start) : '?';
		return (
			word !== undefined && !word.glued && (/^ {1,2}$/.test(gap) || (dot && /^\. ?$/.test(gap)))
		);
	};
	if (!follows(at)) return null;
	// "wijkagent Patrick", "docent J. Bakker": that name stands by itself, without the trade.
	if (trade && standsAlone(reader, at)) return null;
	// "de opa van Isra", "het gezin van Kevin": whose he is, not what he is called.
	if (reader.word(at)?.text === 'van') {
		const owner = reader.kind(reader.joined(at + 1)) !== null;
		const article = /^(?:de|het|een|zijn|haar|hun|mijn|die)$/.test(
			reader.word(index - 1)?.lower ?? ''
		);
		if (owner || (article && kin.has(title.lower))) return null;
	}
	if (title.lower === 'hr' && !dot) return null;
	// "dhr. J.P. de Vries", "mevrouw drs. Jansen".
	while (
		reader.word(at) &&
		(reader.looks(reader.word(at) as Word).initial ||
			/^(?:dr|drs|ir|mr|ing)$/.test(reader.word(at)?.lower ?? '')) &&
		at - index < 6
	) {
		const next = reader.word(at + 1);
		if (!next || !/^\.? ?$/.test(reader.reading.plain.slice(reader.word(at)?.end, next.start)))
			break;
		at++;
	}
	const { last, organisation } = reader.surname(at, true);
	const word = reader.word(at);
	let end = last;
	// "mevrouw Esmée van Rooijen": the surname follows its own particles.
	if (end >= 0 && reader.kind(reader.word(end)) !== null) {
		const rest = reader.surname(end + 1);
		if (rest.last >= 0 && !rest.organisation) end = rest.last;
	}
	if (
		end < 0 &&
		word &&
		reader.looks(word).initial &&
		!/^(?:familie|gezin|fam)$/.test(title.lower)
	) {
		if (
			!/^\.(?: |$|,)|^(?: \p{Ll}|[,.;:)]|$)/u.test(
				reader.reading.plain.slice(word.end, word.end + 2)
			)
		)
			return null;
		return {
			first: index,
			last: at,
			form: titleForm(title, trade),
			end: word.end + (reader.reading.plain[word.end] === '.' ? 1 : 0)
		};
	}
	// Typed without capitals: only a known surname or first name will do.
	if (end < 0) {
		let low = at;
		while (reader.isParticle(reader.word(low)) && reader.joined(low + 1) && low - at < 3) low++;
		const name = reader.word(low);
		if (!name || name.glued || reader.looks(name).shout !== reader.looks(title).shout) return null;
		const known = reader.looks(name).surname && !(reader.looks(name).wordToo && low === at);
		const given = !trade && reader.kind(name) === 'clear' && low === at;
		const role =
			persons.has(name.lower) ||
			reader.looks(name).trade !== null ||
			reader.looks(name).publicTitle;
		if ((!known && !given) || role) return null;
		end = low;
	}
	if (organisation || reader.isPublic(index, end) || reader.isPublic(at, end)) return null;
	const head = reader.word(end);
	if (
		tradeKind === 'loose' &&
		!(head && reader.looks(head).surname && !(reader.looks(head).wordToo && end === at)) &&
		!(end > at && reader.isParticle(reader.word(at)))
	)
		return null;
	if (
		(trade || /^(?:gezin|familie|fam|imam)$/.test(title.lower)) &&
		head &&
		end === at &&
		(reader.looks(head).place || reader.looks(head).people) &&
		reader.kind(head) === null
	)
		return null;
	if (
		trade &&
		head &&
		end === at &&
		reader.kind(head) === null &&
		!reader.looks(head).surname &&
		fields.test(head.lower)
	)
		return null;
	if (
		trade &&
		head &&
		end === at &&
		reader.kind(head) === null &&
		!reader.looks(head).surname &&
		reader.looks(head).shout
	)
		return null;
	// "mentor Roos": a first name after all, and no surname.
	if (
		trade &&
		end === at &&
		head &&
		reader.kind(head) === 'ambiguous' &&
		!reader.looks(head).surname
	)
		return { first: at, last: at, form: { kind: 'apposed' } };
	let first = index;
	// "de heer en mevrouw Pietersen".
	if (/^(?:mevrouw|mevr|mw)$/.test(title.lower)) {
		const pair = /(?:^|[^\p{L}])((?:de )?(?:heer|dhr\.?|meneer) en )$/u.exec(
			before(reader.reading, title.start, 16)
		)?.[1];
		if (pair !== undefined) first -= pair.split(' ').length - 1;
	}
	const article = reader.word(index - 1);
	if (title.lower === 'heer' && article && title.joined && /^(?:de|den)$/.test(article.lower))
		first--;
	return { first, last: end, form: titleForm(title, trade) };
}

/** Whether a name by itself begins here: a listed first name, or initials. */
function standsAlone(reader: NameReader, at: number): boolean {
	const word = reader.word(at);
	if (!word || !reader.looks(word).capital) return false;
	if (reader.looks(word).initial) return reader.reading.plain[word.end] === '.';
	const kind = reader.kind(word);
	if (kind === 'clear' || doubleInitial.test(word.text)) return true;
	return kind === 'ambiguous' && reader.surname(at + 1).last >= 0;
}

function titleForm(title: Word, trade: boolean): NameForm {
	return { kind: trade ? 'trade' : 'title', word: title.lower };
}

/** "J.P. van den Berg-Jansen", "J. Jansen". */
export function initialled(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || word.glued || !(reader.looks(word).initial || doubleInitial.test(word.text)))
		return null;
	const { plain } = reader.reading;
	if (plain[word.start - 1] === '.' || plain[word.end] !== '.') return null;
	let at = index;
	let letters = word.lower;
	while (at - index < 5) {
		const next = reader.word(at + 1);
		if (!next || next.glued || !/^\. ?$/.test(plain.slice(reader.word(at)?.end, next.start))) break;
		at++;
		if (!(reader.looks(next).initial || doubleInitial.test(next.text)) || plain[next.end] !== '.')
			break;
		letters += next.lower;
	}
	// "M. van der S.": only letters, with particles between.
	let letter = at;
	while (reader.isParticle(reader.word(letter)) && letter - at < 3) letter++;
	const cut = reader.word(letter);
	if (letter > at && cut?.joined && reader.looks(cut).initial && plain[cut.end] === '.')
		return { first: index, last: letter, form: { kind: 'initials' }, end: cut.end + 1 };
	if (at === index || initials.has(letters)) return null;
	const { last, organisation } = reader.surname(at, true);
	if (last < 0 || organisation || reader.isPublic(index, last)) return null;
	const head = reader.word(last);
	if (letters.length === 1) {
		if (labels.test(before(reader.reading, word.start))) return null;
		const spaced = plain[word.end + 1] === ' ';
		const next = reader.word(last + 1);
		// "... van punt B. Jongeren willen": a sentence may begin after the letter.
		if (
			spaced &&
			last === at &&
			head &&
			!reader.looks(head).surname &&
			(/(?:en|heid|ing|tie)$/.test(head.lower) || (word.opens && head.lower.endsWith('e'))) &&
			next?.joined
		)
			return null;
		if (spaced && last === at && head && reader.looks(head).place && !reader.looks(head).surname)
			return null;
	}
	return { first: index, last, form: { kind: 'initials' } };
}
