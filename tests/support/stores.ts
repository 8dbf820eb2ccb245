import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Store } from '../../server/store/store.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A database of one test's own, empty at first. */
export interface Place {
	/** What openStore takes. */
	address: string;
	remove(): Promise<void>;
}

export function sqlitePlace(): Promise<Place> {
	const folder = temporaryFolder();
	return Promise.resolve({
		address: folder.file('store.sqlite'),
		remove: () => {
			folder.remove();
			return Promise.resolve();
		}
	});
}

export const postgresUrl = process.env['TEST_DATABASE_URL'];

/**
 * A database beside the one of TEST_DATABASE_URL. No schema within it: Kysely looks through all
 * schemas when it migrates, and stumbles over one that another test file drops at that moment.
 */
export async function postgresPlace(): Promise<Place> {
	if (!postgresUrl) throw new Error('TEST_DATABASE_URL is not set');
	const name = `kennislab_test_${randomUUID().replaceAll('-', '')}`;
	const run = async (statement: string) => {
		const client = new pg.Client({ connectionString: postgresUrl });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	await run(`create database ${name}`);
	const address = new URL(postgresUrl);
	address.pathname = `/${name}`;
	return { address: address.href, remove: () => run(`drop database ${name} with (force)`) };
}

/** Every row out, whoever refers to whom; but of the audit trail no row ever goes. */
export async function empty(store: Store): Promise<void> {
	const tables = [
		'mail',
		'notice',
		'notice_level',
		'forgetting',
		'draft_phrase',
		'draft_writer',
		'draft',
		'guest_access',
		'expert_round_draft',
		'expert_round_pin',
		'expert_round_expert',
		'expert_round_question',
		'expert_round',
		'expert_request_step',
		'expert_request',
		'question_pin',
		'foothold_item',
		'foothold_tried',
		'foothold_source',
		'foothold',
		'answer_moved',
		'answer_helpful',
		'answer_writer',
		'answer',
		'question_seen',
		'question_follower',
		'question_event',
		'question',
		'search_entry',
		'search_parent',
		'allowed_phrase',
		'quarantine',
		'authorship',
		'document_client',
		'snapshot',
		'update_log',
		'document',
		'imported_as',
		'lab_item',
		'guest_key',
		'session_guest',
		'session_code',
		'session_poll_answer',
		'session_poll_question',
		'session_me_too',
		'session_question',
		'vote',
		'secret_vote',
		'secret_participation',
		'ballot',
		'board_message',
		'board_group_member',
		'board_group',
		'board_phase',
		'board_change',
		'board_visit',
		'board_version',
		'card_marking',
		'board_attendance',
		'casus_remark',
		'action_status',
		'session_line',
		'session_event',
		'session_attendance',
		'session_role',
		'session_phase',
		'agenda_item',
		'session',
		'board',
		'template',
		'account_link',
		'sign_in',
		'invitation',
		'membership',
		'lab',
		'member',
		'organisation'
	] as const;
	await store.transaction(async (trx) => {
		for (const table of tables) await trx.deleteFrom(table).execute();
	});
}
