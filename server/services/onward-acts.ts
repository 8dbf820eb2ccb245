import type { Actor } from '../../src/lib/domain/access.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { harvestsQuestion, pinsQuestion } from '../../src/lib/domain/question-access.ts';
import { questionLimits } from '../../src/lib/domain/question.ts';
import { listActionStatuses } from '../store/action-repository.ts';
import {
	deleteItem,
	insertOnward,
	isItem,
	listOnward,
	type Onward
} from '../store/onward-statements.ts';
import { forgetParents, markStale } from '../store/search/search-entries.ts';
import type { Foothold, Question } from '../store/thread-rows.ts';
import { pointsAtPerson } from './personal-text.ts';
import { isHiddenAsker } from './question-acts.ts';
import type { ActionForm, LessonForm } from './question-form.ts';
import { write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/*
 * What a foothold becomes: an action that somebody takes up, or a lesson that the lab may settle. Both are
 * items of the lab from then on; the foothold stays, and says what came of it.
 */

/** Something to do, of whoever makes it: nobody is given an action by another. */
export function makeAction(
	parts: ThreadParts,
	given: ThreadGiven,
	form: ActionForm
): Promise<Outcome> {
	const { id, title, firstStep, domain, due } = form;
	return makeItem(parts, given, form, [title, firstStep], ({ text }) => ({
		...{ id, kind: 'action', title },
		data: {
			...{ text, ownerId: given.actor.memberId, domain, due, status: 'open', firstStep },
			...{ source: null, result: null, private: false }
		}
	}));
}

/** Something learned, in concept: both domains have their say before it is settled. */
export function makeLesson(
	parts: ThreadParts,
	given: ThreadGiven,
	form: LessonForm
): Promise<Outcome> {
	const { id, title, oneLiner, reviewAt } = form;
	const { question } = given;
	return makeItem(parts, given, form, [title, oneLiner], ({ text, conditions }) => ({
		...{ id, kind: 'lesson', title },
		data: {
			...{ oneLiner, text, tryTomorrow: [], family: null, conditions, reviewAt },
			...{ status: 'concept', tlp: question.tlp, supportedBy: { sociaal: 0, veiligheid: 0 } },
			evidence: { boards: [], threads: [question.id], scanFindings: [] }
		}
	}));
}

/** Made by mistake: it goes, as long as nobody went on with it; by whoever made it, or who leads. */
export async function takeBackItem(
	parts: ThreadParts,
	given: ThreadGiven,
	{ item: id }: { item: string }
): Promise<Outcome> {
	const { actor, lab, question } = given;
	const { db } = parts.store;
	const item = (await listOnward(db, question.id)).find((each) => each.id === id);
	if (!item) return refused('not-found');
	if (!takesBack(actor, question, item)) return refused('forbidden');
	if (!isFresh(item) || (await listActionStatuses(db, lab.id)).has(id)) return refused('passed');
	return write(parts, given, { act: null, news: null }, async (trx) => {
		await deleteItem(trx, id);
		if (item.kind === 'lesson') await forgetParents(trx, 'lesson', [id]);
	});
}

export function takesBack(actor: Actor, question: Question, item: Onward): boolean {
	return item.madeBy === actor.memberId || pinsQuestion(actor, question);
}

/** Nobody did or settled anything with it. */
export function isFresh({ data }: Onward): boolean {
	return data['status'] === 'open' || data['status'] === 'concept';
}

async function makeItem(
	parts: ThreadParts,
	given: ThreadGiven,
	form: { id: string; foothold: string; notPersonal: readonly string[] },
	typed: readonly string[],
	itemOf: (foothold: Foothold) => Omit<Onward, 'footholdId' | 'madeBy'>
): Promise<Outcome> {
	const { actor, lab, question } = given;
	const { store, threads, allowed, now } = parts;
	if (!harvestsQuestion(actor, question)) {
		return refused(question.tlp === 'red' ? 'red-not-harvested' : 'forbidden');
	}
	const foothold = (await threads.footholds(question.id)).find(({ id }) => id === form.foothold);
	if (!foothold) return refused('not-found');
	if (foothold.isWithdrawn) return refused('passed');
	const there = await listOnward(store.db, question.id);
	if (there.some(({ id }) => id === form.id)) return done();
	if (await isItem(store.db, form.id)) return refused('invalid');
	const became = there.filter(({ footholdId }) => footholdId === foothold.id);
	if (became.length >= questionLimits.items) return refused('too-many');
	const allow = [...(await allowed.ofLab(lab)), ...form.notPersonal];
	if (typed.some((text) => pointsAtPerson(text, allow))) return refused('personal-data');
	const item = itemOf(foothold);
	// An action says whose it is: a line beside it without a name would tell that she asked.
	const act = item.kind === 'lesson' ? 'made-lesson' : null;
	const detail = { foothold: foothold.id };
	const change = { act, detail, isNameless: isHiddenAsker(given), news: null };
	return write(parts, given, change, async (trx) => {
		const made = { footholdId: foothold.id, labId: lab.id, madeBy: actor.memberId, at: now() };
		await insertOnward(trx, { ...item, ...made });
		if (item.kind === 'lesson') {
			await markStale(trx, { kind: 'lesson', id: item.id, labId: lab.id });
		}
	});
}
