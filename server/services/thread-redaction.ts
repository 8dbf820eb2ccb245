import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { redactsQuestion } from '../../src/lib/domain/question-access.ts';
import {
	ERASED,
	phraseProblem,
	WordEraser,
	type FoundWords
} from '../../src/lib/documents/erased-words.ts';
import { excerptOf, mapTexts, type RichDoc } from '../../src/lib/documents/rich-text.ts';
import { listOnward } from '../store/onward-statements.ts';
import type { FootholdWords, RewordedRows } from '../store/redact-statements.ts';
import { rewordRows } from '../store/redact-statements.ts';
import { forgetParents, markStale, setStale } from '../store/search/search-entries.ts';
import { addQuestionEvent, turnQuestion } from '../store/thread-statements.ts';
import { isHiddenAsker } from './question-acts.ts';
import { RemovedWords } from './removed-words.ts';
import type { ThreadGiven, ThreadParts } from './thread-parts.ts';
import { readThread, sealed, writeAnew, type Said, type Stood } from './thread-rewrite.ts';

/** Where a phrase is and how often, so that whoever erases it knows what goes. */
export async function findWords(
	parts: ThreadParts,
	given: ThreadGiven,
	phrase: string
): Promise<Outcome<FoundWords>> {
	if (!redactsQuestion(given.actor, given.question)) return refused('forbidden');
	if (phraseProblem(phrase)) return refused('invalid', 'phrase');
	const stood = await readThread(parts.rooms, threadDocument(given.question.id));
	if (!stood) return refused('unavailable');
	return done((await reword(parts, given, stood.said, phrase)).found);
}

/**
 * A phrase leaves a question for good: its texts are written anew under a next epoch, the rows say it no
 * more, and nothing of it is left in log, snapshots or index. Whoever has it open is told and opens it
 * anew. Texts its answers stood in before they came here are written anew as well, for their history.
 */
export async function redactWords(
	parts: ThreadParts,
	given: ThreadGiven,
	phrase: string
): Promise<Outcome> {
	const { actor, lab, question } = given;
	const { rooms, store, threads, trail, allowed, forgetting, now, newId } = parts;
	if (!redactsQuestion(actor, question)) return refused('forbidden');
	if (phraseProblem(phrase)) return refused('invalid', 'phrase');
	const name = threadDocument(question.id);
	const before = (await threads.stoodBefore(question.id)).map(threadDocument);
	const outcome = await sealed(rooms, [name, ...before], async (): Promise<Outcome<boolean>> => {
		const own = await readThread(rooms, name);
		if (!own) return refused('unavailable');
		const { said, rows, found } = await reword(parts, given, own.said, phrase);
		if (Object.values(found).every((n) => n === 0)) return refused('already-done', 'phrase');
		const others: Stood[] = [];
		for (const each of before) {
			const other = await readThread(rooms, each);
			if (other) others.push(other);
		}
		const all = [{ ...own, said: { ...said, turn: question.turn + 1 } }, ...others];
		const removed = new RemovedWords(ERASED);
		removed.add(phrase);
		let isOfLab = false;
		await store.transaction(async (trx) => {
			for (const each of all) await writeAnew(trx, each, now());
			await rewordRows(trx, rows);
			await turnQuestion(trx, question.id);
			await markStale(trx, { kind: 'question', id: question.id, labId: question.labId });
			await setStale(trx, 'question', [question.id]);
			const lessons = rows.items.filter(({ kind }) => kind === 'lesson');
			await forgetParents(
				trx,
				'lesson',
				lessons.map(({ id }) => id)
			);
			const event = { id: newId(), questionId: question.id, at: now(), act: 'redacted' };
			await addQuestionEvent(trx, {
				...event,
				memberId: isHiddenAsker(given) ? null : actor.memberId
			});
			isOfLab = await allowed.forget(trx, lab, (folded) => removed.took(folded));
			await forgetting.owe(trx);
			await trail.within(trx, {
				act: 'question.redacted',
				memberId: actor.memberId,
				subject: name,
				detail: { lab: lab.id, documents: all.length }
			});
		});
		await rooms.remove(
			all.map((each) => each.name),
			'documentRewritten'
		);
		return done(isOfLab);
	});
	if (!outcome.ok) return outcome;
	await parts.reindex(question.id);
	forgetting.begin();
	if (outcome.value) await allowed.tell(lab.id);
	return done();
}

