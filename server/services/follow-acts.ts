import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { joinsQuestion, pinsQuestion } from '../../src/lib/domain/question-access.ts';
import { questionLimits } from '../../src/lib/domain/question.ts';
import { momentOf } from '../../src/lib/domain/dutch-time.ts';
import { follow, pinQuestion, unfollow, unpinQuestion } from '../store/thread-statements.ts';
import type { PinForm } from './question-form.ts';
import { write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';
import type * as v from 'valibot';

/** "Speelt ook bij ons", or not any more; whoever says so follows it. */
export async function sayAlsoAtOurs(
	parts: ThreadParts,
	given: ThreadGiven,
	{ on }: { on: boolean }
): Promise<Outcome> {
	const { actor, question } = given;
	if (!joinsQuestion(actor, question)) return refused('forbidden');
	const who = { questionId: question.id, memberId: actor.memberId };
	const to =
		question.askedBy === null || !on ? [] : [{ memberId: question.askedBy, concerns: false }];
	return write(parts, given, { act: null, news: { kind: 'me-too', to } }, (trx) =>
		follow(trx, { ...who, at: parts.now(), alsoAtOurs: on })
	);
}

/** She hears of it from now on, or not any more; then her organisation is not counted either. */
export async function followOn(
	{ store, now }: ThreadParts,
	{ actor, question }: ThreadGiven,
	{ on }: { on: boolean }
): Promise<void> {
	const who = { questionId: question.id, memberId: actor.memberId };
	await store.transaction((trx) => (on ? follow(trx, { ...who, at: now() }) : unfollow(trx, who)));
}

/** Keeps it on top of the home, a theme or a session until the end of a day. */
export async function pin(
	parts: ThreadParts,
	given: ThreadGiven,
	{ where: { place, placeId }, until }: v.InferOutput<typeof PinForm>
): Promise<Outcome> {
	const { actor, lab, question } = given;
	if (!pinsQuestion(actor, question)) return refused('forbidden');
	const where = place === 'home' ? lab.id : placeId;
	if (place === 'theme' && !lab.themes.includes(where)) return refused('invalid', 'where');
	if (place === 'session') {
		const session = await parts.sessions.find(where);
		if (session?.labId !== lab.id || session.status === 'ended') {
			return refused('invalid', 'where');
		}
	}
	const last = momentOf(`${until}T23:59`);
	if (last === null || Date.parse(last) <= parts.now().getTime())
		return refused('invalid', 'until');
	const there = await parts.threads.pins(lab.id, parts.now());
	const own = there.filter(({ questionId }) => questionId === question.id);
	if (own.length >= questionLimits.pins) return refused('too-many');
	const change = { act: 'pinned', detail: { place, placeId: where, until }, news: null };
	return write(parts, given, change, (trx) =>
		pinQuestion(trx, {
			...{ id: parts.newId(), questionId: question.id, place, placeId: where },
			...{ until: new Date(last), by: actor.memberId, at: parts.now() }
		})
	);
}

export async function unpin(
	parts: ThreadParts,
	given: ThreadGiven,
	{ pin: id }: { pin: string }
): Promise<Outcome> {
	const { actor, lab, question } = given;
	if (!pinsQuestion(actor, question)) return refused('forbidden');
	const there = await parts.threads.pins(lab.id, parts.now());
	const known = there.find((each) => each.id === id && each.questionId === question.id);
	if (!known) return refused('already-done');
	const { place, placeId } = known;
	return write(
		parts,
		given,
		{ act: 'unpinned', detail: { place, placeId }, news: null },
		async (trx) => {
			await unpinQuestion(trx, { id, questionId: question.id }, parts.now());
		}
	);
}
