import { isLooseTrade, persons, roleIn, trades } from './name-words.ts';
import { after, before, isUpper, type Reading } from './reading.ts';

/** How a name was recognised, which is what we know about whose it is. */
export interface NameForm {
	kind: 'title' | 'trade' | 'initials' | 'full' | 'first' | 'aged' | 'kin' | 'apposed';
	/** The title or trade as written. */
	word?: string;
	age?: number;
}

const sentenceEnd = /[.!?](?: |$)/;

/** What to write instead of a name, so that the sentence still reads. */
export function proposeFor(form: NameForm, reading: Reading, start: number, end: number): string {
	// Three kinds say enough by themselves; the others look around in their sentence.
	if (form.kind === 'apposed') return '[naam]';
	if (form.kind === 'aged') return (form.age ?? 0) < 27 ? 'een jongere' : 'een inwoner';
	if (form.kind === 'kin') return 'de jongere';
	const lead = before(reading, start, 60).split(sentenceEnd).at(-1) ?? '';
	// "wijkagent Patrick", "broer Ali": the word before already says who it is.
	const role = lead.endsWith(' ') ? lead.slice(lead.lastIndexOf(' ', lead.length - 2) + 1, -1) : '';
	if (form.kind !== 'trade' && form.kind !== 'title' && namesRole(role)) return '[naam]';
	const tail = after(reading, end, 80).split(sentenceEnd)[0] ?? '';
	const text = propose(form, lead, tail);
	// A find that opens the sentence keeps the writer's lower-case proposal: the name stood for a noun.
	return form.kind === 'trade' && isUpper(reading.plain[start]) ? capital(text) : text;
}

const namesRole = (word: string) =>
	word !== '' && (trades.has(word) || isLooseTrade(word) || persons.has(word));

const capital = (text: string) => text.replace(/^./, (first) => first.toUpperCase());

function propose(form: NameForm, lead: string, tail: string): string {
	const role = () => roleIn(`${lead}|${tail}`);
	const word = form.word ?? '';
	switch (form.kind) {
		case 'trade':
			return /(?:^|\P{L})(?:de|een|onze|hun|zijn|haar|mijn|die|deze)(?: \p{L}+e)? $/u.test(lead)
				? word
				: `de ${word}`;
		case 'title':
			if (/^(?:familie|fam|gezin)$/.test(word))
				return /(?:de|het) $/.test(lead) ? 'gezin' : 'het gezin';
			if (/^(?:oom|tante|opa|oma)$/.test(word)) return 'een familielid';
			if (/^(?:juf|meester)$/.test(word)) return 'de leerkracht';
			if (/^(?:imam|dominee|ds|pater|sjeik|sheikh|kapelaan|zuster|broeder)$/.test(word))
				return 'een geestelijke';
			return role() ?? 'een ouder';
		case 'initials':
			return role() ?? (/leerling|klas|school/.test(lead + tail) ? 'de leerling' : 'de betrokkene');
		default: {
			if (form.age !== undefined) return form.age < 27 ? 'de jongere' : 'de inwoner';
			const told = /(?:^|\P{L})(?:is|was|als|wordt) /u.test(tail) ? role() : undefined;
			if (told !== undefined) return told;
			return /(?:school|klas|leerling|les)/.test(lead + tail) ? 'de leerling' : 'de jongere';
		}
	}
}
