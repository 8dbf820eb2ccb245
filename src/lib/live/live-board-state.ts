import { stateDocument } from '$lib/domain/document-name';
import { BoardStateDocument, type LiveState } from '$lib/documents/board-state';
import type { Lines } from './lines';
import { LiveServerState } from './live-server-state';

/** What the server says to everybody on a board: phase, clock, and how many wrote or voted. */
export class LiveBoardState extends LiveServerState<LiveState> {
	constructor(boardId: string, lines: Lines, painted: LiveState) {
		super(stateDocument(boardId), (doc) => new BoardStateDocument(doc), lines, painted);
	}
}
