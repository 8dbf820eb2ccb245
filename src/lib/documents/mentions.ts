import { textBlocks, type MentionKind, type RichDoc } from './rich-text.ts';

/** A term or card that a text names. Of a card: the board it is on, and its place there. */
export interface Mention {
	kind: MentionKind;
	id: string;
}

/** Where a card that is mentioned stands: `<board>/<place in the page of the board>`. */
export interface CardPlace {
	board: string;
	anchor: string;
}

export function cardMentionId({ board, anchor }: CardPlace): string {
	return `${board}/${anchor}`;
}

/** Null: it names no place. */
export function cardPlaceOf(id: string): CardPlace | null {
	const [, board, anchor] = /^([\w-]{1,60})\/([\w-]{1,60})$/.exec(id) ?? [];
	return board !== undefined && anchor !== undefined ? { board, anchor } : null;
}

/** Key of a mention in what a page is told of where they lead. */
export function mentionKey({ kind, id }: Mention): string {
	return `${kind} ${id}`;
}

export function mentionsIn(docs: readonly RichDoc[]): Mention[] {
	const found = new Map<string, Mention>();
	for (const doc of docs) {
		for (const { content } of textBlocks(doc)) {
			for (const inline of content) {
				if (inline.type !== 'text') continue;
				for (const mark of inline.marks ?? []) {
					if (mark.type === 'mention') found.set(mentionKey(mark.attrs), mark.attrs);
				}
			}
		}
	}
	return [...found.values()];
}
