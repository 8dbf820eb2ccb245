import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { boardDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import { aCard, afterRead, PeopleOnBoard } from '../support/people-on-board.ts';
import { until } from '../support/until.ts';

let walk: PeopleOnBoard;
let undo: () => unknown = () => undefined;

afterEach(async () => {
	undo();
	await walk.leave();
});

describe('a part of a group', () => {
	it('does not replace a card that is on the board when it is folded in', async () => {
		walk = await PeopleOnBoard.on();
		const marit = await walk.open('marit', boardDocument(walk.boardId));
		await walk.open('noortje', boardDocument(walk.boardId));
		const [victim] = marit.board.cardsIn('micro');
		const text = marit.board.textOf(victim!.id);
		await walk.mode('subgroep');
		const { group } = await walk.phase('noortje');
		const part = await walk.open('noortje', partDocument(walk.boardId, group!.id));
		part.board.addCard(aCard('vervangen', 'meso', victim!.id), 1);
		await until(() => part.saved() >= 2, 'saved');
		await walk.mode('uitleg');
		const shown = () => marit.board.cards().map(({ id }) => marit.board.textOf(id));
		await until(() => shown().includes('vervangen'), 'the part on the board', 12_000);
		expect(marit.board.textOf(victim!.id)).toBe(text);
		const authors = await walk.server.store.db
			.selectFrom('authorship')
			.select('member_id')
			.where('thing', '=', victim!.id)
			.execute();
		expect(authors.map(({ member_id }) => member_id)).not.toContain(walk.id('noortje'));
	}, 30_000);

	it('keeps what was saved while groups are formed anew', async () => {
		walk = await PeopleOnBoard.on();
		await walk.open('marit', boardDocument(walk.boardId));
		await walk.open('noortje', boardDocument(walk.boardId));
		await walk.mode('subgroep');
		const { group } = await walk.phase('noortje');
		const part = await walk.open('noortje', partDocument(walk.boardId, group!.id));
		await until(() => part.saved() >= 1, 'first answer');
		const before = part.saved();
		let isSaved = false;
		undo = afterRead(partDocument(walk.boardId, ''), async () => {
			part.board.addCard(aCard('onderweg'), 1);
			await until(() => part.saved() > before || part.refusals().length > 0, 'saved or refused');
			isSaved = part.saved() > before;
		});
		const outcome = await walk.command('marit', { do: 'groups', count: 2 });
		const rows = await walk.server.store.db.selectFrom('update_log').select('bytes').execute();
		const kept = rows.some(({ bytes }) => Buffer.from(bytes).includes('onderweg'));
		expect({ outcome: outcome.ok, isSaved, kept }).not.toEqual({
			outcome: true,
			isSaved: true,
			kept: false
		});
	}, 30_000);
});

describe('a fold of parts', () => {
	it("keeps a comment under the id it had, and takes nobody else's", async () => {
		walk = await PeopleOnBoard.on();
		const marit = await walk.open('marit', boardDocument(walk.boardId));
		await walk.open('noortje', boardDocument(walk.boardId));
		await walk.mode('open');
		const victim = {
			id: randomUUID(),
			card: marit.board.cards()[0]!.id,
			text: 'een reactie',
			at: 1
		};
		marit.board.addComment(victim, 1);
		await until(() => marit.saved() >= 2, 'comment saved');
		await walk.mode('subgroep');
		const { group } = await walk.phase('noortje');
		const part = await walk.open('noortje', partDocument(walk.boardId, group!.id));
		const own = aCard('kaart', 'meso');
		part.board.addCard(own, 1);
		part.board.addComment({ id: victim.id, card: own.id, text: 'vervangen', at: 1 }, 1);
		await until(() => part.saved() >= 3, 'saved');
		await walk.mode('uitleg');
		await until(() => marit.board.card(own.id) !== null, 'the part on the board', 12_000);
		expect(marit.board.comments().find(({ id }) => id === victim.id)!.text).toBe(victim.text);
	}, 30_000);
});
