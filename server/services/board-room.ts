import { limits } from '../../src/lib/domain/limits.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { syncLimits } from '../sync/limits.ts';
import type { Rooms } from '../sync/rooms.ts';

/** Bytes of a board kept free for what people write themselves. */
const SPARE = 512 * 1024;

/** Whether so much more still leaves a board that people can write on. */
export async function fits(
	rooms: Rooms,
	board: string,
	more: { cards: number; bytes: number }
): Promise<boolean> {
	const now = await rooms.read(board, (doc, room) => ({
		cards: new BoardDocument(doc).size,
		bytes: room.content.bytes
	}));
	if (!now) return false;
	const isWithin = now.bytes + more.bytes <= syncLimits.documentBytes - SPARE;
	return more.cards === 0 || (isWithin && now.cards + more.cards <= limits.boardCards);
}
