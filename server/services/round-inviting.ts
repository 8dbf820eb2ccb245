import type { Transaction } from 'kysely';
import { endOfDay } from '../../src/lib/domain/working-days.ts';
import { initialsOf } from '../../src/lib/domain/initials.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { grantAccess } from '../store/guest-access.ts';
import type { RoundExpert } from '../store/round-repository.ts';
import {
	expertOfLab,
	insertGuest,
	noteInvited,
	removeRoundExpert
} from '../store/round-statements.ts';
import type { Schema } from '../store/schema.ts';
import { changed } from './round-acts.ts';
import { tellOfRound, type RoundGiven, type RoundParts } from './round-parts.ts';

type Trx = Transaction<Schema>;

/** Those who were added since the round started hear of it now. */
export async function inviteMore(parts: RoundParts, given: RoundGiven): Promise<Outcome> {
	if (given.round.state !== 'running') return refused('passed');
	const fresh = (await parts.rounds.experts(given.round.id)).filter(
		({ invitedAt }) => invitedAt === null
	);
	if (fresh.length === 0) return refused('already-done');
	const invited: string[] = [];
	const outcome = await changed(parts, given, {}, async (trx) => {
		invited.push(...(await inviteAll(parts, trx, given, fresh)));
	});
	if (outcome.ok) invited.forEach((memberId) => parts.changed(memberId));
	return outcome;
}

/** Who has not chosen a password yet is welcomed once more, with a link that holds: once a day. */
export async function welcomeAgain(
	parts: RoundParts,
	given: RoundGiven,
	{ expert: id }: { expert: string }
): Promise<Outcome> {
	if (given.round.state !== 'running') return refused('passed');
	const expert = (await parts.rounds.experts(given.round.id)).find((each) => each.id === id);
	const { memberId } = expert ?? {};
	if (!memberId || !expert?.invitedAt) return refused('not-found');
	const isIn = (await parts.members.rolesIn(given.lab.id, [memberId])).has(memberId);
	if (!isIn || (await parts.members.hasPassword(memberId))) return refused('passed');
	const isQueued = await parts.store.transaction((trx) =>
		welcome(parts, trx, given, memberId, { isAgain: true })
	);
	return isQueued ? done() : refused('already-done');
}

/** Lets experts in and tells them, in the transaction in which that is decided. Gives who they are. */
export async function inviteAll(
	parts: RoundParts,
	trx: Trx,
	given: RoundGiven,
	experts: readonly RoundExpert[]
): Promise<string[]> {
	const { actor, lab, round } = given;
	const at = parts.now();
	const invited: string[] = [];
	/** Whom no welcome tells of it. */
	const told: string[] = [];
	for (const expert of experts) {
		const memberId = expert.memberId ?? (await accountOf(parts, trx, expert, actor.language));
		// An account that is disabled, or that manages accounts and reads no content.
		if (memberId === null) continue;
		if (await isInAlready(trx, round.id, expert, memberId)) {
			await removeRoundExpert(trx, expert.id);
			continue;
		}
		const until = endOfDay(round.days.close);
		const isNew = await expertOfLab(trx, {
			...{ id: parts.newId(), labId: lab.id, memberId, until, at }
		});
		await letIn(parts, trx, given, memberId);
		await noteInvited(trx, expert.id, { memberId, isNew, by: actor.memberId, at });
		await parts.trail.within(trx, {
			act: 'member.invited',
			memberId: actor.memberId,
			subject: `round/${round.id}`,
			detail: { member: memberId }
		});
		if (!(await welcome(parts, trx, given, memberId))) told.push(memberId);
		invited.push(memberId);
	}
	await tellOfRound(parts, trx, round, {
		...{ kind: 'round-opened', by: actor.memberId },
		to: told.map((memberId) => ({ memberId, concerns: true }))
	});
	return invited;
}

/** The address turned out to be of somebody who is in the round. */
async function isInAlready(
	trx: Trx,
	roundId: string,
	{ id }: RoundExpert,
	memberId: string
): Promise<boolean> {
	const known = await trx
		.selectFrom('expert_round_expert')
		.select('id')
		.where('round_id', '=', roundId)
		.where('member_id', '=', memberId)
		.where('id', '!=', id)
		.executeTakeFirst();
	return known !== undefined;
}

/** A guest reads and answers the questions of the round, until it closes or she leaves the lab. */
export async function letIn(
	parts: Pick<RoundParts, 'newId' | 'now'>,
	trx: Trx,
	{ actor, lab, round }: RoundGiven,
	memberId: string
): Promise<void> {
	const membership = await trx
		.selectFrom('membership')
		.select(['role', 'access_until'])
		.where('lab_id', '=', lab.id)
		.where('member_id', '=', memberId)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!membership || rights['thread.read'][membership.role] !== 'uitgenodigd') return;
	const end = endOfDay(round.days.close);
	const last = membership.access_until === null ? end : new Date(membership.access_until);
	const questions = await trx
		.selectFrom('expert_round_question')
		.select('question_id')
		.where('round_id', '=', round.id)
		.orderBy('position')
		.execute();
	for (const { question_id } of questions) {
		await grantAccess(trx, {
			...{ id: parts.newId(), source: { of: 'round', id: round.id }, labId: lab.id },
			...{ thingId: question_id, memberId, until: last < end ? last : end },
			...{ by: actor.memberId, at: parts.now() }
		});
	}
}

/** The account of an address, made when there is none; null: it is not for taking part. */
async function accountOf(
	{ newId, now }: RoundParts,
	trx: Trx,
	{ email, name, organisation }: RoundExpert,
	language: 'nl' | 'en'
): Promise<string | null> {
	if (email === null) return null;
	const known = await trx
		.selectFrom('member')
		.select(['id', 'account', 'disabled_at'])
		.where('email', '=', email)
		.executeTakeFirst();
	if (known) return known.account === 'member' && known.disabled_at === null ? known.id : null;
	const id = newId();
	await insertGuest(trx, {
		...{ id, email, name, initials: initialsOf(name), language, at: now() },
		organisation: { id: newId(), name: organisation }
	});
	return id;
}

async function welcome(
	parts: RoundParts,
	trx: Trx,
	{ lab, round }: RoundGiven,
	memberId: string,
	{ isAgain = false } = {}
): Promise<boolean> {
	const member = await trx
		.selectFrom('member')
		.select(['email', 'language', 'password_hash'])
		.where('id', '=', memberId)
		.executeTakeFirstOrThrow();
	if (member.password_hash !== null) return false;
	const { email, language } = member;
	const at = parts.now();
	const about = { labId: lab.id, roundId: round.id, at, isAgain };
	return parts.welcome(trx, { memberId, email, language, ...about });
}
