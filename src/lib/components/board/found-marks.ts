import { placesOf } from '$lib/documents/board-search';

/** Cards of which the words are marked at most: one letter more and there are fewer. */
const MOST = 300;
/** What is no text of the card itself. */
const besides = '.card__bar, .entry__more, .card__editor, .unseen, button, textarea, select';

/**
 * Marks words in the texts of cards as the browser marks a selection: no element comes or goes, so
 * nothing moves. Where a browser cannot, the card one goes to is still marked as a whole.
 */
export function markFound(cards: readonly string[], words: readonly string[]): () => void {
	if (!('highlights' in CSS) || words.length === 0) return () => undefined;
	const ranges = cards.slice(0, MOST).flatMap((id) => {
		const element = document.getElementById(`card-${id}`);
		return element ? rangesIn(element, words) : [];
	});
	CSS.highlights.set('found', new Highlight(...ranges));
	return () => void CSS.highlights.delete('found');
}

function rangesIn(card: Element, words: readonly string[]): Range[] {
	const ranges: Range[] = [];
	const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT, (node) =>
		node.parentElement?.closest(besides) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
	);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		for (const [start, end] of placesOf(node.textContent ?? '', words)) {
			const range = new Range();
			range.setStart(node, start);
			range.setEnd(node, end);
			ranges.push(range);
		}
	}
	return ranges;
}

/** Brings a card into sight and marks it as the one that was gone to. Returns its own undo. */
export function markGoneTo(id: string, words: readonly string[]): () => void {
	const card = document.getElementById(`card-${id}`);
	if (!card) return () => undefined;
	for (const talk of card.querySelectorAll('details')) {
		if (placesOf(talk.textContent ?? '', words).length > 0) talk.open = true;
	}
	card.dataset['found'] = '';
	card.scrollIntoView({ block: 'center' });
	return () => delete card.dataset['found'];
}
