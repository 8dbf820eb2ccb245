import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { markerOf } from '../../src/lib/domain/board-access.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import {
	cardTlp,
	refusalOfCardMark,
	refusalOfMark,
	tlpsBelow
} from '../../src/lib/domain/marking.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Attendee } from '../../src/lib/documents/board-phase.ts';
import {
	listAttendance,
	listMarkings,
	markBoard,
	markCard,
	putOnList,
	takeOffList
} from '../store/marking-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { attendeesOf } from './board-people.ts';
import { isRecent } from './board-lead.ts';

type Command<Verb> = Extract<BoardCommand, { do: Verb }>;

/**
 * Another label for a board. Its cards keep theirs as long as they may travel further than it. To RED
 * it goes with who was there; whoever facilitates and whose board it is are always on that list.
 */
export async function labelBoard(
	parts: ActParts,
	given: Given,
	{ tlp, attendance }: Command<'mark-board'>
): Promise<Outcome> {
	const { store, trail, now } = parts;
	const { actor, board } = given;
	const refusal = refusalOfMark(markerOf(actor, board), board.tlp, tlp);
	if (refusal && !takesBack(given, tlp, now())) return refused(refusal);
	if (tlp === board.tlp) return refused('already-done');
	const known = tlp === 'red' ? await attendeesOf(parts, given) : [];
	const wanted = new Set(attendance);
	if ([...wanted].some((id) => !known.some(({ memberId }) => memberId === id))) {
		return refused('invalid');
	}
	const isListed = tlp === 'red' && attendance !== undefined;
	const list = idsOf(known.filter(({ memberId, isFixed }) => isFixed || wanted.has(memberId)));
	const at = now();
	await store.transaction(async (trx) => {
		const marked = { by: actor.memberId, from: board.tlp, at: at.toISOString() };
		await markBoard(trx, board.id, { tlp, kept: tlpsBelow(tlp), marked });
		if (isListed) {
			const before = await listAttendance(trx, board.id);
			const gone = before.filter((id) => !list.includes(id));
			await takeOffList(trx, board.id, gone);
			await putOnList(trx, board.id, list, { by: actor.memberId, at });
		}
		await changeMoment(trx, board.id, {});
		await trail.within(trx, {
			act: 'board.marked',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: { from: board.tlp, to: tlp, attendance: isListed ? list.join(' ') : null }
		});
	});
	return done();
}

/** A slip of the finger: whoever raised it a moment ago puts it back as it was. */
function takesBack({ actor, board: { marked } }: Given, tlp: Tlp, now: Date): boolean {
	return marked?.by === actor.memberId && marked.from === tlp && isRecent(marked.at, now);
}

/** A label of its own for one card; that of its board is none. */
export async function labelCard(
	parts: ActParts,
	{ actor, board }: Given,
	{ card, tlp }: Command<'mark-card'>
): Promise<Outcome> {
	const { store, rooms, trail } = parts;
	const known = await rooms.read(boardDocument(board.id), (doc) =>
		new BoardDocument(doc).card(card)
	);
	if (!known || known.binnedAt !== null) return refused('not-found');
	const own = (await listMarkings(store.db, board.id))[card];
	const from = cardTlp(board.tlp, own);
	const to = tlp ?? board.tlp;
	const refusal = refusalOfCardMark(markerOf(actor, board), board.tlp, from, to);
	if (refusal) return refused(refusal);
	if (from === to) return refused('already-done');
	await store.transaction(async (trx) => {
		await markCard(trx, board.id, card, to === board.tlp ? null : to);
		await changeMoment(trx, board.id, {});
		await trail.within(trx, {
			act: 'card.marked',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: { card, from, to }
		});
	});
	return done();
}

/** Who was there, mended afterwards. Taking somebody off closes what she has open. */
export async function attend(
	parts: ActParts,
	given: Given,
	{ member, on }: Command<'attend'>
): Promise<Outcome> {
	const { store, trail, now } = parts;
	const { actor, board } = given;
	const known = await attendeesOf(parts, given);
	const somebody = known.find(({ memberId }) => memberId === member);
	if (board.tlp !== 'red' || !somebody || (somebody.isFixed && !on)) return refused('invalid');
	if (somebody.isOnList === on) return refused('already-done');
	await store.transaction(async (trx) => {
		const added = { by: actor.memberId, at: now() };
		// The first one makes the list: from then on it holds for everybody.
		const first = board.attendance.length > 0 ? [] : idsOf(known.filter(({ isFixed }) => isFixed));
		if (on) await putOnList(trx, board.id, [...first, member], added);
		else await takeOffList(trx, board.id, [member]);
		await changeMoment(trx, board.id, {});
		await trail.within(trx, {
			act: 'board.attendance',
			memberId: actor.memberId,
			subject: boardDocument(board.id),
			detail: { member, on: on ? 1 : 0 }
		});
	});
	return done();
}

function idsOf(people: readonly Attendee[]): string[] {
	return people.map(({ memberId }) => memberId);
}
