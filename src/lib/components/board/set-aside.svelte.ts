import { createContext } from 'svelte';

/** Why a board was opened anew under one's hands. */
export type Reopening = 'no-right' | 'rewritten' | 'gone';

/** Texts that could not be kept on the board they were typed on. */
export interface AsideNote {
	reason: Exclude<Reopening, 'gone'> | 'withdrawn';
	texts: string[];
	isCopied: boolean;
}

/** What somebody was typing on a card when the board closed under her hands. */
export interface KeptText {
	card: string;
	text: string;
	/** In her own language: what happened. */
	why: string;
	/** Some of it never reached the server's disk, and will not. */
	isLost: boolean;
	isCopied: boolean;
}

/** What was typed and cannot be saved, kept while the board around it is opened anew. */
export class SetAside {
	notes: AsideNote[] = $state([]);
	kept: KeptText[] = $state([]);
	/** She has read what the server took out up to this moment (ms since epoch). */
	guardedUntil = $state(0);
	/** The same of what the server put right of hers. */
	mendedUntil = $state(0);

	/** Something would be lost with this page. */
	get isNeeded(): boolean {
		return (
			this.notes.some(({ texts, isCopied }) => texts.length > 0 && !isCopied) ||
			this.kept.some(({ isLost, isCopied }) => isLost && !isCopied)
		);
	}

	add(reason: AsideNote['reason'], texts: string[]): void {
		this.notes.push({ reason, texts, isCopied: false });
	}

	/** The board was taken back: of its cards nothing stays but what she was typing herself. */
	leave(own: string[]): void {
		this.kept = [];
		this.notes = [];
		if (own.length > 0) this.add('withdrawn', own);
	}

	remove(note: AsideNote): void {
		this.notes = this.notes.filter((each) => each !== note);
	}

	/** A card's text is kept once. Another text of the same card joins it: neither is lost for the other. */
	keep(kept: Omit<KeptText, 'isCopied'>): void {
		const known = this.keptAt(kept.card);
		if (known) {
			known.isLost ||= kept.isLost;
			if (!known.text.includes(kept.text)) known.isCopied = false;
			if (kept.text.includes(known.text)) known.text = kept.text;
			else if (!known.text.includes(kept.text)) known.text += `\n\n${kept.text}`;
		} else if (kept.text.trim() !== '') this.kept.push({ ...kept, isCopied: false });
	}

	keptAt(card: string): KeptText | undefined {
		return this.kept.find((each) => each.card === card);
	}

	letGo(card: string): void {
		this.kept = this.kept.filter((each) => each.card !== card);
	}
}

export const [getSetAside, setSetAside] = createContext<SetAside>();
