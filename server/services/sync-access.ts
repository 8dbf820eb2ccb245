import type { Actor } from '../../src/lib/domain/access.ts';
import { documentAccess, type BoardParts } from '../../src/lib/domain/board-access.ts';
import { isAnonymous } from '../../src/lib/domain/board-mode.ts';
import {
	parseDocumentName,
	type DocumentKind,
	type DocumentName
} from '../../src/lib/domain/document-name.ts';
import { hiddenZones, isHiddenStepComing } from '../../src/lib/domain/template.ts';
import { boardRoots } from '../../src/lib/documents/board.ts';
import { stateRoots } from '../../src/lib/documents/board-state.ts';
import { harvestRoots } from '../../src/lib/documents/harvest.ts';
import { maskFor } from './board-view.ts';
import type { SignedIn } from '../auth/sign-ins.ts';
import { holdBoard } from '../store/board-content.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { GroupRepository } from '../store/group-repository.ts';
import { ensureDocument, hasDocument } from '../store/sql-update-log.ts';
import type { Store } from '../store/store.ts';
import type { Grant } from '../sync/connection.ts';
import type { DocumentRules } from '../sync/scan.ts';

const cards: DocumentRules = { roots: new Set<string>(boardRoots), richText: false };
const rules: Record<DocumentKind, DocumentRules> = {
	board: cards,
	notes: cards,
	aside: cards,
	zone: cards,
	part: cards,
	// Whoever is on a board follows its state: there she is shown.
	state: { roots: new Set<string>(stateRoots), richText: false, withoutPresence: true },
	harvest: { roots: new Set<string>(harvestRoots), richText: false }
};

/** What a document of this name may hold. */
export function rulesFor(name: string): DocumentRules {
	const parsed = parseDocumentName(name);
	if (!parsed) throw new Error(`no rules for ${name}`);
	return rules[parsed.kind];
}

/** A right to one document, and the lab in which it holds. */
interface LabGrant extends Grant {
	labId: string;
}

/** Decides for a page and for a socket alike what an actor may do with a document. */
export class SyncAccess {
	readonly #store: Store;
	readonly #boards: BoardRepository;
	readonly #groups: GroupRepository;
	readonly #now: () => Date;

	constructor(parts: {
		store: Store;
		boards: BoardRepository;
		groups: GroupRepository;
		now: () => Date;
	}) {
		this.#store = parts.store;
		this.#boards = parts.boards;
		this.#groups = parts.groups;
		this.#now = parts.now;
	}

	/** Null when there is no such document, or none for her: the two look the same from outside. */
	async grant({ actor, signIn }: SignedIn, name: string): Promise<LabGrant | null> {
		const parsed = parseDocumentName(name);
		if (!parsed) return null;
		const board = await this.#boards.find(parsed.id);
		if (!board) return null;
		const access = documentAccess(actor, board, parsed, await this.#partsFor(actor, board, parsed));
		if (access === 'none') return null;
		return {
			access,
			labId: board.labId,
			memberId: actor.memberId,
			signInId: signIn.id,
			signInEnds: signIn.expiresAt.getTime(),
			person: personOf(actor),
			organisationId: actor.organisationId,
			isPlaceless: isAnonymous(board.mode),
			hides: maskFor(actor, board)?.organisationId ?? null
		};
	}

	/**
	 * A document of one person or of a moment is there from the first time somebody who may write in
	 * it, or follow it, comes.
	 */
	async ensure(name: string, grant: Grant): Promise<void> {
		const parsed = parseDocumentName(name);
		if (!parsed || parsed.kind === 'board') return;
		// These are followed by who comes before anybody may have written in them.
		const isFollowed = ['state', 'harvest', 'part'].includes(parsed.kind);
		if (grant.access !== 'write' && !isFollowed) return;
		if (await hasDocument(this.#store.db, name)) return;
		await this.#store.transaction(async (trx) => {
			if (!(await holdBoard(trx, parsed.id))) return;
			const board = await trx
				.selectFrom('board')
				.select('notes_epoch')
				.where('id', '=', parsed.id)
				.executeTakeFirst();
			const epoch = parsed.kind === 'notes' ? (board?.notes_epoch ?? 1) : 1;
			await ensureDocument(trx, name, epoch, this.#now());
		});
	}

	/** What only the store knows, and only of kinds of documents that ask for it. */
	async #partsFor(actor: Actor, board: Board, { kind }: DocumentName): Promise<BoardParts> {
		const parts: BoardParts = {
			groups: [],
			ownGroup: null,
			hiddenZones: [],
			isHiddenStepComing: false
		};
		if (kind === 'part') {
			const groups = await this.#groups.list(board.id);
			const own = groups.find(({ memberIds }) => memberIds.includes(actor.memberId));
			return { ...parts, groups: groups.map(({ id }) => id), ownGroup: own?.id ?? null };
		}
		if (kind !== 'notes' && kind !== 'zone') return parts;
		const stored = await this.#boards.findTemplate(board.templateId);
		if (!stored) return parts;
		return {
			...parts,
			hiddenZones: hiddenZones(stored.template, board.shownZones).map(({ id }) => id),
			isHiddenStepComing: isHiddenStepComing(stored.template, board.currentStep)
		};
	}
}

function personOf(actor: Actor): Grant['person'] {
	return {
		memberId: actor.memberId,
		name: actor.name,
		initials: actor.initials,
		organisation: actor.organisationLabel,
		domain: actor.domain
	};
}
