import { sql, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { setStale } from './search/search-entries.ts';

/** Tables whose rows say something of one board, by its id. */
const byBoard = [
	'card_marking',
	'board_attendance',
	'board_phase',
	'board_change',
	'board_visit',
	'board_version',
	'action_status',
	'casus_remark',
	'board_message',
	'board_group_member',
	'board_group'
] as const;

/**
 * Takes out of SQL what a board said, asked, decided and counted, and who brought, made and led it. Its
 * row stays, so that what was harvested from it keeps an origin, and nothing is made for it again.
 */
export async function emptyBoard(
	trx: Transaction<Schema>,
	boardId: string,
	at: Date
): Promise<void> {
	await trx
		.updateTable('board')
		.set({
			withdrawn_at: at.toISOString(),
			title: '',
			question: '',
			summary: '',
			conclusion: null,
			casus: null,
			owner_organisation_id: null,
			contributor_id: null,
			contributor_label: '',
			created_by: null,
			anonymity_checked_by: null,
			anonymity_notes: '',
			speaker_id: null,
			leader_id: null,
			clock: null,
			marked_by: null,
			marked_from: null,
			marked_at: null,
			frozen_at: null,
			frozen_version: null,
			turn: sql<number>`turn + 1`
		})
		.where('id', '=', boardId)
		.execute();
	const ballots = trx.selectFrom('ballot').select('id').where('board_id', '=', boardId);
	for (const table of ['vote', 'secret_vote', 'secret_participation'] as const) {
		await trx.deleteFrom(table).where('ballot_id', 'in', ballots).execute();
	}
	await trx.deleteFrom('ballot').where('board_id', '=', boardId).execute();
	for (const table of byBoard) {
		await trx.deleteFrom(table).where('board_id', '=', boardId).execute();
	}
	// Of what somebody wrote in the report of a session nobody can tell which words are of this casus.
	await trx
		.updateTable('session')
		.set({ report_text: '', report_final_at: null, turn: sql<number>`turn + 1` })
		.where('status', '=', 'ended')
		.where('id', 'in', (agenda) =>
			agenda.selectFrom('agenda_item').select('session_id').where('board_id', '=', boardId)
		)
		.execute();
	// What the whole lab agreed on is the lab's by now.
	await trx
		.deleteFrom('allowed_phrase')
		.where('board_id', '=', boardId)
		.where('agreed_at', 'is', null)
		.execute();
	await trx
		.deleteFrom('invitation')
		.where('thing_kind', '=', 'board')
		.where('thing_id', '=', boardId)
		.execute();
	await setStale(trx, 'board', [boardId]);
}

/**
 * Whether there still is a board to make a document for. Holds its row until the transaction ends:
 * whoever takes it back meanwhile waits, and then sees what was made.
 */
export async function holdBoard(trx: Transaction<Schema>, boardId: string): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('board')
		.set((set) => ({ turn: set.ref('turn') }))
		.where('id', '=', boardId)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}
