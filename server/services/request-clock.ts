import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { isOpenRequest, isUntaken } from '../../src/lib/domain/request.ts';
import { termOf } from '../../src/lib/domain/request-terms.ts';
import type { ExpertRequest } from '../store/request-repository.ts';
import { changeRequest, fresh, letGuestOut, stepRequest } from '../store/request-statements.ts';
import type { Question } from '../store/thread-rows.ts';
import { settleState } from '../store/thread-statements.ts';
import { Beat } from './beat.ts';
import { holders, isClosed, ownerOf } from './request-people.ts';
import { write, type ThreadParts } from './thread-parts.ts';

/** Ms between two looks: a term is a matter of days. */
const EVERY = 5 * 60_000;

/** Who acts when a term goes by: nobody. */
const clock = { memberId: '' };

/**
 * Reminds who has a request when most of its term is over, and gives it to who owns the pool when all
 * of it is. What was sent is in the row, in the same commit: no restart and no second beat sends it again.
 */
export class RequestClock {
	readonly #parts: ThreadParts;
	readonly #failed: (error: unknown) => void;
	readonly #beat: Beat;

	constructor(parts: ThreadParts, failed: (error: unknown) => void, every = EVERY) {
		this.#parts = parts;
		this.#failed = failed;
		this.#beat = new Beat(every, () => this.#lookAtAll(), failed);
	}

	stop(): Promise<void> {
		return this.#beat.stop();
	}

	beat(): Promise<void> {
		return this.#beat.now();
	}

	/** At all that wait, one after another. */
	async #lookAtAll(): Promise<void> {
		const { requests, turns } = this.#parts;
		for (const { id, questionId } of await requests.open()) {
			await turns
				.take(threadDocument(questionId), () => this.#look(id, questionId))
				.catch(this.#failed);
		}
	}

	async #look(id: string, questionId: string): Promise<void> {
		const { requests, threads, now } = this.#parts;
		const request = await requests.find(id);
		const question = await threads.find(questionId);
		if (!request || !question || isClosed(question) || !isOpenRequest(request.state)) return;
		const term = termOf(request, now());
		if (term.isLate && request.lateAt === null) return this.#late(request, question);
		if (term.isDueToRemind && !term.isLate && request.reminderSentAt === null) {
			await this.#remind(request, question);
		}
	}

	async #remind(request: ExpertRequest, question: Question): Promise<void> {
		const { store, notices, requests, now } = this.#parts;
		const people = await requests.people(question.labId, now());
		const to = holders(request, people, question);
		await store.transaction(async (trx) => {
			const at = now().toISOString();
			if (!(await changeRequest(trx, request, { reminderSentAt: at }))) return;
			await notices.add(trx, {
				...{ labId: question.labId, questionId: question.id, kind: 'request-reminder', by: null },
				to: to.map(({ memberId }) => ({ memberId, concerns: true }))
			});
		});
	}

	/** Once: who owns the pool has it from now on, in a term of her own. */
	async #late(request: ExpertRequest, question: Question): Promise<void> {
		const { requests, now, changed } = this.#parts;
		const at = now();
		const people = await requests.people(question.labId, at);
		const had = holders(request, people, question).map(({ memberId }) => memberId);
		const owner = await ownerOf(this.#parts, request, people, question);
		const concerned = [...had, owner?.memberId, request.askedBy, question.askedBy];
		const to = [...new Set(concerned.filter((each) => typeof each === 'string'))];
		const lateAt = at.toISOString();
		// With nobody to take it over it stays where it is, and everybody knows that it is late.
		const next = owner
			? { ...fresh(at), state: 'late' as const, toMember: owner.memberId, acceptedAt: null, lateAt }
			: { lateAt };
		const change = {
			...{ act: 'request-late', detail: { request: request.id }, isNameless: true },
			news: {
				kind: 'request-late' as const,
				to: to.map((memberId) => ({ memberId, concerns: true }))
			}
		};
		const outcome = await write(this.#parts, { actor: clock, question }, change, async (trx) => {
			if (!(await stepRequest(trx, request, next, { at, by: null, note: '' }))) {
				throw new Error('not in turn');
			}
			// Whoever had not taken it on has nothing to look at any more; who was at work goes on.
			if (owner && request.toMember && isUntaken(request.state)) {
				await letGuestOut(trx, request, request.toMember);
			}
			await settleState(trx, question.id, at);
		});
		if (outcome.ok && request.toMember) changed(request.toMember);
	}
}
