import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as v from 'valibot';
import type { Actor } from '../../src/lib/domain/access.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import { refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { actionStatuses } from '../../src/lib/domain/action-status.ts';
import {
	answersInSession,
	joinsSession,
	plansSession,
	runsSession,
	writesInSession
} from '../../src/lib/domain/session-access.ts';
import {
	forEverybody,
	forPlanners,
	forWriters,
	refusalOfTime,
	type SessionCommand
} from '../../src/lib/domain/session-command.ts';
import { pollLimits } from '../../src/lib/domain/poll.ts';
import { boxLimits } from '../../src/lib/domain/question-box.ts';
import { agendaLimits } from '../../src/lib/domain/session.ts';
import { plainText } from '../../src/lib/documents/plain-text.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session } from '../store/session-repository.ts';
import { pointsAtPerson } from './personal-text.ts';
import type { SessionGiven, SessionParts } from './session-acts.ts';
import { ask, dealWith, meToo, setModerated, showQuestion, takeBack } from './session-box-acts.ts';
import {
	drop,
	hold,
	sayToAll,
	sayToCo,
	setClock,
	shorten,
	speaking,
	summon,
	takeOver
} from './session-desk-acts.ts';
import { setActionStatus } from './session-actions.ts';
import { closeBoards } from './session-closing.ts';
import { end } from './session-ending.ts';
import type { SessionLive } from './session-live.ts';
import { go, start, undo } from './session-moves.ts';
import { answer, closePoll, openPoll } from './session-poll-acts.ts';
import { agree, ready } from './session-part-acts.ts';
import { settleReport, writeReport } from './session-report-acts.ts';

const id = v.pipe(v.string(), v.check(isId));
const count = (min: number, max: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const from = count(0, 2 ** 31);
const said = (most: number) =>
	v.pipe(v.string(), v.transform(plainText), v.trim(), v.maxLength(most));
const phrases = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(20));

/** A command as it comes in; anything else is refused. */
export const SessionCommandInput: v.GenericSchema<unknown, SessionCommand> = v.variant('do', [
	v.object({ do: v.literal('start') }),
	v.object({ do: v.literal('go'), item: id, from }),
	v.object({ do: v.literal('undo'), from }),
	v.object({
		do: v.literal('clock'),
		act: v.picklist(['start', 'pause', 'resume', 'add', 'stop']),
		minutes: v.exactOptional(count(1, 240))
	}),
	v.object({ do: v.literal('hold'), on: v.boolean() }),
	v.object({ do: v.literal('summon') }),
	v.object({ do: v.literal('message'), text: said(agendaLimits.message) }),
	v.object({
		do: v.literal('line'),
		id,
		text: v.pipe(said(agendaLimits.message), v.minLength(1))
	}),
	v.object({ do: v.literal('take-over') }),
	v.object({ do: v.literal('drop'), item: id, on: v.boolean() }),
	v.object({ do: v.literal('shorten'), minutes: count(1, 60) }),
	v.object({
		do: v.literal('speaking'),
		act: v.picklist(['start', 'next', 'back', 'stop']),
		seconds: v.exactOptional(count(10, 600)),
		from: v.exactOptional(from)
	}),
	v.object({ do: v.literal('box'), moderated: v.boolean() }),
	v.object({ do: v.literal('show-question'), question: id, on: v.boolean() }),
	v.object({ do: v.literal('deal-question'), question: id, on: v.boolean() }),
	v.object({ do: v.literal('poll-open') }),
	v.object({ do: v.literal('poll-close') }),
	v.object({ do: v.literal('end'), from }),
	v.object({ do: v.literal('close-boards'), on: v.boolean() }),
	v.object({
		do: v.literal('report-text'),
		text: said(agendaLimits.report),
		was: v.pipe(v.string(), v.maxLength(agendaLimits.report))
	}),
	v.object({ do: v.literal('report-definite'), on: v.boolean() }),
	v.object({ do: v.literal('action'), action: id, status: v.picklist(actionStatuses) }),
	v.object({ do: v.literal('ready'), on: v.boolean(), phase: from }),
	v.object({ do: v.literal('agree') }),
	v.object({
		do: v.literal('ask'),
		id,
		text: v.pipe(said(boxLimits.text), v.minLength(1)),
		notPersonal: v.optional(phrases, [])
	}),
	v.object({ do: v.literal('me-too'), question: id, on: v.boolean() }),
	v.object({ do: v.literal('take-back'), question: id }),
	v.object({ do: v.literal('poll-answer'), question: id, choice: count(0, pollLimits.options - 1) })
]);

