import type { Actor } from '../../src/lib/domain/access.ts';
import { datedSteps, roundScript, type DatedStep } from '../../src/lib/domain/expert-round.ts';
import type { RoundView } from '../../src/lib/documents/round-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { RoundParts } from './round-parts.ts';
import { listRounds, viewRound } from './round-reader.ts';

/** A round that waits for somebody. */
export interface RoundTurn {
	id: string;
	title: string;
	/** YYYY-MM-DD: the day on which the step began. */
	since: string;
}

/** Rounds in which it is her turn now, and she has not done it yet. */
export async function roundTurns(parts: RoundParts, actor: Actor, lab: Lab): Promise<RoundTurn[]> {
	const running = (await listRounds(parts, actor, lab)).filter(({ state }) => state === 'running');
	const turns: RoundTurn[] = [];
	for (const { id, title, days, step: now, isExpert } of running) {
		const step = datedSteps.find((each) => each === now);
		const round = step && (await parts.rounds.find(id));
		if (!round) continue;
		const isMaker = round.madeBy === actor.memberId;
		// A round is read whole only where it may wait for her: this is asked for every lab of hers.
		const isTurn = async () => {
			switch (roundScript[step].who) {
				case 'leads':
					return isMaker;
				case 'experts':
					return isExpert && waitsForExpert(await viewRound(parts, actor, lab, round), step);
				case 'members':
					return !isExpert && !isMaker && waitsForTest(await viewRound(parts, actor, lab, round));
			}
		};
		if (await isTurn()) turns.push({ id, title, since: days[step] });
	}
	return turns;
}

function waitsForExpert({ questions }: RoundView, step: DatedStep): boolean {
	if (step === 'answer') return questions.some(({ isAnswered }) => !isAnswered);
	const reactions = questions.flatMap((each) => each.reactions);
	return reactions.some(({ isPinned, isGoneInto }) => isPinned && !isGoneInto);
}

/** There is something to test, and she has said nothing of it. */
function waitsForTest({ may, questions }: RoundView): boolean {
	if (!may.test || questions.every(({ answers }) => answers.length === 0)) return false;
	return !questions.some(({ reactions }) => reactions.some(({ answer }) => answer.isMine));
}
