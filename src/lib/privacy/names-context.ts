import { isCapital, isInitial, isShout, type Name, NameReader } from './name-reader.ts';
import {
	commonWords,
	isOrganisation,
	kin,
	organisationBefore,
	particles,
	persons,
	isPublicTitle,
	titles,
	trades
} from './name-words.ts';
import { isPeople, isPlace } from './places.ts';
import { after, before } from './reading.ts';
import { isSurname, isWordToo } from './surnames.ts';

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
	const lead = before(reader.reading, word.start);
	const called =
		/(?:^|\P{L})(?:hij|zij|ze|die|jongen|meisje|jongere|leerling|man|vrouw|broer|zus|vriend|vriendin|zoon|dochter|kind|moeder|vader|cliënt|scholier|student|iemand|persoon)(?: ook| eigenlijk| is)? (?:heet|genaamd|geheten|noemt zich|luistert naar de naam|met de naam|bijgenaamd)(?: voluit| eigenlijk)? ['"]?$/u.test(
			lead
		);
	const named =
		/(?:^|\P{L})(?:(?:zijn|haar|mijn|de|roep|voor|achter)? ?(?:naam|voornaam|achternaam|roepnaam)(?: van (?:de|het) (?:jongen|meisje|jongere|leerling|kind|cliënt))?(?: is|:)|mijn naam is|ik ben) ['"]?$/u.test(
			lead
		);
	const between = /(?:^|\P{L})(\p{L}+), $/u.exec(lead)?.[1] ?? '';
	const apposed =
		(persons.has(between) && after(reader.reading, word.end, 1) === ',' && !isPeople(word.lower)) ||
		(word.joined && persons.has(previous.lower) && !isPeople(word.lower));
	if (!called && !apposed && !(named && (reader.kind(word) !== null || !/ik ben/.test(lead))))
		return null;
	if (!reader.isStranger(word)) return null;
	const { last, organisation } = reader.surname(index, true);
	if (organisation || last < 0 || reader.isPublic(index, last)) return null;
	return { first: index, last, form: { kind: 'apposed' } };
}

/** "Xander (17)", "Xander, 17 jaar": an unknown capital with an age behind it. */
export function aged(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || !reader.isStranger(word)) return null;
	if (particles.has(word.lower) || titles.has(word.lower) || trades.has(word.lower)) return null;
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
		((plural || age < 8) && last === index && !years) ||
		persons.has(head.lower) ||
		reader.isPublic(index, last)
	)
		return null;
	if (last > index + 1 && reader.word(index)?.opens && commonWords.has(word.lower)) return null;
	return { first: index, last, form: { kind: last > index ? 'full' : 'aged', age } };
}

/** "Xander van der Laan", "Van der Laan", "Xander Jansen": the surname gives it away. */
export function withParticle(reader: NameReader, index: number): Name | null {
	const word = reader.word(index);
	if (!word || word.glued || !isCapital(word) || isShout(word) || isInitial(word)) return null;
	if (isOrganisation(word.lower) || isPublicTitle(word.lower) || organisationBefore.has(word.lower))
		return null;
	const next = reader.joined(index + 1);
	if (!next) return null;
	const opening = /^(?:van|el|ben|bin|abu|ait|aït|ter|ten|den)$/.test(word.lower);
	const from = opening ? index : index + 1;
	const text = reader.reading.lower.slice(
		reader.word(from)?.start,
		(reader.word(from)?.start ?? 0) + 10
	);
	const telling =
		/^(?:van (?:der|den|'t|het) |vander |el |bin |ibn |abou |abu |ait |aït |ould |ter |ten )/.test(
			text
		);
	if (!opening && !reader.looksLikeName(word)) return null;
	if (opening && !/^(?:van (?:der|den|'t) |el |bin |abu |ait |aït )/.test(text)) return null;
	const { last, organisation } = reader.surname(from, from === index);
	const head = reader.word(last);
	if (last < 0 || organisation || !head) return null;
	const plainPair = !telling && !isPlace(word.lower) && !isPeople(word.lower);
	const known = isSurname(head.lower) && (last > from || !isWordToo(head.lower));
	if (!telling && !(plainPair && known)) return null;
	if (telling && (isPlace(word.lower) || isPeople(word.lower))) return null;
	if (
		opening &&
		/^(?:van den|van der) (?:haag|bosch|helder)/.test(
			reader.reading.lower.slice(word.start, word.start + 16)
		)
	)
		return null;
	if (reader.isPublic(index, last)) return null;
	if (!opening && /^(?:van het|ten|ter) /.test(text) && !isSurname(head.lower)) return null;
	return { first: index, last, form: { kind: opening ? 'initials' : 'full' } };
}
