import { parseDocumentName } from '../../../src/lib/domain/document-name.ts';
import type { ParentKind } from '../../../src/lib/domain/search.ts';
import type { Lab } from '../../store/lab-repository.ts';
import {
	dropParent,
	listAllStale,
	listBehind,
	listIndexed,
	listStale,
	listStamps,
	replaceParent
} from '../../store/search/search-entries.ts';
import type { SearchParent } from '../../store/search/search-index.ts';
import type { Store } from '../../store/store.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { Turns } from '../turns.ts';
import type { SearchSource, SourceContent, Survey } from './search-source.ts';

/** Ms after a change in which more are waited for; or so many times as long as the last reading took. */
const WAIT = 400;
const REST = 10;
/** What is read anew at most before somebody is answered; the rest is read behind it. */
const AT_ONCE = 50;
/** Entries written in one transaction: SQLite takes 10 to 20 ms to leave no trace of one that went. */
const MOST = { changed: 4, added: 100 };
/** Tries to write what was read, when it changes again and again meanwhile. */
const TRIES = 5;

/**
 * Keeps the index as what it is about: reads a board anew shortly after somebody wrote on it, and
 * whatever a search finds to be stale before that search. Reads at the start what is not in it yet.
 */
export class SearchKeeper {
	readonly #store: Store;
	readonly #sources: ReadonlyMap<ParentKind, SearchSource>;
	readonly #failed: (error: unknown) => void;
	readonly #turns = new Turns();
	readonly #reading = new Set<Promise<void>>();
	readonly #waiting = new Map<string, NodeJS.Timeout>();
	readonly #unfollow: () => void;
	#behind: Promise<void> = Promise.resolve();
	/** Ms the last reading took. */
	#took = 0;
	#stopped = false;

	constructor(parts: {
		store: Store;
		rooms: Pick<Rooms, 'onCommitted'>;
		sources: readonly SearchSource[];
		failed: (error: unknown) => void;
	}) {
		this.#store = parts.store;
		this.#sources = new Map(parts.sources.map((source) => [source.kind, source]));
		this.#failed = parts.failed;
		this.#unfollow = parts.rooms.onCommitted((document) => {
			const parsed = parseDocumentName(document);
			if (parsed?.kind === 'board') this.touch({ kind: 'board', id: parsed.id });
		});
	}

	/** Reads what is not in the index, or went on since; nobody waits for it. */
	start(): void {
		this.#queue(async () => {
			for (const source of this.#sources.values()) {
				const known = await listIndexed(this.#store.db, source.kind);
				const fresh = (await source.all()).filter((id) => !known.has(id));
				const behind = source.kind === 'board' ? await listBehind(this.#store.db, source.kind) : [];
				const stale = await listAllStale(this.#store.db, source.kind);
				await this.#readAll(source.kind, new Set([...stale, ...fresh, ...behind]));
			}
		});
	}

	/** It changed: it is read soon, once for all that happens until then. */
	touch(parent: SearchParent): void {
		const key = `${parent.kind}/${parent.id}`;
		if (this.#stopped || this.#waiting.has(key)) return;
		const timer = setTimeout(
			() => {
				// Whoever writes from now on may not be in what is read.
				this.#waiting.delete(key);
				const began = performance.now();
				this.read(parent)
					.catch(this.#failed)
					.finally(() => (this.#took = performance.now() - began));
			},
			Math.max(WAIT, REST * this.#took)
		).unref();
		this.#waiting.set(key, timer);
	}

	/** Reads it now; resolves when the index is as it was when this was asked, or later. */
	read(parent: SearchParent): Promise<void> {
		const reading = this.#turns.share(`${parent.kind}/${parent.id}`, () => this.#read(parent));
		this.#reading.add(reading);
		const ended = () => this.#reading.delete(reading);
		reading.then(ended, ended);
		return reading;
	}

	/**
	 * Before something is looked for in a lab: what is known to be stale of this kind is read. Gives
	 * what could not be read so soon: nothing of that may be found.
	 */
	async freshen(lab: Pick<Lab, 'id'>, kind: ParentKind, { stamps }: Survey): Promise<string[]> {
		const ids = await this.#staleIn(lab, kind, stamps);
		const [now, later] = [ids.slice(0, AT_ONCE), ids.slice(AT_ONCE)];
		const isRead = await Promise.all(
			now.map((id) =>
				this.read({ kind, id }).then(
					() => true,
					(error: unknown) => {
						this.#failed(error);
						return false;
					}
				)
			)
		);
		if (later.length > 0) this.#queue(() => this.#readAll(kind, later));
		return [...now.filter((_, i) => !isRead[i]), ...later];
	}

	async #staleIn(
		lab: Pick<Lab, 'id'>,
		kind: ParentKind,
		stamps: Survey['stamps']
	): Promise<string[]> {
		const { db } = this.#store;
		if (!stamps) return listStale(db, lab.id, kind, AT_ONCE);
		const known = await listStamps(db, lab.id, kind);
		const other = [...stamps].filter(([id, stamp]) => known.get(id) !== stamp);
		const gone = [...known.keys()].filter((id) => !stamps.has(id));
		return [...other.map(([id]) => id), ...gone];
	}

	/** Resolves when nothing is read any more; what was not read yet is at the next start. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#unfollow();
		for (const timer of this.#waiting.values()) clearTimeout(timer);
		await this.#behind;
		await Promise.allSettled(this.#reading);
	}

	#queue(work: () => Promise<void>): void {
		this.#behind = this.#behind.then(work).catch(this.#failed);
	}

	async #readAll(kind: ParentKind, ids: Iterable<string>): Promise<void> {
		for (const id of ids) {
			if (this.#stopped) return;
			await this.read({ kind, id }).catch(this.#failed);
			// The event loop is everybody's.
			await new Promise((resolve) => setImmediate(resolve));
		}
	}

	async #read({ kind, id }: SearchParent): Promise<void> {
		const source = this.#sources.get(kind);
		if (!source) return;
		for (let tried = 0; tried < TRIES; tried++) {
			const content = await source.read(id);
			const end = await this.#write({ kind, id }, content);
			if (end === 'written') return;
		}
	}

	/** A little in each transaction: all others wait for it meanwhile. */
	async #write(
		parent: SearchParent,
		content: SourceContent | null
	): Promise<'written' | 'changed'> {
		for (;;) {
			const end = await this.#store.transaction(async (trx) => {
				if (!content) return (await dropParent(trx, parent, MOST.changed)) ? 'written' : 'more';
				if (content.holds && !(await content.holds(trx))) return 'changed';
				const { entries, labId, stamp, version = '' } = content;
				const next = { ...parent, labId, stamp, version };
				return (await replaceParent(trx, next, entries, MOST)) ? 'written' : 'more';
			});
			if (end !== 'more') return end;
			await new Promise((resolve) => setImmediate(resolve));
		}
	}
}
