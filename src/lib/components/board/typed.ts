import type { LiveBoard } from '$lib/live/live-board';

/** What somebody is writing, as it stands in her field. */
export interface Typed {
	card: string;
	text: string;
	/** Some of it is not on the server's disk. */
	isLost: boolean;
}

/** On a card. What cannot be sent (half composed, too long) stands in the field only. */
export function typedOn(
	page: { field: HTMLTextAreaElement | null; liveOf(card: string): LiveBoard },
	card: string
): Typed {
	const live = page.liveOf(card);
	const sent = live.document.textOf(card);
	const text = page.field?.value ?? sent;
	return { card, text, isLost: text !== sent || live.isUnsaved(card) };
}

/** In a text of the harvest, or null. It stands on no card: `card` is a name for it and nothing more. */
export function harvestField(): Pick<Typed, 'card' | 'text'> | null {
	const field = document.activeElement;
	const card = field instanceof HTMLTextAreaElement && field.dataset['harvest'];
	return card ? { card, text: field.value } : null;
}
