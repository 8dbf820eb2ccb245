import type { Actor } from '../../src/lib/domain/access.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { ExpertBook, QuestionRequests } from '../../src/lib/documents/request-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import {
	acceptRequest,
	declineRequest,
	handOver,
	requestExpert,
	resumeRequest,
	waitForAsker,
	withdrawRequest
} from './request-acts.ts';
import type { DeclineForm, HandOverForm, RequestForm, RequestStepForm } from './request-form.ts';
import { expertBook, requestsOf } from './request-reader.ts';
import { inTurn, isGuestIn, readable, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** What pages ask of requests to experts. */
export class Requests {
	readonly #parts: ThreadParts;

	constructor(parts: ThreadParts) {
		this.#parts = parts;
	}

	async ofQuestion(actor: Actor, lab: Lab, id: string): Promise<Outcome<QuestionRequests>> {
		const question = await readable(this.#parts, actor, lab, id);
		return question
			? done(await requestsOf(this.#parts, actor, lab, question))
			: refused('not-found');
	}

	/** For members; guests see what they are invited to. */
	async experts(actor: Actor, lab: Lab): Promise<Outcome<ExpertBook>> {
		if (isGuestIn(actor, lab.id)) return refused('not-found');
		return done(await expertBook(this.#parts, lab));
	}

	ask(actor: Actor, lab: Lab, id: string, form: RequestForm): Promise<Outcome<string>> {
		const work = () => this.#in(actor, lab, id, (given) => requestExpert(this.#parts, given, form));
		return form.to.kind === 'member' ? this.#ofExpert(form.to.id, work) : work();
	}

	accept(actor: Actor, lab: Lab, id: string, form: RequestStepForm): Promise<Outcome> {
		return this.#ofExpert(actor.memberId, () =>
			this.#in(actor, lab, id, (given) => acceptRequest(this.#parts, given, form))
		);
	}

	decline(actor: Actor, lab: Lab, id: string, form: DeclineForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => declineRequest(this.#parts, given, form));
	}

	handOver(actor: Actor, lab: Lab, id: string, form: HandOverForm): Promise<Outcome> {
		return this.#ofExpert(form.member, () =>
			this.#in(actor, lab, id, (given) => handOver(this.#parts, given, form))
		);
	}

	wait(actor: Actor, lab: Lab, id: string, form: RequestStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => waitForAsker(this.#parts, given, form));
	}

	resume(actor: Actor, lab: Lab, id: string, form: RequestStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => resumeRequest(this.#parts, given, form));
	}

	withdraw(actor: Actor, lab: Lab, id: string, form: RequestStepForm): Promise<Outcome> {
		return this.#in(actor, lab, id, (given) => withdrawRequest(this.#parts, given, form));
	}

	/** One after another for whoever gets one: of two at once, she may be full for the second. */
	#ofExpert<T>(memberId: string, work: () => Promise<T>): Promise<T> {
		return this.#parts.turns.take(`expert/${memberId}`, work);
	}

	#in<T>(actor: Actor, lab: Lab, id: string, work: (given: ThreadGiven) => Promise<Outcome<T>>) {
		return inTurn(this.#parts, { actor, lab, id }, work);
	}
}
