import type { Transaction } from 'kysely';
import type { Actor } from '../../src/lib/domain/access.ts';
import { draftDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { questionLimits } from '../../src/lib/domain/question.ts';
import type { DraftContent } from '../../src/lib/documents/draft.ts';
import { isEmptyRich, plainOf, type RichDoc } from '../../src/lib/documents/rich-text.ts';
import type { Draft } from '../store/draft-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Schema } from '../store/schema.ts';
import { placeAnswer, sayOtherwise } from './answer-acts.ts';
import { discussedIn } from '../store/question-repository.ts';
import type { Drafts } from './drafts.ts';
import { ask } from './question-acts.ts';
import type { DraftedAnswer, DraftedQuestion } from './question-form.ts';
import { placeSummary } from './summary-acts.ts';
import { inTurn, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** Where a placed draft is to be read. */
export interface PlacedDraft {
	questionId: string;
	/** Its answer; null: it is the question, or the summary. */
	answerId: string | null;
}

/** What is chosen beside what a draft says, by what it is. */
export type DraftChoices =
	| { kind: 'question'; chosen: DraftedQuestion }
	| { kind: 'answer'; chosen: DraftedAnswer }
	| { kind: 'summary' };

interface PlacingParts extends ThreadParts {
	drafts: Drafts;
}

/**
 * Copies what stands in a draft to where everybody reads it, in the commit in which the draft ends. Who
 * wrote along is told with it. Pressed twice it is placed once.
 */
export function placeDraft(
	parts: PlacingParts,
	actor: Actor,
	lab: Lab,
	id: string,
	choices: DraftChoices
): Promise<Outcome<PlacedDraft>> {
	const { drafts, turns } = parts;
	return turns.take(draftDocument(id), () =>
		drafts.placing(actor, id, async (draft, content) => {
			if (draft.labId !== lab.id || draft.kind !== choices.kind) return refused('not-found');
			// A summary is everybody's who may answer.
			if (draft.kind !== 'summary' && draft.memberId !== actor.memberId)
				return refused('forbidden');
			const problem = problemOf(choices.kind, content);
			if (problem) return refused('invalid', problem);
			const along = async (trx: Transaction<Schema>) => {
				if (!(await drafts.markPlaced(trx, id))) throw new Error('placed twice');
			};
			const notPersonal = await drafts.allowedIn(lab, id);
			const given = { actor, lab, draft, content, notPersonal, along };
			switch (choices.kind) {
				case 'question':
					return placeQuestion(parts, given, choices.chosen);
				case 'answer':
					return placeWritten(parts, given, choices.chosen);
				case 'summary':
					return placeJoint(parts, given);
			}
		})
	);
}

interface Given {
	actor: Actor;
	lab: Lab;
	draft: Draft;
	content: DraftContent;
	notPersonal: readonly string[];
	along: (trx: Transaction<Schema>) => Promise<void>;
}

async function placeQuestion(
	parts: PlacingParts,
	{ actor, lab, draft, content, notPersonal, along }: Given,
	{ askedAs, ...facts }: DraftedQuestion
): Promise<Outcome<PlacedDraft>> {
	const { title, text, context, tried } = content;
	const { origin } = draft;
	const asked = await ask(parts, actor, lab, {
		// Its own id: placed again after a crash it is the same question.
		...{ id: draft.id, title: title.trim(), facts, askedAs, notPersonal },
		text: { text, context, tried },
		origin: origin && { ...origin, part: origin.part ?? '' },
		along: async (trx) => {
			await along(trx);
			if (origin?.kind === 'box') await discussedIn(trx, origin.part ?? '', draft.id);
		}
	});
	return asked.ok ? done({ questionId: asked.value.id, answerId: null }) : asked;
}

function placeWritten(
	parts: PlacingParts,
	{ actor, lab, draft, content, notPersonal, along }: Given,
	chosen: DraftedAnswer
): Promise<Outcome<PlacedDraft>> {
	const { text, conditions, source } = content;
	return inQuestion(parts, { actor, lab, draft }, async (given) => {
		const writers = (await parts.drafts.whoWrote(draft)).filter((each) => each !== actor.memberId);
		const answer = {
			...{ ...chosen, id: draft.answerId ?? draft.id, replyTo: draft.replyTo },
			...{ text: { text, conditions: conditions.trim(), source: source.trim() } },
			...{ writers, notPersonal, along }
		};
		const placed =
			draft.answerId === null
				? await placeAnswer(parts, given, answer)
				: await sayOtherwise(parts, given, answer);
		return placed.ok ? done({ questionId: given.question.id, answerId: answer.id }) : placed;
	});
}

function placeJoint(
	parts: PlacingParts,
	{ actor, lab, draft, content, notPersonal, along }: Given
): Promise<Outcome<PlacedDraft>> {
	return inQuestion(parts, { actor, lab, draft }, async (given) => {
		const { text } = content;
		const placed = await placeSummary(parts, given, { text, notPersonal, along });
		return placed.ok ? done({ questionId: given.question.id, answerId: null }) : placed;
	});
}

function inQuestion<T>(
	parts: PlacingParts,
	{ actor, lab, draft }: Pick<Given, 'actor' | 'lab' | 'draft'>,
	work: (given: ThreadGiven) => Promise<Outcome<T>>
): Promise<Outcome<T>> {
	const id = draft.questionId;
	if (id === null) return Promise.resolve(refused('not-found'));
	return inTurn(parts, { actor, lab, id }, work);
}

/** The part of a draft that is missing or too long, or null. */
function problemOf(kind: DraftChoices['kind'], content: DraftContent): string | null {
	const { title, text, context, tried, conditions, source } = content;
	if (kind === 'question' && title.trim() === '') return 'title';
	if (isEmptyRich(text)) return 'text';
	const isLong = (doc: RichDoc, max: number) => plainOf(doc).length > max;
	const max = {
		question: questionLimits.question,
		answer: questionLimits.answer,
		summary: questionLimits.summary
	}[kind];
	if (title.trim().length > questionLimits.title) return 'title';
	if (isLong(text, max)) return 'text';
	if (isLong(context, questionLimits.about)) return 'context';
	if (isLong(tried, questionLimits.about)) return 'tried';
	if (conditions.trim().length > questionLimits.conditions) return 'conditions';
	return source.trim().length > questionLimits.source ? 'source' : null;
}
