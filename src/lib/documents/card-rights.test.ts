import { defaultBallot } from '../domain/ballot.ts';
import { expect, it } from 'vitest';
import { aPhase, someNotes } from '../../../tests/support/a-phase.ts';
import { layersOf } from './board-layers.ts';
import type { BoardPhase } from './board-phase.ts';
import { cardRights, noRights } from './card-rights.ts';

/** Rights on the cards of the board itself. */
const of = (about: Partial<BoardPhase>, isLeading = false) => {
	const phase = aPhase(about);
	return cardRights(phase, layersOf('b', phase, [], false)[0]!, isLeading);
};
const read = { access: 'read' } as const;

it('lets her do everything herself where she writes', () => {
	expect(of({})).toMatchObject({ edit: true, arrange: 'document', mark: 'document' });
});

it('lets her order cards by asking, and leaves their texts alone', () => {
	const rights = of({ mode: 'ordenen', ...read, mayMark: true });
	expect(rights).toMatchObject({ edit: false, arrange: 'command', mark: 'command', bin: null });
	// Who only watches orders nothing.
	const watching = { hasAside: false, maySpeak: false };
	expect(of({ mode: 'ordenen', ...read, ...watching })).toEqual(noRights);
});

it('lets her vote while there is a ballot she may vote in', () => {
	const ballot = {
		...defaultBallot,
		isOpen: true,
		mayVote: true,
		mine: {},
		isHandedIn: false
	};
	expect(of({ mode: 'stemmen', ...read, ballot }).vote).toBe(true);
	expect(of({ mode: 'stemmen', ...read, ballot: { ...ballot, mayVote: false } }).vote).toBe(false);
	expect(of({ mode: 'stemmen', ...read }).vote).toBe(false);
	// What is handed in as a whole is not chosen on the cards.
	expect(of({ mode: 'stemmen', ...read, ballot: { ...ballot, kind: 'geheim' } }).vote).toBe(false);
});

it('lets her point out a card for the harvest, and write it down only who may', () => {
	expect(of({ mode: 'oogst', ...read })).toMatchObject({ flag: true, harvest: false });
	expect(of({ mode: 'oogst', ...read, mayHarvest: true }).harvest).toBe(true);
	for (const mode of ['open', 'ronde', 'ordenen'] as const) {
		expect([mode, of({ mode, ...read }).flag]).toEqual([mode, true]);
		expect([mode, of({ mode, ...read, hasAside: false }).flag]).toEqual([mode, false]);
	}
	expect(of({ mode: 'stemmen', ...read }).flag).toBe(false);
});

it('lets her say something about what is on the board, and only there', () => {
	expect(of({ maySpeak: true }).comment).toBe(true);
	expect(of({ mode: 'stemmen', ...read, maySpeak: true }).comment).toBe(true);
	expect(of({ maySpeak: false }).comment).toBe(false);
	const phase = aPhase({ maySpeak: true, notes: someNotes() });
	const notes = layersOf('b', phase, [], false).find(({ kind }) => kind === 'notes')!;
	expect(cardRights(phase, notes, false).comment).toBe(false);
});

it('lets who may change labels choose how far a card travels, in every mode', () => {
	const marking = { ...aPhase().marking, by: 'source' } as const;
	expect(of({ marking }).label).toBe(true);
	expect(of({ mode: 'stemmen', ...read, marking }).label).toBe(true);
	expect(of({}).label).toBe(false);
});

it('lets whoever leads take a revealed card away, and nobody else', () => {
	const revealed = { mode: 'verdekt', ...read, notes: someNotes({ isRevealed: true }) } as const;
	expect(of(revealed, true).bin).toBe('command');
	expect(of(revealed).bin).toBeNull();
	expect(of({ ...revealed, notes: someNotes() }, true).bin).toBeNull();
});
