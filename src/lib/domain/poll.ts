/** A question of a poll; without options one answers on a scale of 1 to 5. */
export interface PollQuestion {
	id: string;
	text: string;
	options: string[] | null;
}

export const pollLimits = {
	questions: 3,
	text: 200,
	/** Choices of one question. */
	leastOptions: 2,
	options: 6,
	option: 80
} as const;

/** Answers from which a question's totals are shown: of two, each knows the other's. */
export const POLL_LEAST = 3;
const SCALE = 5;

/** How many answers there are to choose from. */
export function choicesOf({ options }: Pick<PollQuestion, 'options'>): number {
	return options?.length ?? SCALE;
}

/** How often each answer was given; null while that would say who gave it. */
export function totalsOf(
	question: Pick<PollQuestion, 'options'>,
	counts: ReadonlyMap<number, number>
): { n: number; totals: number[] | null } {
	const totals = Array.from({ length: choicesOf(question) }, (_, i) => counts.get(i) ?? 0);
	const n = totals.reduce((sum, each) => sum + each, 0);
	return { n, totals: n >= POLL_LEAST ? totals : null };
}
