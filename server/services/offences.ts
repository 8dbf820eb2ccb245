/** How often within this many ms the server may take out what one member wrote on one board. */
const OFTEN = 3;
const WITHIN = 10 * 60_000;

/** Something the server took out of a board. */
export interface Taken {
	/** Ms since epoch. */
	at: number;
	memberId: string;
	/** Member whose own document it was; null: everybody on the board reads it. */
	onlyFor: string | null;
}

/**
 * Who wrote what no page of ours sends, on which board and how often lately. Kept in memory: what was
 * taken out is in the audit trail, and a restart forgives.
 */
export class Offences {
	readonly #now: () => Date;
	readonly #taken = new Map<string, Taken[]>();
	/** Members by board, with the moment until which they only read. */
	readonly #barred = new Map<string, Map<string, number>>();

	constructor(now: () => Date) {
		this.#now = now;
	}

	/** True: that is too often, and from now on she only reads. */
	note(boardId: string, memberId: string, onlyFor: string | null): boolean {
		const at = this.#now().getTime();
		const taken = [...this.#lately(boardId), { at, memberId, onlyFor }];
		this.#taken.set(boardId, taken);
		if (taken.filter((each) => each.memberId === memberId).length < OFTEN) return false;
		const barred = this.#barred.get(boardId) ?? new Map<string, number>();
		this.#barred.set(boardId, barred.set(memberId, at + WITHIN));
		return true;
	}

	/** Who only reads this board now; null: nobody. */
	readonly barredFrom = (boardId: string): ReadonlySet<string> | null => {
		const barred = this.#barred.get(boardId);
		if (!barred) return null;
		for (const [member, until] of barred) if (until <= this.#now().getTime()) barred.delete(member);
		if (barred.size > 0) return new Set(barred.keys());
		this.#barred.delete(boardId);
		return null;
	};

	/** What was last taken out of what this reader sees, a short while ago; or null. */
	lastFor(boardId: string, reader: string): Taken | null {
		return (
			this.#lately(boardId).findLast(({ onlyFor }) => onlyFor === null || onlyFor === reader) ??
			null
		);
	}

	#lately(boardId: string): Taken[] {
		const since = this.#now().getTime() - WITHIN;
		const lately = (this.#taken.get(boardId) ?? []).filter(({ at }) => at > since);
		if (lately.length === 0) this.#taken.delete(boardId);
		return lately;
	}
}

/** Ms for which somebody only reads. */
export const BARRED_FOR = WITHIN;
