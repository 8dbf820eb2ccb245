import { can, type Actor } from '$lib/domain/access';
import type { QuestionSummary } from '$lib/documents/thread-view';
import type { RoundSummary } from '$lib/documents/round-view';
import type { BoardSummary } from '$lib/documents/board-view';
import type { Services } from '$server/services.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import {
	actionsOf,
	lessonsOf,
	namesOf,
	nextSession,
	sessionsOf,
	wordsOf,
	type From,
	type HomeAction,
	type HomeLesson,
	type HomeSession,
	type HomeWords
} from './lab-home';
import {
	networkOf,
	scansOf,
	scriptsOf,
	type HomeNetwork,
	type HomeScan,
	type HomeScript
} from './lab-material';

/** Everything the home of a lab shows to one reader. */
export interface LabHome {
	centralQuestion: string;
	why: string;
	members: number;
	organisations: number;
	next: HomeSession | null;
	sessions: HomeSession[];
	actions: HomeAction[];
	questions: QuestionSummary[];
	/** Expert rounds that run. */
	rounds: RoundSummary[];
	lessons: HomeLesson[];
	words: HomeWords;
	boards: BoardSummary[];
	/** Empty for who may not see totals. */
	scans: HomeScan[];
	/** Null for who may not see the network. */
	network: HomeNetwork | null;
	scripts: HomeScript[];
}

export async function readLabHome(services: Services, actor: Actor, lab: Lab): Promise<LabHome> {
	const list = (kind: string) => services.labs.listItems(actor, lab, kind);
	const thing = { labId: lab.id, id: lab.id };
	const sessions = await list('session');
	const actions = await list('action');
	const people = [...sessions, ...actions].flatMap(({ data }) =>
		[data['expertId'], data['ownerId']].filter((id) => typeof id === 'string')
	);
	const nameOf = namesOf(await services.people.findAuthors(people), lab.attribution);
	const members = await services.members.list(lab);
	const questions = (await services.threads.list(actor, lab)).filter(({ isMerged }) => !isMerged);
	const behind = await services.actions.questionsBehind(lab);
	const fromOf = (id: string): From => {
		const question = questions.find((each) => each.id === behind.get(id));
		return question ? { id: question.id, title: question.title } : null;
	};
	const held = sessionsOf(await services.sessions.list(actor, lab), sessions, nameOf);
	return {
		centralQuestion: lab.centralQuestion,
		why: lab.why,
		members: members.length,
		organisations: new Set(members.map(({ organisationLabel }) => organisationLabel)).size,
		next: nextSession(held, dayIn('Europe/Amsterdam', services.now())),
		sessions: held,
		actions: actionsOf(actions, actor.memberId, nameOf, fromOf),
		questions,
		rounds: (await services.rounds.list(actor, lab)).filter(({ state }) => state === 'running'),
		lessons: lessonsOf(await list('lesson'), fromOf),
		words: wordsOf(await list('term')),
		boards: await services.boards.list(actor, lab),
		scans: can(actor, 'scan.totals', thing)
			? scansOf(await list('scan'), await list('scan-response'))
			: [],
		network: can(actor, 'network.read', thing)
			? networkOf(await list('relation'), await list('key-figure-role'))
			: null,
		scripts: scriptsOf(await list('script'))
	};
}

/** YYYY-MM-DD: Sweden writes dates that way. */
function dayIn(timeZone: string, moment: Date): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}
