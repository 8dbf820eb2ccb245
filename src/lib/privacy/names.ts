import { firstNameKind, type NameKind } from './first-names.ts';
import {
	commonWords,
	isOrganisation,
	isOrganisationWord,
	kin,
	organisationBefore,
	particles,
	persons,
	publicPeople,
	publicTitles,
	titles,
	trades,
	works
} from './name-words.ts';
import { proposeFor, type NameForm } from './name-proposal.ts';
import { isPeople, isPlace } from './places.ts';
import { after, before, isUpper, type Candidate, type Reading, type Word } from './reading.ts';
import { isSurname, isWordToo } from './surnames.ts';

const arabicPrefix = /^(?:al|el|ad|ar|as|at|an|ash|abd|ben|bin|ould|ait|aït|d|l|o)['-]\p{Lu}/u;
const belongings =
	/^(?:telefoon|mobiel|kamer|huis|fiets|scooter|auto|account|gedrag|gezin|familie|ouders|school|klas|mentor|docent|verhaal|situatie|vrienden|naam|laptop|profiel)$/;
const initials = new Set('nb ps eu vn vs bv nv uk us tv pv ad pc ict hr kb'.split(' '));
/** Before a single letter these make it a label: "optie A. Daarna". */
const labels =
	/(?:^|\P{L})(?:groep|optie|scenario|variant|bijlage|deel|team|klas|type|stap|aanjager|poule|punt|vraag|plan|route|fase|categorie|zone|domein|kolom|onderdeel|persoon|jongere|partij|gemeente|school|casus|blok|vak|lokaal|zaal|gebouw|rij|tabel|figuur|lijn|hepatitis|vitamine|perron|sectie|ouder|kant|perspectief|wijk|regio|rijbewijs|bord|tafel|subgroep|model)[ :]+$/u;

const doubleInitial = /^(?:Th|Ch|Ph|IJ|Fr|Chr|Joh|Tj|Sj)$/;
const isCapital = (word: Word) => isUpper(word.text[0]) || arabicPrefix.test(word.text);
const isShout = (word: Word) => word.text.length > 1 && word.text === word.text.toUpperCase();
const isInitial = (word: Word) => word.text.length === 1 && isUpper(word.text);
const bare = (lower: string) => lower.replace(/'s$/, '');

/** Reads names from a list of words; every rule asks from one word and looks a few words on. */
class NameReader {
	readonly #reading: Reading;
	readonly #words: Word[];

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
		return (
			word !== undefined &&
			!word.glued &&
			isCapital(word) &&
			word.text.length > 1 &&
			!isShout(word) &&
			!commonWords.has(word.lower)
		);
	}

	/**
	 * The last word of a surname that starts at `index`: particles, a capital, and further capitals.
	 * -1 when there is none; `organisation` when it turns out to name one.
	 */
	surname(index: number, first = false): { last: number; organisation: boolean } {
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
		if (!this.looksLikeName(head))
			return {
				last: -1,
				organisation: head !== undefined && isOrganisation(head.lower) && isCapital(head)
			};
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
			if (!this.looksLikeName(word) || isPlace(word.lower)) break;
			organisation ||= isOrganisation(word.lower);
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
		if (publicPeople.some((person) => name.startsWith(person))) return true;
		if (lead.endsWith('jip en ')) return true;
		const previous = this.#words[first - 1];
		if (previous && /^[ .]{1,2}$/.test(this.#reading.plain.slice(previous.end, start))) {
			const title = previous.lower.replace(/^(?:oud|ex|vice|loco|demissionair)-/, '');
			if (
				publicTitles.has(title) ||
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
			/^,? \(?(?:red\.|(?:19|20)\d{2}\))/.test(tail)
		)
			return true;
		const role = /^ ?[,(] ?(?:de )?(?:(?:toenmalig|huidig|oud|voormalig)e?[- ])?(\p{L}+)/u.exec(
			tail
		)?.[1];
		return role !== undefined && publicTitles.has(role) && /^ ?[,(]/.test(tail);
	}

	kind(word: Word | undefined): NameKind {
		if (!word || word.glued) return null;
		return firstNameKind(bare(word.lower));
	}

	get reading(): Reading {
		return this.#reading;
	}

	find(index: number): { first: number; last: number; form: NameForm; end?: number } | null {
		return (
			this.#titled(index) ??
			this.#initialled(index) ??
			this.#firstName(index) ??
			this.#owner(index) ??
			this.#kinOf(index) ??
			this.#person(index) ??
			this.#aged(index) ??
			this.#withParticle(index)
		);
	}

	/** "mevrouw De Vries", "dhr. El Amrani", "wijkagent Pieters". */
	#titled(index: number) {
		const title = this.word(index);
		if (!title || title.glued) return null;
		const trade = trades.has(title.lower);
		if (!trade && !titles.has(title.lower)) return null;
		let at = index + 1;
		const dot = this.#reading.plain[title.end] === '.';
		const follows = (i: number) => {
			const word = this.word(i);
			const gap = word ? this.#reading.plain.slice(this.word(i - 1)?.end, word.start) : '?';
			return (
				word !== undefined && !word.glued && (/^ {1,2}$/.test(gap) || (dot && /^\. ?$/.test(gap)))
			);
		};
		if (!follows(at)) return null;
		// "dhr. J.P. de Vries", "mevrouw drs. Jansen".
		while (
			this.word(at) &&
			(isInitial(this.word(at) as Word) ||
				/^(?:dr|drs|ir|mr|ing)$/.test(this.word(at)?.lower ?? '')) &&
			at - index < 6
		) {
			const next = this.word(at + 1);
			if (!next || !/^\.? ?$/.test(this.#reading.plain.slice(this.word(at)?.end, next.start)))
				break;
			at++;
		}
		const { last, organisation } = this.surname(at, true);
		const word = this.word(at);
		let end = last;
		if (end < 0 && word && isInitial(word) && !/^(?:familie|gezin|fam)$/.test(title.lower)) {
			if (
				!/^\.(?: |$|,)|^(?: \p{Ll}|[,.;:)]|$)/u.test(
					this.#reading.plain.slice(word.end, word.end + 2)
				)
			)
				return null;
			return {
				first: index,
				last: at,
				form: this.#titleForm(title, trade),
				end: word.end + (this.#reading.plain[word.end] === '.' ? 1 : 0)
			};
		}
		// Typed without capitals: only a known surname or first name will do.
		if (end < 0) {
			let low = at;
			while (particles.has(this.word(low)?.lower ?? '') && this.joined(low + 1) && low - at < 3)
				low++;
			const name = this.word(low);
			if (!name || name.glued || isShout(name) !== isShout(title)) return null;
			const known = isSurname(name.lower) && !(isWordToo(name.lower) && low === at);
			const given = !trade && this.kind(name) === 'clear' && low === at;
			const role =
				persons.has(name.lower) || trades.has(name.lower) || publicTitles.has(name.lower);
			if ((!known && !given) || role) return null;
			end = low;
		}
		if (organisation || this.isPublic(index, end)) return null;
		const head = this.word(end);
		if (
			(trade || /^(?:gezin|familie|fam|imam)$/.test(title.lower)) &&
			head &&
			(isPlace(head.lower) || isPeople(head.lower)) &&
			this.kind(head) === null
		)
			return null;
		if (
			trade &&
			head &&
			end === at &&
			this.kind(head) === null &&
			!isSurname(head.lower) &&
			isShout(head)
		)
			return null;
		let first = index;
		const article = this.word(index - 1);
		if (title.lower === 'heer' && article && title.joined && /^(?:de|den)$/.test(article.lower))
			first--;
		return { first, last: end, form: this.#titleForm(title, trade) };
	}

	#titleForm(title: Word, trade: boolean): NameForm {
		return { kind: trade ? 'trade' : 'title', word: title.lower };
	}

	/** "J.P. van den Berg-Jansen", "J. Jansen". */
	#initialled(index: number) {
		const word = this.word(index);
		if (!word || word.glued || !(isInitial(word) || doubleInitial.test(word.text))) return null;
		const { plain } = this.#reading;
		if (plain[word.start - 1] === '.' || plain[word.end] !== '.') return null;
		let at = index;
		let letters = word.lower;
		while (at - index < 5) {
			const next = this.word(at + 1);
			if (!next || next.glued || !/^\. ?$/.test(plain.slice(this.word(at)?.end, next.start))) break;
			at++;
			if (!(isInitial(next) || doubleInitial.test(next.text)) || plain[next.end] !== '.') break;
			letters += next.lower;
		}
		if (at === index || initials.has(letters)) return null;
		const { last, organisation } = this.surname(at, true);
		if (last < 0 || organisation || this.isPublic(index, last)) return null;
		const head = this.word(last);
		if (letters.length === 1) {
			if (labels.test(before(this.#reading, word.start))) return null;
			const spaced = plain[word.end + 1] === ' ';
			const next = this.word(last + 1);
			// "... van punt B. Jongeren willen": a sentence may begin after the letter.
			if (
				spaced &&
				last === at &&
				head &&
				!isSurname(head.lower) &&
				/(?:en|heid|ing|tie)$/.test(head.lower) &&
				next?.joined
			)
				return null;
			if (spaced && last === at && head && isPlace(head.lower) && !isSurname(head.lower))
				return null;
		}
		return { first: index, last, form: { kind: 'initials' } as NameForm };
	}

	/** "Dennis van der Laan", "Mohammed B.", "Fatima". */
	#firstName(index: number) {
		const word = this.word(index);
		const kind = this.kind(word);
		if (!word || kind === null || (commonWords.has(word.lower) && word.opens)) return null;
		if (particles.has(word.lower) && word.lower !== 'ben') return null;
		const { plain } = this.#reading;
		const possessive = word.lower.endsWith("'s");
		const lowerCase = !isUpper(word.text[0]);
		let at = index + 1;
		// Second first names: "Jan Willem de Boer".
		while (
			this.kind(this.joined(at)) !== null &&
			isCapital(this.word(at) as Word) &&
			at - index < 3 &&
			!particles.has(this.word(at)?.lower ?? '')
		)
			at++;
		const initial = this.joined(at);
		if (!lowerCase && initial && isInitial(initial) && !possessive) {
			const dotted = plain[initial.end] === '.';
			const free = !/[\p{L}\d&'-]/u.test(plain[initial.end] ?? ' ');
			if (free && (dotted || kind === 'clear') && !this.isPublic(index, at)) {
				const surname = dotted ? this.#afterInitial(at) : -1;
				if (surname >= 0)
					return { first: index, last: surname, form: { kind: 'full' } as NameForm };
				return {
					first: index,
					last: at,
					form: { kind: 'full' } as NameForm,
					end: initial.end + (dotted ? 1 : 0)
				};
			}
		}
		if (lowerCase) return this.#lowerCaseName(index, kind);
		if (isShout(word)) return this.#shoutedName(index, kind);
		const { last, organisation } = possessive
			? { last: -1, organisation: false }
			: this.surname(at);
		if (organisation || this.isPublic(index, Math.max(last, index))) return null;
		if (last >= 0) {
			const head = this.word(last);
			const weakHead =
				kind === 'ambiguous' &&
				head !== undefined &&
				(isPeople(head.lower) || (word.opens && isPlace(head.lower)));
			if (!weakHead) return { first: index, last, form: { kind: 'full' } as NameForm };
		}
		const previous = this.word(index - 1);
		const inName =
			word.joined &&
			previous !== undefined &&
			this.looksLikeName(previous) &&
			!previous.opens &&
			this.kind(previous) === null;
		const end = word.end - (possessive ? 2 : 0);
		const age = this.#ageAfter(word.end);
		const form: NameForm = {
			kind: possessive ? 'apposed' : age !== null ? 'aged' : 'first',
			...(age !== null && { age })
		};
		const lastName = at - 1;
		if (kind === 'clear') {
			if (inName || this.isPublic(index, lastName)) return null;
			const tail = after(this.#reading, word.end, 12);
			if (/^[-/&]\p{L}|^ (?:&|\d{4})/u.test(tail)) return null;
			return {
				first: index,
				last: lastName,
				form: lastName > index ? ({ kind: 'full' } as NameForm) : form,
				...(lastName === index && { end })
			};
		}
		if (age !== null && !inName) return { first: index, last: index, form, end };
		const strongAfter =
			/^ (?:belde|vertelt|vertelde|zegt|zei|woont|woonde|appte|appt|mailde|huilde|spijbelt|spijbelde|zit (?:op|in|bij|thuis)|heeft (?:ruzie|contact|een zus|een broer)|gaat naar|ging naar|werd boos|is (?:boos|bang|al|weer|thuis|geschorst|opgepakt|bekeerd|\d\d)|wil (?:niet|graag|geen))(?!\p{L})/u;
		if (
			!inName &&
			strongAfter.test(after(this.#reading, word.end)) &&
			!/^(?:europa|china|india|jordan|israel|noord)/.test(word.lower)
		)
			return { first: index, last: index, form, end };
		return null;
	}

	/** "Kevins moeder": an owner without apostrophe, so kin or a belonging must follow. */
	#owner(index: number) {
		const word = this.word(index);
		const next = this.joined(index + 1);
		if (!word || !next || word.glued || !isCapital(word) || !word.lower.endsWith('s')) return null;
		if (firstNameKind(word.lower.slice(0, -1)) !== 'clear') return null;
		if (!kin.has(next.lower) && !persons.has(next.lower) && !belongings.test(next.lower))
			return null;
		return { first: index, last: index, form: { kind: 'apposed' } as NameForm, end: word.end - 1 };
	}

	#afterInitial(at: number): number {
		const next = this.word(at + 1);
		if (!next || !/^\. $/.test(this.#reading.plain.slice(this.word(at)?.end, next.start)))
			return -1;
		const { last, organisation } = this.surname(at + 1, true);
		const head = this.word(last);
		// A new sentence may begin here, so only a known surname or a particle counts.
		return last >= 0 &&
			!organisation &&
			head &&
			(isSurname(head.lower) || (last > at + 1 && !isUpper(next.text[0])))
			? last
			: -1;
	}

	/** "kevin de vries", typed in haste: a listed name with a listed surname. */
	#lowerCaseName(index: number, kind: NameKind) {
		if (kind === null) return null;
		let at = index + 1;
		while (particles.has(this.joined(at)?.lower ?? '') && at - index < 4) at++;
		const head = this.joined(at);
		const known =
			head !== undefined && isSurname(head.lower) && !(at === index + 1 && isWordToo(head.lower));
		if (!known || (kind === 'ambiguous' && at === index + 1))
			return this.#lowerCaseAlone(index, kind);
		if (kind === 'ambiguous' && isWordToo(head.lower)) return null;
		if (this.isPublic(index, at)) return null;
		return { first: index, last: at, form: { kind: 'full' } as NameForm };
	}

	#lowerCaseAlone(index: number, kind: NameKind) {
		const word = this.word(index);
		if (!word || kind !== 'clear') return null;
		const lead = before(this.#reading, word.start);
		const kinBefore = /(\p{L}+)(?: van)? $/u.exec(lead)?.[1] ?? '';
		const called = /(?:heet|genaamd|naam is|naam:|noemt zich) $/.test(lead);
		if (
			!called &&
			!persons.has(kinBefore) &&
			!kin.has(kinBefore) &&
			this.#ageAfter(word.end) === null
		)
			return null;
		return { first: index, last: index, form: { kind: 'kin' } as NameForm };
	}

	/** "KEVIN DE VRIES": capitals throughout say nothing, so both names must be known. */
	#shoutedName(index: number, kind: NameKind) {
		let at = index + 1;
		while (particles.has(this.joined(at)?.lower ?? '') && at - index < 4) at++;
		const head = this.joined(at);
		if (kind === null || !head || !isCapital(head) || !isSurname(head.lower)) return null;
		if ((kind === 'ambiguous' && isWordToo(head.lower)) || this.isPublic(index, at)) return null;
		return { first: index, last: at, form: { kind: 'full' } as NameForm };
	}

	/** The age right behind a name: "(17)", "(17 jaar)", ", 17 jaar". */
	#ageAfter(end: number): number | null {
		const tail = after(this.#reading, end, 16);
		const age =
			/^ ?\((?:[mvx][,/ ]{0,2})?(\d{1,2})(?: ?(?:jaar|jr\.?|j\.?|[mvx]))?(?:, ?[\p{L}]+)?\)|^,? (\d{1,2})(?:,| jaar)|^ van (\d{1,2})(?: jaar)?(?!\d|[.:/-]\d)|^ \((\d{1,2}),/u.exec(
				tail
			);
		if (!age) return null;
		const years = Number(age[1] ?? age[2] ?? age[3] ?? age[4]);
		return years >= 4 ? years : null;
	}

	/** "de moeder van X": after kin and "van" any capital is a person, unless a place or a people. */
	#kinOf(index: number) {
		const word = this.word(index);
		const van = this.word(index - 1);
		const relation = this.word(index - 2);
		if (!word?.joined || van?.lower !== 'van' || !van.joined || !relation) return null;
		if (!kin.has(relation.lower) || !this.#isStranger(word)) return null;
		const { last, organisation } = this.surname(index, true);
		if (organisation || last < 0 || this.isPublic(index, last)) return null;
		return { first: index, last, form: { kind: 'kin' } as NameForm };
	}

	/** A capital that names nothing we know: not a place, people, club or common word. */
	#isStranger(word: Word): boolean {
		return (
			this.looksLikeName(word) &&
			!isPlace(word.lower) &&
			!isPeople(word.lower) &&
			!isOrganisation(word.lower)
		);
	}

	/** "zijn broer Xander", "een jongen genaamd Xander", "hij heet Xander". */
	#person(index: number) {
		const word = this.word(index);
		const previous = this.word(index - 1);
		if (!word || !previous || word.glued || !this.looksLikeName(word)) return null;
		const lead = before(this.#reading, word.start);
		const called =
			/(?:^|\P{L})(?:hij|zij|ze|die|jongen|meisje|jongere|leerling|man|vrouw|broer|zus|vriend|vriendin|zoon|dochter|kind|moeder|vader|cliënt|scholier|student|iemand|persoon)(?: ook| eigenlijk| is)? (?:heet|genaamd|geheten|noemt zich|luistert naar de naam|met de naam|bijgenaamd)(?: voluit| eigenlijk)? ['"]?$/u.test(
				lead
			);
		const named =
			/(?:^|\P{L})(?:(?:zijn|haar|mijn|de|roep|voor|achter)? ?(?:naam|voornaam|achternaam|roepnaam)(?: van (?:de|het) (?:jongen|meisje|jongere|leerling|kind|cliënt))?(?: is|:)|mijn naam is|ik ben) ['"]?$/u.test(
				lead
			);
		const apposed = word.joined && persons.has(previous.lower) && !isPeople(word.lower);
		if (!called && !apposed && !(named && (this.kind(word) !== null || !/ik ben/.test(lead))))
			return null;
		if (!this.#isStranger(word)) return null;
		const { last, organisation } = this.surname(index, true);
		if (organisation || last < 0 || this.isPublic(index, last)) return null;
		return { first: index, last, form: { kind: 'apposed' } as NameForm };
	}

	/** "Xander (17)", "Xander, 17 jaar": an unknown capital with an age behind it. */
	#aged(index: number) {
		const word = this.word(index);
		if (!word || !this.#isStranger(word)) return null;
		if (particles.has(word.lower) || titles.has(word.lower) || trades.has(word.lower)) return null;
		const { last, organisation } = this.surname(index, true);
		if (last < 0 || organisation) return null;
		const head = this.word(last);
		const age = head ? this.#ageAfter(head.end) : null;
		if (age === null || !head || age > 99) return null;
		const bracket = /^ ?\(/.test(after(this.#reading, head.end, 2));
		// Headings count what they hold: "Reacties (14)", "Bespreking (20)".
		const plural =
			last === index &&
			/(?:en|(?:[^aioue]|[^x]e)s|ing|heid|tie|ie|eit|aal|el|um|er|st|ng|rk|cht|je)$/.test(
				head.lower
			);
		const years = /^ ?\(\d{1,2} ?(?:jaar|jr|j)|^, \d{1,2} jaar/.test(
			after(this.#reading, head.end, 12)
		);
		const vanAge = /^ van/.test(after(this.#reading, head.end, 4));
		if (
			vanAge ||
			(!bracket && !years) ||
			(plural && !years) ||
			persons.has(head.lower) ||
			this.isPublic(index, last)
		)
			return null;
		if (last > index + 1 && this.word(index)?.opens && commonWords.has(word.lower)) return null;
		return { first: index, last, form: { kind: last > index ? 'full' : 'aged', age } as NameForm };
	}

	/** "Xander van der Laan", "Van der Laan", "Xander Jansen": the surname gives it away. */
	#withParticle(index: number) {
		const word = this.word(index);
		if (!word || word.glued || !isCapital(word) || isShout(word) || isInitial(word)) return null;
		if (
			isOrganisation(word.lower) ||
			publicTitles.has(word.lower) ||
			organisationBefore.has(word.lower)
		)
			return null;
		const next = this.joined(index + 1);
		if (!next) return null;
		const opening = /^(?:van|el|ben|bin|abu|ait|aït|ter|ten|den)$/.test(word.lower);
		const from = opening ? index : index + 1;
		const text = this.#reading.lower.slice(
			this.word(from)?.start,
			(this.word(from)?.start ?? 0) + 10
		);
		const telling =
			/^(?:van (?:der|den|'t|het) |vander |el |bin |ibn |abou |abu |ait |aït |ould |ter |ten )/.test(
				text
			);
		if (!opening && !this.looksLikeName(word)) return null;
		if (opening && !/^(?:van (?:der|den|'t) |el |bin |abu |ait |aït )/.test(text)) return null;
		const { last, organisation } = this.surname(from, from === index);
		const head = this.word(last);
		if (last < 0 || organisation || !head || this.isPublic(index, last)) return null;
		const plainPair = !telling && !isPlace(word.lower) && !isPeople(word.lower);
		const known = isSurname(head.lower) && (last > from || !isWordToo(head.lower));
		if (!telling && !(plainPair && known)) return null;
		if (telling && (isPlace(word.lower) || isPeople(word.lower))) return null;
		if (
			opening &&
			/^(?:van den|van der) (?:haag|bosch|helder)/.test(
				this.#reading.lower.slice(word.start, word.start + 16)
			)
		)
			return null;
		if (!opening && /^(?:van het|ten|ter) /.test(text) && !isSurname(head.lower)) return null;
		return { first: index, last, form: { kind: opening ? 'initials' : 'full' } as NameForm };
	}
}

export function findNames(reading: Reading): Candidate[] {
	const reader = new NameReader(reading);
	const found: Candidate[] = [];
	for (let i = 0; i < reading.words.length; i++) {
		const name = reader.find(i);
		if (!name) continue;
		const start = reader.word(name.first)?.start ?? 0;
		const end = name.end ?? reader.word(name.last)?.end ?? start;
		found.push({
			type: 'naam',
			severity: 'waarschuwen',
			start,
			end,
			replacement: proposeFor(name.form, reading, start, end)
		});
		i = Math.max(i, name.last);
	}
	return found;
}
