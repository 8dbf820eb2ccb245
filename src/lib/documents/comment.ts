import * as Y from 'yjs';
import { isThing, momentOf } from './card.ts';

/** What somebody said about a card. Only the server writes it, so nobody speaks for another. */
export interface Comment {
	id: string;
	card: string;
	text: string;
	/** Milliseconds since epoch. */
	at: number;
	/** Where its card stood: what was said stays findable when that card is gone. */
	zone?: string;
	/** Dealt with since (ms since epoch). */
	resolvedAt?: number;
}

export type CommentMap = Y.Map<unknown>;

/** Under which authorship says who dealt with a comment; no comment can have this id. */
export const resolverOf = (comment: string): string => `${comment}.resolved`;

export function newCommentMap({ card, text, at, zone, resolvedAt }: Comment): CommentMap {
	const map: CommentMap = new Y.Map();
	map.set('card', card);
	map.set('text', text);
	map.set('at', at);
	if (zone !== undefined) map.set('zone', zone);
	if (resolvedAt !== undefined) map.set('resolved', resolvedAt);
	return map;
}

/** Null: what has no readable shape is no comment. */
export function readComment(id: string, map: unknown): Comment | null {
	if (!(map instanceof Y.Map) || !isThing(id)) return null;
	const [card, text, at, zone, resolved] = ['card', 'text', 'at', 'zone', 'resolved'].map(
		(key) => map.get(key) as unknown
	);
	if (typeof card !== 'string' || typeof text !== 'string') return null;
	const resolvedAt = momentOf(resolved);
	return {
		id,
		card,
		text,
		at: momentOf(at) ?? 0,
		...(typeof zone === 'string' ? { zone } : {}),
		...(resolvedAt === null ? {} : { resolvedAt })
	};
}

export function byMoment(a: Comment, b: Comment): number {
	return a.at - b.at || (a.id < b.id ? -1 : 1);
}
