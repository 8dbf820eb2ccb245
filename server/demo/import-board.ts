import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { CONTRIBUTOR } from '../../src/lib/domain/contributor.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { insertBoard } from '../store/board-repository.ts';
import type { Schema } from '../store/schema.ts';
import { writeNewDocument } from '../store/sql-update-log.ts';
import type { DemoBoard } from './demo-data.ts';
import type { Translation } from './translate.ts';

/** One demo board: the decisions in SQL, the cards as a Yjs document the server makes once. */
export async function importBoard(
	trx: Transaction<Schema>,
	board: DemoBoard,
	translation: Translation,
	now: Date
): Promise<void> {
	const id = translation.id(board.id);
	const checkedAt = translation.moment(board.anonymisationCheck.at);
	await insertBoard(trx, {
		id,
		lab_id: translation.id(board.labId),
		template_id: translation.id(board.templateId),
		title: board.title,
		question: board.question,
		summary: board.summary,
		status: board.status,
		mode: 'open',
		current_step: board.currentStep,
		tlp: board.tlp,
		owner_organisation_id: translation.id(board.ownerOrganisationId),
		contributor_id: board.contributorId ? translation.id(board.contributorId) : null,
		contributor_label: board.contributorLabel,
		anonymity_checked_by: translation.id(board.anonymisationCheck.by),
		anonymity_checked_at: checkedAt,
		anonymity_notes: board.anonymisationCheck.notes,
		opened_at: checkedAt,
		conclusion: board.conclusion,
		created_by: null,
		created_at: translation.moment(board.createdAt)
	});
	const { doc, authorship } = boardWithCards(board, translation);
	await writeNewDocument(
		trx,
		{
			document: boardDocument(id),
			memberId: null,
			bytes: Y.encodeStateAsUpdate(doc),
			clients: [{ client: doc.clientID, memberId: null }],
			authorship
		},
		now
	);
	const votes = board.cards.flatMap((card) =>
		card.votes.map((member) => ({
			ballot_id: id,
			card_id: translation.id(card.id),
			member_id: translation.id(member)
		}))
	);
	if (votes.length > 0) {
		const closed_at = translation.moment(board.createdAt);
		await trx
			.insertInto('ballot')
			.values({ id, board_id: id, step: 0, budget: 99, opened_at: closed_at, closed_at })
			.execute();
		await trx.insertInto('vote').values(votes).execute();
	}
	const markings = board.cards
		.filter((card) => card.tlp !== board.tlp)
		.map((card) => ({ board_id: id, card_id: translation.id(card.id), tlp: card.tlp }));
	if (markings.length > 0) await trx.insertInto('card_marking').values(markings).execute();
}

function boardWithCards(
	demo: DemoBoard,
	translation: Translation
): { doc: Y.Doc; authorship: Map<string, string> } {
	const doc = new Y.Doc();
	const board = new BoardDocument(doc);
	const authorship = new Map<string, string>();
	for (const card of [...demo.cards].sort((a, b) => a.order - b.order)) {
		const id = translation.id(card.id);
		const { kind, domain, basis, text } = card;
		const at = Date.parse(translation.moment(card.createdAt));
		board.addCard({ id, zone: card.zoneId, kind, domain, basis, text, at }, 'demo');
		board.setExtras(
			id,
			{
				compass: card.compass,
				marks: card.marks,
				links: card.links.map((link) => ({ to: translation.id(link.toId), type: link.type })),
				fields: translation.whole(withContributor(card.fields, demo.ownerOrganisationId))
			},
			'demo'
		);
		authorship.set(id, translation.id(card.authorId));
		card.comments.forEach((comment, i) => {
			const commentId = `${id}-${i + 1}`;
			const said = at + (i + 1) * 60_000;
			board.addComment({ id: commentId, card: id, text: comment.text, at: said }, 'demo');
			authorship.set(commentId, translation.id(comment.authorId));
		});
	}
	return { doc, authorship };
}

/** The organisation that brought the casus stands in no document by its id. */
function withContributor(
	fields: Record<string, unknown>,
	owner: string
): Record<string, unknown> {
	const hide = (value: unknown) => (value === owner ? CONTRIBUTOR : value);
	return Object.fromEntries(
		Object.entries(fields).map(([key, value]) => [
			key,
			Array.isArray(value) ? value.map(hide) : hide(value)
		])
	);
}
