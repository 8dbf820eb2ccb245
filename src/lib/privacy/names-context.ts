import { type Name, NameReader } from './name-reader.ts';
import { commonWords, kin, isOrganisationBefore, persons, trades } from './name-words.ts';
import { after, before, type Word } from './reading.ts';

/** "de moeder van X": after kin and "van" any capital is a person, unless a place or a people. */
export function kinOf(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	const van = reader.word(index - 1);
	const relation = reader.word(index - 2);
	if (!word?.joined || van?.lower !== 'van' || !van.joined || !relation) return null;
	if (!kin.has(relation.lower) || !reader.isStranger(word)) return null;
	const { last, organisation } = reader.surname(index, true);
	if (organisation || last < 0 || reader.isPublic(index, last)) return null;
	return { first: index, last, form: { kind: 'kin' } };
}

/** "zijn broer Xander", "een jongen genaamd Xander", "hij heet Xander". */
export function person(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	const previous = reader.word(index - 1);
	if (!word || !previous || word.glued || !reader.looksLikeName(word)) return null;
	const plain = reader.reading.plain;
	const comma = plain[previous.end] === ',' && plain[previous.end + 1] === ' ';
	// "Vader Kind Vertrouwen": capitals throughout are a title, unless the name is listed.
	const inTitle = reader.looks(previous).capital && !previous.opens && reader.kind(word) === null;
	const apposed =
		!inTitle &&
		persons.has(previous.lower) &&
		!reader.looks(word).people &&
		(word.joined ||
			(comma && previous.end + 2 === word.start && after(reader.reading, word.end, 1) === ','));
	if (!apposed && !isClose(reader, word, previous) && !isIntroduced(reader, word, previous))
		return null;
	if (!reader.isStranger(word)) return null;
	const { last, organisation } = reader.surname(index, true);
	if (organisation || last < 0 || reader.isPublic(index, last)) return null;
	return { first: index, last, form: { kind: 'apposed' } };
}

/** "verliefd op Kjeld": only people are spoken of like that. */
function isClose(reader: NameReader, word: Word, previous: Word): boolean {
	return (
		word.joined &&
		/^(?:op|met|voor|van|om)$/.test(previous.lower) &&
		/(?:verliefd op|verkering met|bevriend (?:is |was )?met|relatie met|vrienden met|getrouwd met|gescheiden van|bang (?:is |was )?voor|zorgen om|slaags met|samenwoont met|zwanger van|beste vriend van|hangt rond met) $/.test(
			before(reader.reading, word.start)
		)
	);
}

/** The words just before a name that says it is one end in one of these. */
const introducing = new Set(
	'heet alias genaamd geheten zich naam bijgenaamd voluit eigenlijk voornaam achternaam roepnaam is ben jongen meisje jongere leerling kind cliënt'.split(
		' '
	)
);

