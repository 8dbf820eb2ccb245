import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import { applyEdit, editBetween, rebase, shift, type TextDelta } from '$lib/documents/text-edit';
import { plainText } from '$lib/documents/plain-text';
import type { HeldText } from './held-text';

export interface SharedTextOptions {
	/** The caret moved or something was typed; positions in the shared text. */
	onPlace?: (anchor: number, head: number, typing: boolean) => void;
}

/** Ms without a key after which a plain word no longer waits for what follows. */
const REST = 2_000;

/**
 * Binds a textarea to a text: each input becomes the smallest edit, others' edits move the caret
 * along. While an input method composes, the text hears nothing of it.
 */
export function sharedText(
	text: HeldText,
	{ onPlace = () => undefined }: SharedTextOptions = {}
): Attachment<HTMLTextAreaElement> {
	return (field) => {
		/** What the field showed when it was last told. */
		let shown = text.shown;
		let composing = false;
		let resting: ReturnType<typeof setTimeout> | undefined;
		field.value = shown;

		const input = () => {
			if (composing) return;
			clearTimeout(resting);
			resting = setTimeout(() => text.rest(), REST);
			tidy();
			text.type(field.value, field.selectionEnd);
			place(true);
		};
		/** What came along with a paste and is no writing is not even shown. */
		const tidy = () => {
			const plain = plainText(field.value);
			if (plain === field.value) return;
			const caret = plainText(field.value.slice(0, field.selectionEnd)).length;
			field.value = plain;
			field.setSelectionRange(caret, caret);
		};
		const place = (typing: boolean) => {
			onPlace(text.toShared(field.selectionStart), text.toShared(field.selectionEnd), typing);
		};
		/** The text is another than the field shows: somebody else typed, or it was replaced. */
		const show = (delta: TextDelta | null) => {
			const pending = composing ? editBetween(shown, field.value, field.selectionEnd) : null;
			const change = delta ?? deltaOf(shown, text.shown);
			shown = text.shown;
			const next = pending ? applyEdit(shown, rebase(pending, change)) : shown;
			if (field.value === next) return;
			const { selectionStart, selectionEnd, selectionDirection } = field;
			field.value = next;
			field.setSelectionRange(
				shift(selectionStart, change, false),
				shift(selectionEnd, change, false),
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
		// With another window in front the field is still the one she types in.
		const left = () => {
			if (document.activeElement !== field) text.decide();
		};

		text.onRemote = show;
		// Svelte's own way to listen: a field that is taken away blurs while the page is being drawn.
		const stops = [
			text.onChange(() => show(null)),
			on(field, 'input', input),
			on(field, 'compositionstart', compositionStart),
			on(field, 'compositionend', compositionEnd),
			on(field, 'blur', left),
			on(document, 'selectionchange', moved)
		];
		return () => {
			clearTimeout(resting);
			text.onRemote = () => undefined;
			stops.forEach((stop) => stop());
			text.decide();
		};
	};
}

function deltaOf(before: string, after: string): TextDelta {
	const { start, removed, inserted } = editBetween(before, after);
	return [{ retain: start }, { insert: inserted }, { delete: removed }];
}
