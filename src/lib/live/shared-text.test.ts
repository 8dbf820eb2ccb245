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
