import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { CopiedCard } from '../../src/lib/documents/card-copy.ts';
import { missingFrom, restoreCards } from '../../src/lib/documents/card-restore.ts';
import { reworded } from '../../src/lib/documents/document-copy.ts';
import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import { isSerious } from '../../src/lib/privacy/findings.ts';
import type { Authorship } from '../store/board-repository.ts';
import { insertVersion } from '../store/version-repository.ts';
import { inThatCommit, type ActParts, type Given } from './board-acts.ts';
import { fits } from './board-room.ts';
import { cleaned, pointsAtPerson } from './personal-text.ts';
import { cardsOf, contentOf, pack, unpack, type VersionContent } from './version-content.ts';

/**
 * Puts a board back as it stood, or one card of it. What stands there now is kept as a version in the
 * same commit: restoring that takes it back. Who made a card stays its maker.
 */
export async function restore(
	parts: ActParts,
	given: Given,
	command: Extract<BoardCommand, { do: 'restore' }>
): Promise<Outcome> {
	const { rooms, versions, keeper, boards, trail, now } = parts;
	const { board, actor, lab } = given;
	const name = boardDocument(board.id);
	const stored = await versions.find(board.id, command.version);
	if (!stored) return refused('not-found');
	if (await versions.isTaken(command.before)) return refused('already-done');
	const old = unpack(stored.content);
	const isWhole = command.card === undefined;
	const wanted = cardsOf(old).filter(({ id }) => isWhole || id === command.card);
	if (!isWhole && wanted.length === 0) return refused('not-found');
	const standing = await keeper.read(board.id);
	const room = await rooms.open(name);
	if (!standing || !room) return refused('unavailable');
	const allow = await parts.allowed.onBoard(lab, board.id);
	const cards = withoutPeople(wanted, standing, allow);
	if (!isWhole && cards.some(({ text }, i) => text !== wanted[i]?.text)) {
		return refused('personal-data');
	}
	const authorship = await boards.listAuthorship(name);
	const draft = await keeper.draft(board, {
		id: command.before,
		kind: 'before-restore',
		madeBy: actor.memberId
	});
	const missing = await rooms.read(name, (doc) => missingFrom(new BoardDocument(doc), cards));
	const bytes = cards.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
	if (!(await fits(rooms, name, { cards: missing?.length ?? 0, bytes }))) {
		return refused('too-many');
	}
	/** As it stands at the moment itself: somebody may write until then. */
	let before: VersionContent = standing;
	await rooms.apply(
		name,
		(doc) => {
			before = contentOf(doc, room, authorship);
			const document = new BoardDocument(doc);
			restoreCards(document, { cards, isWhole, at: now().getTime() }, 'restore');
		},
		{
			memberId: actor.memberId,
			along: inThatCommit(async (trx) => {
				await insertVersion(trx, draft.of(before), pack(before));
				const things = (missing ?? []).flatMap(({ id, comments }) => [
					id,
					...comments.map((comment) => comment.id)
				]);
				for (const thing of things) {
					await trx
						.insertInto('authorship')
						.values({ document: name, thing, ...authorOf(old.makers.get(thing)) })
						.onConflict((conflict) =>
							conflict.columns(['document', 'thing']).doUpdateSet(authorOf(old.makers.get(thing)))
						)
						.execute();
				}
				await trail.within(trx, {
					act: 'board.restored',
					memberId: actor.memberId,
					subject: name,
					detail: { version: stored.id, before: command.before, card: command.card ?? null }
				});
			})
		}
	);
	keeper.kept(board.id);
	return done();
}

function authorOf(maker: Authorship | undefined) {
	return { member_id: maker?.memberId ?? null, attribution: maker?.attribution ?? null };
}

/** What would come back and points at a person stays out; what stands there now is left to people. */
function withoutPeople(
	cards: readonly CopiedCard[],
	standing: VersionContent,
	allow: readonly string[]
): CopiedCard[] {
	const said = new Map<string, string>();
	const remember = (path: readonly string[], text: string) => {
		said.set(path.join('/'), text);
		return text;
	};
	reworded(standing.copy, remember);
	const isNew = (path: readonly string[], text: string) => said.get(path.join('/')) !== text;
	const next = reworded({ of: 'cards', cards: [...cards], loose: [] }, (path, text) => {
		if (!isNew(path, text) || !pointsAtPerson(text, allow)) return text;
		const out = findPersonalData(text, { allow }).filter(isSerious);
		return cleaned(text, (finding) => out.some((each) => each.text === finding.text));
	});
	return cardsOf({ copy: next });
}
