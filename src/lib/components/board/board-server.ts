import type { BoardPhase } from '$lib/documents/board-phase';
import type { BoardCommand } from '$lib/domain/board-command';
import { m } from '$lib/paraglide/messages';

/** Ms an answer may take. */
const PATIENCE = 10_000;

export type Answer = { ok: true } | { ok: false; message: string };

/** What a page asks of the server beside what travels in documents. */
export class BoardServer {
	readonly #path: string;

	/** `path` of the board's page. */
	constructor(path: string) {
		this.#path = path;
	}

	/** Her phase as it is now; null when there was no answer, or none for her. */
	async phase(): Promise<BoardPhase | null> {
		try {
			const signal = AbortSignal.timeout(PATIENCE);
			const answer = await fetch(`${this.#path}/phase`, { cache: 'no-store', signal });
			return answer.ok ? ((await answer.json()) as BoardPhase) : null;
		} catch {
			return null;
		}
	}

	/** She has seen what was new up to a moment. */
	seen(until: string): Promise<Answer> {
		return this.#post('news', { until });
	}

	/** Asks for something narrower than writing. A refusal comes with its reason in words. */
	do(command: BoardCommand): Promise<Answer> {
		return this.#post('do', command);
	}

	async #post(where: string, what: object): Promise<Answer> {
		try {
			const answer = await fetch(`${this.#path}/${where}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(what),
				signal: AbortSignal.timeout(PATIENCE)
			});
			if (answer.ok) return { ok: true };
			const said = (await answer.json().catch(() => null)) as { message?: unknown } | null;
			const message = typeof said?.message === 'string' ? said.message : m.do_failed();
			return { ok: false, message };
		} catch {
			return { ok: false, message: m.do_offline() };
		}
	}
}
