import * as v from 'valibot';
import * as Y from 'yjs';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { boardThing, readsBoard } from '../../src/lib/domain/board-access.ts';
import type { ContributorMask } from '../../src/lib/domain/attribution.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { BoardPhase } from '../../src/lib/documents/board-phase.ts';
import type {
	AuthorsOfBoard,
	BoardSummary,
	BoardView
} from '../../src/lib/documents/board-view.ts';
import type { Bus } from '../cluster/bus.ts';
import {
	insertBoard,
	type Authorship,
	type Board,
	type StoredTemplate
} from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import { writeNewDocument } from '../store/sql-update-log.ts';
import { DocumentUnreadable } from '../sync/rooms.ts';
import type { ActParts, Given } from './board-acts.ts';
import type { BoardCommands } from './board-commands.ts';
import type { BoardLive } from './board-live.ts';
import { phaseFor } from './board-phase-view.ts';
import { templateOf } from './board-step.ts';
import { pointsAtPerson } from './personal-text.ts';
import { countCards, makersOf, showMakers } from './board-view.ts';

/** What somebody fills in to start a board. */
export const NewBoard = v.object({
	template: v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(100, 'long')),
	title: v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(limits.title, 'long')),
	question: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(1, 'empty'),
		v.maxLength(limits.question, 'long')
	)
});

interface BoardParts extends ActParts {
	bus: Bus;
	live: BoardLive;
	commands: BoardCommands;
}

/** Boards: who may see and make them, and what a reader is shown of one. */
export class BoardService {
	readonly #parts: BoardParts;

	constructor(parts: BoardParts) {
		this.#parts = parts;
	}

	/** Boards of a lab this actor may open, newest first. */
	async list(actor: Actor, lab: Lab): Promise<BoardSummary[]> {
		const boards = await this.#parts.boards.listOfLab(lab.id);
		const readable = boards.filter((board) => readsBoard(actor, board));
		return Promise.all(
			readable.map(async (board) => ({
				id: board.id,
				title: board.title,
				question: board.question,
				status: board.status,
				tlp: board.tlp,
				contributorLabel: board.contributorLabel,
				isOpen: board.openedAt !== null,
				...(await this.#counts(board))
			}))
		);
	}

	async #counts(board: Board): Promise<Pick<BoardSummary, 'cards' | 'withoutLead'>> {
		const counts = await this.#parts.rooms
			.read(boardDocument(board.id), countCards)
			.catch(nullIfUnreadable);
		return counts ?? { cards: null, withoutLead: 0 };
	}

	/** Templates a board of this lab can be started from. */
	listTemplates(lab: Lab): Promise<StoredTemplate[]> {
		return this.#parts.boards.listTemplates(lab.id);
	}

