import type { Findings } from '$lib/forms/guarded-text';
import { replaced } from '$lib/privacy/findings';
import type { Finding } from '$lib/privacy/personal-data';

/** Ms without a letter after which a field is looked at. */
const PAUSE = 600;
const nothing: Findings = { held: [], remarks: [] };
type Find = (text: string, notPersonal: readonly string[]) => Findings;

/**
 * The texts of a form whose fields are looked at for personal data: on the server after it was sent,
 * and here while one types, so that what is held never leaves the page.
 */
export class GuardedForm {
	/** By the name of the field. */
	readonly texts: Record<string, string> = $state({});
	/** What she said is no personal data, for this time. */
	notPersonal: string[] = $state([]);
	/** It was about to go out, and did not. */
	wasHeld = $state(false);
	isSending = $state(false);
	/** It went out and did not arrive, or the server failed: all of it is still here. */
	isUnsent = $state(false);
	/** Nothing could be looked at, so nothing is sent. */
	isUnready = $state(false);
	readonly #agreed: readonly string[];
	/** Names of the fields that were looked at. */
	#checked: string[] = $state([]);
	/** Null until it is loaded: names and places weigh as much as half of a page. */
	#find: Find | null = $state.raw(null);
	#loading: Promise<boolean> | null = null;
	/** What the server found in them, until this page can look itself. */
	readonly #found: Readonly<Record<string, Findings>>;
	readonly #timers: Record<string, ReturnType<typeof setTimeout>> = {};

	/** `found`: the server had it and gave it back, so every field was looked at. */
	constructor(
		texts: Readonly<Record<string, string>>,
		about: {
			/** Phrases that are no personal data in this lab. */
			agreed?: readonly string[];
			notPersonal?: readonly string[];
			found?: Readonly<Record<string, Findings>> | null | undefined;
		} = {}
	) {
		Object.assign(this.texts, texts);
		this.#agreed = about.agreed ?? [];
		this.notPersonal = [...(about.notPersonal ?? [])];
		this.#found = about.found ?? {};
		if (about.found) this.#checked = Object.keys(texts);
	}

	/** Fetches what looks. False: it could not be had now. */
	load(): Promise<boolean> {
		this.#loading ??= import('$lib/forms/guarded-text').then(
			({ findingsIn }) => {
				this.#find = findingsIn;
				return true;
			},
			() => {
				this.#loading = null;
				return false;
			}
		);
		return this.#loading;
	}

	findings(name: string): Findings {
		if (!this.#checked.includes(name)) return nothing;
		if (!this.#find) return this.#found[name] ?? nothing;
		return this.#find(this.texts[name] ?? '', [...this.#agreed, ...this.notPersonal]);
	}

	/** Somebody types in it: it is looked at when she pauses. */
	typed(name: string): void {
		clearTimeout(this.#timers[name]);
		this.#timers[name] = setTimeout(() => this.check(name), PAUSE);
	}

	check(name: string): void {
		clearTimeout(this.#timers[name]);
		if (!this.#checked.includes(name)) this.#checked.push(name);
	}

	/** Looks at all of them. True: the form may go out. */
	async mayBeSent(): Promise<boolean> {
		this.isUnready = !(await this.load());
		for (const name of Object.keys(this.texts)) this.check(name);
		return !this.isUnready && this.held.length === 0;
	}

	/** Names of the fields that are held, of those looked at. */
	get held(): string[] {
		return Object.keys(this.texts).filter((name) => this.findings(name).held.length > 0);
	}

	/** Puts what is proposed in the place of what was found. */
	replace(name: string, finding: Finding): void {
		this.texts[name] = replaced(this.texts[name] ?? '', [finding]);
	}

	allow(phrase: string): void {
		if (!this.notPersonal.includes(phrase)) this.notPersonal.push(phrase);
	}

	takeBack(phrase: string): void {
		this.notPersonal = this.notPersonal.filter((each) => each !== phrase);
	}
}
