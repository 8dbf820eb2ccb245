import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as v from 'valibot';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { attributions } from '../../src/lib/domain/attribution.ts';
import {
	boardAccess,
	boardThing,
	harvests,
	isStopped,
	isTimeFor,
	leadsBoard,
	markerOf,
	mayContribute,
	mayFreeze,
	mayRedact,
	mayRestoreCard,
	maySpeak,
	mayWithdraw,
	ownsBoard,
	readsBoard
} from '../../src/lib/domain/board-access.ts';
import {
	commandRules,
	harvestKinds,
	whileFrozen,
	type BoardCommand,
	type Redaction
} from '../../src/lib/domain/board-command.ts';
import { boardModes, clockActs, UNDO_WINDOW } from '../../src/lib/domain/board-mode.ts';
import { boardDocument, isId } from '../../src/lib/domain/document-name.ts';
import { plainLine, plainText } from '../../src/lib/documents/plain-text.ts';
import { harvestTexts } from '../../src/lib/documents/harvest.ts';
import { ballotKinds, MOST_DOTS } from '../../src/lib/domain/ballot.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { cardKinds } from '../../src/lib/domain/template.ts';
import { tlps } from '../../src/lib/domain/tlp.ts';
import type { Board } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { endBallot } from './ballot-closing.ts';
import { chooseBallot, handInVotes, vote } from './board-ballots.ts';
import {
	bundleCard,
	dissolveBundle,
	mergeBundles,
	nameBundle,
	unbundleCard
} from './board-bundles.ts';
import { binCard, flagCard, harvestCard, markCard, moveCard } from './board-cards.ts';
import { settle } from './board-fold.ts';
import { freeze, unfreeze } from './board-freeze.ts';
import { ensureGroups, formGroups, place, placeArriving } from './board-groups.ts';
import { giveWord, goToStep, promise, setClock, setMode, undoStep } from './board-lead.ts';
import type { BoardLive } from './board-live.ts';
import { attend, labelBoard, labelCard } from './board-markings.ts';
import { redact } from './board-redaction.ts';
import { restore } from './board-restore.ts';
import { reveal } from './board-reveal.ts';
import { templateOf } from './board-step.ts';
import { comment, resolveComment } from './board-talk.ts';
import {
	callHelp,
	mayAtTable,
	nameGroup,
	sayToGroups,
	setGroupClock,
	setHost
} from './group-desk.ts';
import { withdraw } from './casus-withdrawal.ts';
import { notesDocuments, readableNotes } from './hidden-notes.ts';
import { pointsAtPerson } from './personal-text.ts';

