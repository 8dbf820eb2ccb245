import type { NameKind } from './first-names.ts';
import type { NameForm } from './name-proposal.ts';
import { isPublicName } from './public-names.ts';
import { after, isUpper, type Reading, type Word } from './reading.ts';
import { WordLooks } from './word-looks.ts';

/** A name as a rule found it: words first to last, cut short at `end` when given. */
export interface Name {
	first: number;
	last: number;
	form: NameForm;
	end?: number;
}

interface Surname {
	last: number;
	organisation: boolean;
}

/** What every rule asks of the words of a text. */
export class NameReader {
	readonly #reading: Reading;
	readonly #words: Word[];
	/** Several rules ask the same of one word, and a word returns many times in a text. */
	readonly #looks: (WordLooks | undefined)[] = [];
	readonly #surnames: (Surname | undefined)[] = [];
	#publicUntil = -1;

	constructor(reading: Reading) {
		this.#reading = reading;
		this.#words = reading.words;
	}

	word(index: number): Word | undefined {
		return this.#words[index];
	}

	looks(word: Word): WordLooks {
		return (this.#looks[word.spelling] ??= new WordLooks(word.text, word.lower));
	}

	isParticle(word: Word | undefined): boolean {
		return word !== undefined && this.looks(word).particle;
	}

	/** The next word of the same phrase. */
	joined(index: number): Word | undefined {
		const word = this.#words[index];
		return word?.joined && !word.glued ? word : undefined;
	}

	/** Could this word be a surname, going by its looks? */
	looksLikeName(word: Word | undefined): word is Word {
		return word !== undefined && !word.glued && this.looks(word).name;
	}

	/**
	 * The last word of a surname that starts at `index`: particles, a capital, and further capitals.
	 * -1 when there is none; `organisation` when it turns out to name one.
	 */
	surname(index: number, first = false): Surname {
		const key = index * 2 + Number(first);
		return (this.#surnames[key] ??= this.#readSurname(index, first));
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
			if (!next || !this.looks(word).particle) break;
			const loose = /^(?:in|op|aan|het|te|st)$/.test(word.lower);
			if (
				loose &&
				!/^(?:'t|den|der)$/.test(next.lower) &&
				!(word.lower === 'te' && this.looks(next).surname)
			)
				break;
			i++;
			count++;
		}
		const head = i === index && first ? this.word(i) : this.joined(i);
		const looks = head && this.looks(head);
		// "Wijkagent Van Dongen": a capital particle makes the town a surname.
		const capitalParticle = count > 0 && isUpper(this.#words[index]?.text[0]);
		// "Dhr. Van Wijk": behind a particle a common word is a surname, if it is known as one.
		const commonSurname = count > 0 && looks?.capital && looks.surname && !looks.shout;
		if (!looks || !(this.looksLikeName(head) || commonSurname))
			return { last: -1, organisation: looks !== undefined && looks.capital && looks.organisation };
		// "Kevin van Utrecht" names a town, "Kevin Utrecht" hardly occurs.
		if (count <= 1 && looks.place && !looks.surname && !capitalParticle)
			return { last: -1, organisation: looks.organisation };
		if (count === 0 && looks.people && /(?:se|sche)$/.test(head.lower))
			return { last: -1, organisation: false };
		// "Van der Laan" is a person, "Anne Frank Huis" and "Van der Veldenlaan" are not.
		let organisation = looks.organisation && !(count > 0 && looks.organisationWord);
		let last = i;
		for (let more = 0; more < 3; more++) {
			let at = last + 1;
			let word = this.joined(at);
			while (
				word &&
				at - last < 3 &&
				this.looks(word).particle &&
				!/^(?:in|op|aan|te|het|van)$/.test(word.lower)
			)
				word = this.joined(++at);
			if (!this.looksLikeName(word)) break;
			organisation ||= this.looks(word).organisation;
			if (this.looks(word).place) break;
			last = at;
		}
		return { last, organisation };
	}

	/** Whether a word is part of a name that was judged public: its rest is no name either. */
	isCovered(index: number): boolean {
		return index <= this.#publicUntil;
	}

	/** Somebody in public office, an author, or the namesake of an organisation. */
	isPublic(first: number, last: number): boolean {
		const alone = first === last && this.kind(this.#words[first]) === 'clear';
		const verdict = isPublicName(this.#reading, first, last, alone);
		if (verdict) this.#publicUntil = Math.max(this.#publicUntil, last);
		return verdict;
	}

	kind(word: Word | undefined): NameKind {
		return word && !word.glued ? this.looks(word).kind : null;
	}

	/** Whether any rule could see a name begin here: most words of a text are turned away at once. */
	mayBegin(index: number): boolean {
		const word = this.#words[index];
		if (!word || word.glued) return false;
		const looks = this.looks(word);
		return looks.capital || looks.title || looks.trade !== null || looks.kind !== null;
	}

	get reading(): Reading {
		return this.#reading;
	}

	/** The age right behind a name: "(17)", "(17 jaar)", ", 17 jaar". */
	ageAfter(end: number): number | null {
		if (!/[(,v\d]/.test(this.#reading.lower.slice(end, end + 2))) return null;
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
			!this.looks(word).place &&
			!this.looks(word).people &&
			!this.looks(word).organisation
		);
	}
}
