import { sql, type Transaction } from 'kysely';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import type { BoardMode, Clock } from '../../src/lib/domain/board-mode.ts';
import { quietGroups } from './group-repository.ts';
import type { Db, Schema } from './schema.ts';

/** A phase a board went through. */
export interface PastPhase {
	n: number;
	step: number;
	mode: BoardMode;
	/** ISO 8601. */
	at: string;
	isUndone: boolean;
	/** As they were when it ended. */
	speakerId: string | null;
	clock: Clock | null;
}

/** What of a board's moment changes without another phase; what is left out stays. */
export interface Moment {
	attribution?: Attribution;
	speakerId?: string | null;
	leaderId?: string | null;
	clock?: Clock | null;
	shownZones?: readonly string[];
	/** Notes documents made from now on are of a next epoch. */
	isNewEpoch?: boolean;
}

/** Where boards are in their method, and where they have been. */
export class PhaseRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Phases of a board, newest first. */
	async list(boardId: string): Promise<PastPhase[]> {
		const rows = await this.#db
			.selectFrom('board_phase')
			.select(['n', 'step', 'mode', 'at', 'undone', 'speaker_id', 'clock'])
			.where('board_id', '=', boardId)
			.orderBy('n', 'desc')
			.execute();
		return rows.map(({ n, step, mode, at, undone, speaker_id, clock }) => ({
			n,
			step,
			mode,
			at,
			isUndone: undone === 1,
			speakerId: speaker_id,
			clock: clock === null ? null : (JSON.parse(clock) as Clock)
		}));
	}

	/** Changes something of the moment, and tells pages to look anew. */
	async change(boardId: string, moment: Moment): Promise<void> {
		await this.#db.updateTable('board').set(toColumns(moment)).where('id', '=', boardId).execute();
	}
}

function toColumns(moment: Moment) {
	const { attribution, speakerId, leaderId, clock, shownZones, isNewEpoch } = moment;
	return {
		...(isNewEpoch ? { notes_epoch: sql<number>`notes_epoch + 1` } : {}),
		turn: sql<number>`turn + 1`,
		...(attribution === undefined ? {} : { attribution }),
		...(speakerId === undefined ? {} : { speaker_id: speakerId }),
		...(leaderId === undefined ? {} : { leader_id: leaderId }),
		...(clock === undefined ? {} : { clock: clock && JSON.stringify(clock) }),
		...(shownZones === undefined ? {} : { shown_zones: JSON.stringify(shownZones) })
	};
}

/** Inside somebody's transaction: a change that pages are told of. */
export async function changeMoment(
	trx: Transaction<Schema>,
	boardId: string,
	moment: Moment
): Promise<void> {
	await trx.updateTable('board').set(toColumns(moment)).where('id', '=', boardId).execute();
}

/** The same on every board of a lab. */
export async function changeMoments(trx: Transaction<Schema>, labId: string): Promise<void> {
	await trx.updateTable('board').set(toColumns({})).where('lab_id', '=', labId).execute();
}

/** A phase to enter. */
export interface NextPhase {
	from: number;
	step: number;
	mode: BoardMode;
	at: Date;
	ledBy: string;
	/** Takes the phase before back, with who had the word in the one before that, and its clock. */
	undoes: PastPhase | null;
	leaderId: string | null;
}

/**
 * The next phase of a board, if `from` is still the one it is in: of two who press at once one
 * moves. Nobody has the word in it and no clock runs, unless it takes something back.
 */
export async function enterPhase(
	trx: Transaction<Schema>,
	boardId: string,
	phase: NextPhase
): Promise<boolean> {
	const at = phase.at.toISOString();
	const before = await trx
		.selectFrom('board')
		.select(['speaker_id', 'clock', 'revealed_phase'])
		.where('id', '=', boardId)
		.executeTakeFirst();
	const clock = phase.undoes?.clock ?? null;
	// What was revealed in a phase stays so when one comes back to it.
	const wasRevealed = phase.undoes !== null && before?.revealed_phase === phase.undoes.n;
	const { numUpdatedRows } = await trx
		.updateTable('board')
		.set({
			phase: phase.from + 1,
			current_step: phase.step,
			mode: phase.mode,
			phase_at: at,
			speaker_id: phase.undoes?.speakerId ?? null,
			clock: clock && JSON.stringify(clock),
			leader_id: phase.leaderId,
			...(wasRevealed ? { revealed_phase: phase.from + 1 } : {}),
			turn: sql<number>`turn + 1`
		})
		.where('id', '=', boardId)
		.where('phase', '=', phase.from)
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) return false;
	await trx
		.updateTable('board_phase')
		.set({ undone: phase.undoes ? 1 : 0, speaker_id: before?.speaker_id, clock: before?.clock })
		.where('board_id', '=', boardId)
		.where('n', '=', phase.from)
		.execute();
	if (phase.mode === 'subgroep' && !phase.undoes) await quietGroups(trx, boardId);
	await trx
		.insertInto('board_phase')
		.values({
			board_id: boardId,
			n: phase.from + 1,
			step: phase.step,
			mode: phase.mode,
			at,
			led_by: phase.ledBy
		})
		.execute();
	return true;
}

/**
 * Hidden notes of this phase are on the board from here on. False: somebody was first. Notes
 * documents made after it are of a next epoch.
 */
export async function markRevealed(
	trx: Transaction<Schema>,
	boardId: string,
	phase: number
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('board')
		.set({
			revealed_phase: phase,
			notes_epoch: sql<number>`notes_epoch + 1`,
			turn: sql<number>`turn + 1`
		})
		.where('id', '=', boardId)
		.where('phase', '=', phase)
		.where((where) =>
			where.or([where('revealed_phase', 'is', null), where('revealed_phase', '<>', phase)])
		)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}
