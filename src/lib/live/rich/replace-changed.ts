import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';

/** Only the outermost blocks that differ: of what others did not touch nothing is drawn anew. */
export function replaceChanged(tr: Transaction, next: Node): void {
	const { doc } = tr;
	let first = 0;
	const fewest = Math.min(doc.childCount, next.childCount);
	let from = 0;
	while (first < fewest && doc.child(first).eq(next.child(first))) {
		from += doc.child(first).nodeSize;
		first += 1;
	}
	let last = 0;
	let rest = 0;
	while (
		last < fewest - first &&
		doc.child(doc.childCount - 1 - last).eq(next.child(next.childCount - 1 - last))
	) {
		rest += doc.child(doc.childCount - 1 - last).nodeSize;
		last += 1;
	}
	const put: Node[] = [];
	for (let i = first; i < next.childCount - last; i += 1) put.push(next.child(i));
	const to = doc.content.size - rest;
	if (from === to && put.length === 0) return;
	tr.step(new ReplaceStep(from, to, new Slice(Fragment.fromArray(put), 0, 0)));
}
