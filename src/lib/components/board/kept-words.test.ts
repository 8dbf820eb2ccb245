import { expect, it } from 'vitest';
import { aPhase, aStep, someNotes } from '../../../../tests/support/a-phase';
import { m } from '$lib/paraglide/messages';
import { keptWords } from './kept-words';

const steps = [aStep(1), aStep(2, { name: 'Witte vlekken' })];
const open = aPhase();

it('names the step or the way of working that came, and who may write in it', () => {
	const next = aPhase({ n: 2, step: 2, mode: 'ronde', access: 'read' });
	expect(keptWords(open, next, steps)).toBe(
		`De begeleider ging naar Witte vlekken (Ronde). ${m.who_ronde_nobody()}`
	);
	expect(keptWords(open, { ...next, step: 1 }, steps)).toContain('ander werk op het bord: Ronde.');
});

it('says that another has the word, or that the cards are on the board', () => {
	const round = aPhase({ mode: 'ronde' });
	expect(keptWords(round, { ...round, access: 'read' }, steps)).toContain(m.kept_speaker());
	const hidden = aPhase({ mode: 'verdekt', access: 'read', notes: someNotes() });
	const revealed = { ...hidden, notes: someNotes({ isRevealed: true }) };
	expect(keptWords(hidden, revealed, steps)).toBe(m.kept_revealed());
});
