import type { Actor } from '../../src/lib/domain/access.ts';
import { coarser, showAuthor, type ShownAuthor } from '../../src/lib/domain/attribution.ts';
import { mayFreeze, readsBoard } from '../../src/lib/domain/board-access.ts';
import { commandRules } from '../../src/lib/domain/board-command.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { changeKinds, newsSince, type ChangeKind } from '../../src/lib/domain/history.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { hiddenZones, type Template } from '../../src/lib/domain/template.ts';
import {
	noNews,
	type BoardNews,
	type CardNews,
	type HistoryFrame,
	type VersionList,
	type VersionSummary,
	type VersionView
} from '../../src/lib/documents/history-view.ts';
import { countsOf, differences } from '../../src/lib/documents/version-diff.ts';
import type { Board } from '../store/board-repository.ts';
import { markSeen, type Change } from '../store/change-repository.ts';
import type { Lab, LabRepository } from '../store/lab-repository.ts';
import type { Version } from '../store/version-repository.ts';
import type { ActParts } from './board-acts.ts';
import type { BoardCommands } from './board-commands.ts';
import { templateOf } from './board-step.ts';
import type { BoardViewers } from './board-viewers.ts';
import { maskFor, showMakers } from './board-view.ts';
import { cardsOf, unpack, type VersionContent } from './version-content.ts';
import { versionCards } from './version-cards.ts';

interface HistoryParts extends ActParts {
	labs: LabRepository;
	commands: BoardCommands;
	viewers: BoardViewers;
}

/** What a reader is told of how a board came to be as it is: by attribution, and of that board alone. */
export class BoardHistory {
	readonly #parts: HistoryParts;

	constructor(parts: HistoryParts) {
		this.#parts = parts;
	}

	/** What others did since her visit before this one. While people write hidden nothing is told. */
	async news(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<BoardNews>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const { changed, changes, keeper, now } = this.#parts;
		keeper.begin(board);
		const until = now();
		const since = newsSince(await changed.visit(board.id, actor.memberId), until.getTime());
		if (since === null || board.mode === 'verdekt') return done(noNews);
		await changes.flush(board.id);
		const all = await changed.since(board.id, since);
		const others = all.filter(({ memberId }) => memberId !== actor.memberId);
		const content = others.length > 0 ? await keeper.read(board.id) : null;
		const cards = content ? await this.#tell(actor, lab, board, { others, content }) : [];
		return done({ since, until: until.toISOString(), cards });
	}

