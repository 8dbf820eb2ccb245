import type { Mended } from '../../src/lib/documents/card-repair.ts';

/** Ms for which somebody is told what was put right of hers. */
const WITHIN = 10 * 60_000;

/** What of one member was put right on one board, a short while ago. */
export interface Mending {
	/** Ms since epoch of the last of it. */
	at: number;
	/** How often, by what it was. */
	counts: Partial<Record<Mended, number>>;
}

/** Who wrote what cannot be on a board, lately. Kept in memory: a restart forgets, and nothing is lost. */
export class Mendings {
	readonly #now: () => Date;
	/** By board, then by member. */
	readonly #by = new Map<string, Map<string, Mending>>();

	constructor(now: () => Date) {
		this.#now = now;
	}

	note(boardId: string, memberId: string, what: readonly Mended[]): void {
		const before = this.lastFor(boardId, memberId);
		const counts = { ...before?.counts };
		for (const each of what) counts[each] = (counts[each] ?? 0) + 1;
		const ofBoard = this.#by.get(boardId) ?? new Map<string, Mending>();
		this.#by.set(boardId, ofBoard.set(memberId, { at: this.#now().getTime(), counts }));
	}

	/** Something was put right there since (ms since epoch). */
	isNewsOn(boardId: string, since: number): boolean {
		return [...(this.#by.get(boardId)?.values() ?? [])].some(({ at }) => at > since);
	}

	lastFor(boardId: string, memberId: string): Mending | null {
		const ofBoard = this.#by.get(boardId);
		const since = this.#now().getTime() - WITHIN;
		for (const [member, { at }] of ofBoard ?? []) if (at <= since) ofBoard?.delete(member);
		if (ofBoard?.size === 0) this.#by.delete(boardId);
		return ofBoard?.get(memberId) ?? null;
	}
}