function isIntroduced(reader: NameReader, word: Word, previous: Word): boolean {
	if (!introducing.has(previous.lower)) return false;
	const lead = before(reader.reading, word.start);
	const called =
		/(?:^|\P{L})(?:hij|zij|ze|die|jongen|meisje|jongere|leerling|man|vrouw|broer|zus|vriend|vriendin|zoon|dochter|kind|moeder|vader|cliënt|scholier|student|iemand|persoon)(?: ook| eigenlijk| is)? (?:heet|genaamd|geheten|noemt zich|luistert naar de naam|met de naam|bijgenaamd)(?: voluit| eigenlijk)? ['"]?$/u.test(
			lead
		);
	const named =
		/(?:^|\P{L})(?:(?:zijn|haar|mijn|de|roep|voor|achter)? ?(?:naam|voornaam|achternaam|roepnaam)(?: van (?:de|het) (?:jongen|meisje|jongere|leerling|kind|cliënt))?(?: is|:)|mijn naam is|ik ben) ['"]?$/u.test(
			lead
		);
	const role = /(\p{L}+) heet ['"]?$/u.exec(lead)?.[1] ?? '';
	if (/(?:^|\P{L})alias $/u.test(lead)) return true;
	if (persons.has(role) || kin.has(role) || trades.has(role)) return true;
	return called || (named && (reader.kind(word) !== null || !/ik ben/.test(lead)));
}

/** "Xander (17)", "Xander, 17 jaar": an unknown capital with an age behind it. */
export function aged(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || !reader.isStranger(word)) return null;
	// Without a digit in reach there is no age, and no need to read a surname.
	if (!/\d/.test(reader.reading.plain.slice(word.end, word.end + 80))) return null;
	if (
		persons.has(word.lower) ||
		reader.looks(word).particle ||
		reader.looks(word).title ||
		reader.looks(word).trade
	)
		return null;
	const { last, organisation } = reader.surname(index, true);
	if (last < 0 || organisation) return null;
	const head = reader.word(last);
	const age = head ? reader.ageAfter(head.end) : null;
	if (age === null || !head || age > 99) return null;
	const bracket = /^ ?\(/.test(after(reader.reading, head.end, 2));
	// Headings count what they hold: "Reacties (14)", "Bespreking (20)".
	const plural =
		last === index &&
		/(?:en|(?:[^aioue]|[^x]e)s|ing|heid|tie|ie|eit|aal|el|um|er|st|ng|rk|cht|je|ronde|loop|pauze|out|punt|deel|lijst|blok|moment|sessie|start|in|check)$/.test(
			head.lower
		);
	const years = /^ ?\(\d{1,2} ?(?:jaar|jr|j)|^, \d{1,2} jaar/.test(
		after(reader.reading, head.end, 12)
	);
	const vanAge = /^ van/.test(after(reader.reading, head.end, 4));
	if (
		vanAge ||
		(!bracket && !years) ||
		((plural || age < 8 || age > 30) && last === index && !years) ||
		persons.has(head.lower) ||
		reader.isPublic(index, last)
	)
		return null;
	if (last > index + 1 && reader.word(index)?.opens && commonWords.has(word.lower)) return null;
	return { first: index, last, form: { kind: last > index ? 'full' : 'aged', age } };
}

const openings = new Set(['van', 'el', 'ben', 'bin', 'abu', 'ait', 'aït', 'ter', 'ten', 'den']);

/** "Xander van der Laan", "Van der Laan", "Xander Jansen": the surname gives it away. */
export function withParticle(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (
		!word ||
		word.glued ||
		!reader.looks(word).capital ||
		reader.looks(word).shout ||
		reader.looks(word).initial
	)
		return null;
	if (
		reader.looks(word).organisation ||
		reader.looks(word).publicTitle ||
		isOrganisationBefore(word.lower)
	)
		return null;
	const next = reader.joined(index + 1);
	if (!next) return null;
	const opening = openings.has(word.lower);
	const from = opening ? index : index + 1;
	// Without a particle the pair must hold a known surname, at most three capitals on.
	if (!opening && !reader.isParticle(next) && !reader.looks(word).name) return null;
	const start = reader.word(from)?.start ?? 0;
	const text =
		opening || reader.isParticle(next) ? reader.reading.lower.slice(start, start + 10) : '';
	const telling =
		/^(?:van (?:der|den|'t|het) |vander |el |bin |ibn |abou |abu |ait |aït |ould |ter |ten )/.test(
			text
		);
	if (!opening && !reader.looksLikeName(word)) return null;
	// "Leerplichtambtenaar Linda Mulder": the name begins at its first name.
	if (reader.looks(word).trade !== null || reader.looks(word).title || persons.has(word.lower))
		return null;
	if (!opening && reader.kind(next) === 'clear' && reader.surname(index + 2).last >= 0) return null;
	if (opening && !/^(?:van (?:der|den|'t) |el |bin |abu |ait |aït )/.test(text)) return null;
	const { last, organisation } = reader.surname(from, from === index);
	const head = reader.word(last);
	if (last < 0 || organisation || !head) return null;
	const plainPair = !telling && !reader.looks(word).place && !reader.looks(word).people;
	const known = reader.looks(head).surname && (last > from || !reader.looks(head).wordToo);
	if (!telling && !(plainPair && known)) return null;
	if (telling && (reader.looks(word).place || reader.looks(word).people)) return null;
	if (
		opening &&
		/^(?:van den|van der) (?:haag|bosch|helder)/.test(
			reader.reading.lower.slice(word.start, word.start + 16)
		)
	)
		return null;
	if (reader.isPublic(index, last)) return null;
	if (!opening && /^(?:van het|ten|ter) /.test(text) && !reader.looks(head).surname) return null;
	return { first: index, last, form: { kind: opening ? 'initials' : 'full' } };
}
