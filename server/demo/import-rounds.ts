import type { Transaction } from 'kysely';
import { daysFrom, datedSteps, type RoundDays } from '../../src/lib/domain/expert-round.ts';
import { dayOf } from '../../src/lib/domain/working-days.ts';
import {
	addRoundExpert,
	changeRound,
	insertRound,
	noteInvited,
	noteRoundQuestion,
	setRoundQuestions
} from '../store/round-statements.ts';
import type { Schema } from '../store/schema.ts';
import type { Demo, DemoItem } from './demo-data.ts';
import type { Translation } from './translate.ts';

/** The script by which experts answer by letter, in their own time. */
const SCRIPT = 'scr-expertronde';

export function isRound(session: DemoItem): boolean {
	return session['scriptId'] === SCRIPT;
}

/** The rounds of the demo, as they stand in the middle. What is over is told to nobody any more. */
export async function importRounds(
	trx: Transaction<Schema>,
	demo: Demo,
	translation: Translation,
	now: Date,
	newId: () => string
): Promise<void> {
	const leads = demo.members.find(({ role }) => role === 'facilitator');
	if (!leads) throw new Error('nobody leads the demo');
	const by = translation.id(leads.id);
	for (const session of demo.lab.sessions.filter(isRound)) {
		const id = translation.id(session.id);
		const at = new Date(translation.moment(session['opensAt'] as string));
		const days = daysOf(session, translation);
		const questions = (session['threadIds'] as string[]).map((each) => translation.id(each));
		const labId = translation.id(demo.lab.id);
		const title = session['title'] as string;
		await insertRound(trx, { id, labId, title, text: '', days, madeBy: by, at });
		await setRoundQuestions(trx, id, questions);
		for (const questionId of questions) {
			await noteRoundQuestion(trx, { roundId: id, questionId }, { openedAt: at });
		}
		const expert = {
			...{ id: newId(), memberId: translation.id(session['expertId'] as string) },
			...{ name: '', organisation: '', email: null }
		};
		await addRoundExpert(trx, { ...expert, roundId: id, at });
		await noteInvited(trx, expert.id, { memberId: expert.memberId, isNew: false, by, at });
		await changeRound(
			trx,
			{ id, version: 1 },
			{
				...{ state: 'running', openedAt: at.toISOString() },
				told: datedSteps.filter((step) => days[step] <= dayOf(now))
			}
		);
	}
}

function daysOf(session: DemoItem, translation: Translation): RoundDays {
	const day = (field: string) => dayOf(translation.moment(session[field] as string));
	const days = daysFrom(day('opensAt'));
	const close = day('closesAt');
	return close < days.harvest ? { ...days, close: days.harvest } : { ...days, close };
}
