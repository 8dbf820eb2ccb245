import { RateLimiterMemory } from 'rate-limiter-flexible';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import { exportRight } from '../../src/lib/domain/board-access.ts';
import { fileKinds, usualAttribution } from '../../src/lib/domain/board-export.ts';
import { boardDocument, isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { isStricter } from '../../src/lib/domain/marking.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { joinsSession, plansSession } from '../../src/lib/domain/session-access.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import type { Outline } from '../../src/lib/documents/report-outline.ts';
import {
	rewordSessionReport,
	type CarriedOver,
	type Correcting,
	type SessionReport
} from '../../src/lib/documents/session-report.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session } from '../store/session-repository.ts';
import { markdownOf } from './export/markdown.ts';
import { lookAt } from './export/report-guard.ts';
import type { BoardViewers } from './board-viewers.ts';
import { agendaAsRun } from './agenda-as-run.ts';
import { correctedOn, isOf, reportedBoard } from './reported-board.ts';
import { actionsOn, carriedOver } from './session-actions.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import { readBoardsOf, type ReadBoard } from './session-boards.ts';
import { reportedBox } from './session-box.ts';
import { closingOf } from './session-closing.ts';
import { reportedPoll } from './session-polls.ts';

export interface ReportParts extends SessionParts {
	viewers: BoardViewers;
	failed: (error: unknown) => void;
}

/** In the words of who asks: the label of the strictest board in it, and how many are not in it. */
type OutlineOf = (report: SessionReport, tlp: Tlp, leftOut: number) => Outline;

export type ReportFile =
	| { ok: true; file: { name: string; type: string; bytes: Uint8Array } }
	| { ok: false; problem: 'not-found' | 'often' | 'warnings' | 'failed' };

/** Files one member may have made in ten minutes. */
const OFTEN = 30;
const WINDOW = 600;

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
		const made = await this.#made({ actor, lab, attribution }, session, boards);
		const report: SessionReport = {
			...made,
			// Nobody is named in it, nor where a question came from.
			box: made.box.map((question) => ({ ...question, from: null })),
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
			boards: await Promise.all(boards.map((read) => reportedBoard(this.#parts, session, read))),
			poll: await reportedPoll(this.#parts, session),
			box: await reportedBox(this.#parts, session.id, attribution),
			correcting: await this.#correcting(session, boards),
			actions: await actionsOn(
				this.#parts,
				{ actor, lab, isLeading: false, attribution },
				boards,
				({ at }) => isOf(session, at)
			),
			text: session.reportText,
			definiteAt: session.reportFinalAt
		};
	}

	/** While it is a draft, and as long as its boards are open to participants. */
	async #correcting(session: Session, boards: readonly ReadBoard[]): Promise<Correcting | null> {
		const { closesAt } = await closingOf(this.#parts, session);
		if (session.reportFinalAt !== null || closesAt === null) return null;
		const corrected = correctedOn(session, boards);
		return corrected.length > 0 ? { until: closesAt, boards: corrected } : null;
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
