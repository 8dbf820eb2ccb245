/** What other parts, and later other nodes, must hear when somebody's rights change. */
export type Notice =
	| { kind: 'sign-in-ended'; signInId: string }
	| { kind: 'member-changed'; memberId: string }
	| { kind: 'board-changed'; boardId: string }
	| { kind: 'session-changed'; sessionId: string }
	| { kind: 'draft-changed'; draftId: string };

/** Rings a bell; the truth is in the store. Local now, Redis or Valkey when there are several nodes. */
export interface Bus {
	publish(notice: Notice): void;
	/** Returns its own undo. */
	onNotice(heard: (notice: Notice) => void): () => void;
}
