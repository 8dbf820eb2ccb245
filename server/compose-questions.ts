import { readsQuestion } from '../src/lib/domain/question-access.ts';
import type { Bus } from './cluster/bus.ts';
import { queueWelcome } from './services/mail/welcome.ts';
import type { StartParts } from './services/question-start.ts';
import { Notices } from './services/notices.ts';
import { RequestClock } from './services/request-clock.ts';
import { Requests } from './services/requests.ts';
import { RoundClock } from './services/round-clock.ts';
import type { RoundParts } from './services/round-parts.ts';
import { describeRounds } from './services/round-notices.ts';
import { Rounds } from './services/rounds.ts';
import { describeQuestion } from './services/thread-notices.ts';
import { ThreadService } from './services/thread-service.ts';
import type { LabRepository } from './store/lab-repository.ts';
import { RequestRepository } from './store/request-repository.ts';
import { RoundRepository } from './store/round-repository.ts';
import { ThreadRepository } from './store/thread-repository.ts';

interface QuestionParts extends Omit<
	StartParts,
	'threads' | 'rounds' | 'requests' | 'notices' | 'tellDrafts' | 'reindex' | 'changed'
> {
	labs: LabRepository;
	bus: Bus;
	/** What stands behind the @ of the id of a mail. */
	host: string;
	/** Puts what a question says now in the search index. */
	reindex: (questionId: string) => Promise<void>;
	heard: (what: string) => (error: unknown) => void;
}

/** Questions, requests to experts and expert rounds, and whoever is told of them. */
export function composeQuestions({ labs, bus, host, heard, ...parts }: QuestionParts) {
	const { store, members, drafts, now, newId } = parts;
	const threads = new ThreadRepository(store.db);
	const rounds = new RoundRepository(store.db);
	const requests = new RequestRepository(store.db);
	const describe = describeQuestion({ threads, requests, members, labs, now });
	const describeRound = describeRounds({ rounds, members, labs, now });
	const notices = new Notices({
		...{ store, now, newId },
		mayFollow: async (actor, id) => {
			const question = await threads.find(id);
			return question !== null && readsQuestion(actor, question);
		}
	});
	const threadParts = {
		...parts,
		...{ threads, rounds, requests, notices },
		tellDrafts: (id: string) => drafts.tellOf(id),
		changed: (memberId: string) => bus.publish({ kind: 'member-changed', memberId })
	};
	const roundParts: RoundParts = {
		...threadParts,
		welcome: (trx, guest) => queueWelcome(trx, { newId, host }, guest)
	};
	const requestClock = new RequestClock(threadParts, heard('request not looked at'));
	const roundClock = new RoundClock(roundParts, heard('round not looked at'));
	return {
		...{ describe, describeRound, notices, requestClock, roundClock },
		requestRows: requests,
		services: {
			threads: new ThreadService(threadParts),
			requests: new Requests(threadParts),
			rounds: new Rounds(roundParts)
		},
		stop: async () => {
			await requestClock.stop();
			await roundClock.stop();
		}
	};
}