	/** She saw what was told up to then. */
	async seen(actor: Actor, lab: Lab, boardId: string, until: string): Promise<Outcome> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const at = this.#parts.now();
		// A moment to come would hide what nobody did yet.
		const isPast = Date.parse(until) <= at.getTime();
		if (!isPast || new Date(until).toISOString() !== until) return refused('invalid');
		await this.#parts.store.transaction((trx) =>
			markSeen(trx, board.id, actor.memberId, { until, at })
		);
		return done();
	}

	async list(actor: Actor, lab: Lab, boardId: string): Promise<Outcome<VersionList>> {
		const board = await this.#readable(actor, lab, boardId);
		if (!board) return refused('not-found');
		const template = await templateOf(this.#parts.boards, board);
		const versions = await this.#parts.versions.list(board.id);
		return done({
			...(await this.#frame(actor, lab, board)),
			versions: await this.#summaries(actor, lab, { board, template }, versions)
		});
	}

	/** The board as it stood in a version, beside how it stands now. */
	async open(
		actor: Actor,
		lab: Lab,
		boardId: string,
		versionId: string
	): Promise<Outcome<VersionView>> {
		const board = await this.#readable(actor, lab, boardId);
		const stored = board && (await this.#parts.versions.find(board.id, versionId));
		if (!board || !stored) return refused('not-found');
		const template = await templateOf(this.#parts.boards, board);
		const now = await this.#parts.keeper.read(board.id);
		if (!now) return refused('unavailable');
		const old = unpack(stored.content);
		const [version] = await this.#summaries(actor, lab, { board, template }, [stored]);
		if (!version) return refused('not-found');
		// Who reads an old version of a casus has read the casus.
		await this.#parts.viewers.saw(actor.memberId, board);
		const found = differences(cardsOf(old), cardsOf(now));
		const cards = await versionCards(this.#parts, { actor, lab, board, template }, old, now, found);
		return done({
			...(await this.#frame(actor, lab, board)),
			version,
			zones: shownZones(board, template).map(({ id, name }) => ({
				zone: { id, name },
				...cards(id)
			})),
			counts: countsOf(found)
		});
	}

	async #frame(actor: Actor, lab: Lab, board: Board): Promise<HistoryFrame> {
		const { commands } = this.#parts;
		const isOpen = board.frozenAt === null && commandRules.restore.modes?.includes(board.mode);
		const may = async (one: boolean) =>
			isOpen === true && (await commands.mayRestore(actor, board, one));
		return {
			id: board.id,
			title: board.title,
			question: board.question,
			tlp: board.tlp,
			frozen:
				board.frozenAt !== null && board.frozenVersion !== null
					? { at: board.frozenAt, version: board.frozenVersion }
					: null,
			mayFreeze:
				mayFreeze(actor, board) && commandRules.freeze.modes?.includes(board.mode) === true,
			mayRestore: { board: await may(false), card: await may(true) },
			attribution: lab.attribution
		};
	}

	/** Per card what one says of it, and who: of a new one its maker, else who touched it last. */
	async #tell(
		actor: Actor,
		lab: Lab,
		board: Board,
		{ others, content }: { others: readonly Change[]; content: VersionContent }
	): Promise<CardNews[]> {
		const ids = others.flatMap(({ memberId }) => memberId ?? []);
		const makerIds = [...content.makers.values()].flatMap(({ memberId }) => memberId ?? []);
		const people = await this.#parts.members.findAuthors([...ids, ...makerIds]);
		const mask = maskFor(actor, board);
		const authors = showMakers(content.makers, people, actor, lab.attribution, mask);
		const cards = new Map(cardsOf(content).map((card) => [card.id, card]));
		return [...Map.groupBy(others, ({ card }) => card)].flatMap(([id, all]): CardNews[] => {
			const card = cards.get(id);
			const maker = content.makers.get(id);
			const kinds = new Set(all.map(({ what }) => what));
			if (maker?.memberId === actor.memberId) kinds.delete('placed');
			const what = card ? toldOf(kinds, card.binnedAt !== null) : [];
			if (what.length === 0) return [];
			if (what[0] === 'placed') return [{ card: id, what, by: authors[id] ?? null }];
			const last = all.find((each) => what.includes(each.what));
			const author = people.get(last?.memberId ?? '');
			// Whoever goes on in a card that was revealed is known no better than who wrote it.
			const attribution = coarser(lab.attribution, maker?.attribution ?? lab.attribution);
			return [{ card: id, what, by: author ? showAuthor(author, attribution, mask) : null }];
		});
	}

	async #summaries(
		actor: Actor,
		lab: Lab,
		{ board, template }: { board: Board; template: Template },
		versions: readonly Version[]
	): Promise<VersionSummary[]> {
		const ids = versions.flatMap(({ madeBy, members }) => [
			...members,
			...(madeBy ? [madeBy] : [])
		]);
		const people = await this.#parts.members.findAuthors(ids);
		const mask = maskFor(actor, board);
		// Whoever goes on in a card that was revealed is known no better than who wrote it; a version
		// does not say who was in which card, so the card that says least decides.
		const authorship = await this.#parts.boards.listAuthorship(boardDocument(board.id));
		const ofChangers = [...authorship.values()].reduce(
			(least, { attribution }) => coarser(least, attribution ?? least),
			lab.attribution
		);
		const show = (id: string | null, attribution = lab.attribution): ShownAuthor[] => {
			const author = people.get(id ?? '');
			return author ? [showAuthor(author, attribution, mask)] : [];
		};
		return versions.map(({ id, at, kind, label, step, madeBy, members, counts, cards }) => ({
			id,
			at,
			kind,
			label,
			step: { n: step, name: template.steps.find(({ n }) => n === step)?.name ?? '' },
			by: show(madeBy)[0] ?? null,
			changers: unique(members.flatMap((each) => show(each, ofChangers))),
			counts,
			cards
		}));
	}

	async #readable(actor: Actor, lab: Lab, boardId: string): Promise<Board | null> {
		const board = isId(boardId) ? await this.#parts.boards.find(boardId) : null;
		return board?.labId === lab.id && readsBoard(actor, board) ? board : null;
	}
}

/** A card that came and went meanwhile is no news; of one in the bin only that it is there. */
function toldOf(kinds: ReadonlySet<ChangeKind>, isBinned: boolean): ChangeKind[] {
	if (isBinned) return kinds.has('bin') && !kinds.has('placed') ? ['bin'] : [];
	if (kinds.has('placed')) return ['placed'];
	return changeKinds.filter((kind) => kind !== 'bin' && kinds.has(kind));
}

function shownZones(board: Board, template: Template) {
	const hidden = new Set(hiddenZones(template, board.shownZones).map(({ id }) => id));
	return template.zones.filter(({ id }) => !hidden.has(id));
}

function unique(authors: readonly ShownAuthor[]): ShownAuthor[] {
	return [...new Map(authors.map((author) => [JSON.stringify(author), author])).values()];
}
