import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ownWords } from './own-words.ts';

it('gives what one client typed, without a letter of another', () => {
	const hers = new Y.Doc();
	const his = new Y.Doc();
	hers.getText('t').insert(0, 'Wij zagen het ook.');
	Y.applyUpdate(his, Y.encodeStateAsUpdate(hers));
	his.getText('t').insert(9, 'gisteren ');
	his.getText('t').insert(0, 'Nee: ');
	Y.applyUpdate(hers, Y.encodeStateAsUpdate(his));
	hers.getText('t').delete(hers.getText('t').length - 5, 5);
	expect(hers.getText('t').toJSON()).toBe('Nee: Wij zagengisteren  het ');
	expect(ownWords(hers.getText('t'), hers.clientID)).toBe('Wij zagen …  het ');
	expect(ownWords(hers.getText('t'), his.clientID)).toBe('Nee:  … gisteren ');
	expect(ownWords(hers.getText('t'), 1)).toBe('');
});
