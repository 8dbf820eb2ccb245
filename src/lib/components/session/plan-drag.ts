import type { Attachment } from 'svelte/attachments';

/** Pixels before a press becomes a drag. */
const THRESHOLD = 6;

/**
 * Drags the rows of a list by their handle, with mouse, pen or finger; the keyboard has buttons and
 * Alt with an arrow. `moved` is told which row (its id) goes to which place, from 0.
 */
export function draggableRows(moved: (id: string, to: number) => void): Attachment<HTMLElement> {
	return (list) => {
		let start: { y: number; row: HTMLElement; handle: Element; pointer: number } | null = null;
		let target: number | null = null;
		let isDragging = false;

		const rows = () => [...list.children] as HTMLElement[];
		const down = (event: PointerEvent) => {
			const handle = (event.target as Element).closest('[data-drag]');
			const row = rows().find((each) => each.contains(handle));
			if (event.button !== 0 || !handle || !row) return;
			event.preventDefault();
			start = { y: event.clientY, row, handle, pointer: event.pointerId };
			handle.setPointerCapture(event.pointerId);
			window.addEventListener('pointermove', move);
			window.addEventListener('pointerup', drop);
			window.addEventListener('pointercancel', end);
			window.addEventListener('keydown', escape, true);
		};
		const move = ({ clientY }: PointerEvent) => {
			if (!start) return;
			if (!isDragging && Math.abs(clientY - start.y) < THRESHOLD) return;
			isDragging = true;
			start.row.dataset['state'] = 'lifted';
			mark(clientY, start.row);
		};
		/** The others keep their order: its place is among them. */
		const mark = (y: number, row: HTMLElement) => {
			const others = rows().filter((each) => each !== row);
			const below = others.findIndex((each) => {
				const { top, height } = each.getBoundingClientRect();
				return y < top + height / 2;
			});
			clear();
			target = below === -1 ? others.length : below;
			const [at, side] = below === -1 ? [others.at(-1), 'after'] : [others[below], 'before'];
			at?.setAttribute('data-drop', side);
		};
		const clear = () => {
			for (const each of rows()) each.removeAttribute('data-drop');
		};
		const drop = () => {
			const [to, id] = [target, start?.row.id];
			const wasDragging = isDragging;
			end();
			if (wasDragging && to !== null && id) moved(id, to);
		};
		const escape = (event: KeyboardEvent) => {
			if (event.key !== 'Escape' || !isDragging) return;
			event.preventDefault();
			event.stopPropagation();
			end();
		};
		const end = () => {
			window.removeEventListener('pointermove', move);
			window.removeEventListener('pointerup', drop);
			window.removeEventListener('pointercancel', end);
			window.removeEventListener('keydown', escape, true);
			start?.handle.releasePointerCapture(start.pointer);
			delete start?.row.dataset['state'];
			clear();
			start = null;
			target = null;
			isDragging = false;
		};

		list.addEventListener('pointerdown', down);
		return () => {
			list.removeEventListener('pointerdown', down);
			end();
		};
	};
}
