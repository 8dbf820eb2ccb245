import type { MailSubject } from '../../src/lib/domain/mail.ts';
import { readsQuestion } from '../../src/lib/domain/question-access.ts';
import { isOpenRequest } from '../../src/lib/domain/request.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { RequestRepository } from '../store/request-repository.ts';
import type { ThreadRepository } from '../store/thread-repository.ts';
import type { Question } from '../store/thread-rows.ts';
import type { Describe } from './notices.ts';
import { holders, isClosed } from './request-people.ts';

interface DescribeParts {
	threads: ThreadRepository;
	requests: RequestRepository;
	members: MemberRepository;
	labs: LabRepository;
	now: () => Date;
}

/** How a mail may speak of a question to one member: by its title at TLP:CLEAR and GREEN only. */
export function describeQuestion(parts: DescribeParts): Describe {
	const { threads, members, labs, now } = parts;
	return async (questionId, memberId, kinds) => {
		const question = await threads.find(questionId);
		const actor = await members.findActor(memberId, now());
		if (!question || !actor || !readsQuestion(actor, question)) return null;
		const lab = await labs.find(question.labId);
		const left = await leftOf(parts, question, memberId, kinds);
		if (!lab || Object.keys(left).length === 0) return null;
		const path = `/labs/${lab.slug}/questions/${question.id}?new`;
		const title = ['clear', 'green'].includes(question.tlp) ? question.title : null;
		return { path, title, kinds: left };
	};
}

/** Nobody is asked, or reminded, of what she does not have to answer any more. */
async function leftOf(
	{ requests, now }: DescribeParts,
	question: Question,
	memberId: string,
	kinds: MailSubject['kinds']
): Promise<MailSubject['kinds']> {
	const { request, 'request-reminder': reminder, ...others } = kinds;
	if (request === undefined && reminder === undefined) return kinds;
	const open = isClosed(question)
		? []
		: (await requests.ofQuestion(question.id)).filter(({ state }) => isOpenRequest(state));
	const people = open.length === 0 ? [] : await requests.people(question.labId, now());
	const has = open.some((each) =>
		holders(each, people, question).some((holder) => holder.memberId === memberId)
	);
	return has ? kinds : others;
}
