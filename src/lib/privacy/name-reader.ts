import { firstNameKind, type NameKind } from './first-names.ts';
import {
	commonWords,
	isOrganisation,
	isOrganisationWord,
	organisationBefore,
	particles,
	publicPeople,
	publicPhrases,
	isPublicTitle,
	works
} from './name-words.ts';
import type { NameForm } from './name-proposal.ts';
import { isPeople, isPlace } from './places.ts';
import { after, before, isUpper, type Reading, type Word } from './reading.ts';
import { isSurname } from './surnames.ts';

/** A name as a rule found it: words first to last, cut short at `end` when given. */
export interface Name {
	first: number;
	last: number;
	form: NameForm;
	end?: number;
}

const arabicPrefix = /^(?:al|el|ad|ar|as|at|an|ash|abd|ben|bin|ould|ait|aït|d|l|o)['-]\p{Lu}/u;
export const isCapital = (word: Word) => isUpper(word.text[0]) || arabicPrefix.test(word.text);
export const isShout = (word: Word) =>
	word.text.length > 1 && word.text === word.text.toUpperCase();
export const isInitial = (word: Word) => word.text.length === 1 && isUpper(word.text);
const bare = (lower: string) => lower.replace(/'s$/, '');

const publicByWord = new Map<string, string[]>();
for (const person of publicPeople) {
	const word = person.split(/[ .]/)[0] ?? '';
	publicByWord.set(word, [...(publicByWord.get(word) ?? []), person]);
}

interface Surname {
	last: number;
	organisation: boolean;
}

/** What every rule asks of the words of a text. */
export class NameReader {
	readonly #reading: Reading;
	readonly #words: Word[];
	/** Several rules ask the same of one word. */
	readonly #looks = new Map<string, boolean>();
	readonly #surnames = new Map<number, Surname>();

	constructor(reading: Reading) {
		this.#reading = reading;
		this.#words = reading.words;
	}

	word(index: number): Word | undefined {
		return this.#words[index];
	}

	/** The next word of the same phrase. */
	joined(index: number): Word | undefined {
		const word = this.#words[index];
		return word?.joined && !word.glued ? word : undefined;
	}

	/** Could this word be a surname, going by its looks? */
	looksLikeName(word: Word | undefined): word is Word {
		if (word === undefined || word.glued) return false;
		let looks = this.#looks.get(word.text);
		if (looks === undefined) {
			looks =
				isCapital(word) && word.text.length > 1 && !isShout(word) && !commonWords.has(word.lower);
			this.#looks.set(word.text, looks);
		}
		return looks;
	}

	/**
	 * The last word of a surname that starts at `index`: particles, a capital, and further capitals.
	 * -1 when there is none; `organisation` when it turns out to name one.
	 */
	surname(index: number, first = false): Surname {
		const key = index * 2 + Number(first);
		let surname = this.#surnames.get(key);
		if (!surname) {
			surname = this.#readSurname(index, first);
			this.#surnames.set(key, surname);
		}
		return surname;
	}

	#readSurname(index: number, first: boolean): Surname {
		let i = index;
		let count = 0;
		for (
			let word = first ? this.word(i) : this.joined(i);
			word && count < 4;
			word = this.joined(i)
		) {
			const next = this.joined(i + 1);
			if (!particles.has(word.lower) || !next) break;
			const loose = /^(?:in|op|aan|het|te|st)$/.test(word.lower);
			if (
				loose &&
				!/^(?:'t|den|der)$/.test(next.lower) &&
				!(word.lower === 'te' && isSurname(next.lower))
			)
				break;
			i++;
			count++;
		}
		const head = i === index && first ? this.word(i) : this.joined(i);
		const organisationHere = head !== undefined && isCapital(head) && isOrganisation(head.lower);
		if (!this.looksLikeName(head)) return { last: -1, organisation: organisationHere };
		// "Kevin van Utrecht" names a town, "Kevin Utrecht" hardly occurs.
		if (isPlace(head.lower) && count <= 1 && !isSurname(head.lower))
			return { last: -1, organisation: false };
		if (count === 0 && isPeople(head.lower) && /(?:se|sche)$/.test(head.lower))
			return { last: -1, organisation: false };
		// "Van der Laan" is a person, "Anne Frank Huis" and "Van der Veldenlaan" are not.
		let organisation = isOrganisation(head.lower) && !(count > 0 && isOrganisationWord(head.lower));
		let last = i;
		for (let more = 0; more < 3; more++) {
			let at = last + 1;
			while (
				particles.has(this.joined(at)?.lower ?? '') &&
				!/^(?:in|op|aan|te|het|van)$/.test(this.joined(at)?.lower ?? '') &&
				at - last < 3
			)
				at++;
			const word = this.joined(at);
			if (!this.looksLikeName(word)) break;
			organisation ||= isOrganisation(word.lower);
			if (isPlace(word.lower)) break;
			last = at;
		}
		return { last, organisation };
	}

	/** Somebody in public office, an author, or the namesake of an organisation. */
	isPublic(first: number, last: number): boolean {
		const start = this.#words[first]?.start ?? 0;
		const end = this.#words[last]?.end ?? 0;
		const lead = before(this.#reading, start, 36);
		const tail = after(this.#reading, end, 36);
		const name = this.#reading.lower.slice(start, end + 24);
		const namesakes = publicByWord.get(/^[\p{L}-]+/u.exec(name)?.[0] ?? '') ?? [];
		if (namesakes.some((person) => name.startsWith(person))) return true;
		if (publicPhrases.test(this.#reading.lower.slice(Math.max(0, start - 12), end + 12)))
			return true;
		const previous = this.#words[first - 1];
		if (previous && /^[ .]{1,2}$/.test(this.#reading.plain.slice(previous.end, start))) {
			const title = previous.lower;
			if (
				isPublicTitle(title) ||
				(organisationBefore.has(title) && !/^(?:park|wijk|buurt)$/.test(title))
			)
				return true;
			const owner = this.#words[first - 2];
			if (previous.lower === 'van' && owner && works.has(owner.lower)) return true;
		}
		if (/(?:ministers|wethouders|auteurs|onderzoekers|burgemeesters) [^.;!?]{0,24} en $/.test(lead))
			return true;
		if (
			/^ (?:et al|\(?(?:19|20)\d{2}\)?[,;)]|& )/.test(tail) ||
			/^,? \(?(?:red\.|(?:19|20)\d{2}(?:\)|$|[.,;]))/.test(tail)
		)
			return true;
		const role = /^ ?[,(] ?(?:de )?(?:(?:toenmalig|huidig|oud|voormalig)e?[- ])?(\p{L}+)/u.exec(
			tail
		)?.[1];
		return role !== undefined && isPublicTitle(role) && /^ ?[,(]/.test(tail);
	}

	kind(word: Word | undefined): NameKind {
		if (!word || word.glued) return null;
		return firstNameKind(bare(word.lower));
	}

	get reading(): Reading {
		return this.#reading;
	}

	/** The age right behind a name: "(17)", "(17 jaar)", ", 17 jaar". */
	ageAfter(end: number): number | null {
		const tail = after(this.#reading, end, 16);
		const age =
			/^ ?\((?:[mvx][,/ ]{0,2})?(\d{1,2})(?: ?(?:jaar|jr\.?|j\.?|[mvx]))?(?:, ?[\p{L}]+)?\)|^,? (\d{1,2})(?:,| jaar)|^ van (\d{1,2})(?: jaar)?(?!\d|[.:/-]\d)|^ \((\d{1,2}),/u.exec(
				tail
			);
		if (!age) return null;
		const years = Number(age[1] ?? age[2] ?? age[3] ?? age[4]);
		return years >= 4 ? years : null;
	}

	/** A capital that names nothing we know: not a place, people, club or common word. */
	isStranger(word: Word): boolean {
		return (
			this.looksLikeName(word) &&
			!isPlace(word.lower) &&
			!isPeople(word.lower) &&
			!isOrganisation(word.lower)
		);
	}
}
