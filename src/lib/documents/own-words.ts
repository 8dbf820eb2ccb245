import * as Y from 'yjs';

/** Letters of a text that this client typed; where others' stood between them, an ellipsis. */
export function ownWords(text: Y.Text, client: number): string {
	let words = '';
	let isBroken = false;
	for (let item = text._start; item; item = item.right) {
		if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
		if (item.id.client !== client) {
			isBroken = words !== '';
			continue;
		}
		words += (isBroken ? ' … ' : '') + item.content.str;
		isBroken = false;
	}
	return words;
}
