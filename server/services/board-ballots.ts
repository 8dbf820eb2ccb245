import type { Transaction } from 'kysely';
import { checkBallot, defaultBallot, type BallotSettings } from '../../src/lib/domain/ballot.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import {
	BallotRepository,
	castVote,
	changeBallot,
	openBallot
} from '../store/ballot-repository.ts';
import type { Schema } from '../store/schema.ts';
import { handIn } from '../store/secret-ballot.ts';
import type { ActParts, Given } from './board-acts.ts';
import { stepOf, zonesIn } from './board-step.ts';

/**
 * Sees to it that there is an open ballot of this step, in the transaction that enters it. One that
 * was closed is not opened again: voting once more is a second one. `wanted`: what whoever prepared
 * this step chose; of a ballot in which somebody voted nothing is changed, and it is of the wanted kind:
 * see `isOtherVote`.
 */
export async function ensureBallot(
	trx: Transaction<Schema>,
	parts: Pick<ActParts, 'newId' | 'now' | 'trail'>,
	{ actor, board, template }: Given,
	{ step, wanted }: { step: number; wanted: BallotSettings | undefined }
): Promise<void> {
	const settings = settingsOf(template, wanted);
	const ballot = await new BallotRepository(trx).ofStep(board.id, step);
	if (!ballot?.isOpen) return openNew(trx, parts, { actor, board, step, settings });
	if (!wanted || (await changeBallot(trx, ballot.id, settings))) return;
	if (ballot.kind !== settings.kind) throw new UsedMeanwhile();
}

/** Thrown to undo: between the look and the commit somebody voted in a ballot of the other kind. */
export class UsedMeanwhile extends Error {}

/**
 * Whether somebody voted in a ballot of this step that stands open and is of another kind than is
 * wanted now. What is given with a name never becomes a secret vote, nor the other way round: it is
 * closed first.
 */
export async function isOtherVote(
	{ ballots }: Pick<ActParts, 'ballots'>,
	{ board, template }: Pick<Given, 'board' | 'template'>,
	{ step, wanted }: { step: number; wanted: BallotSettings }
): Promise<boolean> {
	const ballot = await ballots.ofStep(board.id, step);
	if (!ballot?.isOpen || ballot.kind === settingsOf(template, wanted).kind) return false;
	return (await ballots.voters(ballot)).length > 0;
}

function settingsOf(
	{ noSums = false }: Pick<Template, 'noSums'>,
	wanted: BallotSettings | undefined
): BallotSettings {
	return (wanted && checkBallot(wanted, { noSums })) ?? defaultBallot;
}

/** Another kind or other numbers for who starts voting; a ballot that is closed gets a successor. */
export async function chooseBallot(
	parts: ActParts,
	{ actor, board, template }: Given,
	wanted: Extract<BoardCommand, { do: 'open-ballot' }>
): Promise<Outcome> {
	const settings = checkBallot(wanted, { noSums: template.noSums ?? false });
	if (!settings) return refused('invalid');
	const step = board.currentStep;
	const isChosen = await parts.store.transaction(async (trx) => {
		const ballot = await new BallotRepository(trx).ofStep(board.id, step);
		if (ballot?.isOpen) return changeBallot(trx, ballot.id, settings);
		await openNew(trx, parts, { actor, board, step, settings });
		return true;
	});
	if (!isChosen) return refused('voted');
	await parts.phases.change(board.id, {});
	return done();
}

async function openNew(
	trx: Transaction<Schema>,
	{ newId, now, trail }: Pick<ActParts, 'newId' | 'now' | 'trail'>,
	about: Pick<Given, 'actor' | 'board'> & { step: number; settings: BallotSettings }
): Promise<void> {
	const { actor, board, step, settings } = about;
	await openBallot(trx, { ...settings, id: newId(), boardId: board.id, step, at: now() });
	await trail.within(trx, {
		act: 'board.ballot-opened',
		memberId: actor.memberId,
		subject: boardDocument(board.id),
		detail: { step }
	});
}

/** How many dots she gives a card of this step. Nobody sees totals before it is closed. */
export async function vote(
	parts: ActParts,
	given: Given,
	{ card, n }: Extract<BoardCommand, { do: 'vote' }>
): Promise<Outcome> {
	const { actor, board } = given;
	const ballot = await parts.ballots.ofStep(board.id, board.currentStep);
	if (ballot?.kind !== 'stippen') return refused('wrong-mode');
	if (!ballot.isOpen) return refused('already-done');
	// Taking back goes on when a card is not there any more: the dots are hers.
	const why = n === 0 ? null : await whyNotVotable(parts, given, [card]);
	if (why) return refused(why);
	const cast = { ballotId: ballot.id, cardId: card, memberId: actor.memberId, n };
	const result = await parts.store.transaction((trx) => castVote(trx, cast));
	if (result === 'done') return done();
	return refused(result === 'closed' ? 'already-done' : 'votes-spent');
}

/** Hands in all choices of a secret ballot at once; there is no second time and no way back. */
export async function handInVotes(
	parts: ActParts,
	given: Given,
	{ cards, blank }: Extract<BoardCommand, { do: 'hand-in' }>
): Promise<Outcome> {
	const { actor, board } = given;
	const ballot = await parts.ballots.ofStep(board.id, board.currentStep);
	if (ballot?.kind !== 'geheim') return refused('wrong-mode');
	if (!ballot.isOpen) return refused('already-done');
	// Nothing chosen is said aloud, and is not said beside a choice.
	if (blank !== (cards.length === 0) || new Set(cards).size !== cards.length) {
		return refused('invalid');
	}
	const why = await whyNotVotable(parts, given, cards);
	if (why) return refused(why);
	const handed = { ballotId: ballot.id, memberId: actor.memberId, cards };
	const result = await parts.store.transaction((trx) => handIn(trx, handed));
	if (result === 'done') return done();
	return refused(result === 'spent' ? 'votes-spent' : 'already-done');
}

/** Cards of the board, in zones this step is about, and not in the bin. */
async function whyNotVotable(
	{ rooms }: ActParts,
	{ board, template }: Given,
	cards: readonly string[]
): Promise<'not-found' | 'invalid' | null> {
	const zones = zonesIn(template, stepOf(template, board));
	const found = await rooms.read(boardDocument(board.id), (doc) => {
		const document = new BoardDocument(doc);
		return cards.map((id) => document.card(id));
	});
	for (const card of found ?? [undefined]) {
		if (card?.binnedAt !== null) return 'not-found';
		if (!zones.includes(card.zone)) return 'invalid';
	}
	return null;
}
