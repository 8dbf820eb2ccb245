import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import * as guard from '$lib/privacy/guard';
import { blocked, warned } from '$lib/privacy/more-sentences';
import { HeldText } from './held-text';

/** What she types in `held`, and what of it is in the document. */
function aText(start = '') {
	const text = new Y.Doc().getText('t');
	text.insert(0, start);
	const origin = {};
	const held = new HeldText(text, { origin, limit: 4000 }, { guard, allowed: [] });
	const undo = new Y.UndoManager(text, { trackedOrigins: new Set([origin]), captureTimeout: 0 });
	const types = (words: string) => {
		for (const letter of words) held.type(held.shown + letter, held.shown.length + 1);
	};
	return { text, held, undo, types, sent: () => text.toJSON() };
}

describe('a letter taken from a held find', () => {
	it.each([
		'Het nummer 06-12345678',
		'bsn 123456782',
		'mail jan.jansen@voorbeeld.nl',
		'Kevin',
		'met Kevin Jansen',
		'Dorpsstraat 14'
	])('sends nothing of it: %s', (words) => {
		const { held, types, sent } = aText();
		types(words);
		held.decide();
		const before = sent();
		held.type(held.shown.slice(0, -1), held.shown.length - 1);
		expect(sent()).toBe(before);
	});

	it('sends nothing of it at its front either', () => {
		const { held, types, sent } = aText();
		types('met Kevin Jansen');
		held.decide();
		held.type(held.shown.replace('Kevin', 'evin'), 4);
		expect(sent()).toBe('met ');
	});
});

describe("another's edit", () => {
	it('beside a held number does not send it', () => {
		const { text, held, types, sent } = aText();
		types('Nummer 123456782 hoort bij hem.');
		held.decide();
		text.insert(sent().indexOf('hoort') - 1, '0');
		expect(sent()).not.toContain('1234');
	});

	it('that takes the context of a held name away does not send it', () => {
		const { text, held, types, sent } = aText();
		types('De moeder van Roos kwam langs. ');
		held.decide();
		text.delete(sent().indexOf('moeder'), 'moeder van '.length);
		expect(sent()).not.toContain('Roos');
	});

	it('against a held name does not send it', () => {
		const { text, held, types, sent } = aText();
		types('Gisteren belde Kevin Jansen weer. ');
		held.decide();
		for (const letter of 'dehr') text.insert(sent().indexOf('weer') - 1, letter);
		text.delete(0, text.length - 1);
		expect(sent()).not.toContain('Kevi');
	});

	it('moves what redo brings back', () => {
		const { text, held } = aText('een twee drie');
		held.type('een Kevin twee drie', 9);
		held.undo();
		expect(held.shown).toBe('een  twee drie');
		text.insert(0, 'Nul en ');
		held.redo();
		expect(held.shown).toBe('Nul en een Kevin twee drie');
	});
});

it('undo after a paste takes the paste, held and sent', () => {
	const { held, undo } = aText();
	held.type('eerder ', 7);
	held.decide();
	held.type('eerder gisteren was Kevin Jansen erbij. ', 40);
	for (let i = 0; i < 3; i++) if (!held.undo()) undo.undo();
	expect(held.shown).toBe('');
});

it('what is sent without the held words points at nobody, as the server reads it', () => {
	const demo = JSON.parse(readFileSync('demo/pii-sentences.json', 'utf8')) as {
		sentences: { text: string }[];
	};
	const sentences = [
		...[...blocked, ...warned].map(([text]) => text),
		...demo.sentences.map(({ text }) => text)
	];
	for (const sentence of sentences) {
		const { held, sent } = aText();
		held.type(sentence, sentence.length);
		held.decide();
		const found = guard.findPersonalData(sent()).filter((find) => find.severity !== 'attenderen');
		expect([sentence, found]).toEqual([sentence, []]);
	}
});
