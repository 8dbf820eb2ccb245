import { boardDocument, parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { thinnedOut, type VersionKind } from '../../src/lib/domain/history.ts';
import type { DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import { countsOf, differences } from '../../src/lib/documents/version-diff.ts';
import { holdBoard } from '../store/board-content.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { Store } from '../store/store.ts';
import {
	insertVersion,
	thinVersions,
	type PackedVersion,
	type Version,
	type VersionRepository
} from '../store/version-repository.ts';
import type { Commit } from '../sync/room.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Turns } from './turns.ts';
import { nullIfUnreadable } from './unreadable.ts';
import {
	cardsOf,
	contentOf,
	isSame,
	pack,
	unpack,
	type VersionContent
} from './version-content.ts';

/** Ms of quiet after which a board that changed is kept, and at most after its first change. */
const QUIET = 2 * 60_000;
const LONGEST = 10 * 60_000;
const BEAT = 10_000;

interface KeeperParts {
	store: Store;
	boards: BoardRepository;
	versions: VersionRepository;
	rooms: Rooms;
	turns: Turns;
	now: () => Date;
	newId: () => string;
	failed: (error: unknown) => void;
}

/** Why a version is made. */
export interface About {
	id?: string;
	kind: VersionKind;
	label?: string;
	madeBy?: string;
}

/** Since the last version: who changed something, and when the first and the last of it was (ms). */
interface Changed {
	first: number;
	last: number;
	members: Set<string>;
}

/**
 * Keeps boards as they stood: when what changed came to rest, when the method goes on, and whenever
 * somebody asks. To be asked in the turn of the board.
 */
export class VersionKeeper {
	readonly #parts: KeeperParts;
	readonly #changed = new Map<string, Changed>();
	readonly #looked = new Set<string>();
	readonly #beat: NodeJS.Timeout;
	readonly #unfollow: () => void;
	#running: Promise<unknown> = Promise.resolve();

	constructor(parts: KeeperParts) {
		this.#parts = parts;
		this.#beat = setInterval(() => void this.keepDue(), BEAT).unref();
		this.#unfollow = parts.rooms.onCommitted((name, commits) => this.#hear(name, commits));
	}

	/** Keeps what changed and is not kept yet. */
	async stop(): Promise<void> {
		clearInterval(this.#beat);
		this.#unfollow();
		await this.#running;
		await this.#keepAll([...this.#changed.keys()]);
	}

	/** Keeps every board that came to rest, or that goes on for long. */
	keepDue(): Promise<void> {
		const now = this.#parts.now().getTime();
		const due = [...this.#changed].filter(
			([, { first, last }]) => now - last >= QUIET || now - first >= LONGEST
		);
		return this.#keepAll(due.map(([id]) => id));
	}

	/** A board that was never kept is, before somebody changes it. Nobody waits for this. */
	begin(board: Board): void {
		if (this.#looked.has(board.id)) return;
		this.#looked.add(board.id);
		void this.#keepLater([board.id], async (id) => {
			if (await this.#parts.versions.newest(id)) return;
			if (!this.#changed.has(id)) await this.keep(id, { kind: 'auto' });
		});
	}

	/** A version of a board as it stands, unless it stands as it was kept last. */
	async keep(boardId: string, about: About): Promise<Version | null> {
		const { store, boards } = this.#parts;
		const board = await boards.find(boardId);
		const content = board && (await this.read(board.id));
		if (!content) return null;
		const draft = await this.draft(board, about);
		if (draft.isKnown(content)) {
			this.#changed.delete(boardId);
			return null;
		}
		const version = draft.of(content);
		const isKept = await store.transaction(async (trx) => {
			if (!(await holdBoard(trx, boardId))) return false;
			await insertVersion(trx, version, pack(content));
			return true;
		});
		this.kept(boardId);
		await this.#thin(boardId);
		return isKept ? version : null;
	}

	async read(boardId: string): Promise<VersionContent | null> {
		const name = boardDocument(boardId);
		const authorship = await this.#parts.boards.listAuthorship(name);
		return this.#parts.rooms
			.read(name, (doc, room) => contentOf(doc, room, authorship))
			.catch(nullIfUnreadable);
	}

	/** Everything but the content of a version that somebody makes within a commit of her own. */
	async draft(board: Board, about: About) {
		const { versions, now, newId } = this.#parts;
		const last = await versions.newest(board.id);
		const before = last && unpack(last.content);
		return {
			isKnown: (content: VersionContent) =>
				before ? isSame(before.copy, content.copy) : cardsOf(content).length === 0,
			of: (content: VersionContent): Version => {
				const found = differences(before ? cardsOf(before) : [], cardsOf(content));
				return {
					id: about.id ?? newId(),
					boardId: board.id,
					at: now().toISOString(),
					kind: about.kind,
					label: about.label ?? '',
					step: board.currentStep,
					madeBy: about.madeBy ?? null,
					members: [...(this.#changed.get(board.id)?.members ?? [])],
					counts: countsOf(found),
					cards: cardsOf(content).filter(({ binnedAt }) => binnedAt === null).length
				};
			}
		};
	}

	/** What changed so far is in a version that is on disk. */
	kept(boardId: string): void {
		this.#changed.delete(boardId);
	}

	/**
	 * Versions of a board that `change` makes different, packed: to be written in the commit that does
	 * the same to the board. Others get a turn between two of them.
	 */
	async rewritten(
		boardId: string,
		change: (copy: DocumentCopy, version: Version) => DocumentCopy | null
	): Promise<PackedVersion[]> {
		const { versions } = this.#parts;
		const found: PackedVersion[] = [];
		for (const { id } of await versions.list(boardId)) {
			const version = await versions.find(boardId, id);
			if (!version) continue;
			const content = unpack(version.content);
			const copy = change(content.copy, version);
			if (copy && !isSame(copy, content.copy)) {
				found.push({ id, content: pack({ ...content, copy }) });
			}
			await new Promise((resolve) => setImmediate(resolve));
		}
		return found;
	}

	#hear(name: string, commits: readonly Commit[]): void {
		const parsed = name.startsWith('board/') ? parseDocumentName(name) : null;
		if (!parsed) return;
		const now = this.#parts.now().getTime();
		const known = this.#changed.get(parsed.id) ?? { first: now, last: now, members: new Set() };
		known.last = now;
		for (const { by } of commits) if (by !== null) known.members.add(by);
		this.#changed.set(parsed.id, known);
	}

	#keepAll(ids: readonly string[]): Promise<void> {
		return this.#keepLater(ids, async (id) => void (await this.keep(id, { kind: 'auto' })));
	}

	/** One board after another, each in its turn. */
	#keepLater(ids: readonly string[], keep: (id: string) => Promise<void>): Promise<void> {
		const { turns, failed } = this.#parts;
		const work = this.#running.then(async () => {
			for (const id of ids) await turns.take(id, () => keep(id)).catch(failed);
		});
		this.#running = work;
		return work;
	}

	async #thin(boardId: string): Promise<void> {
		const { store, versions, now } = this.#parts;
		const all = (await versions.list(boardId)).reverse();
		const gone = new Set(thinnedOut(all, now().getTime()).map(({ id }) => id));
		if (gone.size === 0) return;
		const heirs: Pick<Version, 'id' | 'members' | 'counts'>[] = [];
		let heritage: Version[] = [];
		let before: Version | null = null;
		for (const version of all) {
			if (gone.has(version.id)) heritage.push(version);
			else {
				if (heritage.length > 0) {
					const members = [...heritage, version].flatMap((each) => each.members);
					const counts = await this.#countsBetween(boardId, before, version);
					heirs.push({ id: version.id, members: [...new Set(members)], counts });
				}
				[before, heritage] = [version, []];
			}
		}
		await store.transaction((trx) => thinVersions(trx, [...gone], heirs));
	}

	async #countsBetween(boardId: string, before: Version | null, after: Version) {
		const cards = async (version: Version | null) => {
			const found = version && (await this.#parts.versions.find(boardId, version.id));
			return found ? cardsOf(unpack(found.content)) : [];
		};
		return countsOf(differences(await cards(before), await cards(after)));
	}
}
