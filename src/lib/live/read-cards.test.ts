import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from '$lib/documents/board';
import { ReadCards } from './read-cards';

const fact = { zone: 'wit', kind: 'feit', domain: 'sociaal', basis: null } as const;

describe('cards as they are read', () => {
	it('keep their object while nothing of them changes, and only the changed one is another', () => {
		const document = new BoardDocument(new Y.Doc());
		document.addCards(
			[
				{ id: 'a', ...fact },
				{ id: 'b', ...fact }
			],
			'test'
		);
		const read = new ReadCards(document, []);
		read.readAll();
		const before = new Map(read.list.map((card) => [card.id, card]));
		document.setFact('a', 'domain', 'veiligheid', 'test');
		read.read(['a', 'b']);
		expect(read.get('a')?.domain).toBe('veiligheid');
		expect(read.get('b')).toBe(before.get('b'));
		expect(read.get('a')).not.toBe(before.get('a'));
	});

	it('stay those the page was painted with, as far as the document says the same', () => {
		const document = new BoardDocument(new Y.Doc());
		document.addCards(
			[
				{ id: 'a', ...fact },
				{ id: 'b', ...fact }
			],
			'test'
		);
		const painted = document.cards().map((card) => ({ ...card, text: 'Wat wij zagen' }));
		document.setFact('b', 'kind', 'vraag', 'test');
		const read = new ReadCards(document, painted);
		read.readAll();
		expect(read.get('a')).toBe(painted.find(({ id }) => id === 'a'));
		expect(read.get('b')?.kind).toBe('vraag');
	});

	it('lose what is no readable card any more', () => {
		const document = new BoardDocument(new Y.Doc());
		document.addCards([{ id: 'a', ...fact }], 'test');
		const read = new ReadCards(document, []);
		read.readAll();
		document.doc.getMap('cards').delete('a');
		read.read(['a']);
		expect(read.list).toEqual([]);
	});
});
