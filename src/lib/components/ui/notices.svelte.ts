import { untrack } from 'svelte';

/** A message at the bottom of the page, with a way back. */
export interface Toast {
	text: string;
	undo?: (() => void) | undefined;
	/** Something was refused: said at once. */
	isWrong?: boolean;
	/** Ms it stays. */
	stays?: number;
}

const STAYS = 12_000;

/** What a page tells in passing, on the screen and to screen readers. */
export class Notices {
	toast: Toast | null = $state(null);
	/** Said to screen readers, politely. */
	said = $state('');
	#timer: ReturnType<typeof setTimeout> | undefined;

	say(text: string): void {
		// The same words twice are not a change, and would not be read out.
		const before = untrack(() => this.said);
		this.said = before === text ? `${text}\u00a0` : text;
	}

	show(toast: Toast): void {
		clearTimeout(this.#timer);
		this.toast = toast;
		// What is wrong is an alert of its own.
		if (!toast.isWrong) this.say(toast.text);
		this.#timer = setTimeout(() => (this.toast = null), toast.stays ?? STAYS);
	}
}
