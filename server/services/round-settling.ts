import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { done, type Outcome } from '../../src/lib/domain/outcome.ts';
import { questionLimits } from '../../src/lib/domain/question.ts';
import type { Round, RoundDraft, RoundQuestion } from '../store/round-repository.ts';
import { deleteRoundDraft, noteRoundQuestion } from '../store/round-statements.ts';
import { insertFoothold } from '../store/foothold-statements.ts';
import { follow, reviseQuestion, settleState } from '../store/thread-statements.ts';
import type { RoundParts } from './round-parts.ts';
import { write } from './thread-parts.ts';

/**
 * What the beginning and the end of a round mean to each of its questions, in the turn of that question.
 * Whatever was done already is not done again, so that the clock ends what a restart cut off.
 */
export async function settleQuestions(parts: RoundParts, roundId: string): Promise<Outcome> {
	const round = await parts.rounds.find(roundId);
	if (!round || round.state === 'prepared') return done();
	const drafts = round.state === 'closed' ? await parts.rounds.drafts(roundId) : [];
	for (const place of await parts.rounds.questions(roundId)) {
		if (place.openedAt === null) await begin(parts, round, place);
		if (round.state !== 'closed' || place.closedAt !== null) continue;
		const own = drafts.filter(({ questionId }) => questionId === place.questionId);
		await end(parts, round, place, own);
	}
	return done();
}

/** Its state says that experts were asked, and who leads the round follows it. */
async function begin(
	parts: RoundParts,
	round: Round,
	{ questionId }: RoundQuestion
): Promise<void> {
	await inTurnOf(parts, round, questionId, { act: 'round-opened' }, async (trx, by) => {
		const at = parts.now();
		await noteRoundQuestion(trx, { roundId: round.id, questionId }, { openedAt: at });
		if (by) await follow(trx, { questionId, memberId: by, at });
		await settleState(trx, questionId, at);
	});
}

/** What was set down in draft is placed, and holds until somebody looks again. */
async function end(
	parts: RoundParts,
	round: Round,
	{ questionId }: RoundQuestion,
	drafts: readonly RoundDraft[]
): Promise<void> {
	const there = await parts.threads.footholds(questionId);
	const room = Math.max(0, questionLimits.footholds - there.length);
	const placed = drafts.slice(0, room);
	await inTurnOf(parts, round, questionId, { act: 'round-closed' }, async (trx) => {
		const at = parts.now();
		await noteRoundQuestion(trx, { roundId: round.id, questionId }, { closedAt: at });
		for (const draft of placed) {
			const { text, conditions, forWhom, compass, sources, madeBy: setBy } = draft;
			const validUntil = draft.validUntil ?? round.reviewOn;
			const said = { text, conditions, forWhom, validUntil, compass, sources, setBy };
			await insertFoothold(trx, { ...said, id: draft.id, questionId, at });
			await deleteRoundDraft(trx, draft.id);
		}
		if (placed.length > 0) await reviseQuestion(trx, questionId, { validUntil: round.reviewOn });
		await settleState(trx, questionId, at, placed.length > 0 ? 'foothold' : 'other');
	});
}

type Trx = Parameters<Parameters<RoundParts['store']['transaction']>[0]>[0];

async function inTurnOf(
	parts: RoundParts,
	round: Round,
	questionId: string,
	{ act }: { act: string },
	rows: (trx: Trx, by: string | null) => Promise<void>
): Promise<void> {
	await parts.turns.take(threadDocument(questionId), async () => {
		const question = await parts.threads.find(questionId);
		if (!question) return;
		const actor = { memberId: round.madeBy ?? '' };
		const change = { act, detail: { round: round.id }, isNameless: true, news: null };
		await write(parts, { actor, question }, change, (trx) => rows(trx, round.madeBy));
	});
}
