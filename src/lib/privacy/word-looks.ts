import { firstNameKind, type NameKind } from './first-names.ts';
import {
	commonWords,
	isOrganisation,
	isLooseTrade,
	isOrganisationWord,
	isPublicTitle,
	particles,
	titles,
	trades
} from './name-words.ts';
import { isPeople, isPlace } from './places.ts';
import { isUpper } from './reading.ts';
import { isSurname, isWordToo } from './surnames.ts';

const arabicPrefix = /^(?:al|el|ad|ar|as|at|an|ash|abd|ben|bin|ould|ait|aït|d|l|o)['-]\p{Lu}/u;

/**
 * What one spelling may be. Words return many times in a text and every rule asks the same of
 * them, so each answer is worked out at most once per spelling, and only when somebody asks.
 */
export class WordLooks {
	readonly text: string;
	readonly lower: string;
	/** Begins with a capital, or with a prefix before one: "al-Hassan". */
	readonly capital: boolean;
	readonly shout: boolean;
	readonly initial: boolean;
	#kind: NameKind | undefined;
	#name: boolean | undefined;
	#place: boolean | undefined;
	#people: boolean | undefined;
	#organisation: boolean | undefined;
	#organisationWord: boolean | undefined;
	#surname: boolean | undefined;
	#wordToo: boolean | undefined;
	#publicTitle: boolean | undefined;
	#particle: boolean | undefined;
	#trade: 'core' | 'loose' | null | undefined;

	constructor(text: string, lower: string) {
		this.text = text;
		this.lower = lower;
		this.capital = isUpper(text[0]) || (text !== lower && arabicPrefix.test(text));
		this.shout = text.length > 1 && text !== lower && text === text.toUpperCase();
		this.initial = text.length === 1 && this.capital;
	}

	/** As a first name, without the possessive. */
	get kind(): NameKind {
		if (this.#kind === undefined) this.#kind = firstNameKind(this.lower.replace(/'s$/, ''));
		return this.#kind;
	}

	/** Could be a surname, going by its looks. */
	get name(): boolean {
		return (this.#name ??=
			this.capital && this.text.length > 1 && !this.shout && !commonWords.has(this.lower));
	}

	get place(): boolean {
		return (this.#place ??= isPlace(this.lower));
	}

	get people(): boolean {
		return (this.#people ??= isPeople(this.lower));
	}

	get organisation(): boolean {
		return (this.#organisation ??= isOrganisation(this.lower));
	}

	get organisationWord(): boolean {
		return (this.#organisationWord ??= isOrganisationWord(this.lower));
	}

	get surname(): boolean {
		return (this.#surname ??= isSurname(this.lower));
	}

	/** A surname that is an ordinary word as well. */
	get wordToo(): boolean {
		return (this.#wordToo ??= isWordToo(this.lower));
	}

	get publicTitle(): boolean {
		return (this.#publicTitle ??= isPublicTitle(this.lower));
	}

	/** Written before a surname: "mevrouw". */
	get title(): boolean {
		return titles.has(this.lower);
	}

	/** A trade before a name; a loose one is known by its ending only. */
	get trade(): 'core' | 'loose' | null {
		if (this.#trade === undefined)
			this.#trade = trades.has(this.lower) ? 'core' : isLooseTrade(this.lower) ? 'loose' : null;
		return this.#trade;
	}

	get particle(): boolean {
		return (this.#particle ??= particles.has(this.lower));
	}
}
