import type * as Y from 'yjs';
import {
	boardDocument,
	parseDocumentName,
	type DocumentName
} from '../../src/lib/domain/document-name.ts';
import { reworded, without, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import { replaceContents } from '../store/version-repository.ts';
import type { ActParts } from './board-acts.ts';
import type { BoardLive } from './board-live.ts';
import type { Look } from './commit-watch.ts';
import { rewrite } from './document-rewrite.ts';
import { everythingIn, newsIn, search, type Caught, type News } from './guard-search.ts';
import { BARRED_FOR } from './offences.ts';
import { cleaned } from './personal-text.ts';
import { nullIfUnreadable } from './unreadable.ts';

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

/**
 * The second look, at the server: whatever a page should have held back is taken out of the document
 * and of its history as soon as it is on disk. What came about in several people's hands, and may or
 * may not point at somebody, is left to people.
 */
export class BoardGuard {
	readonly #parts: GuardParts;

	constructor(parts: GuardParts) {
		this.#parts = parts;
	}

	/** Looks at what members wrote, and takes out what must not stay. Never fails. */
	check(look: Look): Promise<void> {
		return this.#check(look).catch(this.#parts.failed);
	}

	async #check(look: Look): Promise<void> {
		const { document, commits, isFlooded, noted } = look;
		const parsed = parseDocumentName(document);
		if (!parsed) return;
		const found = await this.#read(document, (doc) => newsIn(doc, commits));
		const caught = found ? await this.#search(parsed.id, noted, found.news) : [];
		const lost = found && !isFlooded ? found.lost : commits;
		if (caught.length === 0 && lost.length === 0) return;
		// In the turn of the board: no command on it is half way, and none moves it while it is taken out.
		await this.#parts.turns.take(parsed.id, async () => {
			const known = await this.#read(document, (doc) => newsIn(doc, commits).lost.length);
			const isHere = found !== null && known === found.lost.length;
			if (isHere) await this.#takeOut(document, parsed, caught);
			// It was made anew meanwhile, or went on the board: wherever that may be now is read whole.
			const elsewhere = isHere ? lost : commits;
			if (elsewhere.length === 0) return;
			for (const name of new Set([document, boardDocument(parsed.id)])) {
				const where = parseDocumentName(name);
				const news = await this.#read(name, (doc) => everythingIn(doc, elsewhere));
				if (!news || !where) continue;
				await this.#takeOut(name, where, await this.#search(parsed.id, noted, news));
			}
		});
	}

	#read<T>(document: string, read: (doc: Y.Doc) => T): Promise<T | null> {
		return this.#parts.rooms.read(document, read).catch(nullIfUnreadable);
	}

	/** What must go. */
	async #search(
		boardId: string,
		/** What was counted for people to look at. */
		noted: Set<string>,
		news: readonly News[]
	): Promise<Caught[]> {
		const { caught, late } = await search(news, this.#allowedOn(boardId));
		for (const { path, text } of late) {
			const key = JSON.stringify([path, text]);
			if (noted.has(key)) continue;
			noted.add(key);
			this.#parts.watch.late();
		}
		return caught;
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

	/** To be called in the turn of the board. */
	async #takeOut(
		document: string,
		{ kind, id: boardId, part }: DocumentName,
		caught: readonly Caught[]
	): Promise<void> {
		if (caught.length === 0) return;
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
