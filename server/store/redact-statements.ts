import type { Transaction } from 'kysely';
import { rewordItem, type Onward } from './onward-statements.ts';
import type { ExpertRequest } from './request-repository.ts';
import type { Foothold, Question } from './thread-rows.ts';
import type { Schema } from './schema.ts';

type Trx = Transaction<Schema>;

/** What a foothold says, placed or in draft. */
export type FootholdWords = Pick<Foothold, 'id' | 'text' | 'conditions' | 'forWhom' | 'version'>;

/** What the rows of a question say, in other words. */
export interface RewordedRows {
	question: Pick<Question, 'id' | 'title' | 'excerpt' | 'stateNote'>;
	answers: { id: string; stateNote: string }[];
	footholds: FootholdWords[];
	/** Of the expert rounds it is in. */
	drafts: FootholdWords[];
	/** What its footholds became. */
	items: Pick<Onward, 'id' | 'kind' | 'title' | 'data'>[];
	requests: Pick<ExpertRequest, 'id' | 'text'>[];
	steps: { request: string; n: number; note: string }[];
	events: { n: number; detail: Record<string, unknown> }[];
}

/** Only what changed is in `rows`; a foothold somebody has in a form is another one from now on. */
export async function rewordRows(trx: Trx, rows: RewordedRows): Promise<void> {
	const { id, title, excerpt, stateNote } = rows.question;
	await trx
		.updateTable('question')
		.set({ title, excerpt, state_note: stateNote })
		.where('id', '=', id)
		.execute();
	for (const answer of rows.answers) {
		await trx
			.updateTable('answer')
			.set({ state_note: answer.stateNote })
			.where('id', '=', answer.id)
			.execute();
	}
	for (const [table, all] of [
		['foothold', rows.footholds],
		['expert_round_draft', rows.drafts]
	] as const) {
		for (const { id: foothold, text, conditions, forWhom, version } of all) {
			await trx
				.updateTable(table)
				.set({ text, conditions, for_whom: forWhom, version: version + 1 })
				.where('id', '=', foothold)
				.execute();
		}
	}
	for (const { id: request, text } of rows.requests) {
		await trx.updateTable('expert_request').set({ text }).where('id', '=', request).execute();
	}
	for (const { request, n, note } of rows.steps) {
		await trx
			.updateTable('expert_request_step')
			.set({ note })
			.where('request_id', '=', request)
			.where('n', '=', n)
			.execute();
	}
	for (const item of rows.items) await rewordItem(trx, item);
	for (const { n, detail } of rows.events) {
		await trx
			.updateTable('question_event')
			.set({ detail: JSON.stringify(detail) })
			.where('question_id', '=', id)
			.where('n', '=', n)
			.execute();
	}
}
