import type { Attachment } from 'svelte/attachments';
import type { BoardState } from './board-state.svelte';
import { moveCard } from './card-acts';

/** Pixels before a press becomes a drag. */
const THRESHOLD = 6;

/**
 * Drags the cards in an element with mouse or pen. Touch scrolls; it and the keyboard have "Verplaats
 * naar". One listener for all of them: a board has many cards and one mouse.
 */
export function draggable(state: BoardState): Attachment<HTMLElement> {
	return (board) => {
		let start: { x: number; y: number; element: HTMLElement; id: string } | null = null;
		let target: { zone: string; before: string | null } | null = null;
		let dragging = false;

		const down = (event: PointerEvent) => {
			const pressed = event.target as Element;
			const control = pressed.closest('button, a, summary, select, textarea, input, label');
			const element = pressed.closest<HTMLElement>('.card');
			if (event.button !== 0 || event.pointerType === 'touch' || control || !element) return;
			const id = cardOf(element);
			if (state.rights(id).arrange === null || state.editing === id) return;
			start = { x: event.clientX, y: event.clientY, element, id };
			window.addEventListener('pointermove', move);
			window.addEventListener('pointerup', drop);
			window.addEventListener('keydown', escape, true);
		};
		const move = (event: PointerEvent) => {
			if (!start) return;
			const { clientX: x, clientY: y } = event;
			if (!dragging && Math.hypot(x - start.x, y - start.y) < THRESHOLD) return;
			if (!dragging) {
				dragging = true;
				start.element.dataset['state'] = 'lifted';
				document.documentElement.dataset['dragging'] = '';
				getSelection()?.removeAllRanges();
			}
			event.preventDefault();
			mark(placeAt(x, y, start.element, state));
		};
		const mark = (place: ReturnType<typeof placeAt>) => {
			for (const old of document.querySelectorAll('[data-drop]')) old.removeAttribute('data-drop');
			target = place && { zone: place.zone, before: place.before };
			place?.mark.setAttribute('data-drop', place.side);
		};
		const drop = () => {
			const [to, id] = [target, start?.id];
			end();
			if (to && id) void moveCard(state, id, to.zone, to.before);
		};
		const escape = (event: KeyboardEvent) => {
			if (event.key !== 'Escape' || !dragging) return;
			event.preventDefault();
			event.stopPropagation();
			end();
		};
		const end = () => {
			window.removeEventListener('pointermove', move);
			window.removeEventListener('pointerup', drop);
			window.removeEventListener('keydown', escape, true);
			const element = start?.element;
			start = null;
			if (!dragging) return;
			dragging = false;
			mark(null);
			delete element?.dataset['state'];
			delete document.documentElement.dataset['dragging'];
		};

		board.addEventListener('pointerdown', down);
		return () => {
			board.removeEventListener('pointerdown', down);
			end();
		};
	};
}

interface Place {
	zone: string;
	/** Card it would come to stand before; null: at the end. */
	before: string | null;
	mark: Element;
	side: 'before' | 'after' | 'in';
}

/** Zone and place under the pointer, among the cards of the same document. */
function placeAt(x: number, y: number, dragged: HTMLElement, state: BoardState): Place | null {
	const layer = state.layerOf(cardOf(dragged));
	// It stays on its own side, wherever one lets go of it.
	const { domain } = dragged.dataset;
	const section = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-zone]');
	const zone = section?.dataset['zone'];
	if (!section || !zone || !layer?.zones.includes(zone)) return null;
	const cards = [...section.querySelectorAll<HTMLElement>('.card')].filter(
		(each) =>
			each !== dragged &&
			each.dataset['layer'] === layer.key &&
			(!state.isSided || each.dataset['domain'] === domain)
	);
	const below = cards.find((each) => {
		const box = each.getBoundingClientRect();
		// Where cards stand beside each other, what is left of the pointer comes before.
		const isInRow = y >= box.top && y < box.bottom;
		if (isInRow && (x < box.left || x > box.right)) return x < box.left;
		return y < box.top + box.height / 2;
	});
	if (below) return { zone, before: cardOf(below), mark: below, side: 'before' };
	const last = cards.at(-1);
	return { zone, before: null, mark: last ?? section, side: last ? 'after' : 'in' };
}

function cardOf(element: HTMLElement): string {
	return element.id.slice('card-'.length);
}
