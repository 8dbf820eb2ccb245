import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import {
	ThreadDocument,
	type AnswerText,
	type QuestionText
} from '../../src/lib/documents/thread.ts';
import type { RichDoc } from '../../src/lib/documents/rich-text.ts';
import type { Schema } from '../store/schema.ts';
import { eraseDocuments, retireClients, writeNewDocument } from '../store/sql-update-log.ts';
import type { Rooms } from '../sync/rooms.ts';

/** Everything a thread document says. */
export interface Said {
	question: QuestionText | null;
	summary: RichDoc | null;
	answers: ReadonlyMap<string, AnswerText>;
	turn: number;
}

/** A thread document as it stands, and what must be known to write it anew. */
export interface Stood {
	name: string;
	said: Said;
	epoch: number;
	clients: number[];
}

/** Nobody writes in any of these while `work` runs. */
export function sealed<T>(
	rooms: Rooms,
	names: readonly string[],
	work: () => Promise<T>
): Promise<T> {
	const [first, ...others] = names;
	return first === undefined ? work() : rooms.sealed(first, () => sealed(rooms, others, work));
}

export function readThread(rooms: Rooms, name: string): Promise<Stood | null> {
	return rooms.read(name, (doc, room): Stood => {
		// All that ever wrote here, and all that ever said so.
		const wrote = Y.decodeStateVector(Y.encodeStateVector(doc)).keys();
		const clients = [...new Set([...wrote, ...room.clients.keys()])];
		return { name, epoch: room.epoch, clients, said: saidIn(doc) };
	});
}

/** What it says becomes what `change` makes of it. */
export function changed(said: Said, change: (thread: ThreadDocument) => void): Said {
	const doc = docOf(said);
	doc.transact(() => change(new ThreadDocument(doc)));
	const next = saidIn(doc);
	doc.destroy();
	return next;
}

/**
 * The document with nothing of how it came about, under a next epoch: whoever has the old one open is
 * told when its room is removed, and cannot bring it back.
 */
export async function writeAnew(
	trx: Transaction<Schema>,
	{ name, said, epoch, clients }: Stood,
	now: Date
): Promise<void> {
	const doc = docOf(said);
	await eraseDocuments(trx, [name]);
	await writeNewDocument(
		trx,
		{
			document: name,
			memberId: null,
			bytes: Y.encodeStateAsUpdate(doc),
			clients: [{ client: doc.clientID, memberId: null }],
			authorship: new Map()
		},
		now,
		epoch + 1
	);
	await retireClients(trx, name, clients);
	doc.destroy();
}

function saidIn(doc: Y.Doc): Said {
	const thread = new ThreadDocument(doc);
	const answers = thread.answerIds().flatMap((id): [string, AnswerText][] => {
		const text = thread.answer(id);
		return text ? [[id, text]] : [];
	});
	const { question, summary, turn } = thread;
	return { question, summary, turn, answers: new Map(answers) };
}

function docOf({ question, summary, answers, turn }: Said): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => {
		const thread = new ThreadDocument(doc);
		if (question) thread.question = question;
		if (summary) thread.summary = summary;
		for (const [id, text] of answers) thread.setAnswer(id, text);
		thread.turn = turn;
	});
	return doc;
}
