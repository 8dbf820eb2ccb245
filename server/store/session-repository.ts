import { sql, type Selectable, type Transaction, type Updateable } from 'kysely';
import { defaultBallot, type BallotSettings } from '../../src/lib/domain/ballot.ts';
import type { Clock } from '../../src/lib/domain/board-mode.ts';
import type { PlannedItem, SessionStatus, Speaking } from '../../src/lib/domain/session.ts';
import type { Assignment, SessionRights } from '../../src/lib/domain/session-access.ts';
import type { Db, Schema } from './schema.ts';
import type { AgendaItemTable, SessionTable } from './schema-session.ts';

/** A word to everybody. */
export interface SessionMessage {
	/** The how manieth. */
	n: number;
	text: string;
	/** Ms since epoch. */
	at: number;
}

/** A planned meeting of a lab, as the store has it. */
export interface Session extends SessionRights {
	title: string;
	goal: string;
	roomLink: string;
	/** ISO 8601. */
	startsAt: string;
	status: SessionStatus;
	revision: number;
	phase: number;
	/** ISO 8601; null before it starts. */
	phaseAt: string | null;
	itemId: string | null;
	turn: number;
	clock: Clock | null;
	leadId: string | null;
	message: SessionMessage | null;
	summon: number;
	speaking: Speaking | null;
	startedAt: string | null;
	endedAt: string | null;
	boardsClosedAt: string | null;
	reportText: string;
	reportFinalAt: string | null;
	/** Questions show when who runs it shows them. */
	isModerated: boolean;
	/** Its poll: not yet, running, or over. */
	poll: 'open' | 'closed' | null;
	createdBy: string | null;
	items: PlannedItem[];
}

/** A move of a running session. */
export interface SessionPhase {
	n: number;
	itemId: string;
	round: number;
	/** ISO 8601. */
	at: string;
	isUndone: boolean;
	/** As they were when it ended, and whether the board of its item was held. */
	clock: Clock | null;
	speaking: Speaking | null;
	isHeld: boolean;
	boardPhase: number | null;
}

/** Somebody who was there. */
export interface Attendance {
	memberId: string;
	/** ISO 8601. */
	firstAt: string;
	rulesAt: string | null;
	readyPhase: number | null;
}

/** Sessions with their agenda and who does what in them. */
export class SessionRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async find(id: string): Promise<Session | null> {
		const row = await this.#db
			.selectFrom('session')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? this.#toSession(row) : null;
	}

	/** Sessions of a lab by their planned start. */
	async listOfLab(labId: string): Promise<Session[]> {
		const rows = await this.#db
			.selectFrom('session')
			.selectAll()
			.where('lab_id', '=', labId)
			.orderBy('starts_at')
			.orderBy('id')
			.execute();
		return Promise.all(rows.map((row) => this.#toSession(row)));
	}

	async listLive(): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('session')
			.select('id')
			.where('status', '=', 'live')
			.execute();
		return rows.map(({ id }) => id);
	}

	/** Moves of a session, newest first. */
	async phases(id: string): Promise<SessionPhase[]> {
		const rows = await this.#db
			.selectFrom('session_phase')
			.selectAll()
			.where('session_id', '=', id)
			.orderBy('n', 'desc')
			.execute();
		return rows.map((row) => ({
			n: row.n,
			itemId: row.item_id,
			round: row.round,
			at: row.at,
			isUndone: row.undone === 1,
			clock: parse<Clock>(row.clock),
			speaking: parse<Speaking>(row.speaking),
			isHeld: row.held === 'pause',
			boardPhase: row.board_phase
		}));
	}

	async attendance(id: string): Promise<Attendance[]> {
		const rows = await this.#db
			.selectFrom('session_attendance')
			.selectAll()
			.where('session_id', '=', id)
			.orderBy('first_at')
			.orderBy('member_id')
			.execute();
		return rows.map((row) => ({
			memberId: row.member_id,
			firstAt: row.first_at,
			rulesAt: row.rules_at,
			readyPhase: row.ready_phase
		}));
	}

	/** What those who run it wrote to each other, oldest first. */
	async lines(id: string): Promise<{ id: string; memberId: string; at: string; text: string }[]> {
		const rows = await this.#db
			.selectFrom('session_line')
			.select(['id', 'member_id', 'at', 'text'])
			.where('session_id', '=', id)
			.orderBy('at')
			.orderBy('id')
			.execute();
		return rows.map(({ member_id, ...row }) => ({ ...row, memberId: member_id }));
	}

	/** What happened, oldest first. */
	async events(
		id: string
	): Promise<{ n: number; at: string; act: string; memberId: string | null; detail: object }[]> {
		const rows = await this.#db
			.selectFrom('session_event')
			.selectAll()
			.where('session_id', '=', id)
			.orderBy('n')
			.execute();
		return rows.map(({ n, at, act, member_id, detail }) => ({
			n,
			at,
			act,
			memberId: member_id,
			detail: JSON.parse(detail) as object
		}));
	}

	/** Live sessions of a lab, first those in which she was seen. */
	async listRunning(labId: string, memberId: string): Promise<{ id: string; isIn: boolean }[]> {
		const rows = await this.#db
			.selectFrom('session')
			.leftJoin('session_attendance', (join) =>
				join
					.onRef('session_attendance.session_id', '=', 'session.id')
					.on('session_attendance.member_id', '=', memberId)
			)
			.select(['session.id', 'session_attendance.first_at'])
			.where('lab_id', '=', labId)
			.where('status', '=', 'live')
			.orderBy('started_at', 'desc')
			.orderBy('session.id')
			.execute();
		const running = rows.map(({ id, first_at }) => ({ id, isIn: first_at !== null }));
		return running.sort((a, b) => Number(b.isIn) - Number(a.isIn));
	}

	async #toSession(row: Selectable<SessionTable>): Promise<Session> {
		const items = await this.#db
			.selectFrom('agenda_item')
			.selectAll()
			.where('session_id', '=', row.id)
			.orderBy('position')
			.execute();
		const roles = await this.#db
			.selectFrom('session_role')
			.select(['member_id', 'role'])
			.where('session_id', '=', row.id)
			.execute();
		return {
			id: row.id,
			labId: row.lab_id,
			title: row.title,
			goal: row.goal,
			roomLink: row.room_link,
			startsAt: row.starts_at,
			status: row.status,
			revision: row.revision,
			phase: row.phase,
			phaseAt: row.phase_at,
			itemId: row.item_id,
			turn: row.turn,
			clock: parse<Clock>(row.clock),
			leadId: row.lead_id,
			message: parse<SessionMessage>(row.message),
			summon: row.summon,
			speaking: parse<Speaking>(row.speaking),
			startedAt: row.started_at,
			endedAt: row.ended_at,
			boardsClosedAt: row.boards_closed_at,
			reportText: row.report_text,
			reportFinalAt: row.report_final_at,
			isModerated: row.box_moderated === 1,
			poll: pollOf(row),
			createdBy: row.created_by,
			roles: new Map(roles.map(({ member_id, role }) => [member_id, role])),
			items: items.map(toItem)
		};
	}
}

