import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { harmless } from './harmless-sentences.ts';
import { blocked, warned } from './more-sentences.ts';
import { findPersonalData, type Finding } from './personal-data.ts';

const demo = new URL('../../../demo/', import.meta.url);
const readDemo = (file: string) => JSON.parse(readFileSync(new URL(file, demo), 'utf8')) as unknown;

interface DemoSentence {
	id: string;
	text: string;
	expected: Finding[];
}
const { sentences } = readDemo('pii-sentences.json') as { sentences: DemoSentence[] };

/** Every text in a value, with the path that leads to it. */
function* textsOf(value: unknown, path = ''): Generator<[string, string]> {
	if (typeof value === 'string') yield [path, value];
	else if (value !== null && typeof value === 'object')
		for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, `${path}.${key}`);
}

const brief = (text: string) => findPersonalData(text).map((find) => [find.type, find.text]);

describe('the forty sentences of the demo', () => {
	it.each(sentences.map((sentence) => [sentence.id, sentence] as const))('%s', (_, sentence) => {
		expect(findPersonalData(sentence.text)).toEqual(sentence.expected);
	});
});

describe('sentences of our own', () => {
	it.each([...blocked, ...warned, ...harmless].map(([text, ...finds]) => [text, finds] as const))(
		'%s',
		(text, finds) => expect(brief(text)).toEqual(finds)
	);

	it('blocks what must never leave the browser', () => {
		for (const [text] of blocked)
			expect(findPersonalData(text).map(({ severity }) => severity)).toContain('blokkeren');
		for (const [text] of warned)
			expect(findPersonalData(text).map(({ severity }) => severity)).not.toContain('blokkeren');
	});
});

describe('the rest of the demo', () => {
	it.each(readdirSync(demo).filter((file) => file.endsWith('.json') && !file.startsWith('pii-')))(
		'gives no finding in %s',
		(file) => {
			for (const [path, text] of textsOf(readDemo(file))) {
				// The members' own names and account addresses are personal data, and belong there.
				if (file === 'members.json' && /\.(?:name|email|account)$/.test(path)) continue;
				expect({ path, finds: brief(text) }).toEqual({ path, finds: [] });
			}
		}
	);
});

describe('allowed phrases', () => {
	it('silence a warning or a hint they cover, whatever the case', () => {
		const text = 'Kevin Jansen zit in klas 4B.';
		expect(findPersonalData(text, { allow: ['kevin JANSEN', 'Klas 4b'] })).toEqual([]);
		expect(findPersonalData(text, { allow: ['Kevin', '', '   '] })).toHaveLength(2);
	});

	it('silence it whatever the spacing', () => {
		expect(
			findPersonalData('Hier is Kevin  van\n den Berg.', { allow: [' kevin van den  BERG'] })
		).toEqual([]);
		expect(findPersonalData('Kevin van den Berg', { allow: ['Kevin van\tden Berg'] })).toEqual([]);
		expect(findPersonalData('Kevin van den Berg', { allow: ['Kevinvanden Berg'] })).toHaveLength(1);
	});

	it('never silence what is blocked', () => {
		const text = 'Bel 06-12345678 of mail kevin@example.nl over 111222333.';
		const finds = findPersonalData(text, { allow: [text, '06-12345678', '111222333'] });
		expect(finds.map(({ type }) => type)).toEqual(['telefoon', 'email', 'bsn']);
	});
});

describe('the edges of a find', () => {
	const around: [string, string][] = [
		['', ''],
		['\n', '\n'],
		['- ', ''],
		['1. ', ''],
		['- [ ] ', ' bellen'],
		['| ', ' | x |'],
		['|', '|x|'],
		['x\t', '\tx'],
		['(', ')'],
		['"', '"'],
		['“', '”'],
		['**', '**'],
		['_', '_'],
		['> ', ''],
		['# ', ''],
		['[', '](x)'],
		['', '; x'],
		['', '…']
	];
	const finds = [
		'Kevin',
		'Kevin de Vries',
		'0612345678',
		'111222333',
		'Dorpsstraat 14a',
		'kevin@x.nl'
	];
	it.each(around)('do not depend on %j and %j', (left, right) => {
		for (const find of finds) {
			const text = left + find + right;
			expect({ text, finds: brief(text).map(([, found]) => found) }).toEqual({
				text,
				finds: [find]
			});
		}
	});
});

