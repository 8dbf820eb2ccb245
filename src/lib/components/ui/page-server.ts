import { m } from '$lib/paraglide/messages';

/** Ms an answer may take. */
const PATIENCE = 10_000;

export type Answer = { ok: true } | { ok: false; message: string };

/** What a page asks of the server beside what travels in documents. */
export class PageServer {
	readonly #path: string;

	/** `path` of the page. */
	constructor(path: string) {
		this.#path = path;
	}

	/** Null when there was no answer, or none for her. */
	protected async get<T>(where: string): Promise<T | null> {
		try {
			const signal = AbortSignal.timeout(PATIENCE);
			const answer = await fetch(`${this.#path}/${where}`, { cache: 'no-store', signal });
			return answer.ok ? ((await answer.json()) as T) : null;
		} catch {
			return null;
		}
	}

	/** A refusal comes with its reason in words. */
	protected async post(where: string, what: object): Promise<Answer> {
		try {
			const answer = await fetch(`${this.#path}/${where}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(what),
				signal: AbortSignal.timeout(PATIENCE)
			});
			if (answer.ok) {
				// Unread, it would stay open until its patience is over.
				answer.arrayBuffer().catch(() => undefined);
				return { ok: true };
			}
			const said = (await answer.json().catch(() => null)) as { message?: unknown } | null;
			const message = typeof said?.message === 'string' ? said.message : m.do_failed();
			return { ok: false, message };
		} catch {
			return { ok: false, message: m.do_offline() };
		}
	}
}
