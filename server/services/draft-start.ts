import type { Actor } from '../../src/lib/domain/access.ts';
import { refused, done, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { DraftContent } from '../../src/lib/documents/draft.ts';
import { fromPlain, plainOf } from '../../src/lib/documents/rich-text.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { ThreadDocument } from '../../src/lib/documents/thread.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Drafts } from './drafts.ts';
import { pointsAtPerson } from './personal-text.ts';
import type { DraftedAlready } from './question-form.ts';
import { readable, type ThreadParts } from './thread-parts.ts';

interface DraftingParts extends ThreadParts {
	drafts: Drafts;
}

/**
 * The draft of an answer, or of its new wording, with what somebody typed of it in the plain form. What is
 * in a draft she began before stays; what she typed comes behind it.
 */
export async function draftAnswer(
	parts: DraftingParts,
	actor: Actor,
	lab: Lab,
	id: string,
	{ answer: answerId, replyTo, notPersonal, ...typed }: DraftedAlready
): Promise<Outcome<string>> {
	const question = await readable(parts, actor, lab, id);
	if (!question) return refused('not-found');
	const allow = [...(await parts.allowed.ofLab(lab)), ...notPersonal];
	const said = [typed.text, typed.conditions, typed.source];
	if (said.some((each) => pointsAtPerson(each, allow))) return refused('personal-data');
	const placed = answerId && (await textOf(parts, id, answerId));
	// What was placed keeps its layout unless she changed a word of it.
	const isSame = placed && plainOf(placed.text) === typed.text;
	const text = isSame ? placed.text : fromPlain(typed.text);
	const { kind, domain, certainty, conditions, source } = typed;
	const content: Partial<DraftContent> = {
		...{ text, conditions, source },
		facts: { kind, domain, ...(certainty ? { certainty } : {}) }
	};
	const about = { ...(answerId ? { answerId } : {}), ...(replyTo ? { replyTo } : {}) };
	const started = await parts.drafts.start(actor, lab, {
		...{ kind: 'answer', questionId: id, content },
		...about
	});
	if (!started.ok) return started;
	const { id: draft, isNew } = started.value;
	if (!isNew) {
		const isTyped = !isSame && typed.text !== '';
		await parts.drafts.addTyped(draft, { ...content, text: isTyped ? text : null });
	}
	return done(draft);
}

/** The draft of the summary, with what was summarised before. */
export async function draftSummary(
	parts: DraftingParts,
	actor: Actor,
	lab: Lab,
	id: string
): Promise<Outcome<string>> {
	if (!(await readable(parts, actor, lab, id))) return refused('not-found');
	const text = await parts.rooms.read(threadDocument(id), (doc) => new ThreadDocument(doc).summary);
	const content = text ? { text } : {};
	const started = await parts.drafts.start(actor, lab, {
		kind: 'summary',
		questionId: id,
		content
	});
	return started.ok ? done(started.value.id) : started;
}

function textOf({ rooms }: DraftingParts, questionId: string, answerId: string) {
	return rooms.read(threadDocument(questionId), (doc) => new ThreadDocument(doc).answer(answerId));
}
