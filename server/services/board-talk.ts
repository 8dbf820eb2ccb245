import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { resolverOf } from '../../src/lib/documents/comment.ts';
import type { ActParts, Given } from './board-acts.ts';

type Command<Verb> = Extract<BoardCommand, { do: Verb }>;

/**
 * What somebody says about a card: written by the server, with whose it is in the same commit. Sent
 * again after an answer that never came, it is there already.
 */
export async function comment(
	{ rooms, boards, now }: ActParts,
	{ actor, board }: Given,
	{ id, card, text }: Command<'comment'>
): Promise<Outcome> {
	const name = boardDocument(board.id);
	const found = await rooms.read(name, (doc) => {
		const document = new BoardDocument(doc);
		const comments = document.comments();
		return {
			card: document.card(card),
			said: comments.find((each) => each.id === id),
			n: comments.filter((each) => each.card === card).length
		};
	});
	if (found?.said) {
		const { memberId } = (await boards.listAuthorship(name)).get(id) ?? {};
		const isSame = found.said.card === card && found.said.text === text;
		return isSame && memberId === actor.memberId ? done() : refused('already-done');
	}
	if (!found?.card || found.card.binnedAt !== null) return refused('not-found');
	if (found.n >= limits.cardComments) return refused('too-many');
	const { zone } = found.card;
	const at = now().getTime();
	await rooms.apply(
		name,
		(doc) => new BoardDocument(doc).addComment({ id, card, text, at, zone }, 'command'),
		{ memberId: actor.memberId, authorship: new Map([[id, actor.memberId]]) }
	);
	return done();
}

/** Dealt with, or open again: also of a card that lies in the bin or is gone. */
export async function resolveComment(
	{ rooms, now }: ActParts,
	{ actor, board }: Given,
	{ comment: id, on }: Command<'resolve'>
): Promise<Outcome> {
	const name = boardDocument(board.id);
	const said = await rooms.read(name, (doc) =>
		new BoardDocument(doc).comments().find((each) => each.id === id)
	);
	if (!said) return refused('not-found');
	if ((said.resolvedAt !== undefined) === on) return done();
	const at = on ? now().getTime() : null;
	await rooms.apply(name, (doc) => new BoardDocument(doc).resolveComment(id, at, 'command'), {
		memberId: actor.memberId,
		...(on ? { authorship: new Map([[resolverOf(id), actor.memberId]]) } : {})
	});
	return done();
}
