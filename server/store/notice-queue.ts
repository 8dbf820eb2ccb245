import type { Transaction } from 'kysely';
import type { MailSubject } from '../../src/lib/domain/mail.ts';
import type { NoticeKind, NoticeLevel, Rhythm } from '../../src/lib/domain/notice.ts';
import type { Db, Schema } from './schema.ts';

/** Notices of one look; what is left is looked at right after. */
export const PAGE = 500;

/** One that no mail was made of yet, with what its member chose. */
export interface FreshNotice {
	id: string;
	at: string;
	memberId: string;
	email: string;
	language: 'nl' | 'en';
	labId: string;
	questionId: string | null;
	roundId: string | null;
	concerns: boolean;
	isSeen: boolean;
	level: { question: NoticeLevel | null; lab: NoticeLevel | null; person: NoticeLevel | null };
	rhythm: Rhythm | null;
}

/** Oldest first, after the last of the look before; those that wait for an overview are left out. */
export async function listFresh(
	db: Db,
	after: Pick<FreshNotice, 'at' | 'id'> | null
): Promise<FreshNotice[]> {
	let query = db
		.selectFrom('notice')
		.innerJoin('member', 'member.id', 'notice.member_id')
		.leftJoin('notice_level as q', (join) =>
			join
				.onRef('q.member_id', '=', 'notice.member_id')
				.on('q.scope', '=', 'question')
				.onRef('q.scope_id', '=', 'notice.question_id')
		)
		.leftJoin('notice_level as l', (join) =>
			join
				.onRef('l.member_id', '=', 'notice.member_id')
				.on('l.scope', '=', 'lab')
				.onRef('l.scope_id', '=', 'notice.lab_id')
		)
		.leftJoin('notice_level as p', (join) =>
			join.onRef('p.member_id', '=', 'notice.member_id').on('p.scope', '=', 'person')
		)
		.select([
			...(['notice.id', 'notice.at', 'notice.member_id', 'notice.lab_id'] as const),
			...(['notice.question_id', 'notice.round_id', 'notice.concerns', 'notice.seen_at'] as const),
			...(['member.email', 'member.language'] as const),
			...(['q.level as q', 'l.level as l', 'p.level as p', 'p.rhythm'] as const)
		])
		.where('notice.dealt_at', 'is', null)
		.where('notice.in_overview', '=', 0);
	if (after) {
		query = query.where((is) =>
			is.or([
				is('notice.at', '>', after.at),
				is.and([is('notice.at', '=', after.at), is('notice.id', '>', after.id)])
			])
		);
	}
	const rows = await query.orderBy('notice.at').orderBy('notice.id').limit(PAGE).execute();
	return rows.map((row) => ({
		id: row.id,
		at: row.at,
		memberId: row.member_id,
		email: row.email,
		language: row.language,
		labId: row.lab_id,
		questionId: row.question_id,
		roundId: row.round_id,
		concerns: row.concerns === 1,
		isSeen: row.seen_at !== null,
		level: { question: row.q, lab: row.l, person: row.p },
		rhythm: row.rhythm
	}));
}

export async function leaveForOverview(
	trx: Transaction<Schema>,
	ids: readonly string[]
): Promise<void> {
	if (ids.length === 0) return;
	await trx
		.updateTable('notice')
		.set({ in_overview: 1 })
		.where('id', 'in', [...ids])
		.execute();
}

/** Deals with these, and says what of them nobody dealt with before, or saw. */
export async function dealWith(
	trx: Transaction<Schema>,
	ids: readonly string[],
	at: Date
): Promise<MailSubject[]> {
	if (ids.length === 0) return [];
	const rows = await trx
		.updateTable('notice')
		.set({ dealt_at: at.toISOString() })
		.where('id', 'in', [...ids])
		.where('dealt_at', 'is', null)
		.returning(ofDealt)
		.execute();
	return subjectsOf(rows);
}

/** All that waits of one member from before a moment. */
export async function dealWithAllOf(
	trx: Transaction<Schema>,
	memberId: string,
	before: string,
	at: Date
): Promise<MailSubject[]> {
	const rows = await trx
		.updateTable('notice')
		.set({ dealt_at: at.toISOString() })
		.where('member_id', '=', memberId)
		.where('at', '<', before)
		.where('dealt_at', 'is', null)
		.returning(ofDealt)
		.execute();
	return subjectsOf(rows);
}

export interface Waiting {
	memberId: string;
	email: string;
	language: 'nl' | 'en';
	rhythm: Rhythm | null;
	/** ISO 8601: of the oldest that waits. */
	since: string;
}

/** Who has something that waits from before a moment. */
export async function listWaiting(db: Db, before: string): Promise<Waiting[]> {
	const rows = await db
		.selectFrom('notice')
		.innerJoin('member', 'member.id', 'notice.member_id')
		.leftJoin('notice_level as p', (join) =>
			join.onRef('p.member_id', '=', 'notice.member_id').on('p.scope', '=', 'person')
		)
		.select(['member.id', 'member.email', 'member.language', 'p.rhythm'])
		.select((is) => is.fn.min('notice.at').as('since'))
		.where('notice.dealt_at', 'is', null)
		.where('notice.at', '<', before)
		.groupBy(['member.id', 'member.email', 'member.language', 'p.rhythm'])
		.orderBy('member.id')
		.execute();
	return rows.map(({ id, ...row }) => ({ memberId: id, ...row }));
}

const ofDealt = ['id', 'at', 'lab_id', 'question_id', 'round_id', 'kind', 'seen_at'] as const;

interface DealtRow {
	id: string;
	at: string;
	lab_id: string;
	question_id: string | null;
	round_id: string | null;
	kind: NoticeKind;
	seen_at: string | null;
}

/** One per question and round, in the order in which it first was in the news; without what was seen. */
function subjectsOf(rows: readonly DealtRow[]): MailSubject[] {
	const subjects = new Map<string, MailSubject>();
	const inOrder = rows.toSorted((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
	for (const { lab_id, question_id, round_id, kind, seen_at } of inOrder) {
		if (seen_at !== null) continue;
		const key = `${lab_id}/${question_id ?? ''}/${round_id ?? ''}`;
		const place = { labId: lab_id, questionId: question_id, roundId: round_id };
		const subject = subjects.get(key) ?? { ...place, kinds: {} };
		subject.kinds[kind] = (subject.kinds[kind] ?? 0) + 1;
		subjects.set(key, subject);
	}
	return [...subjects.values()];
}
