import type * as v from 'valibot';
import type { Actor } from '../../src/lib/domain/access.ts';
import { mergesQuestion } from '../../src/lib/domain/question-access.ts';
import { isWider } from '../../src/lib/domain/tlp.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import { done, refused } from '../../src/lib/domain/outcome.ts';
import { fromPlain } from '../../src/lib/documents/rich-text.ts';
import type { QuestionSummary, QuestionView } from '../../src/lib/documents/thread-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import { seeQuestion } from '../store/thread-statements.ts';
import { placeAnswer, putAway, sayHelpful, sayOtherwise } from './answer-acts.ts';
import { draftAnswer, draftSummary } from './draft-start.ts';
import { placeDraft, type DraftChoices } from './draft-placing.ts';
import { followOn, pin, sayAlsoAtOurs, unpin } from './follow-acts.ts';
import { reviseOne, sayTried, setDown, takeBackOne } from './foothold-acts.ts';
import { makeAction, makeLesson, takeBackItem } from './onward-acts.ts';
import { merge, unmerge } from './merge-acts.ts';
import {
	ask,
	maySayWhatLives,
	move,
	openedBy,
	type AskedQuestion,
	type Placed
} from './question-acts.ts';
import type {
	ActionForm,
	AnswerAway,
	AnswerForm,
	DraftedAlready,
	FootholdForm,
	FootholdRevision,
	LessonForm,
	MergeForm,
	NewQuestionForm,
	PinForm,
	SplitForm,
	StateForm
} from './question-form.ts';
import { startFrom, type StartedFrom, type StartParts } from './question-start.ts';
import { split } from './split-acts.ts';
import { inTurn, readable, type ThreadGiven } from './thread-parts.ts';
import { eraseInDrafts } from './draft-erasing.ts';
import { findWords, redactWords } from './thread-redaction.ts';
import { listQuestions, openQuestion } from './thread-reader.ts';

/** Ms within which coming back is the same visit: what was new stays marked as new. */
const VISIT = 10 * 60_000;

/** What pages ask of questions and what is answered to them. */
export class ThreadService {
	readonly #parts: StartParts;

	constructor(parts: StartParts) {
		this.#parts = parts;
	}

	mayAsk(actor: Actor, lab: Lab): boolean {
		return maySayWhatLives(actor, lab);
	}