/** The same question without the phrase, and where it was. */
async function reword(
	{ store, threads, requests, rounds }: ThreadParts,
	{ question }: ThreadGiven,
	said: Said,
	phrase: string
): Promise<{ said: Said; rows: RewordedRows; found: FoundWords }> {
	const erasers = {
		...{ question: new WordEraser(phrase), summary: new WordEraser(phrase) },
		...{ answers: new WordEraser(phrase), footholds: new WordEraser(phrase) },
		...{ requests: new WordEraser(phrase), log: new WordEraser(phrase) }
	};
	const rich = (doc: RichDoc, eraser: WordEraser) => mapTexts(doc, eraser.from);
	const text = said.question && {
		text: rich(said.question.text, erasers.question),
		context: rich(said.question.context, erasers.question),
		tried: rich(said.question.tried, erasers.question)
	};
	const next: Said = {
		question: text,
		summary: said.summary && rich(said.summary, erasers.summary),
		answers: new Map(
			[...said.answers].map(([id, answer]) => [
				id,
				{
					text: rich(answer.text, erasers.answers),
					conditions: erasers.answers.from(answer.conditions),
					source: erasers.answers.from(answer.source)
				}
			])
		),
		turn: said.turn
	};
	const answers = (await threads.answers(question.id)).map(({ id, stateNote }) => ({
		id,
		stateNote: erasers.log.from(stateNote)
	}));
	const footholds = footholdsWithout(await threads.footholds(question.id), erasers.footholds);
	const items = (await listOnward(store.db, question.id)).flatMap((item) => {
		const before = erasers.footholds.count;
		const title = erasers.footholds.from(item.title);
		const data = mapWords(item.data, erasers.footholds.from, itemTexts);
		return erasers.footholds.count > before ? [{ ...item, title, data }] : [];
	});
	const drafts = footholdsWithout(await rounds.draftsOn(question.id), erasers.footholds);
	const asked = await requests.ofQuestion(question.id);
	const put = asked.map(({ id, text }) => ({ id, text: erasers.requests.from(text) }));
	const steps: RewordedRows['steps'] = [];
	for (const { id } of asked) {
		for (const { n, note } of await requests.steps(id)) {
			// Counted where the log of the question says it.
			const reworded = new WordEraser(phrase).from(note);
			if (reworded !== note) steps.push({ request: id, n, note: reworded });
		}
	}
	const events = (await threads.events(question.id)).flatMap(({ n, detail }) => {
		const before = erasers.log.count;
		const reworded = mapWords(detail, erasers.log.from);
		return erasers.log.count > before ? [{ n, detail: reworded }] : [];
	});
	const title = erasers.question.from(question.title);
	const stateNote = erasers.log.from(question.stateNote);
	const found = {
		...{ question: erasers.question.count, summary: erasers.summary.count },
		...{ answers: erasers.answers.count, footholds: erasers.footholds.count },
		...{ requests: erasers.requests.count, log: erasers.log.count }
	};
	// Cut through the middle of the phrase, what a list shows would still say half of it.
	const excerpt = text ? excerptOf(text.text) : new WordEraser(phrase).from(question.excerpt);
	const rows = {
		question: { id: question.id, title, excerpt, stateNote },
		answers,
		footholds,
		drafts,
		items,
		requests: put,
		steps,
		events
	};
	return { said: next, rows, found };
}

/** Those that said it, without it. */
function footholdsWithout(all: readonly FootholdWords[], { from }: WordEraser): FootholdWords[] {
	return all.flatMap(({ id, version, text, conditions, forWhom }) => {
		const next = { text: from(text), conditions: from(conditions), forWhom: from(forWhom) };
		const isSame = next.text === text && next.conditions === conditions && next.forWhom === forWhom;
		return isSame ? [] : [{ id, version, ...next }];
	});
}

/** What an action or a lesson says; the rest of it are choices. */
const itemTexts = ['text', 'firstStep', 'oneLiner', 'conditions'];

function mapWords(
	said: Record<string, unknown>,
	from: (text: string) => string,
	keys = Object.keys(said)
) {
	return Object.fromEntries(
		Object.entries(said).map(([key, value]) => [
			key,
			typeof value === 'string' && keys.includes(key) ? from(value) : value
		])
	);
}
