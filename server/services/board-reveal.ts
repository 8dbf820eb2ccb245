import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import { coarser, type Attribution } from '../../src/lib/domain/attribution.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument, notesDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { pasteCards } from '../../src/lib/documents/card-copy.ts';
import type { Board } from '../store/board-repository.ts';
import { markRevealed } from '../store/phase-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { Lab } from '../store/lab-repository.ts';
import { eraseDocuments, listDocuments, writeNewDocument } from '../store/sql-update-log.ts';
import { inThatCommit, type ActParts, type Given } from './board-acts.ts';
import { stepOf, zonesIn } from './board-step.ts';
import { fits } from './board-room.ts';
import { dueNotes, notesDocuments, readNotes, type HiddenNote } from './hidden-notes.ts';

/** A note as it comes on the board: another id, and nothing in it of who wrote it or when. */
interface RevealedNote extends HiddenNote {
	thing: string;
}

/**
 * Puts the hidden notes of this step on the board, all in one commit: in random order, by the
 * attribution that was promised. The documents they were written in go with it, log, snapshots and
 * client ids; notes that were prepared for a later step go on in a new one. What somebody was still
 * typing stays with her.
 */
export function reveal(
	parts: ActParts,
	{ board, template, actor, lab }: Given,
	{ from }: Extract<BoardCommand, { do: 'reveal' }>
): Promise<Outcome> {
	const { rooms, store, now, newId, forgetting } = parts;
	const name = boardDocument(board.id);
	const prefix = notesDocument(board.id, '');
	if (from !== board.phase) return Promise.resolve(refused('passed'));
	if (board.isRevealed) return Promise.resolve(refused('already-done'));
	return rooms.sealed(prefix, async () => {
		const documents = await notesDocuments(store, board.id);
		const notes = await readNotes(rooms, documents);
		const due = dueNotes(notes, zonesIn(template, stepOf(template, board)));
		const revealed = shuffled(due).map((note) => ({ ...note, thing: newId() }));
		if (revealed.length === 0) return refused('nothing-hidden');
		const bytes = revealed.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
		if (!(await fits(rooms, name, { cards: revealed.length, bytes }))) return refused('too-many');
		const at = now();
		const attribution = coarser(board.attribution, lab.attribution);
		const goes = new Set(due);
		const kept = notes.filter((note) => !goes.has(note));
		const onBoard = await rooms.apply(
			name,
			(doc) => place(new BoardDocument(doc), revealed, { attribution, template, lab, at }),
			{
				memberId: null,
				along: inThatCommit(async (trx) => {
					if (!(await markRevealed(trx, board.id, board.phase))) {
						throw new Error('revealed by somebody else');
					}
					// With those that were opened a moment ago, and hold nothing.
					await eraseDocuments(trx, await listDocuments(trx, prefix));
					await keep(trx, kept, board, at);
					await writeAuthors(trx, revealed, { board, attribution });
					await forgetting.owe(trx);
					await parts.trail.within(trx, {
						act: 'board.revealed',
						memberId: actor.memberId,
						subject: name,
						detail: { lab: lab.id, attribution, notes: revealed.length }
					});
				})
			}
		);
		if (!onBoard) return refused('not-found');
		const open = rooms.names.filter((each) => each.startsWith(prefix));
		await rooms.remove([...new Set([...documents, ...open])], 'documentRewritten');
		forgetting.begin();
		return done();
	});
}

function place(
	board: BoardDocument,
	notes: readonly RevealedNote[],
	about: { attribution: Attribution; template: Template; lab: Lab; at: Date }
): void {
	const { attribution, template, lab, at } = about;
	board.addCards(
		notes.map(({ thing, zone, kind, domain, basis, text }) => {
			const kinds = template.zones.find(({ id }) => id === zone)?.cardKinds ?? [];
			return {
				id: thing,
				zone,
				kind: kinds.includes(kind) ? kind : (kinds[0] ?? kind),
				// From which side something is said tells who said it where one side has one voice.
				domain: attribution === 'none' ? 'gedeeld' : domain,
				basis,
				text,
				at: at.getTime()
			};
		}),
		'reveal'
	);
	const known = lab.compass.map(({ id }) => id);
	for (const { thing, compass } of notes) {
		board.setExtras(thing, { compass: compass.filter((id) => known.includes(id)) }, 'reveal');
	}
}

/** What was prepared for later, in a document of the next epoch that remembers nothing of this one. */
async function keep(
	trx: Transaction<Schema>,
	notes: readonly HiddenNote[],
	board: Board,
	at: Date
): Promise<void> {
	for (const [memberId, own] of Map.groupBy(notes, (note) => note.memberId)) {
		const doc = new Y.Doc();
		pasteCards(new BoardDocument(doc), own, 'reveal');
		await writeNewDocument(
			trx,
			{
				document: notesDocument(board.id, memberId),
				memberId: null,
				bytes: Y.encodeStateAsUpdate(doc),
				clients: [{ client: doc.clientID, memberId: null }],
				authorship: new Map()
			},
			at,
			board.notesEpoch + 1
		);
	}
}

/** Who wrote which, in a table beside the document; where nobody may know, that it is nobody. */
async function writeAuthors(
	trx: Transaction<Schema>,
	notes: readonly RevealedNote[],
	{ board, attribution }: { board: Board; attribution: Attribution }
): Promise<void> {
	const rows = notes.map(({ thing, memberId }) => ({
		document: boardDocument(board.id),
		thing,
		member_id: attribution === 'none' ? null : memberId,
		attribution
	}));
	for (let at = 0; at < rows.length; at += 100) {
		await trx
			.insertInto('authorship')
			.values(rows.slice(at, at + 100))
			.execute();
	}
}

/** Every order as likely as any other. */
function shuffled<T>(things: readonly T[]): T[] {
	const mixed = [...things];
	for (let last = mixed.length - 1; last > 0; last -= 1) {
		const other = randomInt(last + 1);
		[mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
	}
	return mixed;
}
