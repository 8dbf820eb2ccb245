import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readRich, sizeOfRich, writeRich } from './rich-fragment.ts';
import {
	emptyRich,
	fromPlain,
	inlineOf,
	isEmptyRich,
	mapTexts,
	plainOf,
	richLimits,
	safeHref,
	spanOf,
	textBlocks,
	type RichDoc
} from './rich-text.ts';

const everything: RichDoc = {
	type: 'doc',
	content: [
		{ type: 'heading', attrs: { level: 3 }, content: [spanOf('Wat bekend is', [])] },
		{
			type: 'paragraph',
			content: [
				spanOf('Een ', []),
				spanOf('vet', [{ type: 'bold' }]),
				{ type: 'hardBreak' },
				spanOf('woord', [{ type: 'mention', attrs: { kind: 'term', id: 'pgat' } }]),
				spanOf(' en ', [{ type: 'bold' }, { type: 'italic' }]),
				spanOf('de wet', [{ type: 'link', attrs: { href: 'https://wetten.example/gemeentewet' } }])
			]
		},
		{
			type: 'orderedList',
			content: [
				{
					type: 'listItem',
					content: [
						{ type: 'paragraph', content: [spanOf('eerst', [])] },
						{
							type: 'bulletList',
							content: [
								{
									type: 'listItem',
									content: [{ type: 'paragraph', content: [spanOf('daarin', [])] }]
								}
							]
						}
					]
				}
			]
		},
		{
			type: 'blockquote',
			content: [{ type: 'paragraph', content: [spanOf('Zo is het.', [])] }]
		}
	]
};

function fragment(fill: (fragment: Y.XmlFragment) => void = () => undefined): Y.XmlFragment {
	const root = new Y.Doc().getXmlFragment('text');
	fill(root);
	return root;
}

function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
	const made = new Y.XmlElement(name);
	made.insert(0, children);
	return made;
}

function letters(text: string, attributes: object = {}): Y.XmlText {
	const made = new Y.XmlText();
	made.applyDelta([{ insert: text, attributes }]);
	return made;
}

describe('rich text in a fragment', () => {
	it('comes out as it went in', () => {
		expect(readRich(fragment((root) => writeRich(root, everything)))).toEqual(everything);
	});

	it('takes the place of what stood there', () => {
		const root = fragment((it) => writeRich(it, everything));
		writeRich(root, fromPlain('Anders'));
		expect(plainOf(readRich(root))).toBe('Anders');
	});

	it('is laid out as a stock client of y-tiptap reads it', () => {
		const root = fragment((it) => writeRich(it, everything));
		expect(JSON.parse(JSON.stringify(yXmlFragmentToProsemirrorJSON(root)))).toEqual({
			...everything,
			content: JSON.parse(JSON.stringify(everything.content), (key, value: unknown) =>
				// A mark without attributes is written as an empty object.
				key === 'marks' && Array.isArray(value)
					? value.map((mark: object) => ({ attrs: {}, ...mark }))
					: value
			) as unknown
		});
	});

	it('is one empty paragraph when there is nothing', () => {
		expect(readRich(fragment())).toEqual(emptyRich());
		expect(isEmptyRich(readRich(fragment()))).toBe(true);
	});

	it('reads letters of one paragraph that lie in several texts as one', () => {
		const root = fragment((it) =>
			it.insert(0, [element('paragraph', letters('06-12'), letters('345678'))])
		);
		expect(plainOf(readRich(root))).toBe('06-12345678');
	});
});

