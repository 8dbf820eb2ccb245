import * as Y from 'yjs';
import type { Transaction } from 'kysely';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { mergesQuestion, readsQuestion } from '../../src/lib/domain/question-access.ts';
import { excerptOf, fromPlain } from '../../src/lib/documents/rich-text.ts';
import { ThreadDocument, type AnswerText } from '../../src/lib/documents/thread.ts';
import { copyReaders, moveAnswers } from '../store/merge-statements.ts';
import type { Schema } from '../store/schema.ts';
import { markStale } from '../store/search/search-entries.ts';
import { writeNewDocument } from '../store/sql-update-log.ts';
import type { Answer, Question } from '../store/thread-rows.ts';
import {
	addQuestionEvent,
	follow,
	insertQuestion,
	settleState
} from '../store/thread-statements.ts';
import { isUnknownAsker } from './merge-acts.ts';
import { pointsAtPerson } from './personal-text.ts';
import { isHiddenAsker } from './question-acts.ts';
import type { SplitForm } from './question-form.ts';
import { write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/**
 * Takes answers out of a question into a new one. Rows, the text of the new one and what goes from the old
 * one are a single commit: an answer is never in both, and never in neither. Sent twice it is one.
 */
export async function split(
	parts: ThreadParts,
	given: ThreadGiven,
	form: SplitForm
): Promise<Outcome<string>> {
	const { actor, lab, question } = given;
	if (!mergesQuestion(actor, question)) return refused('forbidden');
	const already = await parts.threads.find(form.id);
	if (already) return already.splitFrom === question.id ? done(form.id) : refused('invalid');
	if (question.mergedInto !== null) return refused('passed');
	const ids = new Set(form.answers);
	const moving = (await parts.threads.answers(question.id)).filter(({ id }) => ids.has(id));
	if (moving.length !== ids.size) return refused('passed', 'answers');
	if (moving.some(({ state }) => state !== 'placed')) return refused('passed', 'answers');
	if (moving.some((answer) => tellsAsker(question, answer)))
		return refused('tells-asker', 'answers');
	const allow = [...(await parts.allowed.ofLab(lab)), ...form.notPersonal];
	if ([form.title, form.text].some((each) => pointsAtPerson(each, allow))) {
		return refused('personal-data');
	}
	const texts = await parts.rooms.read(threadDocument(question.id), (doc) => {
		const thread = new ThreadDocument(doc);
		return new Map(moving.map(({ id }) => [id, thread.answer(id)]));
	});
	if (!texts || [...texts.values()].includes(null)) return refused('unavailable');
	const said = texts as ReadonlyMap<string, AnswerText>;
	const isNameless = isHiddenAsker(given);
	const followers = await followersOf(parts, given, moving);
	const numbers = moving.map(({ position }) => position);
	const change = {
		...{ act: 'split', detail: { to: form.id, numbers }, isNameless, news: null, isErasing: true },
		texts: (thread: ThreadDocument) => moving.forEach(({ id }) => thread.removeAnswer(id))
	};
	const written = await write(parts, given, change, async (trx) => {
		await writeNew(parts, given, form, { trx, said });
		const moved = { from: question.id, to: form.id, answers: moving.map(({ id }) => id) };
		if (!(await moveAnswers(trx, { ...moved, at: parts.now() }))) throw new Error('not in turn');
		const { now, newId } = parts;
		await parts.trail.within(trx, {
			act: 'question.split',
			memberId: isNameless ? null : actor.memberId,
			subject: threadDocument(question.id),
			detail: { to: form.id }
		});
		await copyReaders(trx, { from: question.id, to: form.id, now: now(), newId });
		await settleState(trx, question.id, now());
		await settleState(trx, form.id, now());
		for (const memberId of followers) {
			await follow(trx, { questionId: form.id, memberId, at: now() });
		}
		const authors = new Set(moving.map(({ memberId }) => memberId));
		await parts.notices.add(trx, {
			...{ labId: lab.id, questionId: form.id, kind: 'merged' },
			by: isNameless ? null : actor.memberId,
			to: followers
				.filter((memberId) => memberId !== actor.memberId)
				.map((memberId) => ({ memberId, concerns: authors.has(memberId) }))
		});
	});
	if (!written.ok) return written;
	await parts.tellDrafts(question.id);
	await parts.tellDrafts(form.id);
	return done(form.id);
}

/** Beside another question nothing says any more that this answer is by whoever asked unnamed. */
export function tellsAsker(question: Question, { memberId, writers }: Answer): boolean {
	const { askedAs, askedBy } = question;
	if (askedAs === 'name' || askedBy === null) return false;
	return memberId === askedBy || writers.includes(askedBy);
}

async function writeNew(
	{ now, newId }: ThreadParts,
	given: ThreadGiven,
	{ id, title, text }: SplitForm,
	{ trx, said }: { trx: Transaction<Schema>; said: ReadonlyMap<string, AnswerText> }
): Promise<void> {
	const { actor, lab, question } = given;
	const isHidden = isHiddenAsker(given);
	const body = { text: fromPlain(text), context: fromPlain(''), tried: fromPlain('') };
	await insertQuestion(trx, {
		...{ id, labId: lab.id, title, excerpt: excerptOf(body.text), origin: null, at: now() },
		...{ need: question.need, domain: question.domain, topic: question.topic },
		...{ size: question.size, urgency: question.urgency, tlp: question.tlp },
		// Whoever asked unnamed stays so in what she takes out of it.
		...{ askedAs: isHidden ? question.askedAs : 'name', askedBy: actor.memberId },
		...{ organisationId: actor.organisationId || null, keyHash: null, splitFrom: question.id }
	});
	const doc = new Y.Doc();
	doc.transact(() => {
		const thread = new ThreadDocument(doc);
		thread.question = body;
		for (const [answer, content] of said) thread.setAnswer(answer, content);
	});
	await writeNewDocument(
		trx,
		{
			document: threadDocument(id),
			memberId: null,
			bytes: Y.encodeStateAsUpdate(doc),
			clients: [{ client: doc.clientID, memberId: null }],
			authorship: new Map()
		},
		now()
	);
	doc.destroy();
	await markStale(trx, { kind: 'question', id, labId: lab.id });
	await addQuestionEvent(trx, {
		...{ id: newId(), questionId: id, at: now(), act: 'split-from' },
		memberId: isHidden ? null : actor.memberId,
		detail: { from: question.id }
	});
}

/** Followers of the old one and who wrote what goes, as far as they read it; she who does it as well. */
async function followersOf(
	{ threads, members, now }: ThreadParts,
	{ actor, question }: ThreadGiven,
	moving: readonly Answer[]
): Promise<string[]> {
	const there = (await threads.followers(question.id)).map(({ memberId }) => memberId);
	const authors = moving.flatMap(({ memberId, writers }) => [memberId ?? [], writers].flat());
	const found: string[] = [];
	for (const memberId of new Set([actor.memberId, ...there, ...authors])) {
		if (isUnknownAsker(question, memberId) && memberId !== actor.memberId) continue;
		const follower = await members.findActor(memberId, now());
		// Whoever reads the old one reads the new one: its marking and its readers go along.
		if (follower && readsQuestion(follower, question)) found.push(memberId);
	}
	return found;
}
