/** Kinds of Yjs documents that have a room. More come with the issues that need them. */
export const documentKinds = ['board'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export interface DocumentName {
	kind: DocumentKind;
	id: string;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const pattern = new RegExp(`^(${documentKinds.join('|')})/(${uuid})$`);
const idPattern = new RegExp(`^${uuid}$`);

/** `board/<uuid>` in parts, or null when the name does not have that form. */
export function parseDocumentName(name: string): DocumentName | null {
	const match = pattern.exec(name);
	return match ? { kind: match[1] as DocumentKind, id: match[2] as string } : null;
}

export function boardDocument(boardId: string): string {
	return `board/${boardId}`;
}

export function isId(text: string): boolean {
	return idPattern.test(text);
}
