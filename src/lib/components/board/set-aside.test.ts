import { expect, it } from 'vitest';
import { SetAside } from './set-aside.svelte';

it('keeps what was typed last, when the same card closes under her hands a second time', () => {
	const aside = new SetAside();
	aside.keep({ card: 'a', text: 'eerste', why: 'x', isLost: true });
	// She opens the card again, types, and the method goes on once more.
	aside.keep({ card: 'a', text: 'tweede, ook niet opgeslagen', why: 'y', isLost: true });
	expect(aside.kept.map(({ text }) => text)).toEqual(['eerste\n\ntweede, ook niet opgeslagen']);
	// The same text, longer: that takes the place of what it was.
	aside.keep({ card: 'b', text: 'half', why: 'x', isLost: true });
	aside.keep({ card: 'b', text: 'half en heel', why: 'x', isLost: true });
	expect(aside.keptAt('b')!.text).toBe('half en heel');
});
