import { describe, expect, it } from 'vitest';
import { aReport, plainWords } from '../../../tests/support/a-report.ts';
import { readCsv } from '../../../tests/support/read-csv.ts';
import { outlineOf } from '../../../src/lib/documents/report-outline.ts';
import { csvOf } from './csv.ts';
import { jsonOf } from './json.ts';
import { markdownOf } from './markdown.ts';

/** What a spreadsheet would calculate. */
const formulas = [
	'=1+1',
	'+1+1',
	'-1+1',
	'@SUM(A1)',
	'=HYPERLINK("http://x.example";"klik")',
	' =1+1',
	'\u00a0=1+1',
	'\u200b=1+1',
	'\u3000=1+1',
	'\uff1d1+1',
	'\uff0b1+1',
	'\uff0d1+1',
	'\uff20SUM(A1)',
	'\t=1+1',
	'\r=1+1',
	"'=1+1",
	'-2+3+cmd|" /C calc"!A0'
];
const harmless = ['-5', '+31', '3,14', '-0.5', '1=1', 'a@b', 'een; twee, "drie"', 'regel\nregel'];

describe('a CSV file', () => {
	const texts = [...formulas, ...harmless];
	const report = aReport(texts);
	// As a writer could be given them, whatever was cleaned before.
	report.zones[0]!.groups[0]!.cards.forEach((card, i) => (card.text = texts[i]!));

	it('is one row per card, each with its label, behind a byte order mark', () => {
		const file = csvOf(report, plainWords);
		expect(file.startsWith('\ufeff"tlp";"board";"n";')).toBe(true);
		const [head, ...rows] = readCsv(file, ';');
		expect(rows).toHaveLength(texts.length);
		for (const row of rows) {
			expect(row).toHaveLength(head!.length);
			expect(row[0]).toBe('TLP:AMBER');
		}
		expect(csvOf(report, { ...plainWords, lang: 'en' })).toContain('"tlp","board","n"');
	});

	it('makes a formula a text, leaves a plain number one, and gives back what was written', () => {
		const [head, ...rows] = readCsv(csvOf(report, plainWords), ';');
		const at = head!.indexOf('text');
		for (const [i, formula] of formulas.entries()) expect(rows[i]![at], formula).toMatch(/^'/);
		for (const [i, text] of harmless.entries()) {
			expect(rows[formulas.length + i]![at]).toBe(text);
		}
		expect(rows.map((row) => row[at]!.replace(/^'/, ''))).toEqual(texts);
	});
});

describe('a Markdown file', () => {
	const hostile = [
		'# kop',
		'- lijst',
		'1. lijst',
		'1) lijst',
		'> citaat',
		'=====',
		'---',
		'    code',
		'```js',
		'<script>alert(1)</script>',
		'<!-- weg -->',
		'&lt;b&gt;',
		'[klik](javascript:alert(1))',
		'![beeld](http://x.example/p.png)',
		'[naam]: http://x.example',
		'http://x.example www.x.example',
		'*vet* _schuin_ ~~weg~~ `code` $x$',
		'| a | b |',
		'[^1]',
		'\\# kop',
		'een\n# twee\n\n\n> drie'
	];
	const file = markdownOf(outlineOf(aReport(hostile), plainWords));

	it('has headings, lists and tables of its own only', () => {
		const lines = file.split('\n');
		const headings = lines.filter((line) => /^\s*#/.test(line));
		expect(headings).toEqual([
			'# Bord',
			'## steps',
			'## zones',
			'### Zone eerst',
			'### Zone tweede'
		]);
		// Whatever a card says stands in a quotation, and begins nothing within it.
		const quoted = lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
		expect(quoted.length).toBeGreaterThan(hostile.length);
		for (const line of quoted) expect(line).not.toMatch(/^\s{4}|^(?:[#>\-+=|`~]|\d+[.)]\s)/);
		expect(file).not.toMatch(/(?<!\\)[<[\]`*_](?=\w)(?<!\*\*)/);
		expect(file).not.toMatch(/https?:\/\/|www\.x/);
	});

	it('leads to our own addresses, by what people call them and nowhere else', () => {
		const href = 'https://kennislab.example/labs/lab/boards/1';
		const links = ['Bord', ...hostile].map((text) => ({ text, href }));
		const outline = {
			...outlineOf(aReport([]), plainWords),
			blocks: [{ is: 'links' as const, text: 'Tot morgen op:', links }]
		};
		const lines = markdownOf(outline).split('\n');
		expect(lines).toContain('Tot morgen op:');
		expect(lines).toContain(`- [Bord](<${href}>)`);
		const items = lines.filter((line) => line.startsWith('- '));
		expect(items).toHaveLength(links.length);
		for (const item of items) {
			expect(item.endsWith(`](<${href}>)`)).toBe(true);
			expect(item.slice(3, -href.length - 5)).not.toMatch(/(?<!\\)[[\]<>`]/);
		}
	});

	it('says its label first and last, and keeps line breaks', () => {
		expect(file.startsWith('**TLP:AMBER** Kennislab Lab.')).toBe(true);
		expect(file.trimEnd().split('\n').at(-1)).toMatch(/^\*\*TLP:AMBER\*\*/);
		expect(file).toContain('> een\\\n> \\# twee\n>\n>\n> \\> drie');
	});
});

describe('a JSON file', () => {
	it('has a version, its label and every card, and nobody’s id', () => {
		const report = aReport(['=1+1', '</script>', '\u2028'], { votes: 2 });
		const file = JSON.parse(jsonOf(report)) as Record<string, unknown>;
		expect(file).toMatchObject({ schema: 'kennislab/board', version: 1, label: 'TLP:AMBER' });
		expect(jsonOf(report)).toContain('"text": "=1+1"');
		expect(jsonOf(report)).not.toMatch(/"(?:id|memberId)": "0/);
	});
});
