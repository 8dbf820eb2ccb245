import type { Actor } from '../../src/lib/domain/access.ts';
import {
	coarser,
	showAuthor,
	type Attribution,
	type Author
} from '../../src/lib/domain/attribution.ts';
import { boxLimits, byInterest } from '../../src/lib/domain/question-box.ts';
import { runsSession } from '../../src/lib/domain/session-access.ts';
import type {
	AskedQuestion,
	RoomQuestion,
	SessionOwn
} from '../../src/lib/documents/session-own.ts';
import type { ReportedQuestion } from '../../src/lib/documents/session-report.ts';
import type { LiveSession } from '../../src/lib/documents/session-state.ts';
import type { Question } from '../store/question-repository.ts';
import type { Session } from '../store/session-repository.ts';
import type { SessionParts } from './session-acts.ts';

type BoxParts = Pick<SessionParts, 'questions' | 'members' | 'labs'>;

/** How much of who asked a room is shown: never more than from which organisation. */
export function boxAttribution(attribution: Attribution): Attribution {
	return coarser(attribution, 'organisation');
}

/** The box as everybody in the room follows it: what is not shown is not in it. */
export async function boxOf(
	{ questions, members, labs }: BoxParts,
	session: Pick<Session, 'id' | 'labId' | 'isModerated'>
): Promise<Pick<LiveSession, 'box' | 'meToo'>> {
	const shown = await shownIn(questions, session.id);
	const first = shown.slice(0, boxLimits.shown);
	const authors = await members.findAuthors(first.map(({ memberId }) => memberId));
	const lab = await labs.find(session.labId);
	const attribution = boxAttribution(lab?.attribution ?? 'none');
	return {
		box: {
			isModerated: session.isModerated,
			// By time: texts are sent anew when one is added, not whenever somebody joins.
			questions: first
				.toSorted((a, b) => a.at - b.at)
				.map((each) => roomQuestion(each, authors.get(each.memberId), attribution)),
			more: shown.length - first.length
		},
		meToo: Object.fromEntries(first.filter(({ n }) => n > 0).map(({ id, n }) => [id, n]))
	};
}

/** The box as it is reported: what was not shown is not in it either. */
export async function reportedBox(
	{ questions, members }: Pick<BoxParts, 'questions' | 'members'>,
	sessionId: string,
	attribution: Attribution
): Promise<ReportedQuestion[]> {
	const shown = await shownIn(questions, sessionId);
	const authors = await members.findAuthors(shown.map(({ memberId }) => memberId));
	return shown.map((each) => {
		const { id, text, from, isDealt } = roomQuestion(
			each,
			authors.get(each.memberId),
			boxAttribution(attribution)
		);
		return { id, text, from, isDealt, n: each.n };
	});
}

/** Questions everybody may see, what most people ask first. */
async function shownIn(questions: BoxParts['questions'], sessionId: string): Promise<Timed[]> {
	const all = await questions.list(sessionId);
	return all
		.filter(({ isShown }) => isShown)
		.map(withTime)
		.sort(byInterest);
}

type Timed = Omit<Question, 'at'> & { at: number };

function withTime(question: Question): Timed {
	return { ...question, at: Date.parse(question.at) };
}

function roomQuestion(
	{ id, text, at, isDealt, threadId }: Timed,
	author: Author | undefined,
	attribution: Attribution
): RoomQuestion {
	const from = author ? showAuthor(author, attribution, null).organisation : null;
	return { id, text, at, isDealt, threadId, from: from === '' ? null : from };
}

/** What of the box is hers, and for who runs the session all of it with names. */
export async function ownBox(
	{ questions, members }: BoxParts,
	actor: Actor,
	session: Session
): Promise<Pick<SessionOwn, 'questions' | 'meToo' | 'asked'>> {
	const all = (await questions.list(session.id)).map(withTime);
	const own = all.filter(({ memberId }) => memberId === actor.memberId);
	return {
		questions: own.map(({ id, text, at, isShown, n }) => ({ id, text, at, isShown, n })),
		meToo: await questions.meToo(session.id, actor.memberId),
		asked: runsSession(actor, session) ? await withNames(members, all) : null
	};
}

async function withNames(
	members: BoxParts['members'],
	questions: readonly Timed[]
): Promise<AskedQuestion[]> {
	const authors = await members.findAuthors(questions.map(({ memberId }) => memberId));
	return questions.map(({ memberId, ...question }) => ({
		...question,
		name: authors.get(memberId)?.name ?? '',
		organisation: authors.get(memberId)?.organisationLabel ?? ''
	}));
}
