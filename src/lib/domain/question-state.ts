import type { QuestionState } from './question.ts';

/** States somebody puts a question in by hand, each with the reason; the others follow from what is done. */
export const chosenStates = ['geparkeerd', 'heropend', 'geoogst'] as const;
export type ChosenState = (typeof chosenStates)[number];

/** From which states each can be chosen. */
const from: Record<ChosenState, readonly QuestionState[]> = {
	geparkeerd: ['open', 'in_gesprek', 'expert_gevraagd', 'aanknopingspunten', 'heropend'],
	heropend: ['geparkeerd', 'geoogst', 'aanknopingspunten'],
	geoogst: ['aanknopingspunten']
};

/** What she can choose now. */
export function movesFrom(state: QuestionState): ChosenState[] {
	return chosenStates.filter((to) => from[to].includes(state));
}

export function mayMove(state: QuestionState, to: ChosenState): boolean {
	return from[to].includes(state);
}

/** What a question stands at, of what is there by now. */
export interface QuestionCounts {
	answers: number;
	footholds: number;
	/** Requests to experts that wait for an answer, and rounds that run. */
	requests: number;
}

/**
 * Where a question stands after something was added or taken back. What somebody chose stays until
 * somebody chooses again: a parked question is not woken by an answer, and one that was opened again,
 * because what there is does not do, goes on with a new foothold only.
 */
export function stateAfter(
	state: QuestionState,
	counts: QuestionCounts,
	added: 'foothold' | 'other' = 'other'
): QuestionState {
	if (state === 'geparkeerd' || state === 'geoogst') return state;
	if (counts.requests > 0) return 'expert_gevraagd';
	if (state === 'heropend' && added !== 'foothold') return state;
	if (counts.footholds > 0) return 'aanknopingspunten';
	return counts.answers > 0 ? 'in_gesprek' : 'open';
}
