/** Where a request to an expert stands. */
export const requestStates = [
	'asked',
	'accepted',
	'waiting',
	'handed-over',
	'late',
	'answered',
	'declined',
	'withdrawn'
] as const;
export type RequestState = (typeof requestStates)[number];

/**
 * Those that wait for somebody. Handed over, by a colleague or because the term was over, it waits for
 * the new one to take it on, as one that was only just asked.
 */
export const openRequestStates = [
	'asked',
	'accepted',
	'waiting',
	'handed-over',
	'late'
] as const satisfies readonly RequestState[];

export function isOpenRequest(state: RequestState): boolean {
	return (openRequestStates as readonly string[]).includes(state);
}

/** Nobody has taken it on yet. */
export function isUntaken(state: RequestState): boolean {
	return state === 'asked' || state === 'handed-over' || state === 'late';
}

/** Whom a request can be put to without naming one: an organisation, or who can answer on a topic. */
export type PoolKind = 'organisation' | 'topic';

export const requestLimits = {
	/** UTF-16 units. */
	text: 400,
	note: 400,
	/** Open requests of one expert. */
	open: 10,
	/** Of one question, closed ones included. */
	perQuestion: 30
} as const;

/** Working days a guest keeps access to the question after the answer is due. */
export const GUEST_DAYS_AFTER = 10;
