import type * as Y from 'yjs';
import {
	boardDocument,
	parseDocumentName,
	type DocumentName
} from '../../src/lib/domain/document-name.ts';
import { reworded, without, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import { replaceContents } from '../store/version-repository.ts';
import type { Commit } from '../sync/room.ts';
import type { ActParts } from './board-acts.ts';
import type { BoardLive } from './board-live.ts';
import { rewrite } from './document-rewrite.ts';
import { everythingIn, newsIn, search, type Caught, type News } from './guard-search.ts';
import { BARRED_FOR } from './offences.ts';
import { cleaned } from './personal-text.ts';
import { nullIfUnreadable } from './unreadable.ts';

/**
 * Ms between two looks at one document that people go on writing in; so many times as long as the
 * look took, and at most.
 */
const PAUSE = 250;
const REST = 4;
const LONGEST = 2_000;
/** Bytes of updates kept for the next look. */
const KEPT = 4 * 1024 * 1024;

export interface GuardWatch {
	/** Something was taken out; of which type. */
	took(type: string): void;
	/** Something may point at a person, and is left for people to look at. */
	late(): void;
}

interface GuardParts extends ActParts {
	labs: LabRepository;
	live: BoardLive;
	watch: GuardWatch;
	failed: (error: unknown) => void;
}

/** A document people write in, as long as its room is open. */
interface Watched {
	commits: Commit[];
	/** Of these updates. */
	bytes: number;
	/** There were more than are kept: the whole document is read once. */
	isFlooded: boolean;
	/** Null: nobody wrote since the last look. */
	looking: Promise<void> | null;
	/** What was counted for people to look at. */
	late: Set<string>;
}

/**
 * The second look, at the server: whatever a page should have held back is taken out of the document
 * and of its history as soon as it is on disk. What came about in several people's hands, and may or
 * may not point at somebody, is left to people.
 */
export class BoardGuard {
	readonly #parts: GuardParts;
	readonly #watched = new Map<string, Watched>();
	readonly #unfollow: () => void;

	constructor(parts: GuardParts) {
		this.#parts = parts;
		this.#unfollow = parts.rooms.onCommitted((document, commits) => this.#hear(document, commits));
	}

	/** Resolves when everything heard of so far was looked at. */
	async stop(): Promise<void> {
		this.#unfollow();
		await Promise.all([...this.#watched.values()].flatMap(({ looking }) => looking ?? []));
	}

	#hear(document: string, commits: readonly Commit[]): void {
		const written = commits.filter(({ memberId }) => memberId !== null);
		if (written.length === 0) return;
		const known = this.#watched.get(document);
		const watched = known ?? {
			commits: [],
			bytes: 0,
			isFlooded: false,
			looking: null,
			late: new Set()
		};
		if (!known) this.#watch(document, watched);
		watched.commits.push(...written);
		for (const { bytes } of written) watched.bytes += bytes.length;
		while (watched.bytes > KEPT && watched.commits.length > 1) {
			watched.bytes -= watched.commits.shift()?.bytes.length ?? 0;
			watched.isFlooded = true;
		}
		watched.looking ??= this.#look(document, watched);
	}

	/** Of documents whose room closed meanwhile nothing is remembered. */
	#watch(document: string, watched: Watched): void {
		const open = new Set(this.#parts.rooms.names);
		for (const [name, { looking }] of this.#watched) {
			if (!looking && !open.has(name)) this.#watched.delete(name);
		}
		this.#watched.set(document, watched);
	}

	/** At once, and again every quarter of a second for as long as people write. */
	async #look(document: string, watched: Watched): Promise<void> {
		const parsed = parseDocumentName(document);
		while (parsed && watched.commits.length > 0) {
			const commits = watched.commits.splice(0);
			const { isFlooded } = watched;
			watched.bytes = 0;
			watched.isFlooded = false;
			const began = performance.now();
			await this.#check(document, parsed, watched, { commits, isFlooded }).catch(
				this.#parts.failed
			);
			const pause = Math.max(PAUSE, Math.min(LONGEST, REST * (performance.now() - began)));
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
		watched.looking = null;
	}

	async #check(
		document: string,
		parsed: DocumentName,
		watched: Watched,
		{ commits, isFlooded }: { commits: readonly Commit[]; isFlooded: boolean }
	): Promise<void> {
		const found = await this.#read(document, (doc) => newsIn(doc, commits));
		if (found) await this.#search(document, parsed, watched, found.news);
		// It was made anew meanwhile, or went on the board: wherever that may be now is read whole.
		const lost = found && !isFlooded ? found.lost : commits;
		if (lost.length === 0) return;
		for (const name of new Set([document, boardDocument(parsed.id)])) {
			const news = await this.#read(name, (doc) => everythingIn(doc, lost));
			const where = parseDocumentName(name);
			if (news && where) await this.#search(name, where, watched, news);
		}
	}

	#read<T>(document: string, read: (doc: Y.Doc) => T): Promise<T | null> {
		return this.#parts.rooms.read(document, read).catch(nullIfUnreadable);
	}

	async #search(
		document: string,
		parsed: DocumentName,
		watched: Watched,
		news: readonly News[]
	): Promise<void> {
		const { watch, turns } = this.#parts;
		const { caught, late } = await search(news, this.#allowedOn(parsed.id));
		for (const { path, text } of late) {
			const key = JSON.stringify([path, text]);
			if (watched.late.has(key)) continue;
			watched.late.add(key);
			watch.late();
		}
		if (caught.length === 0) return;
		await turns.take(parsed.id, () => this.#takeOut(document, parsed, caught));
	}

	/** What each member said is nobody, and for null anybody; asked once a look. */
	#allowedOn(boardId: string): (memberId: string | null) => Promise<readonly string[]> {
		const asked = new Map<string | null, Promise<readonly string[]>>();
		const ask = async (memberId: string | null) => {
			const { boards, labs, allowed } = this.#parts;
			const board = await boards.find(boardId);
			const lab = board && (await labs.find(board.labId));
			if (!lab) return [];
			if (memberId === null) return allowed.onBoard(lab, boardId);
			return allowed.forWriter({ memberId }, lab, boardId);
		};
		return (memberId) => {
			const known = asked.get(memberId) ?? ask(memberId);
			asked.set(memberId, known);
			return known;
		};
	}

	/** In the turn of the board: no command on it is half way. */
	async #takeOut(
		document: string,
		{ kind, id: boardId, part }: DocumentName,
		caught: readonly Caught[]
	): Promise<void> {
		const { trail, watch } = this.#parts;
		const kinds = new Map(
			caught.map(({ memberId, finding: { type } }) => [`${memberId} ${type}`, { memberId, type }])
		);
		// What was kept of the board since it was written holds it as well.
		const versions = await this.#parts.keeper.rewritten(boardId, (copy) =>
			withoutCaught(copy, caught)
		);
		const rewritten = await rewrite(
			this.#parts,
			[document],
			(copy) => withoutCaught(copy, caught),
			async (trx) => {
				await replaceContents(trx, versions);
				for (const { memberId, type } of kinds.values()) {
					const fact = { memberId, subject: document, detail: { type } };
					await trail.within(trx, { act: 'board.guarded', ...fact });
				}
			}
		);
		if (rewritten.length === 0) return;
		for (const { type } of kinds.values()) watch.took(type);
		const onlyFor = kind === 'notes' || kind === 'aside' ? part : null;
		for (const memberId of new Set(caught.map((each) => each.memberId))) {
			if (this.#parts.offences.note(boardId, memberId, onlyFor)) await this.#bar(boardId, memberId);
		}
	}

	/** She reads this board for a while: told on every line of hers, and again when it is over. */
	async #bar(boardId: string, memberId: string): Promise<void> {
		const { rooms, phases, live, failed } = this.#parts;
		await rooms.recheck(
			({ grant, document }) => {
				const parsed = parseDocumentName(document);
				const isOfBoard = parsed?.id === boardId && parsed.kind !== 'state';
				return isOfBoard && grant.memberId === memberId;
			},
			() => Promise.resolve('rightLost')
		);
		const end = async () => {
			await phases.change(boardId, {});
			await live.tell(boardId);
		};
		setTimeout(() => void end().catch(failed), BARRED_FOR + 100).unref();
	}
}

/** What stays of a document; null: all of it, and nothing came and went either. */
function withoutCaught(copy: DocumentCopy, caught: readonly Caught[]): DocumentCopy | null {
	const places = Map.groupBy(caught, ({ path }) => path.join('/'));
	const reached = new Set<string>();
	let isOther = caught.some(({ entry }) => entry === null);
	const next = reworded(copy, (path, text) => {
		const place = path.join('/');
		const here = places.get(place);
		if (!here) return text;
		reached.add(place);
		const said = new Set(here.map(({ finding }) => finding.text));
		const clean = cleaned(text, (finding) => said.has(finding.text));
		isOther ||= clean !== text;
		return clean;
	});
	// Whatever is left stands where no page puts a text: it goes with the thing it is hung on.
	const hung = new Set(
		caught.flatMap(({ entry, path }) =>
			entry && !reached.has(path.join('/')) ? entry.join('/') : []
		)
	);
	if (hung.size === 0) return isOther ? next : null;
	return without(next, (root, id) => hung.has(`${root}/${id}`));
}
