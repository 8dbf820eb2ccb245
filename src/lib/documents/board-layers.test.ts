import { describe, expect, it } from 'vitest';
import { aGroup, aPhase, aTable, aStep, aZone, someNotes } from '../../../tests/support/a-phase.ts';
import type { BoardMode } from '../domain/board-mode.ts';
import { ASIDE_ZONE, layerFor, layersOf } from './board-layers.ts';
import type { BoardPhase } from './board-phase.ts';

const steps = [aStep(1), aStep(2, { zoneIds: ['wit'] })];
const of = (phase: BoardPhase, wantsAside = false) => layersOf('b', phase, steps, wantsAside);
/** Kind of document a new card of this zone goes into. */
const goesTo = (phase: BoardPhase, zone = 'feiten', wantsAside = false) =>
	layerFor(of(phase, wantsAside), phase, zone)?.kind ?? null;

describe('the layers of a board', () => {
	it('are one document while nothing is hidden', () => {
		expect(of(aPhase()).map(({ key, access }) => [key, access])).toEqual([['board/b', 'write']]);
	});

	it('have notes of ones own, asked for with the number of their making', () => {
		const phase = aPhase({ mode: 'verdekt', access: 'read', notes: someNotes({ epoch: 3 }) });
		expect(of(phase).map(({ key }) => key)).toEqual(['board/b', 'notes/b/ik?epoch=3']);
	});

	it('have a group part that one writes, and those of all groups for whoever leads', () => {
		const group = aGroup('g1');
		const phase = aPhase({ mode: 'subgroep', access: 'read', group });
		expect(of(phase)[1]).toMatchObject({ key: 'part/b/g1', access: 'write', zones: ['feiten'] });
		const groups = [aTable('g1'), aTable('g2')];
		const desk = { people: [], groups, unrevealed: 0, toReveal: 0, left: [], attributions: [] };
		const leading = aPhase({ mode: 'subgroep', access: 'read', desk });
		expect(of(leading).map(({ key, access }) => [key, access])).toEqual([
			['board/b', 'read'],
			['part/b/g1', 'read'],
			['part/b/g2', 'read']
		]);
	});

	it('keep private notes closed until she opens them', () => {
		expect(of(aPhase())).toHaveLength(1);
		expect(of(aPhase(), true)[1]).toMatchObject({ key: 'aside/b/ik', zones: [ASIDE_ZONE] });
		expect(of(aPhase({ hasAside: false }), true)).toHaveLength(1);
	});
});

describe('where a new card goes', () => {
	const closed: BoardMode[] = ['verdekt', 'ordenen', 'subgroep', 'stemmen'];
	it.each(closed)('nowhere in %s, to who has no notes and no group', (mode) => {
		expect(goesTo(aPhase({ mode, access: 'read' }))).toBeNull();
	});

	it('on the board, wherever she may write it, in whatever zone', () => {
		expect(goesTo(aPhase(), 'wit')).toBe('board');
		expect(goesTo(aPhase({ mode: 'ronde' }), 'wit')).toBe('board');
		expect(goesTo(aPhase({ mode: 'ronde', access: 'read' }), 'wit')).toBeNull();
	});

	it('into her notes while writing is hidden, in the zones of the step', () => {
		const phase = aPhase({ mode: 'verdekt', access: 'read', notes: someNotes() });
		expect(goesTo(phase)).toBe('notes');
		expect(goesTo(phase, 'wit')).toBeNull();
	});

	it('not into notes that are on the board by now, nor into those one only prepares', () => {
		const revealed = someNotes({ isRevealed: true });
		expect(goesTo(aPhase({ mode: 'verdekt', access: 'read', notes: revealed }))).toBeNull();
		const prepared = someNotes({ forStep: 3 });
		expect(goesTo(aPhase({ mode: 'verdekt', access: 'read', notes: prepared }))).toBeNull();
		expect(goesTo(aPhase({ notes: prepared }))).toBe('board');
	});

	it('into the part of her group, in the zones of the step only', () => {
		const group = aGroup('g1');
		const phase = aPhase({ mode: 'subgroep', access: 'read', group, step: 2 });
		expect(goesTo(phase, 'wit')).toBe('part');
		expect(goesTo(phase)).toBeNull();
	});

	it('into the document of a zone that is not on the board yet, in whatever mode', () => {
		const zones = [aZone('feiten'), aZone('afloop', { isHidden: true })];
		expect(goesTo(aPhase({ zones }), 'afloop')).toBe('zone');
		expect(goesTo(aPhase({ zones, mode: 'stemmen', access: 'read' }), 'afloop')).toBe('zone');
		expect(goesTo(aPhase({ zones }))).toBe('board');
	});

	it('beside the board, where nobody looks', () => {
		const phase = aPhase({ mode: 'inbrenger_luistert', access: 'read' });
		expect(goesTo(phase, ASIDE_ZONE, true)).toBe('aside');
		expect(goesTo(phase, 'feiten', true)).toBeNull();
	});
});
