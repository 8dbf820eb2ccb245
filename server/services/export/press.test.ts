import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { aReport, plainWords } from '../../../tests/support/a-report.ts';
import { readPdf } from '../../../tests/support/read-pdf.ts';
import { outlineOf } from '../../../src/lib/documents/report-outline.ts';
import { Press } from './press.ts';

const hostile = [
	'#sys.inputs',
	'#read("/etc/passwd")',
	'#import "@preview/example:0.1.0": add',
	'= geen kop',
	'*niet vet* _niet schuin_ $ x $ <label> @verwijzing \\ // weg /* weg */',
	'</w:t></w:r><w:p/> & <b>',
	'=1+1',
	'汉字 שלום عربي 😀 👨‍👩‍👧 🏳️‍🌈 ﬁ □ \u{10fffd}',
	'a\u0000b\u202ec\ud800',
	'lang woord '.repeat(180),
	'x'.repeat(2000)
];
const outline = outlineOf(
	aReport(hostile, { votes: 2, comments: [{ text: '#sys', author: nobody() }] }),
	plainWords
);

function nobody() {
	return { name: null, initials: null, organisation: 'een gemeente', domain: null };
}

async function made(format: 'pdf' | 'word', of = outline): Promise<Buffer> {
	const pressed = await new Press().make({ format, outline: of });
	if (!pressed.ok) throw new Error(pressed.why);
	return pressed.file;
}

describe('a PDF', () => {
	it('is tagged, has a title and a language, and says that it is PDF/UA-1', async () => {
		const file = await made('pdf');
		const raw = file.toString('latin1');
		for (const part of ['/MarkInfo', '/StructTreeRoot', '/Lang', '/DisplayDocTitle']) {
			expect(raw).toContain(part);
		}
		const pdf = await readPdf(file);
		expect(pdf).toMatchObject({ title: 'TLP:AMBER Bord', lang: 'nl', isMarked: true });
		expect(pdf.metadata).toMatch(/pdfuaid:part[^0-9]*1/);
		for (const role of ['H1', 'H2', 'H3', 'L', 'LI', 'Table', 'TH', 'TD']) {
			expect(pdf.roles).toContain(role);
		}
		expect(pdf.roles.filter((role) => role === 'H1')).toHaveLength(1);
	});

	it('has its label twice on every page, where it comes from, and which page it is', async () => {
		const { pages } = await readPdf(await made('pdf'));
		expect(pages.length).toBeGreaterThan(1);
		for (const [i, page] of pages.entries()) {
			expect(page.match(/TLP:AMBER/g)!.length).toBeGreaterThanOrEqual(2);
			expect(page).toContain('Kennislab Lab. Auteurs: kind.');
			expect(page.replace(/\s+/g, ' ')).toContain(`Pagina ${i + 1} van ${pages.length}`);
		}
	});

	it('shows what people wrote as text: nothing of it is read as markup, or makes it fail', async () => {
		const { pages, roles } = await readPdf(await made('pdf'));
		const text = pages.join(' ').replace(/\s+/g, ' ');
		for (const said of [
			'#sys.inputs',
			'#read("/etc/passwd")',
			'= geen kop',
			'*niet vet*',
			'/* weg */'
		]) {
			expect(text).toContain(said);
		}
		expect(text).not.toContain('root:');
		// Letters no font has are shown as such, and that is said.
		expect(text).toMatch(/□□/);
		expect(text).toContain('unshown');
		// A word longer than a line goes on on the next: none is wider than the sheet.
		expect(pages.join('').match(/x{40}/g)!.length).toBe(50);
		expect(pages.join('')).not.toMatch(/x{200}/);
		expect(roles.filter((role) => role === 'H2')).toHaveLength(2);
	});
});

describe('a Word file', () => {
	const partsOf = (file: Uint8Array) =>
		new Map(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));

	it('has headings, a header row, language, title, and its label above and below', async () => {
		const parts = partsOf(await made('word'));
		const body = parts.get('word/document.xml')!;
		for (const style of ['Title', 'Heading1', 'Heading2']) {
			expect(body).toContain(`<w:pStyle w:val="${style}"/>`);
		}
		expect(body).toContain('<w:tblHeader/>');
		expect(parts.get('word/styles.xml')).toMatch(/<w:lang w:val="nl-NL"/);
		expect(parts.get('docProps/core.xml')).toContain('<dc:title>TLP:AMBER Bord</dc:title>');
		expect(parts.get('docProps/core.xml')).toContain('<cp:lastModifiedBy>Kennislab<');
		for (const name of ['word/header1.xml', 'word/footer1.xml']) {
			expect(parts.get(name)).toContain('TLP:AMBER');
		}
		expect(parts.get('word/footer1.xml')).toContain('NUMPAGES');
	});

	it('shows what people wrote as text, in XML that every program can read', async () => {
		const body = partsOf(await made('word')).get('word/document.xml')!;
		expect(body).toContain('&lt;/w:t&gt;&lt;/w:r&gt;&lt;w:p/&gt; &amp; &lt;b&gt;');
		expect(body).toContain('#read(&quot;/etc/passwd&quot;)');
		// eslint-disable-next-line no-control-regex -- what XML cannot hold
		expect(body).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
	});
});

describe('a link', () => {
	const href = 'https://kennislab.example/labs/lab/boards/1';
	const linked = {
		...outline,
		blocks: [
			{ is: 'links' as const, text: 'Tot morgen op:', links: [{ text: '#sys *Bord*', href }] }
		]
	};

	it('is one on paper and in Word, by what people call it', async () => {
		const file = await made('pdf', linked);
		const { pages, roles } = await readPdf(file);
		expect(pages.join(' ')).toContain('Tot morgen op:');
		expect(pages.join(' ')).toContain('#sys *Bord*');
		expect(roles).toContain('Link');
		const parts = unzipSync(await made('word', linked));
		expect(strFromU8(parts['word/document.xml']!)).toContain('<w:hyperlink ');
		expect(strFromU8(parts['word/_rels/document.xml.rels']!)).toContain(href);
	});
});

describe('the press', () => {
	it('makes one file at a time, and says no when too many wait', async () => {
		const press = new Press({ waiting: 2 });
		const all = await Promise.all(
			Array.from({ length: 4 }, () => press.make({ format: 'word', outline }))
		);
		expect(all.filter(({ ok }) => ok)).toHaveLength(2);
		expect(all.filter((each) => !each.ok)).toEqual(Array(2).fill({ ok: false, why: 'busy' }));
		expect((await press.make({ format: 'word', outline })).ok).toBe(true);
	});

	it('gives up what takes too long, and goes on with the next', async () => {
		const press = new Press({ patience: 1 });
		const late = { ok: false, why: 'too-big' };
		expect(await press.make({ format: 'pdf', outline })).toEqual(late);
		expect(await press.make({ format: 'word', outline })).toEqual(late);
	});

	it('tells why a maker failed without a word of what people wrote', async () => {
		const broken = { ...outline, blocks: [{ is: 'facts', rows: 'geheim woord' }] };
		const failure = new Press().make({ format: 'pdf', outline: broken as never });
		await expect(failure).rejects.toThrow(/no pdf/);
		await expect(failure).rejects.not.toThrow(/geheim/);
	});
});