	list(actor: Actor, lab: Lab): Promise<QuestionSummary[]> {
		return listQuestions(this.#parts, actor, lab);
	}

	open(actor: Actor, lab: Lab, id: string, seenAt: string | null = null) {
		return openQuestion(this.#parts, actor, lab, id, seenAt);
	}

	/** The question, and that she saw it. */
	async visit(actor: Actor, lab: Lab, id: string): Promise<Outcome<QuestionView>> {
		const { store, notices, now } = this.#parts;
		if (!(await readable(this.#parts, actor, lab, id))) return refused('not-found');
		const { memberId } = actor;
		await notices.markSeen(actor, id);
		const before = await store.transaction((trx) =>
			seeQuestion(trx, { questionId: id, memberId, at: now(), sameVisit: VISIT })
		);
		return this.open(actor, lab, id, before);
	}

	/** Asks by a form. */
	askByForm(actor: Actor, lab: Lab, form: NewQuestionForm): Promise<Outcome<Placed>> {
		const { id, title, askedAs, notPersonal, ...facts } = form;
		const [text, context, tried] = [form.text, form.context, form.tried].map(fromPlain);
		return this.ask(actor, lab, {
			...{ id, title, facts, askedAs, notPersonal, origin: null },
			text: {
				text: text ?? fromPlain(''),
				context: context ?? fromPlain(''),
				tried: tried ?? fromPlain('')
			}
		});
	}

	/** One after another of one id: sent twice it is one question. */
	ask(actor: Actor, lab: Lab, asked: AskedQuestion): Promise<Outcome<Placed>> {
		const { turns } = this.#parts;
		return turns.take(threadDocument(asked.id), () => ask(this.#parts, actor, lab, asked));
	}

	/** What stands in a draft goes to where everybody reads it. */
	placeDraft(actor: Actor, lab: Lab, draftId: string, choices: DraftChoices) {
		return placeDraft(this.#parts, actor, lab, draftId, choices);
	}

	/** What whoever has this key asked as nobody; null: it opens nothing here. */
	async openByKey(actor: Actor, lab: Lab, key: string): Promise<Outcome<QuestionView>> {
		const question = await openedBy(this.#parts, actor, lab, key);
		return question ? this.open(actor, lab, question.id) : refused('not-found');
	}

	/** She who asked as nobody adds something, as nobody. */
	addByKey(actor: Actor, lab: Lab, key: string, form: AnswerForm): Promise<Outcome<string>> {
		return this.#byKey(actor, lab, key, (given) =>
			placeAnswer(this.#parts, given, { ...answerOf(form), asNobody: true })
		);
	}

	/** She who asked as nobody says how it stands, as nobody. */
	moveByKey(actor: Actor, lab: Lab, key: string, form: StateForm): Promise<Outcome> {
		return this.#byKey(actor, lab, key, (given) =>
			move(this.#parts, given, form, { asNobody: true })
		);
	}

	async #byKey<T>(
		actor: Actor,
		lab: Lab,
		key: string,
		work: (given: ThreadGiven) => Promise<Outcome<T>>
	): Promise<Outcome<T>> {
		const question = await openedBy(this.#parts, actor, lab, key);
		if (!question || question.mergedInto !== null) return refused('not-found');
		return this.#in(actor, lab, question.id, work);
	}

	/** Begins a question with what stands on a card or in a box. */
	startFrom(actor: Actor, lab: Lab, origin: StartedFrom): Promise<Outcome<string>> {
		return startFrom(this.#parts, actor, lab, origin);
	}

	/** She goes on writing an answer together or with layout, with what she typed of it. */
	draftAnswer(actor: Actor, lab: Lab, id: string, form: DraftedAlready): Promise<Outcome<string>> {
		return draftAnswer(this.#parts, actor, lab, id, form);
	}

	/** The summary as it is written together, begun with the one that stands there. */
	draftSummary(actor: Actor, lab: Lab, id: string): Promise<Outcome<string>> {
		return draftSummary(this.#parts, actor, lab, id);
	}

	answer(actor: Actor, lab: Lab, id: string, form: AnswerForm): Promise<Outcome<string>> {
		return this.#in(actor, lab, id, (given) => placeAnswer(this.#parts, given, answerOf(form)));
	}

	sayOtherwise(actor: Actor, lab: Lab, id: string, form: AnswerForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => sayOtherwise(this.#parts, given, answerOf(form)));
	}

	putAway(actor: Actor, lab: Lab, id: string, form: v.InferOutput<typeof AnswerAway>) {
		return this.#in(actor, lab, id, (given) => putAway(this.#parts, given, form));
	}

	sayHelpful(actor: Actor, lab: Lab, id: string, form: { answer: string; on: boolean }) {
		return this.#in(actor, lab, id, (given) => sayHelpful(this.#parts, given, form));
	}

	move(actor: Actor, lab: Lab, id: string, form: StateForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => move(this.#parts, given, form));
	}

	setDown(actor: Actor, lab: Lab, id: string, form: FootholdForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => setDown(this.#parts, given, form));
	}

	reviseFoothold(actor: Actor, lab: Lab, id: string, form: FootholdRevision): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => reviseOne(this.#parts, given, form));
	}

	takeBackFoothold(actor: Actor, lab: Lab, id: string, form: { foothold: string }) {
		return this.#in(actor, lab, id, (given) => takeBackOne(this.#parts, given, form));
	}

	sayTried(actor: Actor, lab: Lab, id: string, form: { foothold: string; worked: boolean | null }) {
		return this.#in(actor, lab, id, (given) => sayTried(this.#parts, given, form));
	}

	makeAction(actor: Actor, lab: Lab, id: string, form: ActionForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => makeAction(this.#parts, given, form));
	}

	makeLesson(actor: Actor, lab: Lab, id: string, form: LessonForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => makeLesson(this.#parts, given, form));
	}

	takeBackItem(actor: Actor, lab: Lab, id: string, form: { item: string }): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => takeBackItem(this.#parts, given, form));
	}

	sayAlsoAtOurs(actor: Actor, lab: Lab, id: string, form: { on: boolean }): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => sayAlsoAtOurs(this.#parts, given, form));
	}

	follow(actor: Actor, lab: Lab, id: string, form: { on: boolean }): Promise<Outcome> {
		return this.#in(actor, lab, id, async (given) => {
			await followOn(this.#parts, given, form);
			return done();
		});
	}

	pin(actor: Actor, lab: Lab, id: string, form: v.InferOutput<typeof PinForm>): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => pin(this.#parts, given, form));
	}

	unpin(actor: Actor, lab: Lab, id: string, form: { pin: string }): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => unpin(this.#parts, given, form));
	}

	/** Questions she may put this one into: any she leads that no more people may know of. */
	async mergeable(actor: Actor, lab: Lab, id: string): Promise<{ id: string; title: string }[]> {
		const question = await readable(this.#parts, actor, lab, id);
		if (!question || question.mergedInto !== null || !mergesQuestion(actor, question)) return [];
		return (await this.#parts.threads.list(lab.id))
			.filter((each) => each.id !== id && each.mergedInto === null)
			.filter((each) => mergesQuestion(actor, each) && !isWider(each.tlp, question.tlp))
			.map(({ id: other, title }) => ({ id: other, title }))
			.sort((a, b) => a.title.localeCompare(b.title, 'nl'));
	}

	merge(actor: Actor, lab: Lab, id: string, form: MergeForm): Promise<Outcome> {
		return merge(this.#parts, { actor, lab, id }, form);
	}

	unmerge(actor: Actor, lab: Lab, id: string, form: { into: string }): Promise<Outcome> {
		return unmerge(this.#parts, { actor, lab, id }, form);
	}

	split(actor: Actor, lab: Lab, id: string, form: SplitForm): Promise<Outcome<string>> {
		return this.#in(actor, lab, id, (given) => split(this.#parts, given, form));
	}

	findWords(actor: Actor, lab: Lab, id: string, form: { phrase: string }) {
		return this.#in(actor, lab, id, (given) => findWords(this.#parts, given, form.phrase));
	}

	async redact(actor: Actor, lab: Lab, id: string, form: { phrase: string }): Promise<Outcome> {
		const found = await this.findWords(actor, lab, id, form);
		if (!found.ok) return found;
		// First: what is placed from one after that is without it.
		const isThere = Object.values(found.value).some((n) => n > 0);
		if (isThere) await eraseInDrafts(this.#parts, id, form.phrase);
		return this.#in(actor, lab, id, (given) => redactWords(this.#parts, given, form.phrase));
	}

	#in<T>(actor: Actor, lab: Lab, id: string, work: (given: ThreadGiven) => Promise<Outcome<T>>) {
		return inTurn(this.#parts, { actor, lab, id }, work);
	}
}

function answerOf({ text, source, conditions, ...form }: AnswerForm) {
	return { ...form, writers: [], text: { text: fromPlain(text), source, conditions } };
}
