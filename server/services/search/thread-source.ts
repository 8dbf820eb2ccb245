import type { Actor } from '../../../src/lib/domain/access.ts';
import { roleIn } from '../../../src/lib/domain/access.ts';
import { threadDocument } from '../../../src/lib/domain/document-name.ts';
import { readsQuestion } from '../../../src/lib/domain/question-access.ts';
import { rights } from '../../../src/lib/domain/rights.ts';
import { plainOf } from '../../../src/lib/documents/rich-text.ts';
import { ThreadDocument } from '../../../src/lib/documents/thread.ts';
import type { Lab } from '../../store/lab-repository.ts';
import type { SearchEntry } from '../../store/search/search-index.ts';
import type { Store } from '../../store/store.ts';
import type { ThreadRepository } from '../../store/thread-repository.ts';
import type { Question } from '../../store/thread-rows.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { nullIfUnreadable } from '../unreadable.ts';
import type { ShownParent, SourceContent, Survey, ThreadSource } from './search-source.ts';

/**
 * Questions with what is placed under them. Nothing of who asked or answered goes into the index.
 * Whatever changes one marks it stale in its own commit: there may be too many to compare.
 */
export class QuestionSource implements ThreadSource {
	readonly kind = 'question';
	readonly #store: Store;
	readonly #threads: ThreadRepository;
	readonly #rooms: Rooms;

	constructor(parts: { store: Store; threads: ThreadRepository; rooms: Rooms }) {
		this.#store = parts.store;
		this.#threads = parts.threads;
		this.#rooms = parts.rooms;
	}

	all(): Promise<string[]> {
		return this.#threads.ids();
	}

	async read(id: string): Promise<SourceContent | null> {
		const question = await this.#threads.find(id);
		if (!question) return null;
		const answers = (await this.#threads.answers(id)).filter(({ state }) => state === 'placed');
		const footholds = (await this.#threads.footholds(id)).filter((each) => !each.isWithdrawn);
		const { need, topic, state, turn } = question;
		const about = { need, topic, state };
		const said = await this.#rooms
			.read(threadDocument(id), (doc): SearchEntry[] => {
				const thread = new ThreadDocument(doc);
				const { text, context, tried } = thread.question ?? {};
				const whole = [text, context, tried].map((each) => (each ? plainOf(each) : ''));
				const { title, domain, askedAt: at } = question;
				const summary = thread.summary && plainOf(thread.summary);
				return [
					{ kind: 'question', anchor: '', title, text: whole.join('\n'), domain, at, ...about },
					...(summary
						? [
								{
									kind: 'summary' as const,
									anchor: 'summary',
									title: '',
									text: summary,
									at,
									...about
								}
							]
						: []),
					...answers.flatMap(({ id: answer, domain, at }): SearchEntry[] => {
						const placed = thread.answer(answer);
						if (!placed) return [];
						const parts = [plainOf(placed.text), placed.conditions, placed.source];
						const text = parts.filter(Boolean).join('\n');
						const anchor = `answer-${answer}`;
						return [{ kind: 'answer', anchor, title: '', text, domain, at, ...about }];
					})
				];
			})
			.catch(nullIfUnreadable);
		return {
			labId: question.labId,
			stamp: String(turn + 1),
			entries: [
				...(said ?? []),
				...footholds.map(({ id: foothold, text, conditions, forWhom, at }): SearchEntry => ({
					...{ kind: 'foothold', anchor: `foothold-${foothold}`, title: text, at },
					...{ text: `${conditions}\n${forWhom}`, ...about }
				}))
			],
			holds: async (trx) => {
				const row = await trx
					.selectFrom('question')
					.select('turn')
					.where('id', '=', id)
					.$if(this.#store.dialect === 'postgres', (query) => query.forShare())
					.executeTakeFirst();
				return row?.turn === turn;
			}
		};
	}

	async survey(actor: Actor, lab: Lab): Promise<Survey> {
		const role = roleIn(actor, lab.id);
		// Of all of them only the RED ones are to be asked about; a guest reads a handful.
		if (role !== null && rights['thread.read'][role] === 'ja') {
			const red = await this.#threads.listRed(lab.id);
			return { reach: { except: idsOf(red.filter((each) => !readsQuestion(actor, each))) } };
		}
		const invited = await Promise.all([...actor.invitations].map((id) => this.#threads.find(id)));
		const own = invited.filter((each) => each?.labId === lab.id && readsQuestion(actor, each));
		return { reach: { only: idsOf(own.filter((each) => each !== null)) } };
	}

	async show(actor: Actor, lab: Lab, ids: readonly string[]): Promise<Map<string, ShownParent>> {
		const shown = new Map<string, ShownParent>();
		for (const id of ids) {
			const question = await this.#threads.find(id);
			if (question?.labId !== lab.id || !readsQuestion(actor, question)) continue;
			shown.set(id, { title: question.title, tlp: question.tlp });
		}
		return shown;
	}
}

function idsOf(questions: readonly Question[]): string[] {
	return questions.map(({ id }) => id);
}