describe('hostile content of a fragment', () => {
	it('is its text, where an element is unknown', () => {
		const root = fragment((it) =>
			it.insert(0, [
				element('script', letters('alert(1)')),
				element('table', element('row', element('paragraph', letters('cel')))),
				letters('los')
			])
		);
		const read = readRich(root);
		expect(plainOf(read)).toBe('alert(1)\ncel\nlos');
		expect(read.content.every(({ type }) => type === 'paragraph')).toBe(true);
	});

	it.each([
		'javascript:alert(1)',
		' jAvAscript:alert(1)',
		'data:text/html,x',
		'http://onveilig.example',
		'//elders.example',
		'https://',
		'mailto:',
		'mailto:a@b?bcc=c@d',
		`https://lang.example/${'x'.repeat(richLimits.href)}`,
		7,
		{ toString: 'https://x.example' }
	])('has no link to %s', (href) => {
		const root = fragment((it) =>
			it.insert(0, [element('paragraph', letters('hier', { link: { href } }))])
		);
		expect(readRich(root).content).toEqual([
			{ type: 'paragraph', content: [{ type: 'text', text: 'hier' }] }
		]);
		expect(safeHref(href)).toBeNull();
	});

	it('has no marks and attributes we do not know', () => {
		const root = fragment((it) => {
			const heading = element(
				'heading',
				letters('kop', { color: { value: 'red' }, bold: {}, code: {} })
			);
			heading.setAttribute('level', '1');
			heading.setAttribute('style', 'position:fixed');
			it.insert(0, [heading]);
		});
		expect(readRich(root).content).toEqual([
			{ type: 'heading', attrs: { level: 3 }, content: [spanOf('kop', [{ type: 'bold' }])] }
		]);
	});

	it('is nested no deeper than three lists, and nothing of it is lost', () => {
		const nest = (depth: number): Y.XmlElement =>
			element(
				'bulletList',
				element(
					'listItem',
					element('paragraph', letters(`laag ${depth}`)),
					...(depth < 12 ? [nest(depth + 1)] : [])
				)
			);
		const read = readRich(fragment((it) => it.insert(0, [nest(1)])));
		const deepest = (json: unknown): number => {
			if (typeof json !== 'object' || json === null) return 0;
			const own = (json as { type?: string }).type === 'bulletList' ? 1 : 0;
			return own + Math.max(0, ...Object.values(json).map(deepest));
		};
		expect(deepest(read)).toBe(richLimits.depth);
		expect(plainOf(read).split('\n')).toEqual(
			Array.from({ length: 12 }, (_, i) => `laag ${i + 1}`)
		);
	});

	it('is read no further than there is any use in', () => {
		const root = fragment((it) =>
			it.insert(0, [element('paragraph', letters('x'.repeat(200_000)))])
		);
		expect(plainOf(readRich(root)).length).toBeLessThanOrEqual(4 * richLimits.text);
		const blocks = fragment((it) =>
			it.insert(
				0,
				Array.from({ length: 5_000 }, () => element('paragraph'))
			)
		);
		expect(readRich(blocks).content.length).toBeLessThanOrEqual(richLimits.blocks);
	});

	it('never throws, whatever lies in it', () => {
		const root = fragment((it) => {
			const text = new Y.XmlText();
			text.insertEmbed(0, { image: 'https://volger.example/1.png' });
			text.insert(1, 'na');
			it.insert(0, [
				element('bulletList'),
				element('bulletList', letters('zonder punt'), element('heading', letters('kop'))),
				element('listItem', letters('zonder lijst')),
				element('blockquote'),
				element('blockquote', element('blockquote', letters('dubbel'))),
				element('paragraph', element('paragraph', letters('erin')), text),
				element('hardBreak', letters('in een einde'))
			]);
			it.insert(0, [new Y.XmlHook('haak') as unknown as Y.XmlElement]);
		});
		const read = readRich(root);
		for (const word of ['zonder punt', 'kop', 'zonder lijst', 'dubbel', 'erin', 'na']) {
			expect(plainOf(read)).toContain(word);
		}
		expect(JSON.stringify(read)).not.toContain('volger');
	});
});

describe('rich text and plain text', () => {
	it('makes paragraphs of blank lines and lists of dashes', () => {
		const doc = fromPlain('Een regel\nnog een\r\n\r\n- punt\n- punt twee\nna de lijst\n\n\n');
		expect(doc.content.map(({ type }) => type)).toEqual(['paragraph', 'bulletList', 'paragraph']);
		expect(plainOf(doc)).toBe('Een regel\nnog een\npunt\npunt twee\nna de lijst');
		expect(sizeOfRich(doc)).toBe(plainOf(doc).length);
	});

	it('is empty for nothing but spaces', () => {
		expect(fromPlain(' \n \n')).toEqual(emptyRich());
	});

	it('is reworded block by block, and keeps its marks beside what changed', () => {
		const next = mapTexts(everything, (text) =>
			text.replace('Een vet', 'Een groot vet').replace('eerst', '[weg]')
		);
		expect(plainOf(next)).toBe(
			plainOf(everything).replace('Een vet', 'Een groot vet').replace('eerst', '[weg]')
		);
		const [, paragraph] = [...textBlocks(next)];
		expect(paragraph?.content).toContainEqual(spanOf('vet', [{ type: 'bold' }]));
	});

	it('loses a link whose address is reworded', () => {
		const next = mapTexts(everything, (text) => text.replace('https://', '[weg]'));
		expect(JSON.stringify(next)).not.toContain('wetten.example');
		expect(plainOf(next)).toBe(plainOf(everything));
	});

	it('is the same when nothing changes', () => {
		expect(mapTexts(everything, (text) => text)).toEqual(everything);
	});

	it('puts line ends in as breaks', () => {
		expect(inlineOf('een\n\ntwee')).toEqual([
			{ type: 'text', text: 'een' },
			{ type: 'hardBreak' },
			{ type: 'hardBreak' },
			{ type: 'text', text: 'twee' }
		]);
	});
});
