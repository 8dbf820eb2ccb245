import type { QuestionSummary } from '$lib/documents/thread-view';
import { domains } from '$lib/domain/access';
import { needs, questionStates } from '$lib/domain/question';

/** What somebody chose to see of the questions; '' is everything. */
export interface ChosenQuestions {
	state: string;
	need: string;
	domain: string;
	topic: string;
	whose: string;
}

/** As it stands in the address; what is no choice counts as none. */
export function chosenOf(search: URLSearchParams): ChosenQuestions {
	const one = (name: string, known: readonly string[]) =>
		known.find((each) => each === search.get(name)) ?? '';
	return {
		state: one('state', questionStates),
		need: one('need', needs),
		domain: one('domain', domains),
		topic: search.get('topic') ?? '',
		whose: one('whose', ['mine', 'followed'])
	};
}

/** What was put together with another question stands under that one, unless she looks for her own. */
export function within(question: QuestionSummary, chosen: ChosenQuestions): boolean {
	const isOf = (wanted: string, is: string | null) => wanted === '' || wanted === is;
	return (
		isOf(chosen.state, question.state) &&
		isOf(chosen.need, question.need) &&
		isOf(chosen.domain, question.domain) &&
		isOf(chosen.topic, question.topic) &&
		(chosen.whose !== 'mine' || question.isMine) &&
		(chosen.whose !== 'followed' || question.follows) &&
		(!question.isMerged || chosen.whose !== '')
	);
}
