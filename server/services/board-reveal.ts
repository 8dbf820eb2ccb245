import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import { coarser, type Attribution } from '../../src/lib/domain/attribution.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument, notesDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Board } from '../store/board-repository.ts';
import { markRevealed } from '../store/phase-repository.ts';
import type { Schema } from '../store/schema.ts';
import { eraseDocuments, writeNewDocument } from '../store/sql-update-log.ts';
import { inThatCommit, type ActParts, type Given } from './board-acts.ts';
import { stepOf, zonesIn } from './board-step.ts';
import { notesDocuments, readNotes, type HiddenNote } from './hidden-notes.ts';

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
export async function reveal(
	parts: ActParts,
	{ board, template, actor, lab }: Given,
	{ from }: Extract<BoardCommand, { do: 'reveal' }>
): Promise<Outcome> {
	const { store, rooms, now, newId } = parts;
	if (from !== board.phase) return refused('passed');
	if (board.isRevealed) return refused('already-done');
	const outcome = await rooms.sealed(notesDocument(board.id, ''), async () => {
		const documents = await notesDocuments(store, board.id);
		const notes = await readNotes(rooms, documents);
		const zones = zonesIn(template, stepOf(template, board));
		const isDue = ({ zone }: HiddenNote) => zones.includes(zone);
		const revealed = shuffled(notes.filter(isDue)).map((note) => ({ ...note, thing: newId() }));
		const kept = notes.filter((note) => !isDue(note));
		if (revealed.length === 0) return refused('nothing-hidden');
		const at = now();
		const attribution = coarser(board.attribution, lab.attribution);
		const onBoard = await rooms.apply(
			boardDocument(board.id),
			(doc) => place(doc, revealed, { attribution, template, at }),
			{
				memberId: null,
				along: inThatCommit(async (trx) => {
					if (!(await markRevealed(trx, board.id, board.phase))) {
						throw new Error('revealed by somebody else');
					}
					await eraseDocuments(trx, documents);
					await keep(trx, kept, board, at);
					await writeAuthors(trx, revealed, { board, attribution });
					await parts.trail.within(trx, {
						act: 'board.revealed',
						memberId: actor.memberId,
						subject: boardDocument(board.id),
						detail: { lab: lab.id, attribution, notes: revealed.length }
					});
				})
			}
		);
		if (!onBoard) return refused('not-found');
		await rooms.remove(documents, 'documentRewritten');
		return done();
	});
	if (outcome.ok) await store.forget();
	return outcome;
}

function place(
	doc: Y.Doc,
	notes: readonly RevealedNote[],
	{ attribution, template, at }: { attribution: Attribution; template: Template; at: Date }
): void {
	const document = new BoardDocument(doc);
	for (const note of notes) {
		const kinds = template.zones.find(({ id }) => id === note.zone)?.cardKinds ?? [];
		document.addCard(
			{
				id: note.thing,
				zone: note.zone,
				kind: kinds.includes(note.kind) ? note.kind : (kinds[0] ?? note.kind),
				// From which side something is said tells who said it where one side has one voice.
				domain: attribution === 'none' ? 'gedeeld' : note.domain,
				basis: note.basis,
				text: note.text.slice(0, limits.cardText),
				at: at.getTime()
			},
			'reveal'
		);
		const { compass, fields } = note;
		document.setExtras(note.thing, { compass, fields }, 'reveal');
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
		const document = new BoardDocument(doc);
		for (const note of own) {
			document.addCard({ ...note, at: note.at ?? at.getTime() }, 'reveal');
			document.setExtras(note.id, note, 'reveal');
		}
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
