import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { CardReader } from './card-reader.ts';

const fact = { zone: 'wit', kind: 'feit', domain: 'sociaal', basis: null } as const;

function aBoard() {
	const doc = new Y.Doc();
	const board = new BoardDocument(doc);
	board.addCards(
		[
			{ id: 'a', ...fact, text: 'Een' },
			{ id: 'b', ...fact, text: 'Twee' }
		],
		'test'
	);
	const reader = new CardReader();
	const read = () => new Map(reader.cards(doc).map((card) => [card.id, card]));
	return { doc, board, read };
}

describe('cards of an open document', () => {
	it('are as they stand now, letters included, and what did not change is not read again', () => {
		const { board, read } = aBoard();
		const before = read();
		board.text('a')?.insert(3, ' en meer');
		board.setFact('a', 'domain', 'veiligheid', 'test');
		const after = read();
		expect(after.get('a')).toMatchObject({ text: 'Een en meer', domain: 'veiligheid' });
		expect(after.get('b')).toBe(before.get('b'));
		expect(before.get('a')?.text).toBe('Een');
	});

	it('come and go', () => {
		const { doc, board, read } = aBoard();
		read();
		board.addCard({ id: 'c', ...fact, text: 'Drie' }, 'test');
		doc.getMap('cards').delete('a');
		expect([...read().keys()].sort()).toEqual(['b', 'c']);
		expect(read().get('c')?.binnedAt).toBeNull();
	});

	it('say what the document says after changes of somebody else', () => {
		const { doc, read } = aBoard();
		const theirs = new Y.Doc();
		Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));
		read();
		const board = new BoardDocument(theirs);
		board.moveCard('b', 'micro', 0, 'test');
		board.text('b')?.delete(0, 2);
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
		expect(read().get('b')).toMatchObject({ zone: 'micro', text: 'ee' });
		expect(read().get('b')).toEqual(
			new BoardDocument(doc)
				.cards()
				.map((card) => ({ ...card, text: new BoardDocument(doc).textOf(card.id) }))
				.find(({ id }) => id === 'b')
		);
	});
});
