import type { Attachment } from 'svelte/attachments';
import type { Card } from '$lib/documents/card';
import type { BoardState } from './board-state.svelte';
import { moveCard } from './card-keys';

/** Pixels before a press becomes a drag. */
const THRESHOLD = 6;

/** Drags a card with mouse or pen. Touch scrolls; it and the keyboard have "Verplaats naar". */
export function draggable(state: BoardState, card: Card): Attachment<HTMLElement> {
	return (element) => {
		let start: { x: number; y: number } | null = null;
		let target: { zone: string; index: number } | null = null;
		let dragging = false;

		const down = (event: PointerEvent) => {
			const control = (event.target as Element).closest('button, a, summary, select, textarea');
			if (event.button !== 0 || event.pointerType === 'touch' || control) return;
			start = { x: event.clientX, y: event.clientY };
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
				element.dataset['state'] = 'lifted';
				document.documentElement.dataset['dragging'] = '';
				getSelection()?.removeAllRanges();
			}
			event.preventDefault();
			mark(placeAt(x, y, element));
		};
		const mark = (place: ReturnType<typeof placeAt>) => {
			for (const old of document.querySelectorAll('[data-drop]')) old.removeAttribute('data-drop');
			target = place && { zone: place.zone, index: place.index };
			place?.mark.setAttribute('data-drop', place.side);
		};
		const drop = () => {
			const to = target;
			end();
			if (to) moveCard(state, card.id, to.zone, to.index);
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
			start = null;
			if (!dragging) return;
			dragging = false;
			mark(null);
			delete element.dataset['state'];
			delete document.documentElement.dataset['dragging'];
		};

		element.addEventListener('pointerdown', down);
		return () => {
			element.removeEventListener('pointerdown', down);
			end();
		};
	};
}

/** Zone and place under the pointer, counted without the card that is dragged. */
function placeAt(
	x: number,
	y: number,
	dragged: Element
): { zone: string; index: number; mark: Element; side: 'before' | 'after' | 'in' } | null {
	const section = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-zone]');
	const zone = section?.dataset['zone'];
	if (!section || !zone) return null;
	const cards = [...section.querySelectorAll('.card')].filter((each) => each !== dragged);
	const below = cards.findIndex((each) => {
		const box = each.getBoundingClientRect();
		return y < box.top + box.height / 2;
	});
	const index = below === -1 ? cards.length : below;
	const [mark, side] =
		below === -1
			? ([cards.at(-1) ?? section, cards.length > 0 ? 'after' : 'in'] as const)
			: ([cards[below] as Element, 'before'] as const);
	return { zone, index, mark, side };
}
