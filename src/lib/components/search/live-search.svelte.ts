import type { Found, SearchProblem } from '$lib/domain/search';

export type Answer = Found | { problem: SearchProblem };

/** Ms after a key before it is looked for, and an answer may take. */
const REST = 250;
const PATIENCE = 10_000;

/** Looks for what a form says while somebody fills it in. Of several answers the last question's counts. */
export class LiveSearch {
	answer: Answer | null = $state.raw(null);
	hasFailed = $state(false);
	/** The form as it was looked for last. */
	asked: [string, string][] | null = $state.raw(null);
	readonly #path: () => string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asking: AbortController | null = null;

	/** `path` of the page. */
	constructor(path: () => string) {
		this.#path = path;
	}

	get page(): number {
		return Number(this.asked?.find(([name]) => name === 'page')?.[1] ?? 1);
	}

	/** Soon, once for all that is typed until then. */
	soon(form: HTMLFormElement): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.ask(fieldsOf(form)), REST);
	}

	async now(form: HTMLFormElement, page = 1): Promise<void> {
		clearTimeout(this.#timer);
		await this.ask([...fieldsOf(form), ['page', String(page)]]);
	}

	async ask(fields: [string, string][]): Promise<void> {
		this.#asking?.abort();
		const asking = new AbortController();
		this.#asking = asking;
		const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE)]);
		try {
			const answer = await fetch(`${this.#path()}/live`, {
				method: 'POST',
				// As a form: nothing of it is in an address.
				// eslint-disable-next-line svelte/prefer-svelte-reactivity -- sent once, read by nobody here
				body: new URLSearchParams(fields),
				signal
			});
			if (!answer.ok) throw new Error(String(answer.status));
			const said = (await answer.json()) as Answer;
			if (asking.signal.aborted) return;
			this.answer = said;
			this.asked = fields;
			this.hasFailed = false;
		} catch {
			if (!asking.signal.aborted) this.hasFailed = true;
		}
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#asking?.abort();
	}
}

function fieldsOf(form: HTMLFormElement): [string, string][] {
	return [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
		typeof value === 'string' && name !== 'page' ? [[name, value]] : []
	);
}
