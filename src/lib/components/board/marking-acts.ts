import { UNDO_WINDOW } from '$lib/domain/board-mode';
import { isStricter } from '$lib/domain/marking';
import { tlpLabel, type Tlp } from '$lib/domain/tlp';
import type { Attendee } from '$lib/documents/board-phase';
import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';

/** Another label for the board; what was raised can be taken back for a few seconds. */
export async function markBoard(ui: BoardState, tlp: Tlp, attendance: string[]): Promise<void> {
	const before = ui.phase.marking.tlp;
	const command = { do: 'mark-board', tlp } as const;
	if (!(await ui.commands.send(tlp === 'red' ? { ...command, attendance } : command))) return;
	const takeBack = async () => {
		if (await ui.commands.send({ do: 'mark-board', tlp: before })) {
			ui.show({ text: m.marking_undone() });
		}
	};
	const isRaised = isStricter(tlp, before);
	ui.show({
		text: m.marking_set({ label: tlpLabel[tlp] }),
		...(isRaised ? { undo: () => void takeBack(), stays: UNDO_WINDOW } : {})
	});
}

/** Whether she may give this card a label of its own, or take it away. */
export function mayLabel(ui: BoardState, card: string): boolean {
	if (!ui.rights(card).label) return false;
	const { by, tlp } = ui.phase.marking;
	// Who cannot lower has something to choose only where it was lowered; below CLEAR there is nothing.
	return ui.markOf(card) !== undefined || (by === 'source' && tlp !== 'clear');
}

/** Null: as its board. */
export async function labelCard(ui: BoardState, card: string, tlp: Tlp | null): Promise<void> {
	if (!(await ui.commands.send({ do: 'mark-card', card, tlp }))) return;
	ui.show({ text: m.card_marking_set({ label: tlpLabel[tlp ?? ui.phase.marking.tlp] }) });
}

export async function attend(ui: BoardState, who: Attendee, on: boolean): Promise<boolean> {
	const { memberId: member, name } = who;
	const isDone = await ui.commands.send({ do: 'attend', member, on });
	if (isDone) {
		ui.show({ text: on ? m.attendance_added({ name }) : m.attendance_removed({ name }) });
	}
	return isDone;
}
