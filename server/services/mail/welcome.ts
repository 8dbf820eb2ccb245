import type { Transaction } from 'kysely';
import { roleIn, type Actor } from '../../../src/lib/domain/access.ts';
import { dayOf } from '../../../src/lib/domain/working-days.ts';
import { isReachable, readAddress } from '../../../src/lib/domain/mail-address.ts';
import type { LabRepository } from '../../store/lab-repository.ts';
import { insertMail, type Mail } from '../../store/mail-repository.ts';
import type { MemberRepository } from '../../store/member-repository.ts';
import type { Schema } from '../../store/schema.ts';
import type { DescribeRound } from '../notices.ts';
import { newMail, type DealingParts } from './dealing.ts';
import type { Content } from './letter.ts';

/** Who is invited to a round, and has no account of her own yet. */
export interface Welcome {
	memberId: string;
	email: string;
	language: 'nl' | 'en';
	labId: string;
	roundId: string;
	at: Date;
	/** It is sent once more: once a day. */
	isAgain?: boolean;
}

/** False: one of this round is in the queue already, or was sent once more today, or no mail can reach this address. */
export async function queueWelcome(
	trx: Transaction<Schema>,
	parts: Pick<DealingParts, 'newId' | 'host'>,
	{ memberId, email, language, labId, roundId, at, isAgain = false }: Welcome
): Promise<boolean> {
	const { address } = readAddress(email);
	if (address === null || !isReachable(address)) return false;
	return insertMail(trx, {
		...newMail(parts, { memberId, email: address, language }, at),
		kind: 'welcome',
		about: [{ labId, questionId: null, roundId, kinds: { invited: 1 } }],
		once: ['welcome', roundId, memberId, ...(isAgain ? [dayOf(at)] : [])].join('/')
	});
}

export interface WelcomeParts {
	members: MemberRepository;
	labs: LabRepository;
	describeRound: DescribeRound;
	/** Makes a one-time link to a password, and gives its token. */
	makeLink: (memberId: string) => Promise<string>;
	origin: string;
}

/**
 * Null: the invitation does not hold any more. What it says is made when the mail goes and no earlier,
 * for the link in it is kept nowhere: a mail that is tried again has another.
 */
export async function welcomeOf(
	{ members, labs, describeRound, makeLink, origin }: WelcomeParts,
	mail: Mail,
	actor: Actor
): Promise<(() => Promise<Content>) | null> {
	const [subject] = mail.about;
	if (!subject?.roundId || !roleIn(actor, subject.labId)) return null;
	const lab = await labs.find(subject.labId);
	const described = await describeRound(subject.roundId, actor.memberId, subject.kinds);
	if (!lab || !described) return null;
	return async () => {
		const content = { kind: 'welcome', lab: lab.name[mail.language] } as const;
		if (await members.hasPassword(actor.memberId)) {
			return { ...content, leadsTo: 'round', url: new URL(described.path, origin).href };
		}
		const token = await makeLink(actor.memberId);
		return { ...content, leadsTo: 'password', url: `${origin}/welcome/${token}` };
	};
}
