import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { castVote, closeBallot } from '../store/ballot-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { stepOf, zonesIn } from './board-step.ts';

/** Gives a card of this step a vote, or takes it back. Nobody sees totals before it is closed. */
export async function vote(
	parts: ActParts,
	{ actor, board, template }: Given,
	{ card, on }: Extract<BoardCommand, { do: 'vote' }>
): Promise<Outcome> {
	const ballot = await parts.ballots.ofStep(board.id, board.currentStep);
	if (!ballot) return refused('wrong-mode');
	const zone = await parts.rooms.read(boardDocument(board.id), (doc) => {
		const found = new BoardDocument(doc).card(card);
		return found && found.binnedAt === null ? found.zone : null;
	});
	if (zone === null) return refused('not-found');
	if (!zonesIn(template, stepOf(template, board)).includes(zone)) return refused('invalid');
	const cast = { ballotId: ballot.id, cardId: card, memberId: actor.memberId, on };
	// One that is refused takes nothing with it.
	const result = await parts.store.transaction((trx) => castVote(trx, cast));
	if (result === 'done') return done();
	return refused(result === 'closed' ? 'already-done' : 'votes-spent');
}

/** Closes the ballot for all at the same moment: from here on everybody sees the totals. */
export async function endBallot(parts: ActParts, { actor, board }: Given): Promise<Outcome> {
	const ballot = await parts.ballots.ofStep(board.id, board.currentStep);
	if (!ballot?.isOpen) return refused('already-done');
	const closed = await parts.store.transaction(async (trx) => {
		if (!(await closeBallot(trx, ballot.id, parts.now()))) return false;
		await parts.trail.within(trx, {
			act: 'board.ballot-closed',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: { step: ballot.step }
		});
		return true;
	});
	if (!closed) return refused('already-done');
	await parts.phases.change(board.id, {});
	return done();
}
