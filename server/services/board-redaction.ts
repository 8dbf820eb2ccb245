import type { Transaction } from 'kysely';
import { documentAccess } from '../../src/lib/domain/board-access.ts';
import type { Redaction } from '../../src/lib/domain/board-command.ts';
import { boardDocument, parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { reworded, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import type { Schema } from '../store/schema.ts';
import { replaceContents } from '../store/version-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { documentsOf, partsFor, readCopy } from './board-documents.ts';
import { rewrite } from './document-rewrite.ts';
import { RemovedWords } from './removed-words.ts';
import { isSame } from './version-content.ts';

type Place = readonly [root: string, id: string, what: string];

/**
 * What somebody wrote and must not be anywhere leaves the document it stands in, every copy of it, the
 * history and the bin. Whoever has one of these open or in a laptop's memory is told, and cannot bring
 * it back. A phrase of it that was said to be nobody is not allowed any more.
 */
export async function redact(parts: ActParts, given: Given, command: Redaction): Promise<Outcome> {
	const { actor, board, lab } = given;
	const { trail, allowed } = parts;
	const place = placeOf(command);
	const all = await documentsOf(parts, board.id);
	const holding: string[] = [];
	const sayIt: string[] = [];
	for (const name of all) {
		const copy = await readCopy(parts, name);
		if (!copy) continue;
		if (holds(copy, place)) sayIt.push(name);
		if (holds(copy, place) || harvested(copy, place).size > 0) holding.push(name);
	}
	const [source] = await visible(parts, given, sayIt);
	// Versions are read first: a line may have been harvested while it said something else.
	const removed = new RemovedWords(command.text);
	const versions = await parts.keeper.rewritten(board.id, (copy) =>
		redacted(copy, place, command.text, removed)
	);
	if (source === undefined && versions.length === 0) return refused('not-found');
	let isOfLab = false;
	const along = async (trx: Transaction<Schema>, rewritten: readonly string[]) => {
		await replaceContents(trx, versions);
		isOfLab = await allowed.forget(trx, lab, (folded) => removed.took(folded));
		await trail.within(trx, {
			act: 'board.redacted',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: {
				[place[0]]: place[1],
				documents: rewritten.length,
				versions: versions.length
			}
		});
	};
	// What the card says now is read before where it was copied to.
	const first = source === undefined ? [] : [source];
	const rewritten = await rewrite(
		parts,
		[...first, ...holding.filter((name) => name !== source)],
		(copy, name) => {
			const next = redacted(copy, place, command.text, removed);
			return name === source || !isSame(copy, next) ? next : null;
		},
		along
	);
	if (rewritten.length === 0) await onlyInVersions(parts, along);
	if (isOfLab) await allowed.tell(lab.id);
	return done();
}

/** Of a card that is in no document any more, and that was agreed on once. */
async function onlyInVersions(
	{ store, forgetting }: ActParts,
	along: (trx: Transaction<Schema>, rewritten: readonly string[]) => Promise<void>
): Promise<void> {
	await store.transaction(async (trx) => {
		await forgetting.owe(trx);
		await along(trx, []);
	});
	forgetting.begin();
}

function placeOf(command: Redaction): Place {
	if ('card' in command) return ['cards', command.card, 'text'];
	if ('comment' in command) return ['comments', command.comment, 'text'];
	if ('bundle' in command) return ['bundles', command.bundle, 'title'];
	return ['lines', command.line, command.which];
}

function holds(copy: DocumentCopy, place: Place): boolean {
	let isThere = false;
	reworded(copy, (path, text) => {
		isThere ||= path.join('/') === place.join('/');
		return text;
	});
	return isThere;
}

/** Lines of a harvest that began as what this card said. */
function harvested(copy: DocumentCopy, [root, id]: Place): Set<string> {
	if (root !== 'cards' || copy.of !== 'harvest') return new Set();
	return new Set(copy.lines.filter(({ card }) => card === id).map((line) => line.id));
}

function redacted(
	copy: DocumentCopy,
	place: Place,
	text: string,
	removed: RemovedWords
): DocumentCopy {
	const lines = harvested(copy, place);
	return reworded(copy, (path, said) => {
		if (path.join('/') === place.join('/')) {
			removed.add(said);
			return text;
		}
		return path[0] === 'lines' && lines.has(path[1]) ? removed.from(said) : said;
	});
}

/** Of these documents the ones she may open. */
async function visible(parts: ActParts, given: Given, names: readonly string[]): Promise<string[]> {
	const { actor, board } = given;
	const about = await partsFor(parts, given);
	return names.filter((name) => {
		const parsed = parseDocumentName(name);
		return parsed !== null && documentAccess(actor, board, parsed, about) !== 'none';
	});
}
