/** One replacement in a text: `removed` characters at `start` make way for `inserted`. */
export interface TextEdit {
	start: number;
	removed: number;
	inserted: string;
}

/** What Yjs reports of a change in a Y.Text. */
export type TextDelta = readonly {
	retain?: number | undefined;
	delete?: number | undefined;
	insert?: unknown;
}[];

/** The smallest edit from one text to another, near `caret` (the end of what was typed) where it is ambiguous. */
export function editBetween(before: string, after: string, caret: number = after.length): TextEdit {
	const grown = after.length - before.length;
	// Typing "l" in "al|l" should insert at the caret, not at the end of the run of equal letters.
	const latestStart = Math.max(0, Math.min(caret - Math.max(0, grown), before.length));
	let start = 0;
	while (start < latestStart && before[start] === after[start]) start += 1;
	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
	// Half a surrogate pair is not a character: keep pairs whole on both sides.
	if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
	if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
	return {
		start,
		removed: before.length - start - end,
		inserted: after.slice(start, after.length - end)
	};
}

export function applyEdit(text: string, edit: TextEdit): string {
	return text.slice(0, edit.start) + edit.inserted + text.slice(edit.start + edit.removed);
}

/** Where a position goes when others change the text. `sticks`: an insert right there pushes it on. */
export function shift(position: number, delta: TextDelta, sticks: boolean): number {
	let at = 0;
	let shifted = position;
	for (const part of delta) {
		if (part.retain) at += part.retain;
		else if (part.delete) {
			if (at < shifted) shifted -= Math.min(part.delete, shifted - at);
		} else if (typeof part.insert === 'string') {
			if (at < shifted || (at === shifted && sticks)) shifted += part.insert.length;
			at += part.insert.length;
		}
	}
	return shifted;
}

/** The same edit on a text that others changed meanwhile. */
export function rebase(edit: TextEdit, delta: TextDelta): TextEdit {
	const start = shift(edit.start, delta, true);
	const end = Math.max(start, shift(edit.start + edit.removed, delta, false));
	return { start, removed: end - start, inserted: edit.inserted };
}

function isHigh(code: number): boolean {
	return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code: number): boolean {
	return code >= 0xdc00 && code <= 0xdfff;
}