	async open(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<BoardView>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const stored = await this.#parts.boards.findTemplate(board.templateId);
		const content = await this.#read(board).catch(nullIfUnreadable);
		if (!stored) return refused('not-found');
		if (!content) return refused('unavailable');
		await this.#parts.trail.recordHourly({
			act: 'board.viewed',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: { lab: lab.id }
		});
		const { template } = stored;
		const mask = maskFor(actor, board);
		return done<BoardView>({
			id: board.id,
			title: board.title,
			question: board.question,
			summary: board.summary,
			status: board.status,
			contributorLabel: board.contributorLabel,
			contributor: mask ? null : await this.#organisationLabel(board.ownerOrganisationId),
			anonymityCheckedAt: board.anonymityCheckedAt,
			isOpen: board.openedAt !== null,
			maySign: board.openedAt === null && maySign(actor, board),
			conclusion: board.conclusion,
			template: { name: template.name, rules: template.rules, steps: template.steps },
			phase: await this.#phase({ actor, lab, board, template }),
			state: await this.#parts.live.stateOf(board),
			cards: content.cards,
			comments: content.comments,
			bundles: content.bundles,
			authors: await this.#show(content.makers, actor, lab, mask),
			votes: await this.#parts.ballots.countVotes(board.id),
			organisations: await this.#organisations(content.cards, mask),
			compass: lab.compass.map(({ id, label }) => ({ id, label }))
		});
	}

	/** Where the board is in its method now, and what that lets this reader do. */
	async phase(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<BoardPhase>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const template = await templateOf(this.#parts.boards, board);
		return done(await this.#phase({ actor, lab, board, template }));
	}

	async #phase(given: Given): Promise<BoardPhase> {
		const { actor, board } = given;
		const { commands, live } = this.#parts;
		return phaseFor(this.#parts, given, {
			mask: maskFor(actor, board),
			lead: commands.leads(actor, board),
			isLeading: await commands.isLeading(actor, board),
			counts: await live.countsOf(board)
		});
	}

	/** Authors of the cards on a board now: a page asks when somebody adds one. */
	async authors(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<AuthorsOfBoard>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const content = await this.#read(board).catch(nullIfUnreadable);
		if (!content) return refused('unavailable');
		return done(await this.#show(content.makers, actor, lab, maskFor(actor, board)));
	}

	/**
	 * A new board with an empty document. A facilitator's or adviser's is open to the lab at once; a
	 * casus brought by a municipality only after a second person signed the anonymity check.
	 */
	async create(
		actor: Actor,
		lab: Lab,
		wanted: v.InferOutput<typeof NewBoard>
	): Promise<Outcome<string>> {
		const { store, boards, now, newId } = this.#parts;
		if (!can(actor, 'board.create', { labId: lab.id })) return refused('forbidden');
		const allow = await this.#parts.allowed.forWriter(actor, lab, '');
		for (const field of ['title', 'question'] as const) {
			if (pointsAtPerson(wanted[field], allow)) return refused('personal-data', field);
		}
		const template = await boards.findTemplate(wanted.template);
		const known = await boards.listTemplates(lab.id);
		if (!template || !known.some(({ id }) => id === template.id)) return refused('invalid');
		const brings = can(actor, 'casus.bring', { labId: lab.id });
		const contributorLabel = brings ? await boards.contributorLabel(actor.organisationId) : '';
		const id = newId();
		const at = now();
		await store.transaction(async (trx) => {
			await insertBoard(trx, {
				id,
				lab_id: lab.id,
				template_id: template.id,
				title: wanted.title,
				question: wanted.question,
				summary: '',
				status: 'voorbereiding',
				// Open until somebody leads it through the steps of its method.
				mode: 'open',
				current_step: 1,
				tlp: lab.defaultTlp,
				owner_organisation_id: actor.organisationId || null,
				contributor_id: brings ? actor.memberId : null,
				contributor_label: contributorLabel,
				anonymity_checked_by: null,
				anonymity_checked_at: null,
				anonymity_notes: '',
				opened_at: brings ? null : at.toISOString(),
				conclusion: null,
				created_by: actor.memberId,
				created_at: at.toISOString()
			});
			await writeNewDocument(
				trx,
				{
					document: boardDocument(id),
					memberId: null,
					bytes: new Uint8Array(0),
					clients: [],
					authorship: new Map()
				},
				at
			);
		});
		return done(id);
	}

	/** The anonymity check by a second person: from here on the whole lab may read the board. */
	async sign(actor: Actor, lab: Lab, boardId: string): Promise<Outcome> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		if (!maySign(actor, board)) return refused('forbidden');
		const signed = await this.#parts.boards.sign(board.id, actor.memberId, this.#parts.now());
		if (!signed) return refused('already-done');
		this.#parts.bus.publish({ kind: 'board-changed', boardId: board.id });
		return done();
	}

	async #readable(actor: Actor, lab: Lab, boardId: string): Promise<Board | null> {
		if (!isId(boardId)) return null;
		const board = await this.#parts.boards.find(boardId);
		if (board?.labId !== lab.id) return null;
		return readsBoard(actor, board) ? board : null;
	}

	async #read(board: Board): Promise<{
		cards: BoardView['cards'];
		comments: BoardView['comments'];
		bundles: BoardView['bundles'];
		makers: Map<string, Authorship>;
	} | null> {
		const name = boardDocument(board.id);
		const authorship = await this.#parts.boards.listAuthorship(name);
		return this.#parts.rooms.read(name, (doc: Y.Doc, room) => {
			const content = new BoardDocument(doc);
			return {
				cards: content.cards().map((card) => ({ ...card, text: content.textOf(card.id) })),
				comments: content.comments(),
				bundles: content.bundles(),
				makers: makersOf(doc, room.clients, authorship)
			};
		});
	}

	async #show(
		makers: ReadonlyMap<string, Authorship>,
		actor: Actor,
		lab: Lab,
		mask: ContributorMask | null
	): Promise<AuthorsOfBoard> {
		const ids = [...makers.values()].flatMap(({ memberId }) => memberId ?? []);
		const authors = await this.#parts.members.findAuthors(ids);
		return showMakers(makers, authors, actor, lab.attribution, mask);
	}

	/** Names of organisations in fields of cards; the contributing one as the board calls it. */
	async #organisations(
		cards: BoardView['cards'],
		mask: ContributorMask | null
	): Promise<Record<string, string>> {
		const ids = cards.flatMap((card) => Object.values(card.fields).flat());
		const labels = await this.#parts.boards.organisationLabels(ids);
		if (mask && mask.organisationId in labels) labels[mask.organisationId] = mask.label;
		return labels;
	}

	async #organisationLabel(id: string | null): Promise<string | null> {
		if (id === null) return null;
		return (await this.#parts.boards.organisationLabels([id]))[id] ?? null;
	}
}

/** Whoever casus.seeContributor refuses sees the contributing organisation as the board calls it. */
function maskFor(actor: Actor, board: Board): ContributorMask | null {
	if (can(actor, 'casus.seeContributor', boardThing(board)) || !board.ownerOrganisationId) {
		return null;
	}
	return { organisationId: board.ownerOrganisationId, label: board.contributorLabel };
}

function maySign(actor: Actor, board: Board): boolean {
	return (
		board.contributorId !== actor.memberId &&
		can(actor, 'casus.approveAnonymity', boardThing(board))
	);
}

/** A document whose stored bytes are damaged is locked; whatever else goes wrong goes on up. */
function nullIfUnreadable(error: unknown): null {
	if (error instanceof DocumentUnreadable) return null;
	throw error;
}