const id = v.pipe(v.string(), v.maxLength(100));
const count = (min: number, max: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const from = count(1, 2 ** 31);
/** One that is made by the page, so that asking twice does it once. */
const ownId = v.pipe(v.string(), v.check(isId));
/** People a list of who was there is given with at once. */
const ATTENDANCE = 500;

/** As a person can write it. */
const text = v.pipe(v.string(), v.transform(plainText), v.trim());
const clock = {
	act: v.picklist(clockActs),
	minutes: v.exactOptional(count(1, 240))
};
const redacted = {
	do: v.literal('redact'),
	text: v.pipe(text, v.maxLength(limits.cardText))
};
const Redact: v.GenericSchema<unknown, Redaction> = v.union([
	v.object({ ...redacted, card: id }),
	v.object({ ...redacted, comment: id }),
	v.object({ ...redacted, bundle: id }),
	v.object({ ...redacted, line: id, which: v.picklist(harvestTexts) })
]);

const Other: v.GenericSchema<unknown, BoardCommand> = v.variant('do', [
	v.object({ do: v.literal('step'), to: count(1, 99), from }),
	v.object({ do: v.literal('undo-step'), from }),
	v.object({ do: v.literal('mode'), mode: v.picklist(boardModes), from }),
	v.object({ do: v.literal('attribution'), attribution: v.picklist(attributions) }),
	v.object({ do: v.literal('reveal'), from }),
	v.object({ do: v.literal('speaker'), member: v.nullable(id) }),
	v.object({
		do: v.literal('open-ballot'),
		kind: v.picklist(ballotKinds),
		budget: count(1, MOST_DOTS),
		cap: count(1, MOST_DOTS)
	}),
	v.object({ do: v.literal('close-ballot'), ballot: v.exactOptional(id) }),
	v.object({
		do: v.literal('groups'),
		count: count(1, 12),
		of: v.exactOptional(v.picklist(['here', 'all']))
	}),
	v.object({
		do: v.literal('name-group'),
		group: id,
		name: v.pipe(v.string(), v.transform(plainLine), v.minLength(1), v.maxLength(limits.groupName))
	}),
	v.object({ do: v.literal('place'), member: id, group: v.nullable(id) }),
	v.object({ do: v.literal('host'), group: id, member: v.nullable(id) }),
	v.object({
		do: v.literal('group-message'),
		group: v.nullable(id),
		text: v.pipe(text, v.minLength(1), v.maxLength(limits.groupMessage)),
		id: v.exactOptional(ownId)
	}),
	v.object({ do: v.literal('clock'), ...clock }),
	v.object({ do: v.literal('group-clock'), group: v.nullable(id), ...clock }),
	v.object({ do: v.literal('help'), on: v.boolean(), group: v.exactOptional(id) }),
	v.object({ do: v.literal('bin'), card: id }),
	v.object({
		do: v.literal('mark-board'),
		tlp: v.picklist(tlps),
		attendance: v.exactOptional(v.pipe(v.array(id), v.maxLength(ATTENDANCE)))
	}),
	v.object({ do: v.literal('mark-card'), card: id, tlp: v.nullable(v.picklist(tlps)) }),
	v.object({ do: v.literal('attend'), member: id, on: v.boolean() }),
	v.object({ do: v.literal('withdraw') }),
	v.object({
		do: v.literal('restore'),
		version: id,
		before: ownId,
		card: v.exactOptional(id)
	}),
	v.object({
		do: v.literal('freeze'),
		label: v.pipe(v.string(), v.trim(), v.maxLength(limits.title))
	}),
	v.object({ do: v.literal('unfreeze') }),
	v.object({
		do: v.literal('move'),
		card: id,
		zone: id,
		index: count(0, limits.boardCards),
		kind: v.exactOptional(v.picklist(cardKinds))
	}),
	v.object({ do: v.literal('bundle'), card: id, with: id }),
	v.object({ do: v.literal('unbundle'), card: id }),
	v.object({
		do: v.literal('name-bundle'),
		bundle: id,
		title: v.pipe(v.string(), v.transform(plainLine), v.maxLength(limits.title))
	}),
	v.object({ do: v.literal('merge-bundles'), bundle: id, into: id }),
	v.object({ do: v.literal('dissolve-bundle'), bundle: id }),
	v.object({
		do: v.literal('comment'),
		id: v.pipe(v.string(), v.check(isId)),
		card: id,
		text: v.pipe(text, v.minLength(1), v.maxLength(limits.comment))
	}),
	v.object({ do: v.literal('resolve'), comment: id, on: v.boolean() }),
	v.object({ do: v.literal('mark'), card: id, mark: id, on: v.boolean() }),
	v.object({ do: v.literal('vote'), card: id, n: count(0, MOST_DOTS) }),
	v.object({
		do: v.literal('hand-in'),
		cards: v.pipe(v.array(id), v.maxLength(MOST_DOTS)),
		blank: v.boolean()
	}),
	v.object({
		do: v.literal('allow'),
		phrase: v.pipe(v.string(), v.trim(), v.maxLength(limits.allowedPhrase))
	}),
	v.object({ do: v.literal('flag'), card: id, on: v.boolean() }),
	v.object({ do: v.literal('harvest'), card: id, as: v.picklist(harvestKinds) })
]);

/** A command as it comes in; anything else is refused. */
export const Command: v.GenericSchema<unknown, BoardCommand> = v.union([Other, Redact]);

/** Ms after a phase began at which it cannot be taken back any more. */
const SETTLE_AFTER = UNDO_WINDOW + 600;

type Verb = BoardCommand['do'];
export type Lead = 'yes' | 'when-two' | 'no';
type Acts = {
	[V in Verb]: (
		parts: ActParts,
		given: Given,
		command: Extract<BoardCommand, { do: V }>
	) => Promise<Outcome>;
};

const acts: Acts = {
	step: goToStep,
	'undo-step': undoStep,
	mode: setMode,
	attribution: promise,
	reveal,
	speaker: giveWord,
	'open-ballot': chooseBallot,
	'close-ballot': endBallot,
	groups: formGroups,
	'name-group': nameGroup,
	place,
	host: setHost,
	'group-message': sayToGroups,
	'group-clock': setGroupClock,
	help: callHelp,
	clock: setClock,
	bin: binCard,
	redact,
	'mark-board': labelBoard,
	'mark-card': labelCard,
	attend,
	withdraw,
	restore,
	freeze,
	unfreeze,
	move: moveCard,
	bundle: bundleCard,
	unbundle: unbundleCard,
	'name-bundle': nameBundle,
	'merge-bundles': mergeBundles,
	'dissolve-bundle': dissolveBundle,
	comment,
	resolve: resolveComment,
	mark: markCard,
	vote,
	'hand-in': handInVotes,
	allow: ({ allowed }, { actor, lab, board }, { phrase }) =>
		allowed.propose(actor, lab, board.id, phrase),
	flag: flagCard,
	harvest: harvestCard
};

/**
 * The rights that are narrower than a document: who, in which mode, and then the act. On one board
 * one command after another, so that of two the second sees what the first did.
 */
export class BoardCommands {
	readonly #parts: ActParts;
	readonly #live: BoardLive;
	/** Of one member: a group is sorted in bursts, and a script does not stop. */
	readonly #pace = new RateLimiterMemory({ points: 200, duration: 10 });

	constructor(parts: ActParts, live: BoardLive) {
		this.#parts = parts;
		this.#live = live;
	}

	async run(actor: Actor, lab: Lab, boardId: string, command: BoardCommand): Promise<Outcome> {
		const isTooFast = await this.#pace.consume(actor.memberId).then(
			() => false,
			() => true
		);
		if (isTooFast) return refused('too-many');
		return this.#parts.turns.take(boardId, async () => {
			const board = isId(boardId) ? await this.#parts.boards.find(boardId) : null;
			if (board?.labId !== lab.id || !readsBoard(actor, board)) return refused('not-found');
			const rule = commandRules[command.do];
			if (!(await this.#may(actor, board, command))) return refused('forbidden');
			if (board.frozenAt !== null && !whileFrozen.has(command.do)) return refused('frozen');
			if (isStopped(actor, board) && !whileFrozen.has(command.do)) {
				return refused(board.held === 'over' ? 'over' : 'held');
			}
			if (!isTimeFor(rule, actor, board)) return refused('wrong-mode');
			if (await this.#isPersonal(actor, lab, board, command)) return refused('personal-data');
			const template = await templateOf(this.#parts.boards, board);
			const given = { actor, lab, board, template };
			const act = acts[command.do] as (
				parts: ActParts,
				given: Given,
				command: BoardCommand
			) => Promise<Outcome>;
			const outcome = await act(this.#parts, given, command);
			if (outcome.ok) this.#live.acted(boardId);
			if (outcome.ok) await this.#after(given);
			// Whoever must not read on is off the board before this counts as done.
			if (outcome.ok && ['marker', 'freezer'].includes(rule.by))
				await this.#parts.rooms.rightsRead();
			return outcome;
		});
	}

	/**
	 * What a session does to a board it takes along: in the board's turn, and told like a command of
	 * its own. Null: there is no board any more.
	 */
	within(
		{ actor, lab, boardId }: { actor: Actor; lab: Lab; boardId: string },
		work: (given: Given | null) => Promise<Outcome>
	): Promise<Outcome> {
		return this.#parts.turns.take(boardId, async () => {
			const board = await this.#parts.boards.find(boardId);
			if (board?.labId !== lab.id || board.withdrawnAt !== null) return work(null);
			const template = await templateOf(this.#parts.boards, board);
			const given = { actor, lab, board, template };
			const outcome = await work(given);
			if (outcome.ok) await this.#after(given);
			return outcome;
		});
	}

	/** What was put off until moving on could not be taken back. */
	settle(boardId: string): Promise<void> {
		return this.#parts.turns.take(boardId, async () => {
			if (await settle(this.#parts, boardId)) await this.#live.tell(boardId);
		});
	}

	/** Whether she leads, or would as long as there are two of them. */
	leads(actor: Actor, board: Board): Lead {
		if (leadsBoard(actor, board)) return 'yes';
		return ownsBoard(actor, board) && mayContribute(actor, board) ? 'when-two' : 'no';
	}

	/** Whether she leads now. Who wrote hidden notes and went away has a say in their reveal as well. */
	async isLeading(actor: Actor, board: Board): Promise<boolean> {
		const lead = this.leads(actor, board);
		if (lead !== 'when-two') return lead === 'yes';
		const { rooms, store } = this.#parts;
		const involved = rooms.membersIn(boardDocument(board.id)).add(actor.memberId);
		if (involved.size > 2) return false;
		const notes = await readableNotes(rooms, await notesDocuments(store, board.id));
		for (const { memberId } of notes) involved.add(memberId);
		return involved.size <= 2;
	}

	/**
	 * Before she is let in: a third person on a board of two ends that its owner leads it, and where
	 * groups are at work she comes in one.
	 */
	async arrives(boardId: string, memberId: string): Promise<void> {
		const board = await this.#parts.boards.find(boardId);
		if (board?.leaderId != null) await this.#third(boardId, memberId, board);
		if (board?.mode !== 'subgroep' || board.frozenAt !== null) return;
		await this.#parts.turns.take(boardId, async () => {
			const now = await this.#parts.boards.find(boardId);
			if (now?.mode !== 'subgroep') return;
			if (await placeArriving(this.#parts, now, memberId)) await this.#live.tell(boardId);
		});
	}

	async #third(boardId: string, memberId: string, board: Board): Promise<void> {
		const here = this.#parts.rooms.membersIn(boardDocument(boardId)).add(memberId);
		if (here.add(board.leaderId ?? memberId).size <= 2) return;
		await this.#parts.turns.take(boardId, async () => {
			await this.#parts.phases.change(boardId, { leaderId: null });
			await this.#live.tell(boardId);
		});
	}

	/** A whole board by whoever leads it or whose it is, one card by whoever writes on an open board. */
	async mayRestore(actor: Actor, board: Board, isOneCard: boolean): Promise<boolean> {
		const open = { ...board, frozenAt: null, held: null };
		if (isOneCard && mayRestoreCard(actor, open)) return true;
		if (!mayContribute(actor, open)) return false;
		if (await this.isLeading(actor, board)) return true;
		return ownsBoard(actor, board) && boardAccess(actor, open) === 'write';
	}

	/** Whether a command would write what a page would have held back. */
	async #isPersonal(actor: Actor, lab: Lab, board: Board, command: BoardCommand): Promise<boolean> {
		const said = { text: '', title: '', label: '', name: '', ...command };
		const words = said.text || said.title || said.label || said.name;
		if (words === '') return false;
		return pointsAtPerson(words, await this.#parts.allowed.forWriter(actor, lab, board.id));
	}

	async #mayAtTable(actor: Actor, board: Board, command: BoardCommand): Promise<boolean> {
		if (command.do !== 'group-clock' && command.do !== 'help') return false;
		const isLeading = await this.isLeading(actor, board);
		return mayAtTable(this.#parts, actor, board, isLeading, command);
	}

	#may(actor: Actor, board: Board, command: BoardCommand): Promise<boolean> {
		switch (commandRules[command.do].by) {
			case 'leader':
				return this.isLeading(actor, board);
			case 'table':
				return this.#mayAtTable(actor, board, command);
			case 'writer':
				return Promise.resolve(mayContribute(actor, board));
			case 'speaker':
				return Promise.resolve(maySpeak(actor, board));
			case 'voter':
				return Promise.resolve(can(actor, 'session.vote', boardThing(board)));
			case 'redactor':
				return Promise.resolve(mayRedact(actor, board));
			case 'marker':
				return Promise.resolve(markerOf(actor, board) !== null);
			case 'withdrawer':
				return Promise.resolve(mayWithdraw(actor, board));
			case 'freezer':
				return Promise.resolve(mayFreeze(actor, board));
			case 'restorer':
				return this.mayRestore(actor, board, 'card' in command);
			case 'harvester':
				return Promise.resolve(harvests(actor, board));
		}
	}

	async #after(given: Given): Promise<void> {
		const { id } = given.board;
		const now = await this.#parts.boards.find(id);
		if (now && now.phase !== given.board.phase) {
			if (now.mode === 'subgroep') await ensureGroups(this.#parts, { ...given, board: now });
			this.#settleLater(id);
		}
		// Only what changes the moment of the board is news to whoever follows it.
		if (now && now.turn !== given.board.turn) await this.#live.tell(id);
	}

	#settleLater(boardId: string): void {
		setTimeout(() => {
			// Whatever fails here is tried again on the next beat of the live state.
			this.settle(boardId).catch(() => undefined);
		}, SETTLE_AFTER).unref();
	}
}
