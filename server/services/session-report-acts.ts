import { sql } from 'kysely';
import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { addEvent } from '../store/session-repository.ts';
import type { SessionGiven, SessionParts } from './session-acts.ts';

type Of<V extends SessionCommand['do']> = Extract<SessionCommand, { do: V }>;

/** What who leads adds to the report: of two who write at once the second is told, and loses nothing. */
export async function writeReport(
	{ store }: SessionParts,
	{ session }: SessionGiven,
	{ text, was }: Of<'report-text'>
): Promise<Outcome> {
	if (session.reportFinalAt !== null) return refused('definite');
	const { numUpdatedRows } = await store.db
		.updateTable('session')
		.set({ report_text: text, turn: sql<number>`turn + 1` })
		.where('id', '=', session.id)
		.where('report_text', '=', was)
		.where('report_final_at', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1 ? done() : refused('passed');
}

/** The report is agreed on, or taken up again. */
export async function settleReport(
	{ store, trail, now }: SessionParts,
	{ actor, session }: SessionGiven,
	{ on }: Of<'report-definite'>
): Promise<Outcome> {
	if ((session.reportFinalAt !== null) === on) return refused('already-done');
	const at = now();
	await store.transaction(async (trx) => {
		await trx
			.updateTable('session')
			.set({ report_final_at: on ? at.toISOString() : null, turn: sql<number>`turn + 1` })
			.where('id', '=', session.id)
			.execute();
		const act = on ? 'report-definite' : 'report-draft';
		await addEvent(trx, { sessionId: session.id, at, act, memberId: actor.memberId });
		await trail.within(trx, {
			act: 'session.report-definite',
			memberId: actor.memberId,
			subject: sessionDocument(session.id),
			detail: { on: Number(on) }
		});
	});
	return done();
}
