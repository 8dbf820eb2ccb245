import type { Transaction } from 'kysely';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AuditRepository, type AuditEntry } from '../store/audit-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** What is written down; a sign-in that merely runs out is nobody's act. */
type Act =
	| 'sign-in.started'
	| 'sign-in.throttled'
	| 'sign-in.ended'
	| 'sign-in.confirmed'
	| 'member.role-changed'
	| 'member.removed'
	| 'member.invited'
	| 'member.invitation-withdrawn'
	| 'board.viewed'
	| 'board.exported'
	| 'board.phase'
	| 'board.revealed'
	| 'board.redacted'
	| 'board.guarded'
	| 'board.ballot-opened'
	| 'board.ballot-closed'
	| 'board.restored'
	| 'board.frozen'
	| 'board.reopened'
	| 'board.bin-emptied'
	| 'phrase.proposed'
	| 'phrase.agreed'
	| 'phrase.revoked'
	| 'board.marked'
	| 'board.attendance'
	| 'card.marked'
	| 'casus.brought'
	| 'casus.signed'
	| 'casus.changes-asked'
	| 'casus.withdrawn'
	| 'template.adapted'
	| 'template.withdrawn'
	| 'template.put-back'
	| 'session.planned'
	| 'session.removed'
	| 'session.appointed'
	| 'session.started'
	| 'session.ended'
	| 'session.boards-closed'
	| 'session.boards-opened'
	| 'session.report-definite'
	| 'session.exported'
	| 'session.code-made'
	| 'session.code-withdrawn'
	| 'member.joined-by-code'
	| 'join.throttled'
	| 'guest.key-made'
	| 'guest.key-given'
	| 'guest.key-withdrawn'
	| 'question.asked'
	| 'question.redacted'
	| 'question.merged'
	| 'question.unmerged'
	| 'question.split'
	| 'draft.guarded'
	| 'round.opened'
	| 'round.closed'
	| 'mail.retried'
	| 'mail.stopped'
	| 'sync.refused';

/** Ids, roles and codes only: no content, no title, no e-mail address. */
export type AuditFact = Omit<AuditEntry, 'at' | 'act'> & { act: Act };

const HOUR = 3_600;

/** Where services tell who did what. What they tell comes on disk in the order in which it was told. */
export class AuditTrail {
	readonly #audit: AuditRepository;
	readonly #store: Store;
	readonly #now: () => Date;
	readonly #logger: { error(facts: object, message: string): void };
	readonly #thisHour = new RateLimiterMemory({ points: 1, duration: HOUR });
	#waiting: { entry: AuditEntry; written: (isWritten: boolean) => void }[] = [];
	#running: Promise<void> | null = null;

	constructor(parts: {
		store: Store;
		now: () => Date;
		logger: { error(facts: object, message: string): void };
	}) {
		this.#audit = new AuditRepository(parts.store);
		this.#store = parts.store;
		this.#now = parts.now;
		this.#logger = parts.logger;
	}

	/** Does `work` and writes it down in one commit: both, or neither and it throws. */
	with<T>(fact: AuditFact, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
		return this.#store.transaction(async (trx) => {
			const result = await work(trx);
			await this.#audit.appendIn(trx, [{ ...fact, at: this.#now() }]);
			return result;
		});
	}

	/** The same, inside somebody's transaction. */
	within(trx: Transaction<Schema>, fact: AuditFact): Promise<void> {
		return this.#audit.appendIn(trx, [{ ...fact, at: this.#now() }]);
	}

	/**
	 * For what has happened already. Never throws: what cannot be written here goes to the log.
	 * True once it is on disk. Not to be awaited inside a transaction.
	 */
	record(fact: AuditFact): Promise<boolean> {
		return new Promise((written) => {
			this.#waiting.push({ entry: { ...fact, at: this.#now() }, written });
			this.#running ??= this.#run();
		});
	}

	/** The same fact once an hour at most, for what would otherwise be written at every request. */
	async recordHourly(fact: AuditFact): Promise<void> {
		const key = JSON.stringify(fact);
		const isFirst = await this.#thisHour.consume(key).then(
			() => true,
			() => false
		);
		if (isFirst && !(await this.record(fact))) await this.#thisHour.delete(key);
	}

	/** Resolves when everything told so far is on disk or in the log. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running;
	}

	/** One commit for whatever was told during the last one: never more than one connection. */
	async #run(): Promise<void> {
		await Promise.resolve();
		while (this.#waiting.length > 0) {
			const batch = this.#waiting;
			this.#waiting = [];
			const isWritten = await this.#write(batch.map(({ entry }) => entry));
			for (const { written } of batch) written(isWritten);
		}
		this.#running = null;
	}

	async #write(entries: AuditEntry[]): Promise<boolean> {
		try {
			await this.#audit.append(entries);
			return true;
		} catch (error) {
			this.#logger.error({ err: error, entries }, 'not in the audit trail');
			return false;
		}
	}
}
