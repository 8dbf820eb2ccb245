/** Why a use case said no. A refusal is a value; only failures are thrown. */
export type Refusal =
	| 'not-found'
	| 'forbidden'
	| 'invalid'
	| 'too-many'
	| 'already-done'
	| 'last-facilitator'
	/** Not in this mode of the board. */
	| 'wrong-mode'
	/** Advice while one still asks: the order is the method. */
	| 'too-early'
	/** The board went on meanwhile. */
	| 'passed'
	/** Somebody wrote on the strength of what was promised. */
	| 'promised'
	| 'nothing-hidden'
	| 'votes-spent'
	/** Somebody voted already: the ballot stays what it is until it is closed. */
	| 'voted'
	| 'too-late'
	/** The text points at a person. */
	| 'personal-data'
	/** A card cannot be marked stricter than its board. */
	| 'stricter-than-board'
	/** Whose casus it is says how far it may travel. */
	| 'only-source'
	| 'red-not-harvested'
	/** What was agreed on is opened again before anybody changes it. */
	| 'frozen'
	/** Typing was stopped for everybody but who leads. */
	| 'held'
	/** The session was days ago: only who leads still writes. */
	| 'over'
	/** It is not running, or not any more. */
	| 'not-live'
	/** One of its boards is in another session that runs. */
	| 'board-busy'
	/** Not before it has ended. */
	| 'not-ended'
	/** The report is definite, until it is taken up again. */
	| 'definite'
	/** Others joined it: it is not hers alone any more. */
	| 'joined'
	/** The questions stay what they are once somebody answered. */
	| 'answered'
	| 'poll-closed'
	/** Whoever leads is there. */
	| 'lead-present'
	/** More people may know of the question it would become a part of. */
	| 'wider-marking'
	/** It would tell who asked. */
	| 'tells-asker'
	/** The key of one of nobody would not open it. */
	| 'red-of-nobody'
	| 'unavailable';

export type Outcome<T = void> =
	| { ok: true; value: T }
	/** `field`: of a form, which part of it is refused. */
	| { ok: false; reason: Refusal; field?: string };

export function done(): Outcome;
export function done<T>(value: T): Outcome<T>;
export function done<T>(value?: T): Outcome<T | undefined> {
	return { ok: true, value };
}

export function refused(
	reason: Refusal,
	field?: string
): { ok: false; reason: Refusal; field?: string } {
	return field === undefined ? { ok: false, reason } : { ok: false, reason, field };
}

export const statusOf: Record<Refusal, number> = {
	'not-found': 404,
	forbidden: 403,
	invalid: 400,
	'too-many': 429,
	'already-done': 409,
	'last-facilitator': 409,
	'wrong-mode': 403,
	'too-early': 409,
	passed: 409,
	promised: 409,
	'nothing-hidden': 409,
	'votes-spent': 409,
	voted: 409,
	'too-late': 409,
	'personal-data': 422,
	'stricter-than-board': 409,
	'only-source': 403,
	'red-not-harvested': 409,
	frozen: 409,
	held: 409,
	over: 409,
	'not-live': 409,
	'board-busy': 409,
	'not-ended': 409,
	definite: 409,
	joined: 409,
	answered: 409,
	'poll-closed': 409,
	'lead-present': 409,
	'wider-marking': 409,
	'tells-asker': 409,
	'red-of-nobody': 409,
	unavailable: 503
};
