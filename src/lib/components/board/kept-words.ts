import { stepOf } from '$lib/documents/board-layers';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { Step } from '$lib/domain/template';
import { m } from '$lib/paraglide/messages';
import { modeLabel, whoWords } from './mode-words';

/** Why somebody cannot go on with the card she was writing. */
export function keptWords(before: BoardPhase, now: BoardPhase, steps: readonly Step[]): string {
	const happened = whatHappened(before, now, steps);
	return now.notes.isRevealed && before.n === now.n ? happened : `${happened} ${whoWords(now)}`;
}

function whatHappened(before: BoardPhase, now: BoardPhase, steps: readonly Step[]): string {
	if (now.frozen && !before.frozen) return m.kept_frozen();
	if (before.step !== now.step) {
		const name = stepOf(now, steps)?.name ?? '';
		return m.kept_step({ step: name, mode: modeLabel(now.mode) });
	}
	if (before.mode !== now.mode) return m.kept_mode({ mode: modeLabel(now.mode) });
	if (!before.notes.isRevealed && now.notes.isRevealed) return m.kept_revealed();
	if (now.mode === 'ronde') return m.kept_speaker();
	return m.kept_changed();
}
