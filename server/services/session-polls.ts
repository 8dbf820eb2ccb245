import * as v from 'valibot';
import type { Actor } from '../../src/lib/domain/access.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { pollLimits, totalsOf, type PollQuestion } from '../../src/lib/domain/poll.ts';
import { joinsSession, plansSession } from '../../src/lib/domain/session-access.ts';
import { plainLine } from '../../src/lib/documents/plain-text.ts';
import type { ReportedPoll } from '../../src/lib/documents/session-report.ts';
import type { LiveSession } from '../../src/lib/documents/session-state.ts';
import type { Lab } from '../store/lab-repository.ts';
import { writePoll } from '../store/poll-repository.ts';
import type { Session } from '../store/session-repository.ts';
import { pointsAtPerson } from './personal-text.ts';
import type { SessionParts } from './session-acts.ts';
import type { SessionLive } from './session-live.ts';

const line = (most: number) =>
	v.pipe(v.string(), v.transform(plainLine), v.minLength(1, 'empty'), v.maxLength(most, 'long'));

/** The questions of a poll as somebody who plans it sends them in. */
export const PollInput = v.pipe(
	v.array(
		v.object({
			text: line(pollLimits.text),
			/** Null: a scale of 1 to 5. */
			options: v.nullable(
				v.pipe(
					v.array(line(pollLimits.option)),
					v.minLength(pollLimits.leastOptions, 'few'),
					v.maxLength(pollLimits.options, 'many'),
					v.check((options) => new Set(options).size === options.length, 'twice')
				)
			)
		})
	),
	v.maxLength(pollLimits.questions)
);

/** What the room follows of a poll; null until it was opened. */
export async function pollOf(
	{ polls }: Pick<SessionParts, 'polls'>,
	{ id, poll }: Pick<Session, 'id' | 'poll'>
): Promise<LiveSession['poll']> {
	if (poll === null) return null;
	const counts = await polls.counts(id);
	const none: ReadonlyMap<number, number> = new Map();
	return {
		isOpen: poll === 'open',
		people: await polls.people(id),
		questions: (await polls.questions(id)).map((question) => ({
			...question,
			...totalsOf(question, counts.get(question.id) ?? none)
		}))
	};
}

/** A poll as it is reported; null: nobody answered anything. */
export async function reportedPoll(
	parts: Pick<SessionParts, 'polls'>,
	session: Pick<Session, 'id' | 'poll'>
): Promise<ReportedPoll | null> {
	const poll = await pollOf(parts, session);
	if (!poll || poll.people === 0) return null;
	return { people: poll.people, questions: poll.questions };
}

/** Polls before they are opened: the questions somebody prepares. */
export class SessionPolls {
	readonly #parts: SessionParts;
	readonly #live: SessionLive;

	constructor(parts: SessionParts, live: SessionLive) {
		this.#parts = parts;
		this.#live = live;
	}

	/** What is prepared, for who plans the session; to others it is not there. */
	async read(
		actor: Actor,
		lab: Lab,
		sessionId: string
	): Promise<Outcome<{ title: string; questions: PollQuestion[] }>> {
		const found = await this.#planned(actor, lab, sessionId);
		if (!found.ok) return refused('not-found');
		const session = found.value;
		const questions = await this.#parts.polls.questions(session.id);
		return done({ title: session.title, questions });
	}

	/** These questions and no others, until somebody answered one. */
	async save(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		wanted: { questions: v.InferOutput<typeof PollInput>; notPersonal: readonly string[] }
	): Promise<Outcome> {
		const { turns, store, newId, allowed } = this.#parts;
		return turns.take(`session/${sessionId}`, async () => {
			const found = await this.#planned(actor, lab, sessionId);
			if (!found.ok) return found;
			const session = found.value;
			if (session.status === 'ended') return refused('not-live');
			if (wanted.questions.length === 0 && session.poll !== null) return refused('invalid');
			const allow = [...(await allowed.ofLab(lab)), ...wanted.notPersonal];
			const texts = wanted.questions.flatMap(({ text, options }) => [text, ...(options ?? [])]);
			if (texts.some((text) => pointsAtPerson(text, allow))) return refused('personal-data');
			const questions = wanted.questions.map((question) => ({ id: newId(), ...question }));
			const isDone = await store.transaction((trx) => writePoll(trx, session.id, questions));
			if (!isDone) return refused('answered');
			await this.#live.tell(session.id);
			return done();
		});
	}

	/** Who may know of it hears that it is not hers to plan; for others it is not there. */
	async #planned(actor: Actor, lab: Lab, id: string): Promise<Outcome<Session>> {
		const session = isId(id) ? await this.#parts.sessions.find(id) : null;
		if (session?.labId !== lab.id) return refused('not-found');
		if (plansSession(actor, session)) return done(session);
		return refused(joinsSession(actor, session) ? 'forbidden' : 'not-found');
	}
}
