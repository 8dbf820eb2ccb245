import type { Transaction } from 'kysely';
import { roleIn, type Actor } from '../../src/lib/domain/access.ts';
import { isId, threadDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { readsQuestion } from '../../src/lib/domain/question-access.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { ThreadDocument } from '../../src/lib/documents/thread.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { RequestRepository } from '../store/request-repository.ts';
import type { RoundRepository } from '../store/round-repository.ts';
import type { SessionRepository } from '../store/session-repository.ts';
import { markStale, setStale } from '../store/search/search-entries.ts';
import type { Store } from '../store/store.ts';
import type { ThreadRepository } from '../store/thread-repository.ts';
import type { Question } from '../store/thread-rows.ts';
import { addQuestionEvent, turnQuestion } from '../store/thread-statements.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { AllowedPhrases } from './allowed-phrases.ts';
import type { AuditTrail } from './audit-trail.ts';
import { inThatCommit } from './board-acts.ts';
import type { Forgetting } from './forgetting.ts';
import type { News, Notices } from './notices.ts';
import { changed, readThread, sealed, writeAnew } from './thread-rewrite.ts';
import type { Turns } from './turns.ts';

/** What every command on a question works with. */
export interface ThreadParts {
	store: Store;
	threads: ThreadRepository;
	members: MemberRepository;
	boards: BoardRepository;
	sessions: SessionRepository;
	rounds: RoundRepository;
	requests: RequestRepository;
	rooms: Rooms;
	trail: AuditTrail;
	allowed: AllowedPhrases;
	/** What it said is in no index any more when this resolves. */
	reindex: (questionId: string) => Promise<void>;
	/** Who writes in drafts about it, and whether anybody does, is asked anew. */
	tellDrafts: (questionId: string) => Promise<void>;
	forgetting: Forgetting;
	/** Whatever changes a question: one after another, by its id. */
	turns: Turns;
	notices: Notices;
	/** Pages and sockets of hers look again at what she may do. */
	changed: (memberId: string) => void;
	now: () => Date;
	newId: () => string;
}

/** Who does something with which question, as it stood in her turn. */
export interface ThreadGiven {
	actor: Actor;
	lab: Lab;
	question: Question;
}

/** The question, for who may read it; to others it is not there. */
export async function readable(
	{ threads }: Pick<ThreadParts, 'threads'>,
	actor: Actor,
	lab: Pick<Lab, 'id'>,
	id: string
): Promise<Question | null> {
	const question = isId(id) ? await threads.find(id) : null;
	return question?.labId === lab.id && readsQuestion(actor, question) ? question : null;
}

/** Does something with a question in its turn: what it is told of is how it stands now. */
export function inTurn<T>(
	parts: ThreadParts,
	{ actor, lab, id }: { actor: Actor; lab: Lab; id: string },
	work: (given: ThreadGiven) => Promise<Outcome<T>>
): Promise<Outcome<T>> {
	return parts.turns.take(threadDocument(id), async () => {
		const question = await readable(parts, actor, lab, id);
		return question ? work({ actor, lab, question }) : refused('not-found');
	});
}

/** What is written of an act on a question. */
export interface ThreadChange {
	/** For its log, which all who read it see; null: too small to tell. */
	act: string | null;
	detail?: Record<string, unknown>;
	/** Who did it stays untold. */
	isNameless?: boolean;
	/** And is in no row either: she hears of it like everybody. */
	isNobodys?: boolean;
	/** Null: nobody hears of it but who looks. */
	news: Pick<News, 'kind' | 'to'> | null;
	/** Something that was said goes: nothing of it is found from this commit on. */
	isErasing?: boolean;
	/** What changes in the texts everybody reads. */
	texts?: (thread: ThreadDocument) => void;
}

/**
 * Writes the rows of an act, its line in the log, who is to hear of it and the texts in one commit, and
 * everybody who looks is told to look again. To be called in the turn of the question, when nothing is left
 * to refuse.
 */
export async function write(
	parts: ThreadParts,
	{ actor, question }: { actor: Pick<Actor, 'memberId'>; question: Question },
	change: ThreadChange,
	rows: (trx: Transaction<Schema>) => Promise<void>
): Promise<Outcome> {
	const { rooms, now, newId } = parts;
	const by = change.isNameless ? null : actor.memberId;
	const all = async (trx: Transaction<Schema>) => {
		await rows(trx);
		await turnQuestion(trx, question.id);
		const parent = { kind: 'question' as const, id: question.id, labId: question.labId };
		await markStale(trx, parent);
		if (change.isErasing) await setStale(trx, 'question', [question.id]);
		if (change.act !== null) {
			const event = { id: newId(), questionId: question.id, at: now(), act: change.act };
			await addQuestionEvent(trx, { ...event, memberId: by, detail: change.detail ?? {} });
		}
		if (change.news) {
			const { labId, id: questionId } = question;
			// Whoever did it knows, whatever is told of her.
			const to = change.news.to.filter(
				({ memberId }) => change.isNobodys || memberId !== actor.memberId
			);
			await parts.notices.add(trx, { ...change.news, to, labId, questionId, by });
		}
	};
	const name = threadDocument(question.id);
	const say = (thread: ThreadDocument) => {
		change.texts?.(thread);
		thread.turn = question.turn + 1;
	};
	// What was said and goes is to be in no history either, of which newcomers are sent the bytes.
	const isDone =
		change.isErasing && change.texts
			? await writeWithout(parts, name, say, all)
			: await rooms.apply(name, (doc) => doc.transact(() => say(new ThreadDocument(doc))), {
					memberId: null,
					along: inThatCommit(all)
				});
	if (isDone && change.isErasing) await parts.reindex(question.id);
	return isDone ? done() : refused('unavailable');
}

async function writeWithout(
	{ rooms, store, forgetting, now }: ThreadParts,
	name: string,
	say: (thread: ThreadDocument) => void,
	along: (trx: Transaction<Schema>) => Promise<void>
): Promise<boolean> {
	const isDone = await sealed(rooms, [name], async () => {
		const stood = await readThread(rooms, name);
		if (!stood) return false;
		await store.transaction(async (trx) => {
			await writeAnew(trx, { ...stood, said: changed(stood.said, say) }, now());
			await along(trx);
			await forgetting.owe(trx);
		});
		await rooms.remove([name], 'documentRewritten');
		return true;
	});
	if (isDone) forgetting.begin();
	return isDone;
}

/** Members who may read a question, as far as their role says: guests are asked one by one. */
export async function readersOf(
	{ members }: Pick<ThreadParts, 'members'>,
	lab: Pick<Lab, 'id'>,
	question: Pick<Question, 'tlp' | 'attendance' | 'askedBy'>
): Promise<{ memberId: string; leads: boolean }[]> {
	const all = await members.listOfLab(lab.id);
	return all
		.filter(({ memberId, role }) => {
			if (question.tlp !== 'red') return rights['thread.read'][role] === 'ja';
			const isThere = question.askedBy === memberId || question.attendance.includes(memberId);
			return role === 'facilitator' || (isThere && rights['board.readRed'][role] !== 'nee');
		})
		.map(({ memberId, role }) => ({ memberId, leads: role === 'facilitator' }));
}

/** Whether a guest sees only what she was invited to. */
export function isGuestIn(actor: Actor, labId: string): boolean {
	const role = roleIn(actor, labId);
	return role !== null && rights['thread.read'][role] === 'uitgenodigd';
}
