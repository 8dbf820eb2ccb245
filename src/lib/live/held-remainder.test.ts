import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import * as guard from '$lib/privacy/guard';
import { blocked, warned } from '$lib/privacy/more-sentences';
import { HeldText } from './held-text';

const demo = JSON.parse(readFileSync('demo/pii-sentences.json', 'utf8')) as {
	sentences: { text: string }[];
};
const sentences: string[] = [
	...blocked.map(([t]) => t),
	...warned.map(([t]) => t),
	...demo.sentences.map(({ text }) => text)
];
it('what is sent without the held words points at nobody to the server', () => {
	const wrong: string[] = [];
	for (const s of sentences) {
		const text = new Y.Doc().getText('t');
		const held = new HeldText(text, { origin: {}, limit: 4000 }, { guard, allowed: [] });
		held.type(s, s.length);
		held.decide();
		const found = guard.findPersonalData(text.toJSON()).filter((f) => f.severity !== 'attenderen');
		if (found.length)
			wrong.push(
				JSON.stringify([s, text.toJSON(), found.map((f) => [f.severity, f.type, f.text])])
			);
	}
	console.log(sentences.length, wrong.length, '\n' + wrong.join('\n'));
	expect(wrong).toEqual([]);
});
it('undo after a paste takes the paste', () => {
	const doc = new Y.Doc();
	const text = doc.getText('t');
	const origin = {};
	const held = new HeldText(text, { origin, limit: 4000 }, { guard, allowed: [] });
	const um = new Y.UndoManager(text, { trackedOrigins: new Set([origin]), captureTimeout: 0 });
	held.type('eerder ', 7);
	held.decide();
	held.type('eerder gisteren was Kevin Jansen erbij. ', 40);
	const undo = () => {
		if (!held.undo()) um.undo();
	};
	undo();
	const one = held.shown;
	undo();
	const two = held.shown;
	undo();
	console.log('UNDO', [one, two, held.shown]);
	expect(held.shown).toBe('');
});