type Verb = SessionCommand['do'];

/** Leave no line in what happened in it, so that nobody can read there who did it when. */
const unlogged: ReadonlySet<Verb> = new Set(['ready', 'agree', 'me-too', 'poll-answer']);

type Acts = {
	[V in Verb]: (
		parts: SessionParts,
		given: SessionGiven,
		command: Extract<SessionCommand, { do: V }>
	) => Promise<Outcome>;
};

const acts: Acts = {
	start,
	go,
	undo,
	clock: setClock,
	hold,
	summon,
	message: sayToAll,
	line: sayToCo,
	'take-over': takeOver,
	drop,
	shorten,
	speaking,
	end,
	'close-boards': closeBoards,
	'report-text': writeReport,
	'report-definite': settleReport,
	action: setActionStatus,
	ready,
	agree,
	box: setModerated,
	'show-question': showQuestion,
	'deal-question': dealWith,
	ask,
	'me-too': meToo,
	'take-back': takeBack,
	'poll-open': openPoll,
	'poll-close': closePoll,
	'poll-answer': answer
};

/** What one does in a session: who may, whether it runs, and then the act; one after another. */
export class SessionCommands {
	readonly #parts: SessionParts;
	readonly #live: SessionLive;
	/** Of one member. */
	readonly #pace = new RateLimiterMemory({ points: 100, duration: 10 });
	readonly #asking = new RateLimiterMemory({ points: 6, duration: 60 });

	constructor(parts: SessionParts, live: SessionLive) {
		this.#parts = parts;
		this.#live = live;
	}

	async run(actor: Actor, lab: Lab, sessionId: string, command: SessionCommand): Promise<Outcome> {
		if (await isTooFast(this.#pace, actor)) return refused('too-many');
		if (command.do === 'ask' && (await isTooFast(this.#asking, actor))) return refused('too-many');
		const outcome = await this.#parts.turns.take(`session/${sessionId}`, async () => {
			const session = isId(sessionId) ? await this.#parts.sessions.find(sessionId) : null;
			if (session?.labId !== lab.id || !joinsSession(actor, session)) return refused('not-found');
			if (!mayAsk(actor, session, command)) return refused('forbidden');
			const untimely = refusalOfTime(command.do, session.status);
			if (untimely) return refused(untimely);
			if (await this.#isPersonal(lab, command)) return refused('personal-data');
			const act = acts[command.do] as (
				parts: SessionParts,
				given: SessionGiven,
				command: SessionCommand
			) => Promise<Outcome>;
			return act(this.#parts, { actor, lab, session }, command);
		});
		if (!outcome.ok) return outcome;
		if (unlogged.has(command.do)) this.#live.acted(sessionId);
		// Not in that turn: those who come after her are shown with her. Only who begins it gets a task in
		// it by that, and with it rights.
		if (command.do === 'start') await this.#live.tell(sessionId);
		else await this.#live.publish(sessionId);
		return outcome;
	}

	async #isPersonal(lab: Lab, command: SessionCommand): Promise<boolean> {
		if (!('text' in command) || command.text === '') return false;
		const own = 'notPersonal' in command ? command.notPersonal : [];
		return pointsAtPerson(command.text, [...(await this.#parts.allowed.ofLab(lab)), ...own]);
	}
}

function isTooFast(pace: RateLimiterMemory, { memberId }: Actor): Promise<boolean> {
	return pace.consume(memberId).then(
		() => false,
		() => true
	);
}

function mayAsk(actor: Actor, session: Session, command: SessionCommand): boolean {
	if (command.do === 'poll-answer') return answersInSession(actor, session);
	if (forWriters.has(command.do)) return writesInSession(actor, session);
	if (forEverybody.has(command.do)) return true;
	return forPlanners.has(command.do) ? plansSession(actor, session) : runsSession(actor, session);
}
