import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { PageData } from './page-data.ts';

/** Whatever was not as it should be, in words: at the end there is to be nothing in it. */
export type Complaints = string[];

/** What the pages of one person ask over HTTP. */
export class Asker {
	readonly #origin: string;
	readonly #cookie: string;
	readonly #complaints: Complaints;

	constructor(origin: string, cookie: string, complaints: Complaints) {
		this.#origin = origin;
		this.#cookie = cookie;
		this.#complaints = complaints;
	}

	/** Does what a button does. False, and a complaint, when it was not done. */
	async does(path: string, command: BoardCommand | SessionCommand): Promise<boolean> {
		const answer = await this.#send(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(command)
		});
		const said = await answer?.text();
		if (answer?.ok) return true;
		this.#complaints.push(`${command.do}: ${answer?.status ?? 'no answer'} ${said ?? ''}`);
		return false;
	}

	/** Sends a form; gives where it leads, or null when it stays where it is. */
	async sends(path: string, form: Record<string, string>): Promise<string | null> {
		const body = new URLSearchParams(form);
		const answer = await this.#send(path, { method: 'POST', body, redirect: 'manual' });
		const text = await answer?.text();
		if (!answer || answer.status >= 400) {
			throw new Error(`${path}: ${answer?.status ?? 'no answer'} ${text?.slice(0, 400) ?? ''}`);
		}
		return answer.headers.get('location');
	}

	/** Null when there was no answer: a page asks again. */
	async json<T>(path: string): Promise<T | null> {
		const text = await this.#text(path);
		return text === null ? null : (JSON.parse(text) as T);
	}

	/** What a page loads on its way there; `nodes` says for each layout and the page whether it is new. */
	async data(path: string, nodes: string): Promise<PageData | null> {
		const text = await this.#text(`${path}/__data.json?x-sveltekit-invalidated=${nodes}`);
		return text === null ? null : new PageData(text);
	}

	/** A page as a browser opens it. */
	async visits(path: string): Promise<void> {
		await this.#text(path);
	}

	async #text(path: string): Promise<string | null> {
		const answer = await this.#send(path);
		if (!answer) return null;
		try {
			const text = await answer.text();
			if (answer.ok) return text;
			this.#complaints.push(`GET ${path}: ${answer.status} ${text.slice(0, 200)}`);
		} catch {
			// It broke off.
		}
		return null;
	}

	async #send(path: string, init: RequestInit = {}): Promise<Response | null> {
		const headers = {
			...(init.headers as Record<string, string>),
			cookie: this.#cookie,
			origin: this.#origin
		};
		try {
			return await fetch(`${this.#origin}${path}`, { ...init, headers });
		} catch {
			return null;
		}
	}
}
