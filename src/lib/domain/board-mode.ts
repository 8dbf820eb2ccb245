/**
 * What a board allows at this moment. The order of these is the method; board-access.ts says who may
 * write in which, and the server holds it on every open connection.
 */
export const boardModes = [
	'uitleg',
	'open',
	'verdekt',
	'ronde',
	'inbrenger_luistert',
	'ordenen',
	'subgroep',
	'stemmen',
	'oogst'
] as const;
export type BoardMode = (typeof boardModes)[number];

/** In these nobody may see where another is: a place would say what she reads, or that she writes. */
export function isAnonymous(mode: BoardMode): boolean {
	return mode === 'verdekt' || mode === 'stemmen';
}

/** Ms in which moving on can be taken back; what cannot be taken back waits for the end of it. */
export const UNDO_WINDOW = 5_000;

/** Ms between two counts of hidden writing: a faster one would tell who just wrote. */
export const COUNT_EVERY = 5_000;

/** Days after which no backup of the server holds what was removed from it. */
export const BACKUP_DAYS = 30;

/** A clock the server keeps: running until a moment, or standing with what is left (both in ms). */
export type Clock = { total: number } & ({ endsAt: number } | { left: number });

/** What is done to a clock. */
export const clockActs = ['start', 'pause', 'resume', 'add', 'stop'] as const;
export type ClockAct = (typeof clockActs)[number];
