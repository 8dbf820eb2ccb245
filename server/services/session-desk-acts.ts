import { sql } from 'kysely';
import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { TAKE_OVER_AFTER, takeMinutes, type Speaking } from '../../src/lib/domain/session.ts';
import { touchPlan } from '../store/session-plan-statements.ts';
import { addEvent, assign, type Session } from '../store/session-repository.ts';
import { nextClock } from './board-lead.ts';
import { change, type SessionGiven, type SessionParts } from './session-acts.ts';

type Of<V extends SessionCommand['do']> = Extract<SessionCommand, { do: V }>;

export async function setClock(
	parts: SessionParts,
	given: SessionGiven,
	command: Of<'clock'>
): Promise<Outcome> {
	const clock = nextClock(given.session.clock, command, parts.now().getTime());
	if (clock === undefined) return refused('invalid');
	const detail = { act: command.act, minutes: command.minutes ?? 0 };
	return change(parts, given, { act: 'clock', detail, clock });
}

/** Stops typing on the board of this item, or lets it go on. */
export async function hold(
	parts: SessionParts,
	given: SessionGiven,
	{ on }: Of<'hold'>
): Promise<Outcome> {
	const { session } = given;
	const boardId = session.items.find(({ id }) => id === session.itemId)?.boardId;
	if (!boardId) return refused('invalid');
	const outcome = await change(parts, given, { act: on ? 'held' : 'let-go' }, async (trx) => {
		await trx
			.updateTable('board')
			.set({ held: on ? 'pause' : null, turn: sql<number>`turn + 1` })
			.where('id', '=', boardId)
			.where('session_id', '=', session.id)
			.execute();
	});
	if (outcome.ok) await parts.live.tell(boardId);
	return outcome;
}

export function summon(parts: SessionParts, given: SessionGiven): Promise<Outcome> {
	return change(parts, given, { act: 'summoned', isSummoned: true });
}

/** A word to everybody; an empty one takes the last away. */
export function sayToAll(
	parts: SessionParts,
	given: SessionGiven,
	{ text }: Of<'message'>
): Promise<Outcome> {
	const n = (given.session.message?.n ?? 0) + 1;
	const message = { n, text, at: parts.now().getTime() };
	return change(parts, given, { act: 'message', message });
}

/** A line between those who run it; sent again, it is the same line. */
export function sayToCo(
	parts: SessionParts,
	given: SessionGiven,
	{ id, text }: Of<'line'>
): Promise<Outcome> {
	return change(parts, given, { act: 'line' }, async (trx) => {
		await trx
			.insertInto('session_line')
			.values({
				id,
				session_id: given.session.id,
				member_id: given.actor.memberId,
				at: parts.now().toISOString(),
				text
			})
			.onConflict((conflict) => conflict.column('id').doNothing())
			.execute();
	});
}

/**
 * Takes the lead from somebody who is gone. Whoever was appointed to lead gets it back whenever she
 * asks; nobody gets it by itself.
 */
export async function takeOver(parts: SessionParts, given: SessionGiven): Promise<Outcome> {
	const { actor, session } = given;
	if (session.leadId === actor.memberId) return refused('already-done');
	const isAppointed = session.roles.get(actor.memberId) === 'lead';
	if (!isAppointed && !isLeadGone(parts, given)) return refused('lead-present');
	const detail = { from: session.leadId };
	return change(parts, given, { act: 'took-over', detail, leadId: actor.memberId });
}

function isLeadGone({ presence, now }: SessionParts, { session }: SessionGiven): boolean {
	if (session.leadId === null) return true;
	const { isHere, goneSince } = presence.whereabouts(session)(session.leadId);
	if (isHere) return false;
	return goneSince !== null && now().getTime() - goneSince >= TAKE_OVER_AFTER;
}

/** Leaves an item out today, or takes it in again; not what runs now. */
export function drop(
	parts: SessionParts,
	given: SessionGiven,
	{ item, on }: Of<'drop'>
): Promise<Outcome> {
	const { session } = given;
	const known = session.items.find(({ id }) => id === item);
	if (!known || known.id === session.itemId) return Promise.resolve(refused('invalid'));
	const act = on ? 'dropped' : 'taken-in';
	return change(parts, given, { act, detail: { item } }, async (trx) => {
		await trx
			.updateTable('agenda_item')
			.set({ dropped: on ? 1 : 0 })
			.where('id', '=', item)
			.where('session_id', '=', session.id)
			.execute();
	});
}

