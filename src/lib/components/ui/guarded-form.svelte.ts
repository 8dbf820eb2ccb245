import { findingsIn, withReplacement, type Findings } from '$lib/forms/guarded-text';
import type { Finding } from '$lib/privacy/personal-data';

/** Ms without a letter after which a field is looked at. */
const PAUSE = 600;
const nothing: Findings = { held: [], remarks: [] };

/**
 * The texts of a form whose fields are looked at for personal data: on the server after it was sent,
 * and here while one types, so that what is held never leaves the page.
 */
export class GuardedForm {
	/** By the name of the field. */
	readonly texts: Record<string, string> = $state({});
	/** What she said is no personal data, for this time. */
	notPersonal: string[] = $state([]);
	/** Names of the fields that were looked at. */
	#checked: string[] = $state([]);
	readonly #timers: Record<string, ReturnType<typeof setTimeout>> = {};

	/** `isSent`: the server had it and gave it back, so every field was looked at. */
	constructor(
		texts: Readonly<Record<string, string>>,
		{ notPersonal = [], isSent = false }: { notPersonal?: readonly string[]; isSent?: boolean } = {}
	) {
		Object.assign(this.texts, texts);
		this.notPersonal = [...notPersonal];
		if (isSent) this.#checked = Object.keys(texts);
	}

	findings(name: string): Findings {
		if (!this.#checked.includes(name)) return nothing;
		return findingsIn(this.texts[name] ?? '', this.notPersonal);
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

	/** Looks at all of them; gives the names of those that are held. */
	checkAll(): string[] {
		for (const name of Object.keys(this.texts)) this.check(name);
		return this.held;
	}

	/** Names of the fields that are held, of those looked at. */
	get held(): string[] {
		return Object.keys(this.texts).filter((name) => this.findings(name).held.length > 0);
	}

	replace(name: string, finding: Finding): void {
		this.texts[name] = withReplacement(this.texts[name] ?? '', finding);
	}

	allow(phrase: string): void {
		if (!this.notPersonal.includes(phrase)) this.notPersonal.push(phrase);
	}

	takeBack(phrase: string): void {
		this.notPersonal = this.notPersonal.filter((each) => each !== phrase);
	}
}
