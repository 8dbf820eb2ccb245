import * as Y from 'yjs';
import type { Attachment } from 'svelte/attachments';
import { applyEdit, editBetween, rebase, shift, type TextEdit } from '$lib/documents/text-edit';

export interface SharedTextOptions {
	/** Of every transaction this field makes. */
	origin: unknown;
	/** More than this many UTF-16 units is not sent: it stays in the field until it fits. */
	limit: number;
	/** How many units too many there are, 0 when it fits; and what stands in the field. */
	onExcess: (excess: number, typed: string) => void;
	/** The caret moved or something was typed; positions in the shared text. */
	onPlace: (anchor: number, head: number, typing: boolean) => void;
}

/**
 * Binds a textarea to a Y.Text: each input becomes the smallest edit, others' edits move the caret
 * along. What may not be sent (too long, or half-composed by an input method) is held as one edit on
 * top of the shared text and rebased on what others do meanwhile.
 */
export function sharedText(
	text: Y.Text,
	options: SharedTextOptions
): Attachment<HTMLTextAreaElement> {
	return (field) => {
		/** The shared text as this field last knew it. */
		let base = text.toJSON();
		let held: TextEdit | null = null;
		let composing = false;
		field.value = base;

		const input = () => {
			if (composing) return;
			const edit = editBetween(base, field.value, field.selectionEnd);
			const excess = Math.max(0, field.value.length - options.limit);
			options.onExcess(excess, field.value);
			// Deleting always goes through, also from a text that came in too long.
			held = excess > 0 && edit.inserted.length > 0 ? edit : null;
			if (!held) send(edit);
			place(true);
		};
		const send = (edit: TextEdit) => {
			if (edit.removed === 0 && edit.inserted === '') return;
			base = applyEdit(base, edit);
			text.doc?.transact(() => {
				if (edit.removed > 0) text.delete(edit.start, edit.removed);
				if (edit.inserted !== '') text.insert(edit.start, edit.inserted);
			}, options.origin);
		};
		const place = (typing: boolean) => {
			options.onPlace(field.selectionStart, field.selectionEnd, typing);
		};
		const observe = (event: Y.YTextEvent) => {
			const next = text.toJSON();
			if (next === base) return;
			const { delta } = event;
			const pending = composing ? editBetween(base, field.value, field.selectionEnd) : held;
			base = next;
			const shown = pending ? applyEdit(next, rebase(pending, delta)) : next;
			if (held) held = rebase(held, delta);
			if (field.value === shown) return;
			const { selectionStart, selectionEnd, selectionDirection } = field;
			field.value = shown;
			field.setSelectionRange(
				shift(selectionStart, delta, false),
				shift(selectionEnd, delta, false),
				selectionDirection
			);
		};
		const compositionStart = () => (composing = true);
		const compositionEnd = () => {
			composing = false;
			input();
		};
		const moved = () => {
			if (document.activeElement === field) place(false);
		};

		text.observe(observe);
		field.addEventListener('input', input);
		field.addEventListener('compositionstart', compositionStart);
		field.addEventListener('compositionend', compositionEnd);
		document.addEventListener('selectionchange', moved);
		return () => {
			text.unobserve(observe);
			field.removeEventListener('input', input);
			field.removeEventListener('compositionstart', compositionStart);
			field.removeEventListener('compositionend', compositionEnd);
			document.removeEventListener('selectionchange', moved);
		};
	};
}
