import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { insertVersion, setFrozen } from '../store/version-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { pack } from './version-content.ts';

/**
 * Keeps a board as it was agreed on, and closes it for writing. Nobody writes from the moment it is
 * read until every open line knows: the version and the board say the same.
 */
export function freeze(
	parts: ActParts,
	{ actor, board }: Given,
	{ label }: Extract<BoardCommand, { do: 'freeze' }>
): Promise<Outcome> {
	const { store, rooms, keeper, trail, now } = parts;
	const name = boardDocument(board.id);
	if (label === '') return Promise.resolve(refused('invalid', 'label'));
	return rooms.sealed(name, async () => {
		const content = await keeper.read(board.id);
		if (!content) return refused('unavailable');
		const about = { kind: 'agreed', label, madeBy: actor.memberId } as const;
		const version = (await keeper.draft(board, about)).of(content);
		await store.transaction(async (trx) => {
			await insertVersion(trx, version, pack(content));
			await setFrozen(trx, board.id, { at: now(), version: version.id });
			await trail.within(trx, {
				act: 'board.frozen',
				memberId: actor.memberId,
				subject: name,
				detail: { version: version.id }
			});
		});
		keeper.kept(board.id);
		await parts.tell(board.id);
		await rooms.rightsRead();
		return done();
	});
}

/** Opens it again, as its mode lets people write. What was agreed on stays in the list. */
export async function unfreeze(
	{ store, trail }: ActParts,
	{ actor, board }: Given
): Promise<Outcome> {
	if (board.frozenAt === null) return refused('already-done');
	await store.transaction(async (trx) => {
		await setFrozen(trx, board.id, null);
		await trail.within(trx, {
			act: 'board.reopened',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: { version: board.frozenVersion }
		});
	});
	return done();
}
