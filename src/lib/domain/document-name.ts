/** Kinds of Yjs documents that have a room, by what follows the board's id in their name. */
const kinds = {
	board: null,
	state: null,
	harvest: null,
	notes: 'member',
	aside: 'member',
	part: 'group',
	zone: 'zone'
} as const;
export type DocumentKind = keyof typeof kinds;
export const documentKinds = Object.keys(kinds) as DocumentKind[];

export interface DocumentName {
	kind: DocumentKind;
	/** The board it belongs to. */
	id: string;
	/** Member, group or zone it is for; empty where there is none. */
	part: string;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const idPattern = new RegExp(`^${uuid}$`);
const zonePattern = /^[a-z0-9_-]{1,64}$/;
const namePattern = new RegExp(`^([a-z]+)/(${uuid})(?:/([^/]+))?$`);

/** `board/<uuid>`, `notes/<uuid>/<uuid>` ... in parts, or null when the name has no such form. */
export function parseDocumentName(name: string): DocumentName | null {
	const [, word = '', id = '', part = ''] = namePattern.exec(name) ?? [];
	const kind = documentKinds.find((each) => each === word);
	if (!kind) return null;
	const wanted = kinds[kind];
	if (wanted === null) return part === '' ? { kind, id, part } : null;
	return (wanted === 'zone' ? zonePattern : idPattern).test(part) ? { kind, id, part } : null;
}

export function boardDocument(boardId: string): string {
	return `board/${boardId}`;
}

/** What everybody on a board follows live; server-written. */
export function stateDocument(boardId: string): string {
	return `state/${boardId}`;
}

/** Hidden or prepared notes of one member. */
export function notesDocument(boardId: string, memberId: string): string {
	return `notes/${boardId}/${memberId}`;
}

/** Notes of one member that nobody else ever reads. */
export function asideDocument(boardId: string, memberId: string): string {
	return `aside/${boardId}/${memberId}`;
}

/** A zone that is not on the board yet. */
export function zoneDocument(boardId: string, zoneId: string): string {
	return `zone/${boardId}/${zoneId}`;
}

/** A group's part of the board. */
export function partDocument(boardId: string, groupId: string): string {
	return `part/${boardId}/${groupId}`;
}

/** What a board without a session harvests; a session's own has the session's id (issue 7). */
export function harvestDocument(boardId: string): string {
	return `harvest/${boardId}`;
}

/** What everybody in a session follows live; server-written. */
export function sessionDocument(sessionId: string): string {
	return `session/${sessionId}`;
}

/** What only those who run a session follow live; server-written. */
export function deskDocument(sessionId: string): string {
	return `desk/${sessionId}`;
}

const sessionPattern = new RegExp(`^(session|desk)/(${uuid})$`);

/** `session/<uuid>` and `desk/<uuid>` in parts, or null: these belong to no board. */
export function parseSessionDocument(
	name: string
): { kind: 'session' | 'desk'; id: string } | null {
	const [, kind, id = ''] = sessionPattern.exec(name) ?? [];
	return kind === 'session' || kind === 'desk' ? { kind, id } : null;
}

/** A question, an answer or a summary while it is written. */
export function draftDocument(draftId: string): string {
	return `draft/${draftId}`;
}

/** The placed question, its summary and answers, as all who read it follow them; server-written. */
export function threadDocument(questionId: string): string {
	return `thread/${questionId}`;
}

const threadPattern = new RegExp(`^(thread|draft)/(${uuid})$`);

/** `thread/<uuid>` and `draft/<uuid>` in parts, or null. */
export function parseThreadDocument(name: string): { kind: 'thread' | 'draft'; id: string } | null {
	const [, kind, id = ''] = threadPattern.exec(name) ?? [];
	return kind === 'thread' || kind === 'draft' ? { kind, id } : null;
}

export function isId(text: string): boolean {
	return idPattern.test(text);
}