function pollOf(row: Selectable<SessionTable>): Session['poll'] {
	if (row.poll_opened_at === null) return null;
	return row.poll_closed_at === null ? 'open' : 'closed';
}

function toItem(row: Selectable<AgendaItemTable>): PlannedItem {
	const { id, title, minutes, who, instruction, notes, mode, step } = row;
	return {
		...{ id, title, minutes, who, instruction, notes, mode, step },
		boardId: row.board_id,
		ballot: mode === 'stemmen' ? (parse<BallotSettings>(row.ballot) ?? defaultBallot) : null,
		isBreak: row.is_break === 1,
		isDropped: row.dropped === 1
	};
}

function parse<T>(json: string | null): T | null {
	return json === null ? null : (JSON.parse(json) as T);
}

/** Who has a task in a session. */
export interface SessionTasks {
	/** Run it. */
	leads: ReadonlySet<string>;
	/** Keep a table going, where there are any. */
	hosts: ReadonlySet<string>;
}

export async function listTasks(db: Db, sessionId: string): Promise<SessionTasks> {
	const rows = await db
		.selectFrom('session_role')
		.select(['member_id', 'role'])
		.where('session_id', '=', sessionId)
		.execute();
	const whoIs = (...those: Assignment[]) =>
		new Set(rows.flatMap(({ member_id, role }) => (those.includes(role) ? member_id : [])));
	return { leads: whoIs('lead', 'co'), hosts: whoIs('host') };
}

/** What of a session changes without a move; what is left out stays. */
export interface SessionChange {
	clock?: Clock | null;
	leadId?: string | null;
	message?: SessionMessage;
	speaking?: Speaking | null;
	isSummoned?: true;
}

