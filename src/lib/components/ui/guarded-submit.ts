import { tick } from 'svelte';
import type { SubmitFunction } from '@sveltejs/kit';
import type { GuardedForm } from './guarded-form.svelte';

/**
 * Looks at a form before it goes out. What is held stays in the page, and the keyboard goes to what is
 * wrong, here or by the server's answer. `isEmptied`: what was sent leaves the fields when it was done;
 * `keepsChoices`: but what was chosen beside it stays.
 */
export function guardedSubmit(
	guard: GuardedForm,
	{ isEmptied = false, keepsChoices = false } = {}
): SubmitFunction {
	return async ({ cancel, formElement }) => {
		// Pressed again before the answer: nothing is sent twice.
		if (guard.isSending) return cancel();
		guard.isSending = true;
		guard.isUnsent = false;
		guard.wasHeld = !(await guard.mayBeSent());
		if (guard.wasHeld) {
			guard.isSending = false;
			cancel();
			await focusWrong(formElement);
			return;
		}
		return async ({ update, result }) => {
			// An error page in place of this one would take along what was typed.
			guard.isUnsent = result.type === 'error';
			if (guard.isUnsent) {
				guard.isSending = false;
				return;
			}
			const isEmpty = isEmptied && result.type === 'success';
			await update({ reset: isEmpty && !keepsChoices });
			guard.isSending = false;
			if (isEmpty) for (const name in guard.texts) guard.texts[name] = '';
			await focusWrong(formElement);
		};
	};
}

async function focusWrong(form: HTMLFormElement): Promise<void> {
	await tick();
	const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]');
	// Of a group its first choice: right below what is wrong with it.
	(wrong?.querySelector('input') ?? wrong)?.focus();
}
