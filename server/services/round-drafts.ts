import { roundLimits } from '../../src/lib/domain/expert-round.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { harvestsQuestion } from '../../src/lib/domain/question-access.ts';
import { deleteRoundDraft, insertRoundDraft, reviseRoundDraft } from '../store/round-statements.ts';
import { factsOf, footholdProblem } from './foothold-acts.ts';
import type { RoundDraftForm } from './round-form.ts';
import type { RoundGiven, RoundParts } from './round-parts.ts';

/** A foothold in draft, or one said otherwise; it is placed when the round closes. */
export async function draftFoothold(
	parts: RoundParts,
	given: RoundGiven,
	questionId: string,
	form: RoundDraftForm
): Promise<Outcome> {
	const { actor, lab, round } = given;
	const { rounds, threads, store } = parts;
	if (round.state !== 'running') return refused('passed');
	const isIn = (await rounds.questions(round.id)).some((each) => each.questionId === questionId);
	const question = isIn ? await threads.find(questionId) : null;
	if (!question) return refused('not-found');
	if (!harvestsQuestion(actor, question)) return refused('forbidden');
	const wrong = await footholdProblem(parts, { actor, lab, question }, form);
	if (wrong) return wrong;
	const drafts = (await rounds.drafts(round.id)).filter((each) => each.questionId === questionId);
	const known = drafts.find(({ id }) => id === form.draft);
	const facts = { ...factsOf(form), id: form.draft };
	if (form.version === null) {
		if (known) return done();
		if (drafts.length >= roundLimits.drafts) return refused('too-many');
		await store.transaction((trx) =>
			insertRoundDraft(trx, {
				...{ ...facts, roundId: round.id, questionId },
				...{ madeBy: actor.memberId, at: parts.now() }
			})
		);
		return done();
	}
	// It was placed, or taken out; or it is of another round.
	if (!known) return refused('passed');
	const { version } = form;
	const isDone = await store.transaction((trx) => reviseRoundDraft(trx, { ...facts, version }));
	return isDone ? done() : refused('passed');
}

export async function dropFoothold(
	parts: RoundParts,
	{ round }: RoundGiven,
	{ draft }: { draft: string }
): Promise<Outcome> {
	if (round.state !== 'running') return refused('passed');
	const known = (await parts.rounds.drafts(round.id)).some(({ id }) => id === draft);
	if (!known) return refused('already-done');
	await parts.store.transaction((trx) => deleteRoundDraft(trx, draft));
	return done();
}
