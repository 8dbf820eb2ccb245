import { isOrganisationBefore, isPublicTitle, works } from './name-words.ts';
import { isHoly, isInPhrase, startsWithPublicPerson } from './public-people.ts';
import { after, before, type Reading } from './reading.ts';

/** Behind a name: a year of publication, of birth and death, or a monarch's number. */
const dated =
	/^ (?:et al|\(?(?:19|20)\d{2}\)?[,;)]|& )|^,? \(?(?:red\.|(?:19|20)\d{2}(?:\)|$|[.,;]))|^ \((?:ca?\. ?)?1\d{3} ?-|^ de (?:grote|kale|stoute|vrome|goede|wijze|veroveraar|zwijger|eerste|tweede|doper|verschrikkelijke)(?!\p{L})/u;
/** "Willem II", "Rutte IV"; a single letter with a dot is a surname left out. */
const numbered = /^ (?:I{2,3}|IV|VI{1,3}|XI{1,2}|XI?V)(?!\p{L})|^ [VX](?![\p{L}.])/u;
/** ", burgemeester van Utrecht" and "(minister)". */
const office = /^ ?[,(] ?(?:de )?(?:(?:toenmalig|huidig|oud|voormalig)e?[- ])?(\p{L}[\p{L}-]*)/u;

/**
 * Whether the words first to last name somebody in public office, an author, a figure everyone knows,
 * or the namesake of an organisation. `alone`: no more than a first name, so authorship says nothing.
 */
export function isPublicName(
	reading: Reading,
	first: number,
	last: number,
	alone: boolean
): boolean {
	const { words, lower, plain } = reading;
	const word = words[first];
	const start = word?.start ?? 0;
	const end = words[last]?.end ?? 0;
	if (startsWithPublicPerson(lower, start, word?.lower ?? '', first === last)) return true;
	if (isInPhrase(lower, start, end, word?.lower ?? '')) return true;
	const tail = after(reading, end, 36);
	if (first === last && isHoly(word?.lower ?? '', () => `${before(reading, start, 48)}|${tail}`))
		return true;
	const previous = words[first - 1];
	if (isTold(reading, first, alone)) return true;
	// "ministers Keijzer en Van Weel", "de boeken van Beatrice de Graaf en Jelle van Buuren".
	if (previous?.lower === 'en') {
		const lead = before(reading, start, 48);
		if (/(?:ministers|wethouders|auteurs|onderzoekers|burgemeesters) [^.;!?]{0,24} en $/.test(lead))
			return true;
		const listed =
			first < last ? /(\p{L}+) van \p{L}[\p{L}'., -]* en $/u.exec(lead)?.[1] : undefined;
		if (listed !== undefined && works.has(listed)) return true;
	}
	// Most names are followed by an ordinary word: nothing to look up then.
	if (!/^(?: ?[,(]| [(&\ddei-x])/.test(tail)) return false;
	if (dated.test(tail) || numbered.test(plain.slice(end, end + 6))) return true;
	const role = office.exec(tail)?.[1];
	return role !== undefined && isPublicTitle(role);
}

/** By the word before: "minister Van Weel", "Stichting Jan Jansen", "de theorie van Bowlby". */
function isTold({ words, plain }: Reading, first: number, alone: boolean): boolean {
	const previous = words[first - 1];
	if (!previous || !/^[ .]{1,2}$/.test(plain.slice(previous.end, words[first]?.start)))
		return false;
	if (isPublicTitle(previous.lower)) return true;
	if (isOrganisationBefore(previous.lower) && !/^(?:park|wijk|buurt)$/.test(previous.lower))
		return true;
	// "het boek van Jan Terlouw" is an author's; "het werk van Kevin" is a pupil's.
	const owner = words[first - 2];
	return previous.lower === 'van' && owner !== undefined && works.has(owner.lower) && !alone;
}
