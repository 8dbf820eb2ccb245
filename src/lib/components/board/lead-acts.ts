import { UNDO_WINDOW, type BoardMode } from '$lib/domain/board-mode';
import type { BoardPhase } from '$lib/documents/board-phase';
import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';
import { modeCloses, modeLabel } from './mode-words';

/** Everybody goes to another step; for a few seconds it can be taken back. */
export async function goToStep(ui: BoardState, to: number): Promise<void> {
	const from = ui.phase.n;
	const step = ui.view.template.steps.find(({ n }) => n === to);
	if (!step || !(await ui.commands.send({ do: 'step', to, from }))) return;
	offerUndo(ui, m.lead_went({ step: step.name }), from);
}

/** Another way of working within the step. */
export async function setMode(ui: BoardState, mode: BoardMode): Promise<void> {
	const from = ui.phase.n;
	if (!(await ui.commands.send({ do: 'mode', mode, from }))) return;
	offerUndo(ui, m.lead_mode_set({ mode: modeLabel(mode) }), from);
}

function offerUndo(ui: BoardState, text: string, from: number): void {
	const undo = async () => {
		// Her own move, also when the page did not hear of it yet; what somebody did after it stays.
		const own = { do: 'undo-step', from: from + 1 } as const;
		if (await ui.commands.send(own)) ui.show({ text: m.lead_undone() });
	};
	ui.show({ text, undo: () => void undo(), stays: UNDO_WINDOW });
}

/** "Iedereen gaat naar Witte vlekken; verdekt schrijven sluit": what the button will do. */
export function stepEffect(ui: BoardState, step: { name: string; boardMode: BoardMode }): string {
	const { mode } = ui.phase;
	if (mode === step.boardMode) return m.lead_to({ step: step.name });
	return m.lead_to_closing({ step: step.name, closes: modeCloses(mode) });
}

/** The same again is a second round: of hidden notes that were revealed, of a ballot that is closed. */
export function isRunAgain({ mode, notes, ballot }: BoardPhase, to: BoardMode): boolean {
	if (to !== mode) return false;
	return mode === 'verdekt' ? notes.isRevealed : mode === 'stemmen' && ballot?.isOpen === false;
}

export function modeEffect(ui: BoardState, to: BoardMode): string {
	if (to === ui.phase.mode) return m.lead_mode_again({ mode: modeLabel(to).toLowerCase() });
	const closes = modeCloses(ui.phase.mode);
	return m.lead_mode_to_closing({ mode: modeLabel(to).toLowerCase(), closes });
}
