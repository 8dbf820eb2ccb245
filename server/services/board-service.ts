import * as v from 'valibot';
import * as Y from 'yjs';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { boardThing, readsBoard, readsWithdrawn } from '../../src/lib/domain/board-access.ts';
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
import type {
	OrphanLine,
	WithdrawnSummary,
	WithdrawnView
} from '../../src/lib/documents/casus-view.ts';
import type { Authorship, Board, StoredTemplate } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import type { BoardCommands } from './board-commands.ts';
import type { BoardLive } from './board-live.ts';
import { phaseFor } from './board-phase-view.ts';
import { templateOf } from './board-step.ts';
import { pointsAtPerson } from './personal-text.ts';
import type { BoardViewers } from './board-viewers.ts';
import { CardReader } from './card-reader.ts';
import { countCards, makersOf, showMakers } from './board-view.ts';
import { writeNewBoard } from './new-board.ts';
import { nullIfUnreadable } from './unreadable.ts';
import { harvestOf } from './orphan-harvest.ts';

/** What somebody fills in to start a board. */
export const NewBoard = v.object({
	template: v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(100, 'long')),
	title: line(limits.title),
	question: line(limits.question),
	/** Phrases she says are no personal data, for this time. */
	notPersonal: v.optional(v.array(v.string()), [])
});

function line(max: number) {
	return v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(max, 'long'));
}

interface BoardParts extends ActParts {
	viewers: BoardViewers;
	live: BoardLive;
	commands: BoardCommands;
}

/** Boards: who may see and make them, and what a reader is shown of one. */
export class BoardService {
	readonly #parts: BoardParts;
	readonly #cards = new CardReader();

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
		await this.#parts.viewers.saw(actor.memberId, board);
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
			conclusion: board.conclusion,
			template: {
				name: template.name,
				rules: template.rules,
				steps: template.steps,
				cardFields: template.cardFields ?? []
			},
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
		await this.#parts.viewers.saw(actor.memberId, board);
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
		await this.#parts.viewers.saw(actor.memberId, board);
		return done(await this.#show(content.makers, actor, lab, maskFor(actor, board)));
	}

	/** A facilitator's or adviser's new board: open to the lab at once. A casus is brought otherwise. */
	async create(
		actor: Actor,
		lab: Lab,
		wanted: v.InferInput<typeof NewBoard>
	): Promise<Outcome<string>> {
		const { store, boards, now, newId } = this.#parts;
		const thing = { labId: lab.id };
		const brings = can(actor, 'casus.bring', thing);
		if (brings || !can(actor, 'board.create', thing)) return refused('forbidden');
		const agreed = await this.#parts.allowed.ofLab(lab);
		const allow = [...agreed, ...(wanted.notPersonal ?? [])];
		for (const field of ['title', 'question'] as const) {
			if (pointsAtPerson(wanted[field], allow)) return refused('personal-data', field);
		}
		const template = await boards.findTemplate(wanted.template);
		const known = await boards.listTemplates(lab.id);
		if (!template || !known.some(({ id }) => id === template.id)) return refused('invalid');
		const { title, question } = wanted;
		const id = newId();
		await store.transaction((trx) =>
			writeNewBoard(trx, { id, lab, actor, template: template.id, title, question, at: now() })
		);
		return done(id);
	}

	/** What is left of a board that was taken back, for members who read boards of this lab. */
	async withdrawn(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<WithdrawnView>> {
		const board = isId(boardId) ? await this.#parts.boards.find(boardId) : null;
		if (board?.labId !== lab.id || !readsWithdrawn(actor, board)) return refused('not-found');
		const { id, withdrawnAt } = board;
		return done({ id, withdrawnAt: withdrawnAt ?? '', lines: await this.#harvest(id) });
	}

	/** Boards that were taken back and left harvest, the last one first. */
	async listWithdrawn(actor: Actor, lab: Lab): Promise<WithdrawnSummary[]> {
		const boards = await this.#parts.boards.listOfLab(lab.id);
		const found = boards
			.filter((board) => readsWithdrawn(actor, board))
			.map(async ({ id, withdrawnAt }) => {
				return { id, withdrawnAt: withdrawnAt ?? '', lines: (await this.#harvest(id)).length };
			});
		return (await Promise.all(found))
			.filter(({ lines }) => lines > 0)
			.sort((a, b) => b.withdrawnAt.localeCompare(a.withdrawnAt));
	}

	#harvest(boardId: string): Promise<OrphanLine[]> {
		return harvestOf(this.#parts.rooms, boardId);
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
				cards: this.#cards.cards(doc),
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
