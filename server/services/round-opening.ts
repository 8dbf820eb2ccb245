import { daysProblem } from '../../src/lib/domain/expert-round.ts';
import { dayOf } from '../../src/lib/domain/working-days.ts';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { inOtherRound } from '../store/round-statements.ts';
import { changed } from './round-acts.ts';
import { inviteAll } from './round-inviting.ts';
import {
	fitsRound,
	membersOf,
	tellOfRound,
	type RoundGiven,
	type RoundParts
} from './round-parts.ts';
import { settleQuestions } from './round-settling.ts';

/** Thrown to undo. */
class Elsewhere extends Error {}

/** The round begins: the experts are let in and told, and so is the lab. */
export async function openRound(parts: RoundParts, given: RoundGiven): Promise<Outcome> {
	const { actor, lab, round } = given;
	const { rounds, threads, now } = parts;
	if (round.state !== 'prepared') return refused('passed');
	if (daysProblem(round.days, dayOf(now()))) return refused('invalid', 'days');
	const experts = await rounds.experts(round.id);
	if (experts.length === 0) return refused('invalid', 'experts');
	const questions = (await rounds.questions(round.id)).map(({ questionId }) => questionId);
	for (const id of questions) {
		const question = await threads.find(id);
		if (!question || !fitsRound(actor, question)) return refused('invalid', 'questions');
	}
	const members = await membersOf(parts, lab.id);
	let invited: string[] = [];
	const opened = { state: 'running' as const, openedAt: now().toISOString(), told: [] };
	try {
		const outcome = await changed(parts, given, opened, async (trx) => {
			if (await inOtherRound(trx, round.id, questions)) throw new Elsewhere();
			invited = await inviteAll(parts, trx, given, experts);
			const others = members.filter((memberId) => !invited.includes(memberId));
			await tellOfRound(parts, trx, round, {
				...{ kind: 'round-opened', by: actor.memberId },
				to: others.map((memberId) => ({ memberId, concerns: false }))
			});
			const fact = { memberId: actor.memberId, subject: `round/${round.id}` };
			await parts.trail.within(trx, {
				act: 'round.opened',
				...fact,
				detail: { questions: questions.length }
			});
		});
		if (!outcome.ok) return outcome;
	} catch (error) {
		if (error instanceof Elsewhere) return refused('already-done', 'questions');
		throw error;
	}
	invited.forEach((memberId) => parts.changed(memberId));
	return settleQuestions(parts, round.id);
}
