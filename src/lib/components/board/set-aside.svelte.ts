import { createContext } from 'svelte';

/** Why a board was opened anew under one's hands. */
export type Reopening = 'no-right' | 'rewritten';

/** Texts that could not be kept on the board they were typed on. */
export interface AsideNote {
	reason: Reopening;
	texts: string[];
	isCopied: boolean;
}

/** What was typed and cannot be saved, kept while the board around it is opened anew. */
export class SetAside {
	notes: AsideNote[] = $state([]);

	/** Something would be lost with this page. */
	get isNeeded(): boolean {
		return this.notes.some(({ texts, isCopied }) => texts.length > 0 && !isCopied);
	}

	add(reason: Reopening, texts: string[]): void {
		this.notes.push({ reason, texts, isCopied: false });
	}

	remove(note: AsideNote): void {
		this.notes = this.notes.filter((each) => each !== note);
	}
}

export const [getSetAside, setSetAside] = createContext<SetAside>();
