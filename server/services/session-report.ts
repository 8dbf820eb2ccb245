import { RateLimiterMemory } from 'rate-limiter-flexible';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import { exportRight } from '../../src/lib/domain/board-access.ts';
import { fileKinds, usualAttribution } from '../../src/lib/domain/board-export.ts';
import { boardDocument, isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { isStricter } from '../../src/lib/domain/marking.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { joinsSession, plansSession } from '../../src/lib/domain/session-access.ts';
import { boardsCloseAt } from '../../src/lib/domain/session.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import { hiddenZones } from '../../src/lib/domain/template.ts';
import type { Card } from '../../src/lib/documents/card.ts';
import { byOrder } from '../../src/lib/documents/order.ts';
import type { Outline } from '../../src/lib/documents/report-outline.ts';
import { fileText } from '../../src/lib/documents/report-text.ts';
import {
	rewordSessionReport,
	type CarriedOver,
	type ReportedBallot,
	type ReportedBoard,
	type ReportedCard,
	type ReportedItem,
	type SessionReport
} from '../../src/lib/documents/session-report.ts';
import type { BallotOutcome } from '../store/ballot-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session, SessionPhase } from '../store/session-repository.ts';
import { markdownOf } from './export/markdown.ts';
import { lookAt } from './export/report-guard.ts';
import type { BoardViewers } from './board-viewers.ts';
import { actionsOn, carriedOver } from './session-actions.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import { readBoardsOf, type ReadBoard } from './session-boards.ts';
import { closingOf } from './session-closing.ts';

export interface ReportParts extends SessionParts {
	viewers: BoardViewers;
	failed: (error: unknown) => void;
}

/** In the words of who asks: the label of the strictest board in it, and how many are not in it. */
type OutlineOf = (report: SessionReport, tlp: Tlp, leftOut: number) => Outline;

export type ReportFile =
	| { ok: true; file: { name: string; type: string; bytes: Uint8Array } }
	| { ok: false; problem: 'not-found' | 'often' | 'warnings' | 'failed' };

const MINUTE = 60_000;
/** Files one member may have made in ten minutes. */
const OFTEN = 30;
const WINDOW = 600;
/** Cards of one ballot that stand in a report. */
const TOP = 5;

/**
 * What is left of a session. It is made from the record whenever somebody reads it, and kept nowhere:
 * what is redacted or withdrawn on a board is gone from here in the same moment.
 */
export class SessionReports {
	readonly #parts: ReportParts;
	readonly #often = new RateLimiterMemory({ points: OFTEN, duration: WINDOW });

	constructor(parts: ReportParts) {
		this.#parts = parts;
	}

	/** Null: it has not ended. */
	async open(actor: Actor, lab: Lab, id: string): Promise<Outcome<SessionReport | null>> {
		const session = await this.#find(actor, lab, id);
		if (!session) return refused('not-found');
		return done(session.status === 'ended' ? await this.#report(actor, lab, session) : null);
	}

	/** What became of the actions of last time; null: it is over, or there was no last time. */
	async carried(actor: Actor, lab: Lab, id: string): Promise<Outcome<CarriedOver | null>> {
		const session = await this.#find(actor, lab, id);
		if (!session) return refused('not-found');
		if (session.status === 'ended') return done(null);
		return done(await carriedOver(this.#parts, { actor, lab }, session));
	}

	/**
	 * The report as a file, of the boards she may take along: nobody is named in it. `isLookedAt`: she
	 * says that what may point at a person does not.
	 */
	async make(
		actor: Actor,
		lab: Lab,
		id: string,
		{ isLookedAt, outlineOf }: { isLookedAt: boolean; outlineOf: OutlineOf }
	): Promise<ReportFile> {
		const session = await this.#find(actor, lab, id);
		if (session?.status !== 'ended' || !mayTakeAlong(actor, session)) {
			return { ok: false, problem: 'not-found' };
		}
		const isWithin = await this.#often.consume(actor.memberId).then(
			() => true,
			() => false
		);
		if (!isWithin) return { ok: false, problem: 'often' };
		const attribution = usualAttribution(lab.attribution);
		const read = await readBoardsOf(this.#parts, { actor, lab }, session, attribution);
		const boards = read.filter(({ board }) => exportRight(actor, board) === 'yes');
		for (const { board } of boards) await this.#parts.viewers.saw(actor.memberId, board);
		const report: SessionReport = {
			...(await this.#made({ actor, lab, attribution }, session, boards)),
			attendance: { total: (await this.#parts.sessions.attendance(id)).length, people: null },
			closing: { isAny: false, isClosed: false, closesAt: null },
			mayLead: false,
			mayExport: false
		};
		const texts = new Set<string>();
		rewordSessionReport(report, (text) => (texts.add(text), text));
		const { clean, warnings } = await lookAt([...texts], await this.#parts.allowed.ofLab(lab));
		if (warnings > 0 && !isLookedAt) return { ok: false, problem: 'warnings' };
		const safe = rewordSessionReport(report, (text) => clean.get(text) ?? text);
		const outline = outlineOf(safe, strictest(boards), read.length - boards.length);
		const bytes = Buffer.from(markdownOf(outline));
		if (!(await this.#note(actor, session, boards, attribution))) {
			return { ok: false, problem: 'failed' };
		}
		const { extension, type } = fileKinds.markdown;
		const day = report.endedAt.slice(0, 10);
		const label = outline.label.replace(':', '-');
		return { ok: true, file: { name: `${label}_verslag_${day}.${extension}`, type, bytes } };
	}

	/** On disk before a byte of the file leaves; whose board it is sees who took it along. */
	async #note(
		{ memberId }: Actor,
		session: Session,
		boards: readonly ReadBoard[],
		attribution: Attribution
	): Promise<boolean> {
		const detail = { lab: session.labId, format: 'markdown', attribution };
		const isNoted = await this.#parts.trail.record({
			act: 'session.exported',
			memberId,
			subject: sessionDocument(session.id),
			detail: { ...detail, boards: boards.length }
		});
		const ofBoards = await Promise.all(
			boards.map(({ board }) =>
				this.#parts.trail.record({
					act: 'board.exported',
					memberId,
					subject: boardDocument(board.id),
					detail: { ...detail, tlp: board.tlp, session: session.id }
				})
			)
		);
		return isNoted && ofBoards.every(Boolean);
	}

	async #find(actor: Actor, lab: Lab, id: string): Promise<Session | null> {
		const session = isId(id) ? await this.#parts.sessions.find(id) : null;
		return session?.labId === lab.id && joinsSession(actor, session) ? session : null;
	}

	async #report(actor: Actor, lab: Lab, session: Session): Promise<SessionReport> {
		const { viewers, commands, failed } = this.#parts;
		const mayLead = plansSession(actor, session);
		const { attribution } = lab;
		// What a board put off until a move could not be taken back is in it, also when nobody looks on.
		for (const id of boardsOf(session)) await commands.settle(id).catch(failed);
		const boards = await readBoardsOf(this.#parts, { actor, lab }, session, attribution);
		// Who reads what a board says has opened it, whichever way.
		for (const { board } of boards) await viewers.saw(actor.memberId, board);
		return {
			...(await this.#made({ actor, lab, attribution }, session, boards)),
			attendance: await this.#attendance(lab, session, mayLead),
			closing: await closingOf(this.#parts, session),
			mayLead,
			mayExport: mayTakeAlong(actor, session)
		};
	}

	/** What is the same on a page and in a file. */
	async #made(
		{ actor, lab, attribution }: { actor: Actor; lab: Lab; attribution: Attribution },
		session: Session,
		boards: readonly ReadBoard[]
	): Promise<Omit<SessionReport, 'attendance' | 'closing' | 'mayLead' | 'mayExport'>> {
		const { sessions, now } = this.#parts;
		const last = (await sessions.events(session.id)).findLast(({ act }) => act === 'ended');
		return {
			at: now().toISOString(),
			title: session.title,
			goal: session.goal,
			startedAt: session.startedAt,
			endedAt: session.endedAt ?? session.startsAt,
			isLeftOpen: last !== undefined && last.memberId === null,
			agenda: agendaAsRun(session, await sessions.phases(session.id)),
			boards: await Promise.all(boards.map((read) => this.#board(session, read))),
			actions: await actionsOn(this.#parts, { actor, lab, isLeading: false, attribution }, boards),
			text: session.reportText,
			definiteAt: session.reportFinalAt
		};
	}

	/** By name for who runs or plans it, and where the lab shows names; else how many. */
	async #attendance(
		lab: Lab,
		{ id }: Session,
		mayLead: boolean
	): Promise<SessionReport['attendance']> {
		const ids = (await this.#parts.sessions.attendance(id)).map(({ memberId }) => memberId);
		if (!mayLead && lab.attribution !== 'name') return { total: ids.length, people: null };
		const authors = await this.#parts.members.findAuthors(ids);
		const people = [...authors.values()].map(({ memberId, name, organisationLabel }) => {
			return { memberId, name, organisation: organisationLabel };
		});
		return { total: ids.length, people: people.sort((a, b) => a.name.localeCompare(b.name)) };
	}

	async #board(session: Session, read: ReadBoard): Promise<ReportedBoard> {
		const { board, source } = read;
		const isThere = shownOn(read);
		const cards = source.cards.filter(isThere).sort(byOrder);
		const show = (card: (typeof cards)[number]): ReportedCard => ({
			id: card.id,
			kind: card.kind,
			domain: card.domain,
			text: fileText(card.text),
			author: source.authors[card.id] ?? nobody
		});
		const isSaid = ({ text }: { text: string }) => text.trim() !== '';
		const harvest = read.harvest.filter(({ at, texts }) => isSaid(texts) && isOf(session, at));
		const harvested = new Set(read.harvest.map(({ card }) => card));
		const isOpen = ({ kind, id }: Card) => kind === 'vraag' && !harvested.has(id);
		return {
			id: board.id,
			title: board.title,
			tlp: board.tlp,
			flagged: cards.filter((card) => card.isFlagged && isSaid(card)).map(show),
			ballots: await this.#ballots(session, read),
			harvest: harvest
				.filter(({ kind }) => kind !== 'actie')
				.map(({ id, kind, texts }) => ({
					id,
					kind,
					text: fileText(texts.text),
					forWhom: fileText(texts.forWhom),
					conditions: fileText(texts.conditions)
				})),
			questions: cards.filter((card) => isOpen(card) && isSaid(card)).map(show)
		};
	}

	/** As their tallies show them: of a method without sums there are none. */
	async #ballots(session: Session, read: ReadBoard): Promise<ReportedBallot[]> {
		if (read.template.noSums) return [];
		const closed = await this.#parts.ballots.listClosed(read.board.id);
		const isThere = shownOn(read);
		const texts = new Map(
			read.source.cards.filter(isThere).map(({ id, text }) => [id, fileText(text)])
		);
		return closed
			.filter(({ closedAt }) => isOf(session, Date.parse(closedAt)))
			.reverse()
			.map(({ id, kind, outcome }) => ({
				id,
				kind,
				voters: outcome.tally?.voters ?? 0,
				isTooFew: outcome.tally === null,
				cards: countsOf(outcome)
					.flatMap(({ card, votes }) => {
						const text = texts.get(card);
						return text ? { card, text, votes } : [];
					})
					.slice(0, TOP)
			}));
	}
}

const nobody = { name: null, initials: null, organisation: null, domain: null };

/** What is in the bin or in a zone that is not there yet is no part of it. */
function shownOn({ board, template }: ReadBoard): (card: Card) => boolean {
	const hidden = new Set(hiddenZones(template, board.shownZones).map(({ id }) => id));
	return ({ binnedAt, zone }) => binnedAt === null && !hidden.has(zone);
}

/** Whether something of this moment (ms since epoch) is of this session: until its boards close. */
function isOf({ startedAt, endedAt, startsAt }: Session, at: number): boolean {
	const from = Date.parse(startedAt ?? startsAt);
	return at >= from && (endedAt === null || at <= boardsCloseAt(Date.parse(endedAt)));
}

function countsOf(outcome: BallotOutcome): { card: string; votes: number }[] {
	if (outcome.kind === 'geheim') return outcome.tally?.cards ?? [];
	return outcome.tally.cards.map(({ card, dots }) => ({ card, votes: dots }));
}

/** Whether she takes a report along as a file; which boards are in it is up to each of them. */
export function mayTakeAlong(actor: Actor, session: Session): boolean {
	return plansSession(actor, session) && can(actor, 'export.lab', { labId: session.labId });
}

/** What is taken together travels as far as what may travel least; a session is no further than its lab. */
function strictest(boards: readonly ReadBoard[]): Tlp {
	return boards.reduce<Tlp>(
		(tlp, { board }) => (isStricter(board.tlp, tlp) ? board.tlp : tlp),
		'amber'
	);
}

/** Minutes of every item by the plan and as it went; of work beforehand there are none. */
export function agendaAsRun(
	{ items, endedAt }: Pick<Session, 'items' | 'endedAt'>,
	phases: readonly SessionPhase[]
): ReportedItem[] {
	// Oldest first, without what was taken back: that goes on as the one before it.
	const ran = phases.filter(({ isUndone }) => !isUndone).sort((a, b) => a.n - b.n);
	const lasted = ran.map(({ itemId, round, at }, i) => {
		const until = ran[i + 1]?.at ?? endedAt ?? at;
		return { itemId, round, ms: Math.max(0, Date.parse(until) - Date.parse(at)) };
	});
	return items
		.filter(({ minutes }) => minutes > 0)
		.map(({ id, title, minutes, isBreak }) => {
			const own = lasted.filter(({ itemId }) => itemId === id);
			const ms = own.reduce((sum, each) => sum + each.ms, 0);
			return {
				...{ id, title, isBreak },
				planned: minutes,
				took: own.length === 0 ? null : Math.round(ms / MINUTE),
				rounds: Math.max(0, ...own.map(({ round }) => round))
			};
		});
}
