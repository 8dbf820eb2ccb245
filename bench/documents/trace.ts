import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { Recorder, type LargeDocument } from './large-document.ts';
import { addCard, cardId } from './small-board.ts';

/** Keystrokes of one update: 260,000 single ones would take an hour at the rate ours allows. */
const CUT = 1_000;

interface Trace {
	endContent: string;
	/** Position, how many characters go, what comes. */
	txns: { patches: [number, number, string][] }[];
}

let made: LargeDocument | null = null;

/**
 * The 259,778 keystrokes of a real paper (`sequential_traces/automerge-paper` of
 * josephg/editing-traces), typed in one card. Made once; throws when it does not end as the paper.
 * With a client id as Yjs draws them it takes 311 kB; with an id of one byte it would be 223 kB.
 */
export function tracedCard(): LargeDocument {
	made ??= make();
	return made;
}

function make(): LargeDocument {
	const file = new URL('../automerge-paper.json.gz', import.meta.url);
	const trace = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Trace;
	const doc = new Y.Doc();
	doc.clientID = 1_000_000_007;
	const board = new BoardDocument(doc);
	const recorder = new Recorder(doc);
	addCard(board, 0, '');
	const text = board.text(cardId(0))!;
	trace.txns.forEach(({ patches }, i) => {
		for (const [position, deleted, inserted] of patches) {
			if (deleted > 0) text.delete(position, deleted);
			if (inserted) text.insert(position, inserted);
		}
		if (i % CUT === CUT - 1) recorder.cut();
	});
	recorder.cut();
	const isIn = (other: Y.Doc) => new BoardDocument(other).textOf(cardId(0)) === trace.endContent;
	if (!isIn(doc)) throw new Error('the trace was not replayed right');
	return recorder.finish(isIn);
}
