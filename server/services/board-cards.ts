import { ownsBoard } from '../../src/lib/domain/board-access.ts';
import { contributorMarks, type BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument, harvestDocument } from '../../src/lib/domain/document-name.ts';
import { mayHarvest } from '../../src/lib/domain/marking.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { hiddenZones, kindIn, kindsTooEarly } from '../../src/lib/domain/template.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Card } from '../../src/lib/documents/card.ts';
import { HarvestDocument } from '../../src/lib/documents/harvest.ts';
import { ensureDocument } from '../store/sql-update-log.ts';
import type { ActParts, Given } from './board-acts.ts';
import { pointsAtPerson } from './personal-text.ts';

type Command<Verb> = Extract<BoardCommand, { do: Verb }>;
type Change = (document: BoardDocument, card: Card) => void;

/** What a command does to one card, through the same log as everybody's writing. */
export async function changeCard(
	{ rooms }: ActParts,
	{ board, actor }: Given,
	id: string,
	change: Change
): Promise<Outcome> {
	const name = boardDocument(board.id);
	const card = await rooms.read(name, (doc) => new BoardDocument(doc).card(id));
	if (!card || card.binnedAt !== null) return refused('not-found');
	await rooms.apply(
		name,
		(doc) => {
			const document = new BoardDocument(doc);
			const now = document.card(id);
			if (now) change(document, now);
		},
		{ memberId: actor.memberId }
	);
	return done();
}

export async function moveCard(
	parts: ActParts,
	given: Given,
	{ card, zone, index, kind }: Command<'move'>
): Promise<Outcome> {
	const { template, board } = given;
	const isHere = ({ id }: { id: string }) => id === zone;
	const isHidden = hiddenZones(template, board.shownZones).some(isHere);
	const to = template.zones.find(isHere);
	if (isHidden || !to) return refused('invalid');
	const tooEarly = kindsTooEarly(template, board.currentStep);
	let isEarly = false;
	const outcome = await changeCard(parts, given, card, (document, now) => {
		const becomes = kindIn(to, kind && to.cardKinds.includes(kind) ? kind : now.kind);
		isEarly = tooEarly.includes(becomes) && now.zone !== zone;
		if (!isEarly) document.moveCard(card, zone, index, 'command', becomes);
	});
	return isEarly ? refused('too-early') : outcome;
}

/** Warm, neutraal, koud: only whoever brought the casus can tell how near a question comes. */
export async function markCard(
	parts: ActParts,
	given: Given,
	{ card, mark, on }: Command<'mark'>
): Promise<Outcome> {
	const { actor, board, template } = given;
	const isOfContributor = contributorMarks.includes(mark);
	if (isOfContributor && !ownsBoard(actor, board)) return refused('forbidden');
	const zone = await parts.rooms.read(
		boardDocument(board.id),
		(doc) => new BoardDocument(doc).card(card)?.zone ?? null
	);
	const marks = template.zones.find(({ id }) => id === zone)?.marks ?? [];
	if (zone === null) return refused('not-found');
	if (!marks.includes(mark)) return refused('invalid');
	return changeCard(parts, given, card, (document) => {
		// A question is warm, neutral or cold, and only one of these.
		if (isOfContributor && on) {
			for (const other of contributorMarks) {
				if (other !== mark) document.tagCard(card, 'marks', other, false, 'command');
			}
		}
		document.tagCard(card, 'marks', mark, on, 'command');
	});
}

export function flagCard(
	parts: ActParts,
	given: Given,
	{ card, on }: Command<'flag'>
): Promise<Outcome> {
	return changeCard(parts, given, card, (document) => document.flagCard(card, on, 'command'));
}

/** At once, also where nobody writes: a card that should not have come to light. */
export function binCard(parts: ActParts, given: Given, { card }: Command<'bin'>): Promise<Outcome> {
	const at = parts.now().getTime();
	return changeCard(parts, given, card, (document) => document.binCard(card, at, 'command'));
}

/** A line of the harvest that begins as what the card says, and keeps where it came from. */
export async function harvestCard(
	parts: ActParts,
	given: Given,
	{ card, as }: Command<'harvest'>
): Promise<Outcome> {
	const { rooms, store, allowed, now, newId } = parts;
	const { board, actor, lab } = given;
	if (!mayHarvest(board.tlp)) return refused('red-not-harvested');
	const text = await rooms.read(boardDocument(board.id), (doc) => {
		const document = new BoardDocument(doc);
		return document.card(card)?.binnedAt === null ? document.textOf(card) : null;
	});
	if (text === null) return refused('not-found');
	// A late find is not carried on: it is redacted first.
	const allow = await allowed.forWriter(actor, lab, board.id);
	if (pointsAtPerson(text, allow)) return refused('personal-data');
	const name = harvestDocument(board.id);
	const isThere = await rooms.read(name, (doc) =>
		new HarvestDocument(doc).lines().some((line) => line.card === card && line.kind === as)
	);
	if (isThere) return refused('already-done');
	await store.transaction((trx) => ensureDocument(trx, name, 1, now()));
	const line = { id: newId(), kind: as, card, at: now().getTime() };
	await rooms.apply(name, (doc) => new HarvestDocument(doc).add(line, text, 'command'), {
		memberId: actor.memberId
	});
	return flagCard(parts, given, { do: 'flag', card, on: true });
}
