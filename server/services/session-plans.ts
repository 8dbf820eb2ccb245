import * as v from 'valibot';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { deskDocument, isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import {
	assignments,
	joinsSession,
	namesLead,
	plansSession
} from '../../src/lib/domain/session-access.ts';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import {
	checkPlan,
	planGoal,
	planStart,
	planTitle,
	textsOfPlan,
	type Plan,
	type PlanProblem
} from '../../src/lib/documents/session-plan.ts';
import type { PlanView } from '../../src/lib/documents/session-view.ts';
import { readScripts, type ReadyScript } from '../demo/ready-scripts.ts';
import type { Board } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import {
	deleteSession,
	exchangeBoards,
	insertSession,
	updatePlan
} from '../store/session-plan-statements.ts';
import { addEvent, assign, type Session } from '../store/session-repository.ts';
import { eraseDocuments, lockDocuments } from '../store/sql-update-log.ts';
import { pointsAtPerson } from './personal-text.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import { appoint } from './session-desk-acts.ts';
import type { SessionLive } from './session-live.ts';
import { looseEnds } from './session-plan-check.ts';
import { itemsRan, planBoards, planMembers, planViewOf } from './session-plan-view.ts';
import { itemsFrom, SourceInput } from './session-sources.ts';
import type { TemplateService } from './template-service.ts';

/** What somebody fills in to plan a session. */
export const NewSession = v.object({
	title: planTitle,
	/** On the clock of those who come. */
	startsAt: planStart,
	goal: v.optional(planGoal, ''),
	from: SourceInput,
	/** What works on a board works on this one; empty: none yet. */
	board: v.optional(v.string(), ''),
	/** Phrases she says are no personal data, for this time. */
	notPersonal: v.optional(v.array(v.string()), [])
});

export const Appointment = v.object({
	member: v.string(),
	role: v.pipe(
		v.picklist([...assignments, 'none']),
		v.transform((role) => (role === 'none' ? null : role))
	)
});

/** A plan as somebody sends it in. */
export interface PlanDraft {
	/** The one she saw. */
	revision: number;
	/** Whatever came over the line. */
	plan: unknown;
	/** Phrases she says are no personal data, for this time. */
	notPersonal: readonly string[];
}

/** What it is called from now on. */
export interface SavedPlan {
	revision: number;
	/** Ids of the items, in their order: new ones have theirs from the server. */
	ids: string[];
}

/** Why a plan is not kept. */
export type NotSaved =
	| Extract<Outcome<never>, { ok: false }>
	/** Somebody else saved one meanwhile: how it is now. */
	| { ok: false; reason: 'passed'; newest: { revision: number; items: PlannedItem[] } }
	| { ok: false; reason: 'invalid'; problems: readonly PlanProblem[] };

interface PlanParts extends SessionParts {
	templates: TemplateService;
}

/** A session and its agenda before it runs, and while it does: who plans it, from what, with whom. */
export class SessionPlans {
	readonly #parts: PlanParts;
	readonly #live: SessionLive;

	constructor(parts: PlanParts, live: SessionLive) {
		this.#parts = parts;
		this.#live = live;
	}

	mayPlan(actor: Actor, lab: Pick<Lab, 'id'>): boolean {
		return can(actor, 'session.plan', { labId: lab.id });
	}

	scripts(): ReadyScript[] {
		return readScripts();
	}

	async create(
		actor: Actor,
		lab: Lab,
		wanted: v.InferOutput<typeof NewSession>
	): Promise<Outcome<string>> {
		const { store, boards, trail, now, newId } = this.#parts;
		if (!this.mayPlan(actor, lab)) return refused('forbidden');
		const { title, goal, startsAt, from, notPersonal } = wanted;
		const held = await this.#held(lab, Object.entries({ title, goal }), notPersonal);
		if (held !== null) return refused('personal-data', held);
		const found = wanted.board ? await this.#readable(actor, lab, wanted.board) : null;
		if (wanted.board && !found) return refused('invalid', 'board');
		const board = found && {
			id: found.id,
			template: await boards.findTemplate(found.templateId)
		};
		const items = await itemsFrom(this.#parts, { actor, lab, from, board });
		if (!items) return refused('invalid', 'from');
		const id = newId();
		await store.transaction(async (trx) => {
			const about = { id, labId: lab.id, title, goal, startsAt, items };
			await insertSession(trx, { ...about, createdBy: actor.memberId, at: now() });
			// One leads: whoever plans it, until she appoints somebody else.
			await assign(trx, id, actor.memberId, 'lead');
			await trail.within(trx, {
				act: 'session.planned',
				memberId: actor.memberId,
				subject: sessionDocument(id),
				detail: { from: from.kind }
			});
		});
		return done(id);
	}

	/** The whole plan, for who plans it; to others it is not there. */
	async open(actor: Actor, lab: Lab, id: string): Promise<Outcome<PlanView>> {
		const found = await this.#planned(actor, lab, id);
		if (!found.ok) return refused('not-found');
		return done(await planViewOf(this.#parts, { actor, lab }, found.value));
	}

	/** Keeps a plan, if it is made on the newest there is; whoever follows the session sees it at once. */
	async save(
		actor: Actor,
		lab: Lab,
		id: string,
		draft: PlanDraft
	): Promise<{ ok: true; value: SavedPlan } | NotSaved> {
		return this.#inTurn(id, async () => {
			const found = await this.#planned(actor, lab, id);
			if (!found.ok) return found;
			const session = found.value;
			if (session.status === 'ended') return refused('too-late');
			const checked = checkPlan(draft.plan);
			if (!checked.ok) return { ok: false, reason: 'invalid', problems: checked.problems };
			const { plan } = checked;
			const held = await this.#held(lab, textsOfPlan(plan), draft.notPersonal);
			if (held !== null) return refused('personal-data', held);
			if (draft.revision !== session.revision) return passed(session);
			const boards = new Map(
				(await planBoards(this.#parts, actor, lab)).map((board) => [board.id, board])
			);
			const problems = looseEnds(plan, {
				session,
				ran: await itemsRan(this.#parts, session),
				boards
			});
			if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
			return this.#write(actor, session, plan);
		});
	}

	async #write(
		actor: Actor,
		session: Session,
		plan: Plan
	): Promise<{ ok: true; value: SavedPlan } | NotSaved> {
		const { store, sessions, live, now, newId } = this.#parts;
		const dropped = new Set(session.items.flatMap((item) => (item.isDropped ? item.id : [])));
		const items = plan.items.map(({ id, ...item }): PlannedItem => {
			return { ...item, id: id ?? newId(), isDropped: dropped.has(id ?? '') };
		});
		const [before, after] = [boardsOf(session), boardsOf({ items })];
		const more = after.filter((id) => !before.includes(id));
		const less = before.filter((id) => !after.includes(id));
		const isLive = session.status === 'live';
		const isSaved = await store.transaction(async (trx) => {
			const { revision } = session;
			if (!(await updatePlan(trx, session.id, revision, { ...plan, items }))) return false;
			if (!isLive) return true;
			await exchangeBoards(trx, session.id, { more, less });
			const event = { sessionId: session.id, at: now(), memberId: actor.memberId };
			await addEvent(trx, { ...event, act: 'planned-anew' });
			return true;
		});
		if (!isSaved) {
			const since = await sessions.find(session.id);
			return since && since.status !== 'ended' ? passed(since) : refused('too-late');
		}
		await this.#live.tell(session.id);
		if (isLive) for (const id of [...more, ...less]) await live.tell(id);
		return done({ revision: session.revision + 1, ids: items.map(({ id }) => id) });
	}

	/**
	 * Gives somebody a task, or none. Whoever leads a running session cannot be left without, and who
	 * only helps to run it does not say who leads.
	 */
	async appoint(
		actor: Actor,
		lab: Lab,
		id: string,
		{ member, role }: v.InferOutput<typeof Appointment>
	): Promise<Outcome> {
		return this.#inTurn(id, async () => {
			const found = await this.#planned(actor, lab, id);
			if (!found.ok) return found;
			const session = found.value;
			if (session.status === 'ended') return refused('too-late');
			const isLive = session.status === 'live';
			const isOfLead = role === 'lead' || session.roles.get(member) === 'lead';
			if (isLive && isOfLead && !namesLead(actor, session)) return refused('forbidden', 'role');
			const isLeading = isLive && session.leadId === member;
			if (isLeading && role !== 'lead' && role !== 'co') return refused('lead-present', 'role');
			const isIn = (await planMembers(this.#parts, session)).some(
				({ memberId }) => memberId === member
			);
			if (!isIn) return refused('not-found', 'member');
			const outcome = await appoint(this.#parts, { actor, lab, session }, member, role);
			if (!outcome.ok) return outcome;
			await this.#live.tell(id);
			// Who runs it leads its boards meanwhile.
			if (isLive) for (const board of boardsOf(session)) await this.#parts.live.tell(board);
			return done();
		});
	}

	/** Takes away a session that never began. */
	async remove(actor: Actor, lab: Lab, id: string): Promise<Outcome> {
		const { store, trail, rooms } = this.#parts;
		return this.#inTurn(id, async () => {
			const found = await this.#planned(actor, lab, id);
			if (!found.ok) return found;
			const documents = [sessionDocument(id), deskDocument(id)];
			const isGone = await store.transaction(async (trx) => {
				if (!(await deleteSession(trx, id))) return false;
				await lockDocuments(trx, store.dialect, documents);
				await eraseDocuments(trx, documents);
				await trail.within(trx, {
					act: 'session.removed',
					memberId: actor.memberId,
					subject: sessionDocument(id),
					detail: {}
				});
				return true;
			});
			if (!isGone) return refused('too-late');
			await rooms.remove(documents, 'documentGone');
			return done();
		});
	}

	/** One after another with whatever else is done in the session: nothing moves while it is looked at. */
	#inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
		return this.#parts.turns.take(`session/${id}`, work);
	}

	/** Who may know of it hears that it is not hers to plan; for others it is not there. */
	async #planned(actor: Actor, lab: Lab, id: string): Promise<Outcome<Session>> {
		const session = isId(id) ? await this.#parts.sessions.find(id) : null;
		if (session?.labId !== lab.id) return refused('not-found');
		if (plansSession(actor, session)) return done(session);
		return refused(joinsSession(actor, session) ? 'forbidden' : 'not-found');
	}

	async #readable(actor: Actor, lab: Lab, id: string): Promise<Board | null> {
		const board = isId(id) ? await this.#parts.boards.find(id) : null;
		return board?.labId === lab.id && readsBoard(actor, board) ? board : null;
	}

	/** Place of the first text that points at somebody, or null. */
	async #held(
		lab: Lab,
		texts: readonly (readonly [place: string, text: string])[],
		said: readonly string[]
	): Promise<string | null> {
		const allow = [...(await this.#parts.allowed.ofLab(lab)), ...said];
		return texts.find(([, text]) => pointsAtPerson(text, allow))?.[0] ?? null;
	}
}

function passed({ revision, items }: Session): NotSaved {
	return { ok: false, reason: 'passed', newest: { revision, items } };
}
