import type { Name, NameReader } from './name-reader.ts';
import { before } from './reading.ts';

const nicknamed =
	/(?:\balias|\bbijgenaamd|\bbijnaam(?: is| luidt)?|\bnoemt zich(?:zelf)?(?: online| daar| nu| graag)?|\bbeter bekend als|\book bekend als|\book wel|\broepnaam(?: is)?|\bstraatnaam(?: is)?)[:,]? ["']$/;

/** 'alias "de Leeuw"': what stands in the quotes is a name, whatever the words. */
export function nickname(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || word.glued) return null;
	const quote = reader.reading.plain[word.start - 1];
	if (quote !== '"' && quote !== "'") return null;
	if (!nicknamed.test(before(reader.reading, word.start))) return null;
	for (let last = index; last - index < 4; last++) {
		const end = last === index ? word : reader.joined(last);
		if (!end) return null;
		if (reader.reading.plain[end.end] === quote)
			return { first: index, last, form: { kind: 'apposed' } };
	}
	return null;
}

/** "Jansen, Kevin" and "De Vries, K.": a list sorted by surname. */
export function surnameFirst(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || !reader.looks(word).capital || (word.joined && !word.opens)) return null;
	const { last, organisation } = reader.surname(index, true);
	const head = reader.word(last);
	const given = reader.word(last + 1);
	if (!head || !given || organisation || last - index > 3) return null;
	const { plain, lower } = reader.reading;
	if (plain.slice(head.end, given.start) !== ', ') return null;
	if (!reader.looks(head).surname || reader.isPublic(index, last)) return null;
	const looks = reader.looks(given);
	if (looks.initial && plain[given.end] === '.') {
		const letters =
			/^(?:[a-z]\. ?){0,4}/.exec(lower.slice(given.start, given.start + 16))?.[0] ?? '';
		const end = given.start + letters.trimEnd().length;
		if (/^,? ?\(?(?:19|20)\d\d|^,? &|^, [A-Z][a-z]+, [A-Z]\./.test(plain.slice(end, end + 16)))
			return null;
		return { first: index, last: last + 1, form: { kind: 'initials' }, end };
	}
	if (looks.kind !== 'clear' || !looks.capital || (looks.surname && looks.wordToo)) return null;
	// A comma also parts the members of a list: "Jansen, Kevin en Fatima".
	if (
		!/^(?:$|[\n;:.)|]| \(| [a-z]|, ?\d|, klas|, groep)/.test(plain.slice(given.end, given.end + 8))
	)
		return null;
	if (/^ (?:en|of|&) /.test(plain.slice(given.end, given.end + 4))) return null;
	// "Vries, Kevin de".
	let behind = last + 1;
	while (reader.isParticle(reader.joined(behind + 1)) && behind - last < 4) behind++;
	if (behind > last + 1 && !reader.joined(behind + 1))
		return { first: index, last: behind, form: { kind: 'full' } };
	return { first: index, last: last + 1, form: { kind: 'full' } };
}
