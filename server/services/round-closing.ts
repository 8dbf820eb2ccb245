import { reviewDay } from '../../src/lib/domain/expert-round.ts';
import { dayOf } from '../../src/lib/domain/working-days.ts';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { harvestsQuestion } from '../../src/lib/domain/question-access.ts';
import { endAccess } from '../store/guest-access.ts';
import { endNewExperts } from '../store/round-statements.ts';
import { changed } from './round-acts.ts';
import { membersOf, tellOfRound, type RoundGiven, type RoundParts } from './round-parts.ts';
import { settleQuestions } from './round-settling.ts';

/**
 * One button: the access of its guests ends, what was set down in draft is placed, everybody hears of
 * it, and in six months whoever leads is asked whether it still holds. Of two at once one wins.
 */
export async function closeRound(parts: RoundParts, given: RoundGiven): Promise<Outcome> {
	const { actor, lab, round } = given;
	if (round.state !== 'running') return refused('passed');
	// What may not be harvested is no foothold, and is not lost without a word either.
	const drafted = new Set((await parts.rounds.drafts(round.id)).map((each) => each.questionId));
	for (const id of drafted) {
		const question = await parts.threads.find(id);
		if (question && !harvestsQuestion(actor, question)) return refused('invalid', 'drafts');
	}
	const at = parts.now();
	const members = await membersOf(parts, lab.id);
	const experts = (await parts.rounds.experts(round.id)).flatMap(({ memberId, invitedAt }) =>
		memberId !== null && invitedAt !== null ? memberId : []
	);
	const left = new Set<string>();
	const to = {
		...{ state: 'closed' as const, closedAt: at.toISOString(), closedBy: actor.memberId },
		reviewOn: reviewDay(dayOf(at))
	};
	const outcome = await changed(parts, given, to, async (trx) => {
		for (const member of await endAccess(trx, { of: 'round', id: round.id })) left.add(member);
		for (const member of await endNewExperts(trx, round.id, at)) left.add(member);
		const told = [...new Set([...members, ...experts])];
		await tellOfRound(parts, trx, round, {
			...{ kind: 'round-closed', by: actor.memberId },
			to: told.map((memberId) => ({ memberId, concerns: experts.includes(memberId) }))
		});
		const fact = { memberId: actor.memberId, subject: `round/${round.id}` };
		await parts.trail.within(trx, { act: 'round.closed', ...fact, detail: {} });
	});
	if (!outcome.ok) return outcome;
	left.forEach((memberId) => parts.changed(memberId));
	return settleQuestions(parts, round.id);
}
