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

describe('a held find', () => {
	/** She typed this, went elsewhere and came back. */
	function back(words: string) {
		const all = aText();
		all.types(words);
		all.held.decide();
		const put = (at: number, letters: string) => {
			for (const [i, letter] of [...letters].entries()) {
				const { shown } = all.held;
				all.held.type(shown.slice(0, at + i) + letter + shown.slice(at + i), at + i + 1);
			}
			all.held.decide();
		};
		return { ...all, put };
	}

	it('stays held when its writer comes back and writes on right behind it', () => {
		const { held, sent, put } = back('bel 06-12345678');
		put('bel 06-12345678'.length, '9 graag');
		expect(held.shown).toBe('bel 06-123456789 graag');
		expect(sent()).toBe('bel 9 graag');
	});

	it('stays held when its writer comes back and writes right before it', () => {
		const { sent, put } = back('bel 06-12345678');
		put('bel '.length, '9');
		expect(sent()).toBe('bel 9');
	});

	it('stays held on both sides of what is put into it, and each part is told of', () => {
		const { held, sent, put } = back('bel 06-12345678 nu. ');
		put('bel 06-123'.length, ' ja ');
		expect(sent()).toBe('bel  ja  nu. ');
		expect(held.now.current.findings.map(({ text }) => text)).toEqual(['06-123', '45678']);
	});

	it('stays held for the rest of it when other words take the place of a part', () => {
		const { held, sent } = back('met Wiebe Kloosterziel erbij. ');
		const start = 'met '.length;
		held.replace({ start, end: start + 'Wiebe'.length }, '[iemand]');
		expect(sent()).toBe('met [iemand] erbij. ');
		expect(held.shown).toBe('met [iemand] Kloosterziel erbij. ');
		expect(held.now.current.findings).toHaveLength(1);
	});

	it('stays held where letters taken from two finds leave one of them whole', () => {
		const { held, sent } = back('bel 06-99107627 371619087 nu. ');
		held.type('bel 06-991076271619087 nu. ', 'bel 06-9910762'.length);
		held.decide();
		expect(sent()).toBe('bel 1619087 nu. ');
		expect(held.now.current.findings.map(({ text }) => text)).toEqual(['06-99107627']);
	});

	it('stays held when others take its context away and its writer goes on', () => {
		const { text, sent, put, held } = back('De moeder van Roos kwam langs. ');
		text.delete(0, 'De moeder van '.length);
		put(held.shown.length, 'En verder. ');
		expect(sent()).toBe(' kwam langs. En verder. ');
	});

	it('goes once it is nobody, and what stands beside it stays', () => {
		const { held, sent } = back('Willem Bosman  x.y@gmail.com, 06-12345678 en Kevin. ');
		expect(sent()).toBe('  ,  en . ');
		held.judge({ guard, allowed: ['Willem Bosman'] });
		expect(sent()).toBe('Willem Bosman  ,  en . ');
		expect(held.now.current.findings.map(({ text }) => text)).toEqual([
			'x.y@gmail.com',
			'06-12345678',
			'Kevin'
		]);
	});

	it('goes when its writer takes letters from it and that is nobody', () => {
		const { held, sent } = back('nummer 06-12345678. ');
		held.type('nummer 06-123456. ', 'nummer 06-123456'.length);
		held.decide();
		expect(sent()).toBe('nummer 06-123456. ');
	});

	it('does not hide another that begins in it', () => {
		const { sent } = back('Kevin Jansen Dorpsstraat 14');
		expect(sent()).not.toContain('Kevin');
	});
});

describe('what is being typed before other held words', () => {
	/** The guard is not there yet: all she typed is held, and she went back to the first line. */
	function before(words: string) {
		const text = new Y.Doc().getText('t');
		const held = new HeldText(text, { origin: {}, limit: 4000 }, { guard: null, allowed: [] });
		held.type('\ngewone woorden hier', 20);
		for (let i = 1; i <= words.length; i += 1) {
			held.type(`${words.slice(0, i)}\ngewone woorden hier`, i);
		}
		return { held, sent: () => text.toJSON() };
	}

	it('waits for its end at the caret, not at the end of all', () => {
		const { held, sent } = before('bel 06-1234');
		held.judge({ guard, allowed: [] });
		expect(sent()).not.toContain('06-1');
		held.decide();
		expect(sent()).toBe('bel 06-1234\ngewone woorden hier');
	});

	it('waits on after a rest when it may become a name', () => {
		const { held, sent } = before('en Moha');
		held.judge({ guard, allowed: [] });
		held.rest();
		expect(sent()).not.toContain('Moha');
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
