import type { Actor } from '../../src/lib/domain/access.ts';
import type { MailState } from '../../src/lib/domain/mail.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Mail, MailRepository } from '../store/mail-repository.ts';
import type { Store } from '../store/store.ts';
import type { AuditTrail } from './audit-trail.ts';
import { subjectOf } from './mail/letter.ts';
import type { OutboxTransport } from './mail/outbox-transport.ts';
import type { MailTransport } from './mail/transport.ts';

/** Mails of one list; of the rest one sees how many there are. */
const MOST = 100;

/** A mail as the administrator sees it: nothing of what it is about. */
export interface MailLine {
	id: string;
	to: string;
	subject: string;
	state: MailState;
	createdAt: string;
	nextAt: string;
	attempts: number;
	/** When it was sent, given up, dropped or stopped. */
	endedAt: string | null;
	why: string | null;
}

interface MailLists {
	transport: MailTransport['name'];
	counts: { attention: number; waiting: number; done: number };
	/** Failed or uncertain: a person decides. */
	attention: MailLine[];
	waiting: MailLine[];
	done: MailLine[];
}

const lists = {
	attention: ['failed', 'uncertain'],
	waiting: ['waiting', 'sending'],
	done: ['sent', 'dropped', 'stopped']
} as const satisfies Record<string, readonly MailState[]>;

interface DeskParts {
	store: Store;
	mails: MailRepository;
	trail: AuditTrail;
	transport: MailTransport;
	/** Null: mails go to a mail server. */
	outbox: OutboxTransport | null;
	/** Something is due. */
	wake: () => void;
	now: () => Date;
}

/** The mail as who manages accounts sees it; to everybody else it is not there. */
export class MailDesk {
	readonly #parts: DeskParts;

	constructor(parts: DeskParts) {
		this.#parts = parts;
	}

	mayLook(actor: Actor): boolean {
		return actor.account === 'beheerder';
	}

	async look(actor: Actor): Promise<Outcome<MailLists>> {
		if (!this.mayLook(actor)) return refused('not-found');
		const { mails, transport } = this.#parts;
		const counts = await mails.count();
		const countOf = (states: readonly MailState[]) =>
			states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
		const list = async (states: readonly MailState[]) =>
			(await mails.list(states, MOST)).map(toLine);
		return done({
			transport: transport.name,
			counts: {
				attention: countOf(lists.attention),
				waiting: countOf(lists.waiting),
				done: countOf(lists.done)
			},
			attention: await list(lists.attention),
			waiting: await list(lists.waiting),
			done: await list(lists.done)
		});
	}

	/** Also one of which nobody knows whether it arrived: that it may come twice is then hers to decide. */
	async retry(actor: Actor, mailId: string): Promise<Outcome> {
		const outcome = await this.#change(actor, mailId, 'mail.retried', (mails, at) =>
			mails.retry(mailId, at)
		);
		if (outcome.ok) this.#parts.wake();
		return outcome;
	}

	stop(actor: Actor, mailId: string): Promise<Outcome> {
		return this.#change(actor, mailId, 'mail.stopped', (mails, at) => mails.stop(mailId, at));
	}

	/** A mail of the outbox as it was written. */
	async open(actor: Actor, mailId: string): Promise<Outcome<Buffer>> {
		const { mails, outbox } = this.#parts;
		if (!this.mayLook(actor) || !outbox) return refused('not-found');
		const mail = await mails.find(mailId);
		const bytes = mail && (await outbox.read(mail.id));
		return bytes ? done(bytes) : refused('not-found');
	}

	async #change(
		actor: Actor,
		mailId: string,
		act: 'mail.retried' | 'mail.stopped',
		change: (mails: MailRepository, at: Date) => Promise<boolean>
	): Promise<Outcome> {
		const { store, mails, trail, now } = this.#parts;
		if (!this.mayLook(actor)) return refused('not-found');
		const known = await mails.find(mailId);
		if (!known) return refused('not-found');
		const { memberId } = actor;
		const isDone = await store.transaction(async (trx) => {
			if (!(await change(mails.within(trx), now()))) return false;
			const detail = { from: known.state };
			await trail.within(trx, { act, memberId, subject: `mail/${mailId}`, detail });
			return true;
		});
		return isDone ? done() : refused('passed');
	}
}

function toLine(mail: Mail): MailLine {
	return {
		id: mail.id,
		to: mail.to,
		subject: subjectOf(mail.kind, mail.language, mail.about),
		state: mail.state,
		createdAt: mail.createdAt,
		nextAt: mail.nextAt,
		attempts: mail.attempts,
		endedAt: mail.sentAt ?? mail.failedAt,
		why: mail.lastError
	};
}
