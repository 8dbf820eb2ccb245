import type { Transaction } from 'kysely';
import { roleIn, type Actor } from '../../src/lib/domain/access.ts';
import type { MailSubject } from '../../src/lib/domain/mail.ts';
import {
	defaultLevel,
	defaultRhythm,
	levelThatHolds,
	type LevelScope,
	type NoticeKind,
	type NoticeLevel,
	type Rhythm
} from '../../src/lib/domain/notice.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import {
	chosenFor,
	insertNotices,
	NoticeRepository,
	writeLevel,
	writeRhythm
} from '../store/notice-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Something happened, and who is to be told. */
export interface News {
	labId: string;
	/** Null: it is about the round, or else about the lab itself. */
	questionId: string | null;
	/** Of an expert round; then about no question. */
	roundId?: string | null;
	kind: NoticeKind;
	/** Who did it, and is not told; null: nobody may know who, or nobody did it. */
	by: string | null;
	/** `concerns`: it is about her own question, answer or task, or she is named. */
	to: readonly { memberId: string; concerns: boolean }[];
}

/**
 * Where a question is, what it may be called, and which of these kinds may still be told to this member.
 * Title null: its marking is above TLP:GREEN. Null: she may not read it now, or nothing of these is to be
 * told any more, such as a request that was withdrawn. Asked when the mail is about to go.
 */
export type Describe = (
	questionId: string,
	memberId: string,
	kinds: MailSubject['kinds']
) => Promise<{ path: string; title: string | null; kinds: MailSubject['kinds'] } | null>;

/**
 * Where a round is, and which of these kinds may still be told to this member, never none. Null: she may
 * not read it now, or nothing of it is to be told any more, such as a step of a round that was closed.
 * Asked when the mail is about to go.
 */
export type DescribeRound = (
	roundId: string,
	memberId: string,
	kinds: MailSubject['kinds']
) => Promise<{ path: string; kinds: MailSubject['kinds'] } | null>;

/** What she chose, as /account shows it. */
export interface OwnChoices {
	person: NoticeLevel;
	rhythm: Rhythm;
	/** By lab; what is not in it is as for the person. */
	labs: ReadonlyMap<string, NoticeLevel>;
}

interface NoticesParts {
	store: Store;
	/** Whether she may read the question. */
	mayFollow: (actor: Actor, questionId: string) => Promise<boolean>;
	now: () => Date;
	newId: () => string;
}

/** Who is told of what: written down beside what happened, and mailed later by the Mailer. */
export class Notices {
	readonly #parts: NoticesParts;
	readonly #notices: NoticeRepository;

	constructor(parts: NoticesParts) {
		this.#parts = parts;
		this.#notices = new NoticeRepository(parts.store.db);
	}

	/** In the transaction in which it happened. Never the one who did it; each member once. */
	async add(trx: Transaction<Schema>, news: News): Promise<void> {
		const { labId, questionId, roundId = null, kind, by, to } = news;
		const concerned = new Map<string, boolean>();
		for (const { memberId, concerns } of to) {
			if (memberId === by) continue;
			concerned.set(memberId, concerns || (concerned.get(memberId) ?? false));
		}
		const at = this.#parts.now();
		await insertNotices(
			trx,
			[...concerned].map(([memberId, concerns]) => ({
				...{ id: this.#parts.newId(), labId, memberId, questionId, roundId, kind, by, at, concerns }
			}))
		);
	}

	/** She has the question before her: what was new in it is no news any more, and no mail. */
	async markSeen(actor: Actor, questionId: string): Promise<void> {
		await this.#notices.markSeen(actor.memberId, { questionId }, this.#parts.now());
	}

	/** The same of a round she has before her. */
	async markRoundSeen(actor: Actor, roundId: string): Promise<void> {
		await this.#notices.markSeen(actor.memberId, { roundId }, this.#parts.now());
	}

	/** By question of this lab: how many notices she has not seen. */
	unread(actor: Actor, labId: string): Promise<ReadonlyMap<string, number>> {
		return this.#notices.countUnseen(actor.memberId, labId);
	}

	async choicesOf(actor: Actor): Promise<OwnChoices> {
		const { person, rhythm, labs } = await this.#notices.levelsOf(actor.memberId);
		return { person: person ?? defaultLevel, rhythm: rhythm ?? defaultRhythm, labs };
	}

	/** For one question: what she chose there (null: nothing), and what holds without it. */
	async levelsOf(
		actor: Actor,
		question: { labId: string; questionId: string }
	): Promise<{ own: NoticeLevel | null; otherwise: NoticeLevel }> {
		const chosen = chosenFor(await this.#notices.levelsOf(actor.memberId), question);
		return { own: chosen.question, otherwise: levelThatHolds({ ...chosen, question: null }) };
	}

	/** `level` null: as in the lab, or as for the person. What she may not read is not found. */
	async setLevel(actor: Actor, scope: LevelScope, level: NoticeLevel | null): Promise<Outcome> {
		const { store, mayFollow } = this.#parts;
		if (scope.of === 'lab' && !roleIn(actor, scope.labId)) return refused('not-found');
		if (scope.of === 'question' && !(await mayFollow(actor, scope.questionId))) {
			return refused('not-found');
		}
		await writeLevel(store.db, actor.memberId, scope, level);
		return done();
	}

	async setRhythm(actor: Actor, rhythm: Rhythm): Promise<void> {
		await writeRhythm(this.#parts.store.db, actor.memberId, rhythm);
	}
}
