import { sql } from 'kysely';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { attend } from '../store/session-repository.ts';
import type { SessionGiven, SessionParts } from './session-acts.ts';

/** "Klaar" with what is asked now: others see how many, and never who. */
export async function ready(
	{ store, now }: SessionParts,
	{ actor, session }: SessionGiven,
	{ on, phase }: Extract<SessionCommand, { do: 'ready' }>
): Promise<Outcome> {
	if (phase !== session.phase) return refused('passed');
	await store.transaction(async (trx) => {
		await attend(trx, session.id, actor.memberId, now());
		await trx
			.updateTable('session_attendance')
			.set({ ready_phase: on ? phase : null })
			.where('session_id', '=', session.id)
			.where('member_id', '=', actor.memberId)
			.execute();
	});
	return done();
}

/** To the ground rules, once. */
export async function agree(
	{ store, now }: SessionParts,
	{ actor, session }: SessionGiven
): Promise<Outcome> {
	await store.transaction(async (trx) => {
		await attend(trx, session.id, actor.memberId, now());
		await trx
			.updateTable('session_attendance')
			.set({ rules_at: now().toISOString() })
			.where('session_id', '=', session.id)
			.where('member_id', '=', actor.memberId)
			.where('rules_at', 'is', null)
			.execute();
		await trx
			.updateTable('session')
			.set({ turn: sql<number>`turn + 1` })
			.where('id', '=', session.id)
			.execute();
	});
	return done();
}
