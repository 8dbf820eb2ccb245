import type { Content } from './content.ts';
import { syncLimits } from './limits.ts';
import type { Append } from './update-log.ts';

/** Owner of ids whose structs were taken out for good: whoever brings one has an older document. */
export const RETIRED = '(retired)';

/** Ids to write down as bound, or why they cannot be. */
export type Binding = { fresh: Append['clients'] } | { refused: 'clientTaken' | 'documentFull' };

/**
 * Whose Yjs client ids are. First use binds an id to a member for good: that is how everybody knows
 * who wrote what, and nobody can write in another's name.
 */
export class ClientIds {
	readonly #content: Content;
	readonly #owners: Map<number, string | null>;

	/** `owners` as they stand on disk; null: the server's own. */
	constructor(content: Content, owners: Map<number, string | null>) {
		this.#content = content;
		this.#owners = owners;
	}

	get owners(): ReadonlyMap<number, string | null> {
		return this.#owners;
	}

	/** Whether any of these is of a document that was rewritten since. */
	areOutdated(clients: Iterable<number>): boolean {
		for (const client of clients) if (this.#owners.get(client) === RETIRED) return true;
		return false;
	}

	/** The ids that make something in an update of this member. */
	bind(memberId: string | null, makers: readonly number[]): Binding {
		const fresh = makers.filter((client) => !this.#owners.has(client));
		if (
			makers.some((client) => this.#owners.has(client) && this.#owners.get(client) !== memberId)
		) {
			return { refused: 'clientTaken' };
		}
		if (fresh.length > 0 && memberId !== null && this.#isCrowded(memberId, fresh.length)) {
			return { refused: 'documentFull' };
		}
		for (const client of fresh) this.#owners.set(client, memberId);
		return { fresh: fresh.map((client) => ({ client, memberId })) };
	}

	/**
	 * The id with which a member shows that she is here, before she writes anything. Null when it is
	 * somebody else's.
	 */
	claim(memberId: string, client: number): Append['clients'] | null {
		if (this.#owners.has(client)) return this.#owners.get(client) === memberId ? [] : null;
		this.#forgetIdle(memberId);
		this.#owners.set(client, memberId);
		return [{ client, memberId }];
	}

	/** Every id that made something stays in the document's state for good: they are counted. */
	#isCrowded(memberId: string, more: number): boolean {
		let own = 0;
		for (const [client, owner] of this.#owners) {
			if (owner === memberId && this.#content.hasMade(client)) own += 1;
		}
		return (
			own + more > syncLimits.clientsPerMember ||
			this.#content.makers + more > syncLimits.clientsPerDocument
		);
	}

	/** Every visit of a page brings an id; of those that made nothing only the newest are kept. */
	#forgetIdle(memberId: string): void {
		const idle = [...this.#owners].filter(
			([client, owner]) => owner === memberId && !this.#content.hasMade(client)
		);
		const surplus = idle.length - syncLimits.idleClientsPerMember + 1;
		for (const [client] of idle.slice(0, Math.max(0, surplus))) this.#owners.delete(client);
	}
}
