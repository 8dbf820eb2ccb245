import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ownWords } from './own-words.ts';

it('gives what one client typed, without a letter of another', () => {
	const hers = new Y.Doc();
	const his = new Y.Doc();
	const text = hers.getText('t');
	text.insert(0, 'zagen het ook');
	Y.applyUpdate(his, Y.encodeStateAsUpdate(hers));
	his.getText('t').insert(6, 'gisteren ');
	his.getText('t').insert(0, 'Nee: ');
	Y.applyUpdate(hers, Y.encodeStateAsUpdate(his));
	text.delete(text.length - 4, 4);
	expect(text.toJSON()).toBe('Nee: zagen gisteren het');
	expect(ownWords(text, hers.clientID)).toBe('zagen  … het');
	expect(ownWords(text, his.clientID)).toBe('Nee:  … gisteren ');
	expect(ownWords(text, 1)).toBe('');
});
