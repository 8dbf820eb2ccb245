import { expect, it } from 'vitest';
import * as Y from 'yjs';
import * as guard from '$lib/privacy/guard';
import { HeldText } from './held-text';

function make(initial = '') {
	const doc = new Y.Doc();
	const text = doc.getText('t');
	text.insert(0, initial);
	const sent: string[] = [];
	text.observe(() => sent.push(text.toJSON()));
	const held = new HeldText(text, { origin: {}, limit: 2000 }, { guard, allowed: [] });
	return { doc, text, held, sent };
}
function typeAll(held: HeldText, words: string) {
	for (const ch of words) {
		const n = held.shown + ch;
		held.type(n, n.length);
	}
}
function backspace(held: HeldText, n = 1) {
	for (let i = 0; i < n; i++) {
		const s = held.shown.slice(0, -1);
		held.type(s, s.length);
	}
}
for (const find of [
	'Het nummer 06-12345678',
	'bel 0612345678',
	'bsn 123456782',
	'mail jan.jansen@voorbeeld.nl',
	'Kevin',
	'met Kevin Jansen',
	'Dorpsstraat 14'
]) {
	it(`backspace in a held find after leaving the field: ${find}`, () => {
		const { held, text } = make();
		typeAll(held, find);
		held.decide();
		const before = text.toJSON();
		backspace(held);
		console.log(JSON.stringify([find, before, text.toJSON()]));
		expect(text.toJSON()).toBe(before);
	});
}
it('a remote edit next to a held BSN does not send it', () => {
	const { held, text } = make();
	typeAll(held, 'Nummer 123456782 hoort bij hem.');
	held.decide();
	expect(text.toJSON()).not.toContain('1234');
	const at = text.toJSON().indexOf('hoort') - 1;
	text.insert(at, '0');
	console.log('REMOTE', text.toJSON(), held.now.current.findings);
	expect(text.toJSON()).not.toContain('1234');
});
it('a remote edit of the context does not send a held name', () => {
	const { held, text } = make();
	typeAll(held, 'De moeder van Roos kwam langs. ');
	held.decide();
	console.log(
		'ROOS',
		text.toJSON(),
		held.now.current.findings.map((f) => f.text)
	);
	expect(text.toJSON()).not.toContain('Roos');
	const at = text.toJSON().indexOf('moeder');
	text.delete(at, 'moeder van '.length);
	console.log('ROOS2', text.toJSON());
	expect(text.toJSON()).not.toContain('Roos');
});
it('remote letter before held name', () => {
	const { held, text } = make();
	typeAll(held, 'Gisteren belde Kevin Jansen weer. ');
	held.decide();
	const at = text.toJSON().indexOf('weer') - 1;
	for (const ch of 'dehr') text.insert(at, ch);
	console.log('K', text.toJSON());
	expect(text.toJSON()).not.toContain('Kevi');
	text.delete(0, text.length - 1);
	console.log('K2', text.toJSON());
	expect(text.toJSON()).not.toContain('Kevi');
});
it('redo after a remote edit', () => {
	const { held, text } = make('een twee drie');
	held.type('een Kevin twee drie', 9);
	expect(held.isHolding).toBe(true);
	held.undo();
	expect(held.shown).not.toContain('Kevin');
	const was = held.shown;
	text.insert(0, 'Nul en ');
	held.redo();
	console.log('REDO', held.shown);
	expect(was).toBe('een  twee drie');
	expect(held.shown).toBe('Nul en een Kevin twee drie');
});

it('a held name from which letters are taken at the front', () => {
	const { held, text } = make();
	typeAll(held, 'met Kevin Jansen');
	held.decide();
	const s = held.shown.replace('Kevin', 'evin');
	held.type(s, 4);
	console.log('FRONT', text.toJSON());
	expect(text.toJSON()).toBe('met ');
});
