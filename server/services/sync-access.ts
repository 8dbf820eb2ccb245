import type { Actor } from '../../src/lib/domain/access.ts';
import { documentAccess, type BoardParts } from '../../src/lib/domain/board-access.ts';
import { isAnonymous } from '../../src/lib/domain/board-mode.ts';
import {
	parseDocumentName,
	parseSessionDocument,
	parseThreadDocument,
	type DocumentKind,
	type DocumentName
} from '../../src/lib/domain/document-name.ts';
import { hiddenZones, isHiddenStepComing } from '../../src/lib/domain/template.ts';
import { boardRoots } from '../../src/lib/documents/board.ts';
import { draftRoots } from '../../src/lib/documents/draft.ts';
import { stateRoots } from '../../src/lib/documents/board-state.ts';
import { harvestRoots } from '../../src/lib/documents/harvest.ts';
import { maskFor } from './board-view.ts';
import type { SignedIn } from '../auth/sign-ins.ts';
import { holdBoard } from '../store/board-content.ts';
import type { BarredFrom, Board, BoardRepository } from '../store/board-repository.ts';
import { joinsSession, runsSession } from '../../src/lib/domain/session-access.ts';
import { draftAccess, readsQuestion } from '../../src/lib/domain/question-access.ts';
import { threadRoots } from '../../src/lib/documents/thread.ts';
import type { ThreadRepository } from '../store/thread-repository.ts';
import type { DraftRepository } from '../store/draft-repository.ts';
import type { SessionRepository } from '../store/session-repository.ts';
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

/** Who is in the room is what everybody may see of it. */
const sessionRules: DocumentRules = { roots: new Set<string>(stateRoots), richText: false };

/** What was placed is written by the server alone. */
const threadRules: DocumentRules = { roots: new Set<string>(threadRoots), richText: false };
/** Its texts are rich, and written in an editor. */
const draftRules: DocumentRules = { roots: new Set<string>(draftRoots), richText: true };

/** What a document of this name may hold. */
export function rulesFor(name: string): DocumentRules {
	if (parseThreadDocument(name)?.kind === 'draft') return draftRules;
	if (parseSessionDocument(name)) return sessionRules;
	if (parseThreadDocument(name)) return threadRules;
	const parsed = parseDocumentName(name);
	if (!parsed) throw new Error(`no rules for ${name}`);
	return rules[parsed.kind];
}

/** A right to one document, and the lab in which it holds. */
export interface LabGrant extends Grant {
	labId: string;
}

/** Decides for a page and for a socket alike what an actor may do with a document. */
export class SyncAccess {
	readonly #store: Store;
	readonly #boards: BoardRepository;
	readonly #groups: GroupRepository;
	readonly #sessions: SessionRepository;
	readonly #threads: ThreadRepository;
	readonly #drafts: DraftRepository;
	readonly #barredFrom: BarredFrom;
	readonly #now: () => Date;

	constructor(parts: {
		store: Store;
		boards: BoardRepository;
		groups: GroupRepository;
		sessions: SessionRepository;
		threads: ThreadRepository;
		drafts: DraftRepository;
		/** Who reads a draft for a while. */
		barredFrom: BarredFrom;
		now: () => Date;
	}) {
		this.#store = parts.store;
		this.#boards = parts.boards;
		this.#groups = parts.groups;
		this.#sessions = parts.sessions;
		this.#threads = parts.threads;
		this.#drafts = parts.drafts;
		this.#barredFrom = parts.barredFrom;
		this.#now = parts.now;
	}

	/** Null when there is no such document, or none for her: the two look the same from outside. */
	async grant({ actor, signIn }: SignedIn, name: string): Promise<LabGrant | null> {
		const ofSession = parseSessionDocument(name);
		if (ofSession) return this.#toSession({ actor, signIn }, ofSession);
		const ofThread = parseThreadDocument(name);
		if (ofThread?.kind === 'thread') return this.#toThread({ actor, signIn }, ofThread.id);
		if (ofThread?.kind === 'draft') return this.#toDraft({ actor, signIn }, ofThread.id);
		const parsed = parseDocumentName(name);
		if (!parsed) return null;
		const board = await this.#boards.find(parsed.id);
		if (!board) return null;
		const access = documentAccess(actor, board, parsed, await this.#partsFor(actor, board, parsed));
		if (access === 'none') return null;
		return {
			...grantOf({ actor, signIn }),
			access,
			labId: board.labId,
			isPlaceless: isAnonymous(board.mode),
			hides: maskFor(actor, board)?.organisationId ?? null
		};
	}

	/** Only the server writes what a session shows; who runs it follows a second document. */
	async #toSession(
		signedIn: SignedIn,
		{ kind, id }: { kind: 'session' | 'desk'; id: string }
	): Promise<LabGrant | null> {
		const session = await this.#sessions.find(id);
		const mayRead = kind === 'desk' ? runsSession : joinsSession;
		if (!session || !mayRead(signedIn.actor, session)) return null;
		return {
			...grantOf(signedIn),
			access: 'read',
			labId: session.labId,
			isPlaceless: true,
			hides: null
		};
	}

	/** Whoever reads a question follows what is placed under it. */
	async #toThread(signedIn: SignedIn, id: string): Promise<LabGrant | null> {
		const question = await this.#threads.find(id);
		if (!question || !readsQuestion(signedIn.actor, question)) return null;
		return {
			...grantOf(signedIn),
			access: 'read',
			labId: question.labId,
			isPlaceless: true,
			hides: null
		};
	}

	/** Whoever writes a draft, as long as she reads what it is about; then she reads it. */
	async #toDraft(signedIn: SignedIn, id: string): Promise<LabGrant | null> {
		const draft = await this.#drafts.find(id);
		if (!draft) return null;
		const question =
			draft.questionId === null ? null : await this.#drafts.findQuestion(draft.questionId);
		const access = draftAccess(signedIn.actor, draft, question);
		if (access === 'none') return null;
		return {
			...grantOf(signedIn),
			access: this.#barredFrom(id)?.has(signedIn.actor.memberId) ? 'read' : access,
			labId: draft.labId,
			isPlaceless: false,
			hides: null
		};
	}

	/**
	 * A document of one person or of a moment is there from the first time somebody who may write in
	 * it, or follow it, comes.
	 */
	async ensure(name: string, grant: Grant): Promise<void> {
		if (parseSessionDocument(name)) return this.#ensureOfSession(name);
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

	async #ensureOfSession(name: string): Promise<void> {
		if (await hasDocument(this.#store.db, name)) return;
		await this.#store.transaction((trx) => ensureDocument(trx, name, 1, this.#now()));
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

function grantOf({ actor, signIn }: SignedIn) {
	return {
		memberId: actor.memberId,
		signInId: signIn.id,
		signInEnds: signIn.expiresAt.getTime(),
		person: personOf(actor),
		organisationId: actor.organisationId
	};
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
