import type { Actor } from '../../src/lib/domain/access.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { mergesQuestion, readsQuestion } from '../../src/lib/domain/question-access.ts';
import { isWider } from '../../src/lib/domain/tlp.ts';
import { ThreadDocument } from '../../src/lib/documents/thread.ts';
import type { Lab } from '../store/lab-repository.ts';
import { endPins, mergeQuestion, unmergeQuestion } from '../store/merge-statements.ts';
import { markStale } from '../store/search/search-entries.ts';
import type { Follower, Question } from '../store/thread-rows.ts';
import { addQuestionEvent, follow, settleState, turnQuestion } from '../store/thread-statements.ts';
import { isHiddenAsker } from './question-acts.ts';
import { requestsAlong, takeRequestsAlong } from './merge-requests.ts';
import type { MergeForm } from './question-form.ts';
import { readable, write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

interface Pair {
	actor: Actor;
	lab: Lab;
	from: Question;
	into: Question;
}

/**
 * Puts a question into another one of the lab. It stays readable as it was; whoever follows it follows
 * the other as well, its pins end, and nothing is added to it any more.
 */
export function merge(
	parts: ThreadParts,
	asked: { actor: Actor; lab: Lab; id: string },
	{ into, stateAt }: MergeForm
): Promise<Outcome> {
	return withBoth(parts, asked, into, async (pair) => {
		const { actor, from, into: other } = pair;
		if (!mergesQuestion(actor, from) || !mergesQuestion(actor, other)) return refused('forbidden');
		if (from.id === other.id) return refused('invalid', 'into');
		if (from.mergedInto !== null || other.mergedInto !== null) return refused('passed');
		if (from.stateAt !== stateAt) return refused('passed');
		if (isWider(other.tlp, from.tlp)) return refused('wider-marking', 'into');
		const followers = await parts.threads.followers(from.id);
		const known = await parts.threads.followers(other.id);
		const along = await goingAlong(parts, pair, followers);
		const put = await requestsAlong(parts, from, other);
		const isNameless = isHiddenIn(pair);
		const touched: string[] = [];
		const told = [
			...toldOf(from, followers),
			...put.holders.map((memberId) => ({ memberId, concerns: true }))
		];
		const change = {
			act: 'merged-into',
			detail: { into: other.id },
			isNameless,
			news: { kind: 'merged' as const, to: told }
		};
		const merged = await writeBoth(parts, pair, change, 'merged-from', async (trx) => {
			if (!(await mergeQuestion(trx, from.id, other.id))) throw new Error('not in turn');
			await endPins(trx, from.id, parts.now());
			const by = isNameless ? null : actor.memberId;
			touched.push(...(await takeRequestsAlong(parts, trx, put, { into: other, by })));
			if (put.moving.length > 0) await settleState(trx, other.id, parts.now());
			for (const { memberId, alsoAtOurs } of along) {
				const follower = { questionId: other.id, memberId, at: parts.now() };
				// What she says of the other one already stays.
				await follow(trx, alsoAtOurs ? { ...follower, alsoAtOurs } : follower);
			}
			const isTold = new Set(followers.map(({ memberId }) => memberId));
			const others = known.filter(({ memberId }) => !isTold.has(memberId));
			await parts.notices.add(trx, {
				...{ labId: other.labId, questionId: other.id, kind: 'merged' },
				by,
				to: toldOf(other, others).filter(({ memberId }) => memberId !== actor.memberId)
			});
		});
		if (merged.ok) touched.forEach((memberId) => parts.changed(memberId));
		return merged;
	});
}

/** Takes it out again; whoever came to follow the other goes on doing so. */
export function unmerge(
	parts: ThreadParts,
	asked: { actor: Actor; lab: Lab; id: string },
	{ into }: { into: string }
): Promise<Outcome> {
	return withBoth(parts, asked, into, async (pair) => {
		const { actor, from, into: other } = pair;
		if (!mergesQuestion(actor, from)) return refused('forbidden');
		if (from.mergedInto !== other.id) return refused('passed');
		const change = {
			...{ act: 'unmerged', detail: { into: other.id }, isNameless: isHiddenIn(pair) },
			news: null
		};
		return writeBoth(parts, pair, change, 'unmerged-from', async (trx) => {
			if (!(await unmergeQuestion(trx, from.id, other.id))) throw new Error('not in turn');
		});
	});
}

/** In the turn of both, always in the same order: of two at once the second sees what the first did. */
function withBoth(
	parts: ThreadParts,
	{ actor, lab, id }: { actor: Actor; lab: Lab; id: string },
	other: string,
	work: (pair: Pair) => Promise<Outcome>
): Promise<Outcome> {
	const both = async () => {
		const from = await readable(parts, actor, lab, id);
		if (!from) return refused('not-found');
		const into = await readable(parts, actor, lab, other);
		return into ? work({ actor, lab, from, into }) : refused('not-found', 'into');
	};
	const [first = id, second = id] = [...new Set([id, other])].sort().map(threadDocument);
	const { turns } = parts;
	if (id === other) return turns.take(first, both);
	return turns.take(first, () => turns.take(second, both));
}

/** One commit for both: rows, a line in either log; then both pages are told to look again. */
async function writeBoth(
	parts: ThreadParts,
	{ actor, from, into }: Pair,
	change: Parameters<typeof write>[2],
	otherAct: string,
	rows: Parameters<typeof write>[3]
): Promise<Outcome> {
	const written = await write(parts, { actor, question: from }, change, async (trx) => {
		await rows(trx);
		await turnQuestion(trx, into.id);
		await markStale(trx, { kind: 'question', id: into.id, labId: into.labId });
		await addQuestionEvent(trx, {
			...{ id: parts.newId(), questionId: into.id, at: parts.now(), act: otherAct },
			memberId: change.isNameless ? null : actor.memberId,
			detail: { from: from.id }
		});
		await parts.trail.within(trx, {
			act: otherAct === 'merged-from' ? 'question.merged' : 'question.unmerged',
			memberId: change.isNameless ? null : actor.memberId,
			subject: threadDocument(from.id),
			detail: { into: into.id }
		});
	});
	if (!written.ok) return written;
	await tellTurn(parts, into);
	await parts.tellDrafts(from.id);
	return done();
}

/**
 * Pages that show it ask for it anew. What changed is on disk already: a page that does not hear of it
 * reads it when it is opened next.
 */
async function tellTurn(
	{ rooms }: Pick<ThreadParts, 'rooms'>,
	{ id, turn }: Pick<Question, 'id' | 'turn'>
): Promise<void> {
	const change = { memberId: null };
	await rooms.apply(threadDocument(id), (doc) => (new ThreadDocument(doc).turn = turn + 1), change);
}

/**
 * Who follows the other as well from now on: who may read it, and not whoever asked this one unknown. What
 * one asked oneself does not play "at ours too".
 */
async function goingAlong(
	{ members, now }: ThreadParts,
	{ from, into }: Pair,
	followers: readonly Follower[]
): Promise<Follower[]> {
	const along: Follower[] = [];
	for (const each of followers) {
		if (isUnknownAsker(from, each.memberId)) continue;
		const follower = await members.findActor(each.memberId, now());
		if (!follower || !readsQuestion(follower, into)) continue;
		along.push({ ...each, alsoAtOurs: each.alsoAtOurs && into.askedBy !== each.memberId });
	}
	return along;
}

/** Of whom only who leads may know that she asked it. */
export function isUnknownAsker(question: Question, memberId: string | null): boolean {
	return question.askedAs === 'facilitator' && question.askedBy === memberId;
}

function toldOf({ askedBy }: Pick<Question, 'askedBy'>, followers: readonly Follower[]) {
	return followers.map(({ memberId }) => ({ memberId, concerns: memberId === askedBy }));
}

function isHiddenIn({ actor, from, into }: Pair): boolean {
	const isHidden = (question: Question) =>
		isHiddenAsker({ actor, question } satisfies Pick<ThreadGiven, 'actor' | 'question'>);
	return isHidden(from) || isHidden(into);
}
