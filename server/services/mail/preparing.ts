import { roleIn, type Actor } from '../../../src/lib/domain/access.ts';
import { isReachable, readAddress } from '../../../src/lib/domain/mail-address.ts';
import type { MailSubject } from '../../../src/lib/domain/mail.ts';
import { levelThatHolds, type StopScope } from '../../../src/lib/domain/notice.ts';
import type { Lab } from '../../store/lab-repository.ts';
import type { Mail } from '../../store/mail-repository.ts';
import { chosenFor, type NoticeRepository } from '../../store/notice-repository.ts';
import type { Describe } from '../notices.ts';
import { writeLetter, type Content, type Told } from './letter.ts';
import { stopToken } from './stop-token.ts';
import { welcomeOf, type WelcomeParts } from './welcome.ts';

export interface PreparingParts extends WelcomeParts {
	notices: NoticeRepository;
	describe: Describe;
	secret: Buffer;
	from: string;
	now: () => Date;
}

/** Why a mail is not sent any more; the administrator's page has words for each. */
export type Dropped = 'gone' | 'unreachable' | 'unreadable' | 'unwanted';

/** A mail that may go, and what makes its bytes once there is room for it. */
interface Prepared {
	to: string;
	write: () => Promise<Buffer>;
}

/** Her rights and wishes as they are now, not as they were when something happened. */
export async function prepare(
	parts: PreparingParts,
	mail: Mail
): Promise<Prepared | { dropped: Dropped }> {
	const { members, origin, secret, from } = parts;
	const actor = mail.memberId && (await members.findActor(mail.memberId, parts.now()));
	if (!actor) return { dropped: 'gone' };
	const { address: to } = readAddress(actor.email);
	if (to === null || !isReachable(to)) return { dropped: 'unreachable' };
	const said = await saidIn(parts, mail, actor);
	if ('dropped' in said) return said;
	const stopAt = (scope: StopScope) =>
		`${origin}/unsubscribe/${stopToken(secret, actor.memberId, scope)}`;
	const { labId, questionId } = said.about;
	const isSingle = mail.kind !== 'overview';
	const { id, messageId, language } = mail;
	const write = async () =>
		writeLetter({
			...(await said.content()),
			...{ id, messageId, language, from, to },
			at: new Date(mail.createdAt),
			stop: {
				question: isSingle && questionId !== null ? stopAt({ of: 'question', questionId }) : null,
				lab: isSingle ? stopAt({ of: 'lab', labId }) : null,
				overview: stopAt({ of: 'overview' }),
				all: stopAt({ of: 'all' })
			},
			account: `${origin}/account#notices`
		});
	return { to, write };
}

/** What a mail says, and the first thing it is about. */
interface Said {
	about: MailSubject;
	content: () => Content | Promise<Content>;
}

async function saidIn(
	parts: PreparingParts,
	mail: Mail,
	actor: Actor
): Promise<Said | { dropped: Dropped }> {
	const { kind } = mail;
	if (kind !== 'welcome') {
		const told = await newsOf(parts, mail, actor);
		if ('dropped' in told) return told;
		const about = told[0]?.subject;
		return about ? { about, content: () => ({ kind, told }) } : { dropped: 'unreadable' };
	}
	// However little she wants to be told: nobody else tells her that she is invited.
	const [about] = mail.about;
	const content = await welcomeOf(parts, mail, actor);
	return about && content ? { about, content } : { dropped: 'unreadable' };
}

/** What of it she wants to be told and may read; empty: nothing that she may read. */
async function newsOf(
	parts: PreparingParts,
	mail: Mail,
	actor: Actor
): Promise<Told[] | { dropped: Dropped }> {
	const { notices, origin } = parts;
	const levels = await notices.levelsOf(actor.memberId);
	const wanted = mail.about.filter(
		(subject) => levelThatHolds(chosenFor(levels, subject)) !== 'niets'
	);
	if (wanted.length === 0 || (mail.kind === 'overview' && levels.rhythm === 'none')) {
		return { dropped: 'unwanted' };
	}
	const told: Told[] = [];
	for (const subject of wanted) {
		if (!roleIn(actor, subject.labId)) continue;
		const lab = await parts.labs.find(subject.labId);
		if (!lab) continue;
		const described = await describedFor(parts, actor.memberId, subject, lab);
		if (!described) continue;
		const { path, ...about } = described;
		told.push({ ...about, lab: lab.name[mail.language], url: new URL(path, origin).href });
	}
	return told;
}

/** Null: she may not read it now, or there is nothing of it to tell any more. */
async function describedFor(
	parts: PreparingParts,
	memberId: string,
	subject: MailSubject,
	lab: Lab
): Promise<{ subject: MailSubject; title: string | null; path: string } | null> {
	const { questionId, roundId } = subject;
	if (questionId !== null) {
		const described = await parts.describe(questionId, memberId, subject.kinds);
		if (!described) return null;
		const { kinds, ...rest } = described;
		return { subject: { ...subject, kinds }, ...rest };
	}
	if (roundId === null) return { subject, title: null, path: `/labs/${lab.slug}` };
	const described = await parts.describeRound(roundId, memberId, subject.kinds);
	if (!described) return null;
	return { subject: { ...subject, kinds: described.kinds }, title: null, path: described.path };
}
