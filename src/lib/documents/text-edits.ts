import { editBetween, type TextEdit } from './text-edit.ts';

/** Words on both sides above which one edit has to do: comparing them is a table of so many places. */
const TABLE = 250_000;

/**
 * The edits from one text to another, word by word and the last one first, so that each stands where the
 * text before it is still as it was. What stays is left alone: whoever types in it keeps her place.
 */
export function editsBetween(before: string, after: string): TextEdit[] {
	const [was, is] = [wordsOf(before), wordsOf(after)];
	if (was.length * is.length > TABLE) return isOne(editBetween(before, after));
	const edits: TextEdit[] = [];
	let at = 0;
	for (const { removed, inserted } of hunksOf(was, is)) {
		const [gone, come] = [removed.join(''), inserted.join('')];
		if (gone !== come) {
			const edit = editBetween(gone, come);
			edits.push({ ...edit, start: at + edit.start });
		}
		at += gone.length;
	}
	return edits.reverse();
}

function isOne(edit: TextEdit): TextEdit[] {
	return edit.removed > 0 || edit.inserted !== '' ? [edit] : [];
}

function wordsOf(text: string): string[] {
	return text.match(/\s+|[^\s]+/g) ?? [];
}

/** The texts in pieces: what both have in common, and between that what made way for what. */
function hunksOf(
	was: readonly string[],
	is: readonly string[]
): { removed: string[]; inserted: string[] }[] {
	const common = commonAfter(was, is);
	const hunks: { removed: string[]; inserted: string[] }[] = [];
	let [i, j] = [0, 0];
	let hunk = { removed: [] as string[], inserted: [] as string[] };
	while (i < was.length || j < is.length) {
		const [old, fresh] = [was[i], is[j]];
		if (old !== undefined && old === fresh) {
			hunks.push(hunk, { removed: [old], inserted: [old] });
			hunk = { removed: [], inserted: [] };
			i += 1;
			j += 1;
		} else if (
			fresh === undefined ||
			(old !== undefined && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
		) {
			hunk.removed.push(old as string);
			i += 1;
		} else {
			hunk.inserted.push(fresh);
			j += 1;
		}
	}
	return [...hunks, hunk];
}

/** How many words both still have in common, in order, from each place on. */
function commonAfter(was: readonly string[], is: readonly string[]): Uint16Array[] {
	const rows = Array.from({ length: was.length + 1 }, () => new Uint16Array(is.length + 1));
	for (let i = was.length - 1; i >= 0; i -= 1) {
		for (let j = is.length - 1; j >= 0; j -= 1) {
			const [row, next] = [rows[i], rows[i + 1]];
			if (!row || !next) continue;
			row[j] = was[i] === is[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
		}
	}
	return rows;
}