/** Takes minutes out of what is still to come, the longest items first. */
export function shorten(
	parts: SessionParts,
	given: SessionGiven,
	{ minutes }: Of<'shorten'>
): Promise<Outcome> {
	const { session } = given;
	const { minutes: left, taken } = takeMinutes(session.items, session.itemId, minutes);
	if (taken === 0) return Promise.resolve(refused('invalid'));
	return change(parts, given, { act: 'shortened', detail: { minutes: taken } }, async (trx) => {
		for (const [id, to] of left) {
			await trx.updateTable('agenda_item').set({ minutes: to }).where('id', '=', id).execute();
		}
		await touchPlan(trx, session.id);
	});
}

/** Gives each who is here the word for a while, in a fair order; next, one back, or the end of it. */
export async function speaking(
	parts: SessionParts,
	given: SessionGiven,
	{ act, seconds = 30, from }: Of<'speaking'>
): Promise<Outcome> {
	const { session } = given;
	if (from !== undefined && from !== session.speaking?.at) return refused('passed');
	const next = await nextSpeaking(parts, given, act, seconds);
	if (next === undefined) return refused('invalid');
	const boardId = session.items.find(({ id }) => id === session.itemId)?.boardId ?? null;
	const speaker = next ? (next.order[next.at] ?? null) : null;
	const outcome = await change(
		parts,
		given,
		{ act: 'speaking', detail: { act }, speaking: next },
		async (trx) => {
			// Where a board is in a round, who has the word writes on it.
			await trx
				.updateTable('board')
				.set({ speaker_id: speaker, turn: sql<number>`turn + 1` })
				.where('id', '=', boardId ?? '')
				.where('session_id', '=', session.id)
				.where('mode', '=', 'ronde')
				.execute();
		}
	);
	if (outcome.ok && boardId) await parts.live.tell(boardId);
	return outcome;
}

/** Undefined: there is no round to do that with. */
async function nextSpeaking(
	parts: SessionParts,
	{ session }: SessionGiven,
	act: Of<'speaking'>['act'],
	seconds: number
): Promise<Speaking | null | undefined> {
	const now = session.speaking;
	if (act === 'stop') return now ? null : undefined;
	if (act === 'start') {
		const order = await orderOf(parts, session);
		return order.length === 0 ? undefined : withClock(parts, { order, at: 0, seconds });
	}
	if (!now) return undefined;
	const at = act === 'next' ? now.at + 1 : now.at - 1;
	if (at < 0 || at > now.order.length) return undefined;
	// Who came since it began gets the word as well, before it is over.
	const late = act === 'next' ? await orderOf(parts, session) : [];
	const order = [...new Set([...now.order, ...late])];
	return withClock(parts, { order, at, seconds: now.seconds });
}

function withClock(parts: SessionParts, round: Omit<Speaking, 'clock'>): Speaking {
	const total = round.seconds * 1000;
	const isOver = round.at >= round.order.length;
	return { ...round, clock: isOver ? null : { total, endsAt: parts.now().getTime() + total } };
}

/** As they came in, and who runs it last: nobody has to choose who begins. */
async function orderOf({ sessions, presence }: SessionParts, session: Session): Promise<string[]> {
	const here = presence.here(session);
	const came = (await sessions.attendance(session.id)).map(({ memberId }) => memberId);
	const isFirst = (member: string) => !session.roles.has(member);
	const inOrder = came.filter((member) => here.has(member));
	return [...inOrder.filter(isFirst), ...inOrder.filter((member) => !isFirst(member))];
}

/** Appoints somebody for a task in this session, or takes it from her; while it runs its log says so. */
export async function appoint(
	parts: SessionParts,
	{ session, actor }: SessionGiven,
	member: string,
	role: 'lead' | 'co' | 'host' | null
): Promise<Outcome> {
	const roles = await parts.members.rolesIn(session.labId, [member]);
	if (!roles.has(member)) return refused('not-found');
	const leads = [...session.roles].filter(([, each]) => each === 'lead').map(([id]) => id);
	// One leads: whoever did so before helps from now on.
	await parts.store.transaction(async (trx) => {
		if (role === 'lead') {
			for (const id of leads) if (id !== member) await assign(trx, session.id, id, 'co');
		}
		await assign(trx, session.id, member, role);
		if (session.status === 'live') {
			const event = { sessionId: session.id, at: parts.now(), memberId: actor.memberId };
			await addEvent(trx, { ...event, act: 'appointed', detail: { member, role } });
		}
		await parts.trail.within(trx, {
			act: 'session.appointed',
			memberId: actor.memberId,
			subject: sessionDocument(session.id),
			detail: { member, role }
		});
	});
	return done();
}
