import { describe, expect, it } from 'vitest';
import { aGroup, aPhase, aStep, someNotes } from '../../../../tests/support/a-phase';
import { boardModes } from '$lib/domain/board-mode';
import { m } from '$lib/paraglide/messages';
import { enterWords, modeHint, modeLabel, whoWords } from './mode-words';

it('names nine ways of working, each with what it is for', () => {
	const said = boardModes.map((mode) => `${modeLabel(mode)} ${modeHint(mode)}`);
	expect(new Set(said).size).toBe(9);
});

it('says once that the method goes on: mode, instruction, and who writes', () => {
	const phase = aPhase({ mode: 'verdekt', access: 'read', step: 1, notes: someNotes() });
	const steps = [aStep(1, { instruction: 'Schrijf vragen op.' })];
	expect(enterWords(phase, steps)).toBe(
		`Nu: Verdekt schrijven. Schrijf vragen op. ${m.who_verdekt()}`
	);
});

describe('who may write', () => {
	it('says that nothing is harvested from a red board, also to who could harvest', () => {
		const marking = { ...aPhase().marking, tlp: 'red' } as const;
		expect(whoWords(aPhase({ mode: 'oogst', marking }))).toBe(m.who_oogst_red());
	});

	it('is said to who has the word, and by name to the others', () => {
		const speaker = { name: 'Tessa', organisation: 'Aldermeer', isMe: true };
		expect(whoWords(aPhase({ mode: 'ronde', speaker }))).toBe(m.who_ronde_you());
		const other = { ...speaker, isMe: false };
		const listening = aPhase({ mode: 'ronde', access: 'read', speaker: other });
		expect(whoWords(listening)).toContain('Tessa');
		// Whom this reader may not know by name.
		const masked = { name: null, organisation: 'een grotere gemeente', isMe: false };
		expect(whoWords({ ...listening, speaker: masked })).toContain('een grotere gemeente');
	});

	it('is another thing for the contributor who listens than for who speaks of her casus', () => {
		const phase = aPhase({ mode: 'inbrenger_luistert' });
		expect(whoWords(phase)).toBe(m.who_luistert());
		expect(whoWords({ ...phase, access: 'read', isContributor: true })).toBe(m.who_luistert_you());
	});

	it('does not promise hidden writing to who prepares notes, or after they were revealed', () => {
		const verdekt = aPhase({ mode: 'verdekt', access: 'read', notes: someNotes() });
		expect(whoWords(verdekt)).toBe(m.who_verdekt());
		const next = someNotes({ forStep: 5, isRevealed: true });
		expect(whoWords({ ...verdekt, notes: next })).toBe(m.who_verdekt_revealed());
		expect(whoWords({ ...verdekt, notes: someNotes({ access: 'none' }) })).toBe(
			m.who_verdekt_read()
		);
	});

	it('names the group she works in, and says so when she is in none', () => {
		const phase = aPhase({ mode: 'subgroep', access: 'read' });
		expect(whoWords(phase)).toBe(m.who_subgroep_none());
		const group = aGroup('g', { name: 'Groep 2' });
		expect(whoWords({ ...phase, group })).toContain('Groep 2');
	});
});
