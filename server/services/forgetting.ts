import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Ms between two tries. */
const EVERY = 5_000;
/**
 * Ms after which what was forgotten counts as such: who was at work while it was erased may have kept a
 * first try from reaching all of it, and has ended by then.
 */
const SETTLED = 4_000;

/**
 * What is erased leaves the tables at once and the files of the database as soon as nobody else
 * holds on to them: a backup that reads, an administrator's shell. That it is owed is written in the
 * commit that erased it, so that no restart forgets to forget.
 */
export class Forgetting {
	readonly #store: Store;
	readonly #now: () => Date;
	readonly #newId: () => string;
	readonly #failed: (error: unknown) => void;
	readonly #timer: NodeJS.Timeout;
	#running: Promise<void> | null = null;

	constructor(parts: {
		store: Store;
		now: () => Date;
		newId: () => string;
		failed: (error: unknown) => void;
	}) {
		this.#store = parts.store;
		this.#now = parts.now;
		this.#newId = parts.newId;
		this.#failed = parts.failed;
		this.#timer = setInterval(() => this.begin(), EVERY).unref();
	}

	/** Inside the transaction that erases. */
	async owe(trx: Transaction<Schema>): Promise<void> {
		const at = this.#now().toISOString();
		await trx.insertInto('forgetting').values({ id: this.#newId(), at }).execute();
	}

	/** Tries now, without anybody waiting for it. */
	begin(): void {
		this.#running ??= this.#try()
			.catch(this.#failed)
			.finally(() => (this.#running = null));
	}

	/** Resolves when no try is under way, and none will come. */
	async stop(): Promise<void> {
		clearInterval(this.#timer);
		await this.#running;
	}

	async #try(): Promise<void> {
		const { db } = this.#store;
		const owed = await db.selectFrom('forgetting').select(['id', 'at']).orderBy('at').execute();
		const last = owed.at(-1);
		if (!last || !(await this.#store.forget(new Date(last.at)))) return;
		const settled = this.#now().getTime() - SETTLED;
		const ids = owed.filter(({ at }) => Date.parse(at) <= settled).map(({ id }) => id);
		if (ids.length === 0) return;
		await db.deleteFrom('forgetting').where('id', 'in', ids).execute();
	}
}