describe('tricks', () => {
	const tricks: [name: string, text: string, find: string][] = [
		['full width', 'x １１１２２２３３３ x', '１１１２２２３３３'],
		['zero width', 'x 11122\u200b2333 x', '11122\u200b2333'],
		['NUL', 'x 1112\u00002\u00002333 x', '1112\u00002\u00002333'],
		['soft hyphens', 'x 111\u00ad222\u00ad333 x', '111\u00ad222\u00ad333'],
		['bold digits', 'x 𝟏𝟏𝟏𝟐𝟐𝟐𝟑𝟑𝟑 x', '𝟏𝟏𝟏𝟐𝟐𝟐𝟑𝟑𝟑'],
		['arabic digits', 'x ١١١٢٢٢٣٣٣ x', '١١١٢٢٢٣٣٣'],
		[
			'keycaps',
			'x 1\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3222333 x',
			'1\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3222333'
		],
		['hard spaces', 'x 111\u00a0222\u2009333 x', '111\u00a0222\u2009333'],
		['odd dashes', 'x 06\u2011123\u20134567\u20148 x', '06\u2011123\u20134567\u20148'],
		['letters as digits', 'x 0612345б7 O6-I2345678 x', 'O6-I2345678'],
		['bidi marks', 'x 06\u202e12345678\u202c x', '06\u202e12345678'],
		['full-width at', 'x kevin＠example．nl x', 'kevin＠example．nl']
	];
	it.each(tricks)('do not hide a number: %s', (_, text, find) => {
		const [found] = findPersonalData(text);
		expect(found).toMatchObject({ text: find, start: text.indexOf(find), severity: 'blokkeren' });
		expect(found?.end).toBe(text.indexOf(find) + find.length);
	});
});

describe('hostile text', () => {
	const hostile: Record<string, string> = {
		'dotted digits': '1.1.1.',
		'dashed digits': '1-1-1-',
		'date parts': '12-03-2008 ',
		'birth words': 'geboren ',
		'case words': 'pv ',
		brackets: '([{<',
		'bracket pairs': '(at)',
		'zero width': '\u200b\u200d',
		'full width': '１２',
		homoglyphs: 'аеОІ',
		NUL: '\0',
		'lone surrogates': '\ud800\udc00\udc00\ud800',
		'combining marks': '\u0301\u0302',
		'at signs': '@',
		'mail parts': 'a@a.',
		dots: '.',
		digits: '1',
		zeros: '0',
		'phone starts': '06 ',
		plus: '+31 ',
		capitals: 'A',
		'capital words': 'Aa ',
		initials: 'A.',
		particles: 'van de ',
		'first names': 'Kevin ',
		titles: 'mevrouw ',
		streets: 'Kerkstraat ',
		hyphens: 'A-',
		apostrophes: "'t",
		underscores: 'a_',
		links: 't.me/',
		ibans: 'NL91 ',
		newlines: '\n',
		spaces: ' ',
		emoji: '👩‍👩‍👧',
		schools: 'De College ',
		only: 'de enige ',
		accents: 'Éa ',
		'names and particles': 'Jan van de ',
		'names of names': 'Kevin van Fatima de ',
		'ages behind words': 'Aa (17) ',
		ages: '(17) ',
		mentions: '@ab ',
		'letters and dots': 'a.b.c.',
		'two kinds of digits': '1１',
		'a bit of all': 'Jan 06-１2 a@b. (17) NL91 ',
		'rows of a table': 'Kevin\t16\t',
		lists: '- Kevin\n',
		shouting: 'JAN DE VRIES ',
		'birth dates cut short': 'geb. 12-03-',
		'plus signs': '+1'
	};
	const fill = (piece: string, length: number) =>
		piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
	const time = (text: string) => {
		let best = Infinity;
		for (let round = 0; round < 3; round++) {
			const start = performance.now();
			findPersonalData(text);
			best = Math.min(best, performance.now() - start);
		}
		return best;
	};

	it.each(Object.entries(hostile))('takes twice the time for twice the %s', (_, piece) => {
		// Quadratic would be 4. A busy machine may spoil a measurement, not four in a row.
		const ratios: number[] = [];
		while (ratios.length < 4 && !ratios.some((ratio) => ratio < 3)) {
			const once = time(fill(piece, 100_000));
			ratios.push(time(fill(piece, 200_000)) / (once + 2));
		}
		expect(Math.min(...ratios)).toBeLessThan(3);
	});

	it('still finds the number behind it', () => {
		for (const piece of Object.values(hostile)) {
			const text = `${fill(piece, 100_000)}\n# BSN 111222333 #`;
			expect(findPersonalData(text).some((find) => find.text.endsWith('111222333'))).toBe(true);
		}
	});
});