/** Changes something of a running session, and tells pages to look anew. False: it is not running. */
export async function changeSession(
	trx: Transaction<Schema>,
	id: string,
	{ clock, leadId, message, speaking, isSummoned }: SessionChange
): Promise<boolean> {
	const set: Updateable<SessionTable> = {
		...(clock === undefined ? {} : { clock: clock && JSON.stringify(clock) }),
		...(leadId === undefined ? {} : { lead_id: leadId }),
		...(message === undefined ? {} : { message: JSON.stringify(message) }),
		...(speaking === undefined ? {} : { speaking: speaking && JSON.stringify(speaking) })
	};
	const { numUpdatedRows } = await trx
		.updateTable('session')
		.set({
			...set,
			turn: sql<number>`turn + 1`,
			...(isSummoned ? { summon: sql<number>`summon + 1` } : {})
		})
		.where('id', '=', id)
		.where('status', '=', 'live')
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** A move to make. */
export interface SessionMove {
	from: number;
	itemId: string;
	at: Date;
	ledBy: string;
	clock: Clock | null;
	/** The phase it takes one back to. */
	undoes: SessionPhase | null;
	boardPhase: number | null;
}

/**
 * The next phase of a session, if `from` is still the one it is in: of two who press at once one
 * moves. Running an item again is a next round of it. Taking back brings the clock, the round of words
 * and who said she is ready; its board is the caller's.
 */
export async function enterSessionPhase(
	trx: Transaction<Schema>,
	id: string,
	move: SessionMove
): Promise<boolean> {
	const at = move.at.toISOString();
	const before = await trx
		.selectFrom('session')
		.leftJoin('agenda_item', 'agenda_item.id', 'session.item_id')
		.leftJoin('board', (join) =>
			join
				.onRef('board.id', '=', 'agenda_item.board_id')
				.onRef('board.session_id', '=', 'session.id')
		)
		.select(['session.clock', 'session.speaking', 'board.held'])
		.where('session.id', '=', id)
		.executeTakeFirst();
	const speaking = move.undoes?.speaking ?? null;
	const { numUpdatedRows } = await trx
		.updateTable('session')
		.set({
			phase: move.from + 1,
			phase_at: move.undoes?.at ?? at,
			item_id: move.itemId,
			clock: move.clock && JSON.stringify(move.clock),
			speaking: speaking && JSON.stringify(speaking),
			turn: sql<number>`turn + 1`
		})
		.where('id', '=', id)
		.where('phase', '=', move.from)
		.where('status', '=', 'live')
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) return false;
	await trx
		.updateTable('session_phase')
		.set({
			clock: before?.clock ?? null,
			speaking: before?.speaking ?? null,
			held: before?.held ?? null,
			...(move.undoes ? { undone: 1 } : {})
		})
		.where('session_id', '=', id)
		.where('n', '=', move.from)
		.execute();
	if (move.undoes) {
		await trx
			.updateTable('session_attendance')
			.set({ ready_phase: move.from + 1 })
			.where('session_id', '=', id)
			.where('ready_phase', '=', move.undoes.n)
			.execute();
	}
	const { rounds } = await trx
		.selectFrom('session_phase')
		.select((select) => select.fn.max('round').as('rounds'))
		.where('session_id', '=', id)
		.where('item_id', '=', move.itemId)
		.where('undone', '=', 0)
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('session_phase')
		.values({
			session_id: id,
			n: move.from + 1,
			item_id: move.itemId,
			round: move.undoes?.round ?? Number(rounds ?? 0) + 1,
			at: move.undoes?.at ?? at,
			led_by: move.ledBy,
			board_phase: move.boardPhase
		})
		.execute();
	return true;
}

/** What happened, in its order; never with what was said. */
export async function addEvent(
	trx: Transaction<Schema>,
	event: { sessionId: string; at: Date; act: string; memberId: string | null; detail?: object }
): Promise<void> {
	const { last } = await trx
		.selectFrom('session_event')
		.select((select) => select.fn.max('n').as('last'))
		.where('session_id', '=', event.sessionId)
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('session_event')
		.values({
			session_id: event.sessionId,
			n: Number(last ?? 0) + 1,
			at: event.at.toISOString(),
			act: event.act,
			member_id: event.memberId,
			detail: JSON.stringify(event.detail ?? {})
		})
		.execute();
}

/** She was there. */
export async function attend(
	trx: Transaction<Schema>,
	sessionId: string,
	memberId: string,
	at: Date
): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await trx
		.insertInto('session_attendance')
		.values({ session_id: sessionId, member_id: memberId, first_at: at.toISOString() })
		.onConflict((conflict) => conflict.columns(['session_id', 'member_id']).doNothing())
		.executeTakeFirst();
	return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Gives somebody a task, or none. */
export async function assign(
	trx: Transaction<Schema>,
	sessionId: string,
	memberId: string,
	role: Assignment | null
): Promise<void> {
	await trx
		.deleteFrom('session_role')
		.where('session_id', '=', sessionId)
		.where('member_id', '=', memberId)
		.execute();
	if (role === null) return;
	await trx
		.insertInto('session_role')
		.values({ session_id: sessionId, member_id: memberId, role })
		.execute();
}

/** The agenda as it is from now on, in its order. */
export async function writeAgenda(
	trx: Transaction<Schema>,
	sessionId: string,
	items: readonly PlannedItem[]
): Promise<void> {
	await trx.deleteFrom('agenda_item').where('session_id', '=', sessionId).execute();
	if (items.length === 0) return;
	await trx
		.insertInto('agenda_item')
		.values(
			items.map((item, position) => ({
				id: item.id,
				session_id: sessionId,
				position,
				title: item.title,
				minutes: item.minutes,
				who: item.who,
				instruction: item.instruction,
				notes: item.notes,
				board_id: item.boardId,
				mode: item.mode,
				ballot: item.ballot && JSON.stringify(item.ballot),
				step: item.step,
				is_break: item.isBreak ? 1 : 0,
				dropped: item.isDropped ? 1 : 0
			}))
		)
		.execute();
}
