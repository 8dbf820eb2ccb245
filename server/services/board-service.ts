import * as v from 'valibot';
import * as Y from 'yjs';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { exportRight, readsBoard, readsWithdrawn } from '../../src/lib/domain/board-access.ts';
import type { ContributorMask } from '../../src/lib/domain/attribution.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { fieldsOf } from '../../src/lib/documents/card-fields.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { plainLine } from '../../src/lib/documents/plain-text.ts';
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
import type { Authorship, Board } from '../store/board-repository.ts';
import type { Lab, LabRepository } from '../store/lab-repository.ts';
import { resultsFor } from './ballot-results.ts';
import type { ActParts, Given } from './board-acts.ts';
import type { BoardCommands } from './board-commands.ts';
import type { BoardLive } from './board-live.ts';
import { organisationsOn } from './board-organisations.ts';
import { phaseFor } from './board-phase-view.ts';
import { templateOf } from './board-step.ts';
import { pointsAtPerson } from './personal-text.ts';
import type { TemplateService } from './template-service.ts';
import type { BoardViewers } from './board-viewers.ts';
import { countCards, makersOf, maskFor, showMakers } from './board-view.ts';
import { CardReader } from './card-reader.ts';
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
	return v.pipe(
		v.string(),
		v.transform(plainLine),
		v.minLength(1, 'empty'),
		v.maxLength(max, 'long')
	);
}

interface BoardParts extends ActParts {
	viewers: BoardViewers;
	live: BoardLive;
	commands: BoardCommands;
	templates: TemplateService;
	labs: LabRepository;
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
		const { changes, changed, now } = this.#parts;
		await Promise.all(readable.map(({ id }) => changes.flush(id)));
		const news = await changed.countNews(lab.id, actor.memberId, now());
		return Promise.all(
			readable.map(async (board) => ({
				id: board.id,
				title: board.title,
				question: board.question,
				status: board.status,
				tlp: board.tlp,
				contributorLabel: board.contributorLabel,
				isOpen: board.openedAt !== null,
				isFrozen: board.frozenAt !== null,
				// While people write hidden nothing is told.
				news: board.mode === 'verdekt' ? 0 : (news.get(board.id) ?? 0),
				...(await this.#counts(board))
			}))
		);
	}

	async #counts(board: Board): Promise<Pick<BoardSummary, 'cards' | 'withoutLead'>> {
		const { cardFields = [] } = await templateOf(this.#parts.boards, board);
		const counts = await this.#parts.rooms
			.read(boardDocument(board.id), (doc) => countCards(doc, cardFields))
			.catch(nullIfUnreadable);
		return counts ?? { cards: null, withoutLead: 0 };
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
		const about = { actor, lab, board, mask };
		const organisations = await organisationsOn(this.#parts, about, content.cards);
		const fields = content.cards.flatMap((card) => fieldsOf(card, template.cardFields ?? []));
		const asks = [...fields, ...(template.cardFields ?? [])].some(({ type }) => type !== 'enum');
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
			mayExport: exportRight(actor, board) === 'yes',
			asksAt: can(actor, 'thread.ask', { labId: lab.id, id: lab.id })
				? `/labs/${lab.slug}/questions/from`
				: null,
			conclusion: board.conclusion,
			template: {
				name: template.name,
				rules: template.rules,
				steps: template.steps,
				cardFields: template.cardFields ?? [],
				positionsOnly: template.positionsOnly ?? false,
				noSums: template.noSums ?? false
			},
			phase: await this.#phase({ actor, lab, board, template }),
			state: await this.#parts.live.stateOf(board),
			cards: content.cards,
			comments: content.comments,
			bundles: content.bundles,
			authors: await this.#show(content.makers, actor, lab, mask),
			// In a method without sums one still chooses together: nobody is shown a score.
			votes: template.noSums ? {} : await this.#parts.ballots.countVotes(board.id),
			results: await resultsFor(this.#parts, { lab, board, template }, mask),
			organisations: organisations.names,
			organisationChoices: asks ? organisations.choices : [],
			knownOrganisations: template.positionsOnly ? await this.#knownTo(actor, lab, mask) : [],
			compass: lab.compass
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
		const { store, templates, now, newId } = this.#parts;
		const thing = { labId: lab.id };
		const brings = can(actor, 'casus.bring', thing);
		if (brings || !can(actor, 'board.create', thing)) return refused('forbidden');
		const agreed = await this.#parts.allowed.ofLab(lab);
		const allow = [...agreed, ...(wanted.notPersonal ?? [])];
		for (const field of ['title', 'question'] as const) {
			if (pointsAtPerson(wanted[field], allow)) return refused('personal-data', field);
		}
		const template = await templates.chosen(lab, wanted.template);
		if (!template) return refused('invalid');
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

	/**
	 * Organisations she can know this lab by: those of its members, and its network for who may see that;
	 * without the one that brought the casus where she may not know it.
	 */
	#knownTo(actor: Actor, lab: Lab, mask: ContributorMask | null): Promise<string[]> {
		const withNetwork = can(actor, 'network.read', { labId: lab.id });
		const except = mask?.organisationId ?? null;
		return this.#parts.labs.organisationNames(lab.id, { withNetwork, except });
	}

	async #organisationLabel(id: string | null): Promise<string | null> {
		if (id === null) return null;
		return (await this.#parts.boards.organisationLabels([id]))[id] ?? null;
	}
}
