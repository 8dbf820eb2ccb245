import { readsQuestion } from '../../src/lib/domain/question-access.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { ThreadRepository } from '../store/thread-repository.ts';
import type { Describe } from './notices.ts';

/** How a mail may speak of a question to one member: by its title at TLP:CLEAR and GREEN only. */
export function describeQuestion(parts: {
	threads: ThreadRepository;
	members: MemberRepository;
	labs: LabRepository;
	now: () => Date;
}): Describe {
	const { threads, members, labs, now } = parts;
	return async (questionId, memberId) => {
		const question = await threads.find(questionId);
		const actor = await members.findActor(memberId, now());
		if (!question || !actor || !readsQuestion(actor, question)) return null;
		const lab = await labs.find(question.labId);
		if (!lab) return null;
		const path = `/labs/${lab.slug}/questions/${question.id}?new`;
		return { path, title: ['clear', 'green'].includes(question.tlp) ? question.title : null };
	};
}
