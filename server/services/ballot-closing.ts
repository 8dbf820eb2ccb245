import type { Transaction } from 'kysely';
import { coarser } from '../../src/lib/domain/attribution.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { secretTallyOf } from '../../src/lib/domain/secret-tally.ts';
import { tallyOf, type Voter } from '../../src/lib/domain/tally.ts';
import {
	BallotRepository,
	closeBallot,
	dropUnused,
	keepOutcome,
	listDots,
	type Ballot,
	type BallotOutcome
} from '../store/ballot-repository.ts';
import type { Schema } from '../store/schema.ts';
import { eraseSecret, readUrn } from '../store/secret-ballot.ts';
import type { ActParts, Given } from './board-acts.ts';

type ClosingParts = Pick<ActParts, 'members' | 'forgetting' | 'trail' | 'now'>;
/** Of which board, and who closes it; null: nobody did, it was left open. */
type About = Pick<Given, 'lab' | 'board'> & { by: string | null };

/**
 * Closes a ballot for all at the same moment: from here on everybody sees what it came to. Without
 * `ballot` the one of this step; with it one that was left open when the board moved on.
 */
export async function endBallot(
	parts: ActParts,
	{ actor, lab, board }: Given,
	{ ballot: id }: Extract<BoardCommand, { do: 'close-ballot' }>
): Promise<Outcome> {
	const ballot = id
		? (await parts.ballots.listOpen(board.id)).find((each) => each.id === id)
		: await parts.ballots.ofStep(board.id, board.currentStep);
	if (!ballot?.isOpen) return refused('already-done');
	const about = { lab, board, by: actor.memberId };
	const closed = await parts.store.transaction((trx) => closeOne(trx, parts, about, ballot));
	if (!closed) return refused('already-done');
	if (ballot.kind === 'geheim') parts.forgetting.begin();
	await parts.phases.change(board.id, {});
	return done();
}

/**
 * Closes whatever is open on a board, in the transaction in which its session ends: nobody votes any
 * more, and what was voted does not stay hidden. One in which nobody voted is as if it never was.
 * True: something secret was erased, and must leave the files as well.
 */
export async function closeLeft(
	trx: Transaction<Schema>,
	parts: ClosingParts,
	about: About
): Promise<boolean> {
	let isSecret = false;
	for (const ballot of await new BallotRepository(trx).listOpen(about.board.id)) {
		if (await dropUnused(trx, ballot)) continue;
		if (!(await closeOne(trx, parts, about, ballot))) continue;
		isSecret ||= ballot.kind === 'geheim';
	}
	return isSecret;
}

/** With what it came to. False: it was closed already. */
async function closeOne(
	trx: Transaction<Schema>,
	parts: ClosingParts,
	about: About,
	ballot: Ballot
): Promise<boolean> {
	if (!(await closeBallot(trx, ballot.id, parts.now()))) return false;
	// Whatever was on its way is in it or refused by now: the row is held.
	await keepOutcome(trx, ballot.id, await outcomeOf(trx, parts, about, ballot));
	if (ballot.kind === 'geheim') {
		await eraseSecret(trx, ballot.id);
		await parts.forgetting.owe(trx);
	}
	await parts.trail.within(trx, {
		act: 'board.ballot-closed',
		memberId: about.by,
		subject: boardDocument(about.board.id),
		detail: { step: ballot.step }
	});
	return true;
}

async function outcomeOf(
	trx: Transaction<Schema>,
	{ members }: Pick<ClosingParts, 'members'>,
	{ lab, board }: About,
	{ id, kind }: Ballot
): Promise<BallotOutcome> {
	if (kind === 'geheim') return { kind, tally: secretTallyOf(await readUrn(trx, id)) };
	const dots = Map.groupBy(await listDots(trx, id), ({ member_id }) => member_id);
	const authors = await members.within(trx).findAuthors(dots.keys());
	const voters = [...dots].map(([memberId, given]): Voter => {
		const author = authors.get(memberId);
		return {
			organisation: author?.organisationId || null,
			domain: author?.domain ?? 'gedeeld',
			dots: Object.fromEntries(given.map((each) => [each.card_id, each.dots]))
		};
	});
	const attribution = coarser(lab.attribution, board.attribution);
	const isNaming = attribution === 'name' || attribution === 'organisation';
	return { kind, tally: tallyOf(voters, { isNaming }) };
}
