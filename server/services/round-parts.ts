import type { Transaction } from 'kysely';
import { can, roleIn, type Actor } from '../../src/lib/domain/access.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import type { NoticeKind } from '../../src/lib/domain/notice.ts';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { readsQuestion } from '../../src/lib/domain/question-access.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Round } from '../store/round-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { Question } from '../store/thread-rows.ts';
import type { Welcome } from './mail/welcome.ts';
import { isClosed } from './request-people.ts';
import type { ThreadParts } from './thread-parts.ts';

/** What every command on a round works with. */
export interface RoundParts extends ThreadParts {
	/** Somebody without a password gets a mail with which she chooses one. False: none can reach her. */
	welcome: (trx: Transaction<Schema>, guest: Welcome) => Promise<boolean>;
}

/** Who does something with which round, as it stood in her turn. */
export interface RoundGiven {
	actor: Actor;
	lab: Lab;
	round: Round;
}

/** Whether she starts rounds, invites experts and closes them. */
export function runsRounds(actor: Actor, labId: string): boolean {
	return can(actor, 'expertRound.run', { labId });
}

/** Whether she takes part in the whole lab, and so in the practice test of every round. */
export function isInsideLab(actor: Actor, labId: string): boolean {
	const role = roleIn(actor, labId);
	return role !== null && rights['thread.read'][role] === 'ja';
}

/**
 * The round, for who may know of it: one that is prepared for who runs rounds, and a guest sees those
 * she was invited to while they run. To others it is not there.
 */
export async function readableRound(
	{ rounds }: Pick<RoundParts, 'rounds'>,
	actor: Actor,
	lab: Pick<Lab, 'id'>,
	id: string
): Promise<Round | null> {
	const round = isId(id) ? await rounds.find(id) : null;
	if (round?.labId !== lab.id) return null;
	return seesRound(actor, round, await rounds.invitedTo(actor.memberId)) ? round : null;
}

export function seesRound(actor: Actor, round: Round, invitedTo: ReadonlySet<string>): boolean {
	if (roleIn(actor, round.labId) === null) return false;
	if (runsRounds(actor, round.labId)) return true;
	if (round.state === 'prepared') return false;
	if (isInsideLab(actor, round.labId)) return true;
	return round.state === 'running' && invitedTo.has(round.id);
}

/** Does something with a round in its turn; for who runs rounds, if it is still as she saw it. */
export function inRound<T>(
	parts: RoundParts,
	{ actor, lab, id, version }: { actor: Actor; lab: Lab; id: string; version?: number },
	work: (given: RoundGiven) => Promise<Outcome<T>>
): Promise<Outcome<T>> {
	return parts.turns.take(roundTurn(id), async () => {
		const round = await readableRound(parts, actor, lab, id);
		if (!round) return refused('not-found');
		if (!runsRounds(actor, lab.id)) return refused('forbidden');
		if (version !== undefined && round.version !== version) return refused('passed');
		return work({ actor, lab, round });
	});
}

export function roundTurn(id: string): string {
	return `round/${id}`;
}

/** Whether a question can be put into a round: guests read it, and there is something left to say. */
export function fitsRound(actor: Actor, question: Question): boolean {
	return readsQuestion(actor, question) && question.tlp !== 'red' && !isClosed(question);
}

/** Somebody is to hear of a round; in the transaction in which it happened. */
export function tellOfRound(
	{ notices }: Pick<RoundParts, 'notices'>,
	trx: Transaction<Schema>,
	round: Pick<Round, 'id' | 'labId'>,
	news: {
		kind: NoticeKind;
		by: string | null;
		to: readonly { memberId: string; concerns: boolean }[];
	}
): Promise<void> {
	return notices.add(trx, { ...news, labId: round.labId, questionId: null, roundId: round.id });
}

/** Members who read the whole lab, for whom the practice test is. */
export async function membersOf(
	{ members }: Pick<RoundParts, 'members'>,
	labId: string
): Promise<string[]> {
	const all = await members.listOfLab(labId);
	return all
		.filter(({ role, endedAt }) => endedAt === null && rights['thread.read'][role] === 'ja')
		.map(({ memberId }) => memberId);
}
