import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import * as guard from '$lib/privacy/guard';
import { HeldText } from './held-text';
import { sharedText } from './shared-text';

class Field extends EventTarget {
	value = '';
	selectionStart = 0;
	selectionEnd = 0;
	selectionDirection = 'none';
	setSelectionRange(a: number, b: number) {
		this.selectionStart = a;
		this.selectionEnd = b;
	}
}

it('another window in front of the page is not leaving the field', () => {
	const text = new Y.Doc().getText('t');
	const held = new HeldText(text, { origin: {}, limit: 2000 }, { guard, allowed: [] });
	const field = new Field();
	const document: EventTarget & { activeElement: EventTarget } = Object.assign(new EventTarget(), {
		activeElement: field
	});
	vi.stubGlobal('document', document);
	const stop = sharedText(held)(field as never) as () => void;
	for (const letter of 'bel hem op 06-1234') {
		field.value += letter;
		field.selectionStart = field.selectionEnd = field.value.length;
		field.dispatchEvent(new Event('input'));
	}
	expect(text.toJSON()).toBe('bel hem op ');
	// She looks the rest of it up elsewhere: the field blurs and stays the active element.
	field.dispatchEvent(new Event('blur'));
	expect(text.toJSON()).toBe('bel hem op ');
	document.activeElement = new EventTarget();
	field.dispatchEvent(new Event('blur'));
	expect(text.toJSON()).toBe('bel hem op 06-1234');
	stop();
	vi.unstubAllGlobals();
});

it('what is pasted and is no writing is not in the field, and the caret stays where it was put', () => {
	const text = new Y.Doc().getText('t');
	text.insert(0, 'voor na');
	const held = new HeldText(text, { origin: {}, limit: 2000 }, { guard, allowed: [] });
	const field = new Field();
	vi.stubGlobal('document', Object.assign(new EventTarget(), { activeElement: field }));
	const stop = sharedText(held)(field as never) as () => void;
	field.value = 'voor \u202eom\u0000 \u200bna';
	field.selectionStart = field.selectionEnd = 'voor \u202eom\u0000 '.length;
	field.dispatchEvent(new Event('input'));
	expect([field.value, field.selectionEnd]).toEqual(['voor om na', 8]);
	expect(text.toJSON()).toBe('voor om na');
	stop();
	vi.unstubAllGlobals();
});
