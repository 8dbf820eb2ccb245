import { isReachable } from '../../../src/lib/domain/mail-address.ts';
import { defaultRhythm, levelThatHolds, wayOf } from '../../../src/lib/domain/notice.ts';
import { lastOverview } from '../../../src/lib/domain/overview-time.ts';
import {
	countMade,
	insertMail,
	MailRepository,
	type NewMail
} from '../../store/mail-repository.ts';
import {
	dealWith,
	dealWithAllOf,
	leaveForOverview,
	listFresh,
	listWaiting,
	PAGE,
	type FreshNotice,
	type Waiting
} from '../../store/notice-queue.ts';
import type { Store } from '../../store/store.ts';

export interface DealingParts {
	store: Store;
	now: () => Date;
	newId: () => string;
	/** What stands behind the @ of a message id. */
	host: string;
}

/** Mails to one address in an hour; what is more waits for the next hour, or for the overview. */
export const MOST = 5;
export const HOUR = 60 * 60_000;

/** Turns what happened into mails: each notice into one, or deliberately into none. */
export async function dealFresh(parts: DealingParts): Promise<void> {
	let last: FreshNotice | null = null;
	for (;;) {
		const page: FreshNotice[] = await listFresh(parts.store.db, last);
		if (page.length > 0) await dealPage(parts, page);
		last = page.at(-1) ?? null;
		if (page.length < PAGE || last === null) return;
	}
}

async function dealPage(parts: DealingParts, page: readonly FreshNotice[]): Promise<void> {
	const none: string[] = [];
	const later: string[] = [];
	/** By member, and question or round: several of one are one mail. */
	const groups = new Map<string, FreshNotice[]>();
	for (const notice of page) {
		const way = wayOf(
			levelThatHolds(notice.level),
			notice.rhythm ?? defaultRhythm,
			notice.concerns
		);
		if (way === 'none' || notice.isSeen || !isReachable(notice.email)) none.push(notice.id);
		else if (way === 'overview') later.push(notice.id);
		else {
			const { memberId, labId, questionId, roundId } = notice;
			const key = [memberId, labId, questionId ?? '', roundId ?? ''].join('/');
			groups.set(key, [...(groups.get(key) ?? []), notice]);
		}
	}
	const at = parts.now();
	await parts.store.transaction(async (trx) => {
		await dealWith(trx, none, at);
		await leaveForOverview(trx, later);
		const made = new Map<string, number>();
		for (const group of groups.values()) {
			const [first] = group;
			if (!first) continue;
			const { email } = first;
			const before =
				made.get(email) ?? (await countMade(trx, email, new Date(at.getTime() - HOUR)));
			made.set(email, before);
			// Left as it is: the next beat looks again.
			if (before >= MOST) continue;
			const about = await dealWith(
				trx,
				group.map(({ id }) => id),
				at
			);
			// Another process was there first.
			if (about.length === 0) continue;
			await insertMail(trx, { ...newMail(parts, first, at), kind: 'notice', about, once: null });
			made.set(email, before + 1);
		}
	});
}

/** Thrown to undo: another process made this overview at this moment. */
class MadeAlready extends Error {}

/** The overview of this morning, or of the last one while nobody was running; never an empty one. */
export async function dealOverviews(parts: DealingParts): Promise<void> {
	const now = parts.now();
	const queue = new MailRepository(parts.store.db);
	for (const waiting of await listWaiting(parts.store.db, lastOverview('daily', now).at)) {
		const rhythm = waiting.rhythm ?? defaultRhythm;
		// What she stopped waiting for is dealt with like what nobody wants; the rest waits for its hour.
		if (rhythm === 'none') {
			await forgetWaiting(parts, waiting, now);
			continue;
		}
		const { day, at } = lastOverview(rhythm, now);
		const once = `overview/${waiting.memberId}/${day}`;
		if (waiting.since >= at || (await queue.hasOnce(once))) continue;
		const mail = newMail(parts, waiting, now);
		try {
			await parts.store.transaction(async (trx) => {
				const about = await dealWithAllOf(trx, waiting.memberId, at, now);
				if (about.length === 0) return;
				const isNew = await insertMail(trx, { ...mail, kind: 'overview', about, once });
				if (!isNew) throw new MadeAlready();
			});
		} catch (error) {
			if (!(error instanceof MadeAlready)) throw error;
		}
	}
}

async function forgetWaiting({ store }: DealingParts, waiting: Waiting, at: Date): Promise<void> {
	await store.db
		.updateTable('notice')
		.set({ dealt_at: at.toISOString() })
		.where('member_id', '=', waiting.memberId)
		.where('in_overview', '=', 1)
		.where('dealt_at', 'is', null)
		.execute();
}

/** A mail to one member, on its way from now on. */
export function newMail(
	{ newId, host }: Pick<DealingParts, 'newId' | 'host'>,
	{ memberId, email, language }: Pick<Waiting, 'memberId' | 'email' | 'language'>,
	at: Date
): Omit<NewMail, 'kind' | 'about' | 'once'> {
	const id = newId();
	return { id, to: email, memberId, language, at, messageId: `<${id}@${host}>` };
}
