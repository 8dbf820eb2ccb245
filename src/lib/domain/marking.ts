import type { Refusal } from './outcome.ts';
import { tlps, type Tlp } from './tlp.ts';

/*
 * What a TLP label does. Who may know a thing follows from its label; who may change the label is
 * told here. Only the source may let something travel further than it does.
 */

/** Who wants to change a marking; null is who may change none. */
export type Marker = 'source' | 'facilitator' | null;

/** Whether `a` is meant for fewer people than `b`. */
export function isStricter(a: Tlp, b: Tlp): boolean {
	return tlps.indexOf(a) > tlps.indexOf(b);
}

/** What a card is marked: as its board, unless it may travel further. */
export function cardTlp(board: Tlp, own: Tlp | undefined): Tlp {
	return own !== undefined && isStricter(board, own) ? own : board;
}

/** Labels a card of its own may have; of a stricter board there are more. */
export function tlpsBelow(board: Tlp): Tlp[] {
	return tlps.filter((tlp) => isStricter(board, tlp));
}

/** Why she may not mark it so, or null. */
export function refusalOfMark(by: Marker, from: Tlp, to: Tlp): Refusal | null {
	if (by === null) return 'forbidden';
	return isStricter(from, to) && by !== 'source' ? 'only-source' : null;
}

/** A document is read whole: what fewer people may know goes on another board. */
export function refusalOfCardMark(by: Marker, board: Tlp, from: Tlp, to: Tlp): Refusal | null {
	if (by !== null && isStricter(to, board)) return 'stricter-than-board';
	return refusalOfMark(by, from, to);
}

/** What is said among those who were there is not lifted out of it. */
export function mayHarvest(board: Tlp): boolean {
	return board !== 'red';
}

/** Paper goes where it is taken. */
export function mayPrint(board: Tlp): boolean {
	return board !== 'red';
}
