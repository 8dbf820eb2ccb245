import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import { createHash } from 'node:crypto';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { isAsker, leadsQuestion, readsQuestion } from '../../src/lib/domain/question-access.ts';
import { mayMove } from '../../src/lib/domain/question-state.ts';
import type { AskedAs } from '../../src/lib/domain/question.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { excerptOf, plainOf } from '../../src/lib/documents/rich-text.ts';
import { ThreadDocument, type QuestionText } from '../../src/lib/documents/thread.ts';
import { newKey, readKey } from '../auth/codes.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Schema } from '../store/schema.ts';
import { markStale } from '../store/search/search-entries.ts';
import { writeNewDocument } from '../store/sql-update-log.ts';
import type { Origin, Question } from '../store/thread-rows.ts';
import {
	addQuestionEvent,
	chooseState,
	follow,
	insertQuestion
} from '../store/thread-statements.ts';
import { pointsAtPerson } from './personal-text.ts';
import type { QuestionFacts, StateForm } from './question-form.ts';
import { readersOf, write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** A question as it is about to be placed. */
export interface AskedQuestion {
	id: string;
	title: string;
	text: QuestionText;
	facts: QuestionFacts;
	askedAs: AskedAs;
	origin: Origin | null;
	/** Phrases she says are no personal data, for this time. */
	notPersonal: readonly string[];
	/** What else is written in the same commit. */
	along?: (trx: Transaction<Schema>) => Promise<void>;
}

/** What came of asking: where it is, and the key of one that is nobody's, which is told once. */
export interface Placed {
	id: string;
	key: string | null;
}

/** Whether she may ask in this lab: guests whom somebody invited may, of what they are invited to. */
export function maySayWhatLives(actor: Actor, lab: Pick<Lab, 'id'>): boolean {
	return can(actor, 'thread.ask', { labId: lab.id, id: lab.id });
}

/** Puts a question before the lab. Sent twice it is one. */
export async function ask(
	parts: ThreadParts,
	actor: Actor,
	lab: Lab,
	asked: AskedQuestion
): Promise<Outcome<Placed>> {
	const { threads, store, trail, allowed, now, newId } = parts;
	if (!maySayWhatLives(actor, lab)) return refused('forbidden');
	const { id, title, text, facts, askedAs, origin } = asked;
	if (facts.topic !== '' && !lab.themes.includes(facts.topic)) return refused('invalid', 'topic');
	// Whoever marks it must be able to read it on.
	if (facts.tlp === 'red' && !mayKnowRed(actor, lab)) return refused('invalid', 'tlp');
	const isNobodys = askedAs === 'nobody';
	// Nobody is among who reads a RED one: its key would open it for whoever leads alone.
	if (facts.tlp === 'red' && isNobodys && !readsAllRed(actor, lab)) {
		return refused('red-of-nobody', 'tlp');
	}
	const allow = [...(await allowed.ofLab(lab)), ...asked.notPersonal];
	if (saidIn(title, text).some((each) => pointsAtPerson(each, allow))) {
		return refused('personal-data');
	}
	if (await threads.find(id)) return done({ id, key: null });
	const key = isNobodys ? newKey('own') : null;
	const at = now();
	const doc = new Y.Doc();
	doc.transact(() => (new ThreadDocument(doc).question = text));
	const by = isNobodys ? null : actor.memberId;
	const question = {
		...{ id, labId: lab.id, title, askedAs, origin, at, splitFrom: null },
		...{ need: facts.need, domain: facts.domain, size: facts.size, urgency: facts.urgency },
		...{ tlp: facts.tlp, topic: facts.topic === '' ? null : facts.topic },
		excerpt: excerptOf(text.text),
		askedBy: by,
		organisationId: isNobodys ? null : actor.organisationId || null,
		keyHash: key && hashKey(key)
	};
	const readers = await readersOf(parts, lab, { tlp: facts.tlp, attendance: [], askedBy: by });
	await store.transaction(async (trx) => {
		await insertQuestion(trx, question);
		await asked.along?.(trx);
		await writeNewDocument(
			trx,
			{
				document: threadDocument(id),
				memberId: null,
				bytes: Y.encodeStateAsUpdate(doc),
				clients: [{ client: doc.clientID, memberId: null }],
				authorship: new Map()
			},
			at
		);
		await markStale(trx, { kind: 'question', id, labId: lab.id });
		const isNameless = askedAs !== 'name';
		await addQuestionEvent(trx, {
			...{ id: newId(), questionId: id, at, act: 'asked' },
			memberId: isNameless ? null : by
		});
		if (by) await follow(trx, { questionId: id, memberId: by, at });
		await parts.notices.add(trx, {
			...{ labId: lab.id, questionId: id, kind: 'asked', by: isNameless ? null : by },
			to: readers
				// Of nobody she hears like everybody: the one who did not would be the one who asked.
				.filter(({ memberId }) => isNobodys || memberId !== actor.memberId)
				.map(({ memberId, leads }) => ({ memberId, concerns: leads }))
		});
		await trail.within(trx, {
			act: 'question.asked',
			memberId: by,
			subject: threadDocument(id),
			detail: { lab: lab.id }
		});
	});
	doc.destroy();
	return done({ id, key });
}

/** The question this key opens, for whoever may read it; whose it is, is asked nowhere. */
export async function openedBy(
	{ threads }: ThreadParts,
	actor: Actor,
	lab: Lab,
	typed: string
): Promise<Question | null> {
	const known = readKey(typed);
	const question = known && (await threads.findByKey(lab.id, hashKey(known.key)));
	return question && readsQuestion(actor, question) ? question : null;
}

/** Puts it in another state, with the reason; told what happened when it went on meanwhile. */
export async function move(
	parts: ThreadParts,
	given: ThreadGiven,
	{ state, note, stateAt, notPersonal }: StateForm,
	/** By whoever asked as nobody, who has the key: tied to no member. */
	{ asNobody = false } = {}
): Promise<Outcome> {
	const { actor, lab, question } = given;
	if (question.mergedInto !== null) return refused('passed');
	if (!asNobody && !leadsQuestion(actor, question)) return refused('forbidden');
	if (question.stateAt !== stateAt) return refused('passed');
	if (!mayMove(question.state, state)) return refused('passed');
	const allow = [...(await parts.allowed.ofLab(lab)), ...notPersonal];
	if (pointsAtPerson(note, allow)) return refused('personal-data', 'note');
	const followers = await parts.threads.followers(question.id);
	const news = {
		kind: 'state' as const,
		to: followers.map(({ memberId }) => ({ memberId, concerns: isOwn(memberId, given) }))
	};
	const change = { act: 'moved', detail: { from: question.state, to: state, note }, news };
	const isNameless = asNobody || isHiddenAsker(given);
	return write(parts, given, { ...change, isNameless, isNobodys: asNobody }, async (trx) => {
		const at = parts.now();
		if (!(await chooseState(trx, question, { state, note, at }))) throw new Error('not in turn');
	});
}

function isOwn(memberId: string, { question }: Pick<ThreadGiven, 'question'>): boolean {
	return question.askedBy === memberId;
}

/** Whether telling who did this would tell who asked. */
export function isHiddenAsker({ actor, question }: Pick<ThreadGiven, 'actor' | 'question'>) {
	return isAsker(actor, question) && question.askedAs !== 'name';
}

function mayKnowRed(actor: Actor, lab: Pick<Lab, 'id'>): boolean {
	return actor.memberships.some(
		({ labId, role }) => labId === lab.id && rights['board.readRed'][role] !== 'nee'
	);
}

/** Also where she is not among who was asked or was there. */
function readsAllRed(actor: Actor, { id }: Pick<Lab, 'id'>): boolean {
	const thing = { labId: id, id };
	return can(actor, 'board.readRed', { ...thing, isInvited: can(actor, 'thread.pin', thing) });
}

/** Everything a question says, as plain text. */
function saidIn(title: string, { text, context, tried }: QuestionText): string[] {
	return [title, ...[text, context, tried].map(plainOf)];
}

/** A key has 72 random bits: a plain hash keeps it as well as a slow one would. */
export function hashKey(key: string): string {
	return createHash('sha256').update(key).digest('hex');
}
