import type { Insertable, Selectable, Transaction } from 'kysely';
import type { BoardRights } from '../../src/lib/domain/board-access.ts';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import type { Clock } from '../../src/lib/domain/board-mode.ts';
import { isSizeClass, type Casus, type SizeClass } from '../../src/lib/domain/casus.ts';
import { listAttendance, type Marked } from './marking-repository.ts';
import { listTasks, type SessionTasks } from './session-repository.ts';
import type { BoardTable, Db, Schema } from './schema.ts';
import { toTemplate, type StoredTemplate } from './template-repository.ts';

export interface Board extends BoardRights {
	templateId: string;
	title: string;
	question: string;
	summary: string;
	status: BoardTable['status'];
	currentStep: number;
	contributorLabel: string;
	anonymityCheckedAt: string | null;
	anonymityNotes: string;
	conclusion: string | null;
	casus: Casus | null;
	createdAt: string;
	phase: number;
	/** ISO 8601. */
	phaseAt: string;
	turn: number;
	attribution: Attribution;
	notesEpoch: number;
	clock: Clock | null;
	shownZones: string[];
	/** Null: it is marked as it was made. */
	marked: Marked | null;
	/** The live session it is in. */
	sessionId: string | null;
	/** Who hosts a table in it. */
	sessionHosts: ReadonlySet<string>;
	/** The version that was agreed on, while it is frozen. */
	frozenVersion: string | null;
}

/** Who made a thing; null: deliberately nobody. */
export interface Authorship {
	memberId: string | null;
	/** What may be shown of her at most; null: what the lab shows. */
	attribution: Attribution | null;
}

/** Who only reads a board for now; null: nobody. */
export type BarredFrom = (boardId: string) => ReadonlySet<string> | null;

export class BoardRepository {
	readonly #db: Db;
	readonly #barredFrom: BarredFrom;

	constructor(db: Db, barredFrom: BarredFrom = () => null) {
		this.#db = db;
		this.#barredFrom = barredFrom;
	}

	/** Boards of a lab, newest first. */
	async listOfLab(labId: string): Promise<Board[]> {
		const rows = await this.#db
			.selectFrom('board')
			.selectAll()
			.where('lab_id', '=', labId)
			.orderBy('created_at', 'desc')
			.orderBy('id')
			.execute();
		return Promise.all(rows.map((row) => this.#toBoard(row)));
	}

	async find(id: string): Promise<Board | null> {
		const row = await this.#db
			.selectFrom('board')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? this.#toBoard(row) : null;
	}

	/** Of a board that is not RED nobody asks who was there. */
	async #toBoard(row: Selectable<BoardTable>): Promise<Board> {
		const board = toBoard(row, {
			attendance: row.tlp === 'red' ? await listAttendance(this.#db, row.id) : [],
			tasks: row.session_id === null ? none : await listTasks(this.#db, row.session_id)
		});
		const barred = this.#barredFrom(row.id);
		return barred ? { ...board, barred } : board;
	}

	/** For whom the server wrote, by thing, and how much of her may be shown. */
	async listAuthorship(document: string): Promise<Map<string, Authorship>> {
		const rows = await this.#db
			.selectFrom('authorship')
			.select(['thing', 'member_id', 'attribution'])
			.where('document', '=', document)
			.execute();
		return new Map(
			rows.map((row) => [row.thing, { memberId: row.member_id, attribution: row.attribution }])
		);
	}

	/** The template of a board. */
	async findTemplate(id: string): Promise<StoredTemplate | null> {
		const row = await this.#db
			.selectFrom('template')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toTemplate(row) : null;
	}

	/** Size class of a municipality, or null of what is none. */
	async sizeClass(organisationId: string): Promise<SizeClass | null> {
		const row = await this.#db
			.selectFrom('organisation')
			.select('size_class')
			.where('id', '=', organisationId)
			.executeTakeFirst();
		return isSizeClass(row?.size_class) ? row.size_class : null;
	}

	/** Organisations by id, of those ids that are one. */
	async describeOrganisations(
		ids: readonly unknown[]
	): Promise<Map<string, { label: string; kind: string; sizeClass: string | null }>> {
		const wanted = [...new Set(ids.filter((id) => typeof id === 'string'))];
		if (wanted.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('organisation')
			.select(['id', 'label', 'kind', 'size_class'])
			.where('id', 'in', wanted)
			.orderBy('id')
			.execute();
		return new Map(
			rows.map(({ id, label, kind, size_class }) => [id, { label, kind, sizeClass: size_class }])
		);
	}

	/** Short names by id, of those ids that are organisations. */
	async organisationLabels(ids: readonly unknown[]): Promise<Record<string, string>> {
		const wanted = [...new Set(ids.filter((id) => typeof id === 'string'))];
		if (wanted.length === 0) return {};
		const rows = await this.#db
			.selectFrom('organisation')
			.select(['id', 'label'])
			.where('id', 'in', wanted)
			.orderBy('label')
			.execute();
		return Object.fromEntries(rows.map((row) => [row.id, row.label]));
	}
}

/** A new board, in the first phase of its method. */
export async function insertBoard(
	trx: Transaction<Schema>,
	board: Insertable<BoardTable>
): Promise<void> {
	await trx.insertInto('board').values(board).execute();
	await trx
		.insertInto('board_phase')
		.values({
			board_id: board.id,
			n: 1,
			step: board.current_step,
			mode: board.mode,
			at: board.created_at,
			led_by: board.created_by
		})
		.execute();
}

const none: SessionTasks = { leads: new Set(), hosts: new Set() };

function toBoard(
	row: Selectable<BoardTable>,
	{ attendance, tasks }: Pick<Board, 'attendance'> & { tasks: SessionTasks }
): Board {
	const { marked_by: by, marked_from: from, marked_at: at } = row;
	return {
		id: row.id,
		labId: row.lab_id,
		templateId: row.template_id,
		title: row.title,
		question: row.question,
		summary: row.summary,
		status: row.status,
		currentStep: row.current_step,
		tlp: row.tlp,
		attendance,
		sessionLeads: tasks.leads,
		sessionHosts: tasks.hosts,
		sessionId: row.session_id,
		held: row.held,
		ownerOrganisationId: row.owner_organisation_id,
		contributorId: row.contributor_id,
		contributorLabel: row.contributor_label,
		anonymityCheckedAt: row.anonymity_checked_at,
		anonymityNotes: row.anonymity_notes,
		openedAt: row.opened_at,
		conclusion: row.conclusion,
		casus: row.casus === null ? null : (JSON.parse(row.casus) as Casus),
		withdrawnAt: row.withdrawn_at,
		frozenAt: row.frozen_at,
		frozenVersion: row.frozen_version,
		createdAt: row.created_at,
		createdBy: row.created_by,
		mode: row.mode,
		speakerId: row.speaker_id,
		leaderId: row.leader_id,
		isRevealed: row.revealed_phase === row.phase,
		phase: row.phase,
		phaseAt: row.phase_at ?? row.created_at,
		turn: row.turn,
		attribution: row.attribution,
		notesEpoch: row.notes_epoch,
		clock: row.clock === null ? null : (JSON.parse(row.clock) as Clock),
		shownZones: JSON.parse(row.shown_zones) as string[],
		marked: by !== null && from !== null && at !== null ? { by, from, at } : null
	};
}
