import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { aCard } from '../../tests/support/people-on-board.ts';
import type { Commit } from '../sync/room.ts';
import { everythingIn, newsIn, search } from './guard-search.ts';

const person = 'Wiebe Kloosterziel';
const bsn = '123456782';

/** A document and what each change of it was as one update. */
function aDocument() {
	const doc = new Y.Doc();
	const board = new BoardDocument(doc);
	const commit = (memberId: string, change: () => void): Commit => {
		const before = Y.encodeStateVector(doc);
		doc.transact(change);
		return { memberId, by: memberId, bytes: Y.encodeStateAsUpdate(doc, before) };
	};
	return { doc, board, commit };
}

async function caughtIn(doc: Y.Doc, commits: Commit[], allow: readonly string[] = []) {
	const { caught, late } = await search(newsIn(doc, commits).news, () => Promise.resolve(allow));
	return {
		caught: caught.map(({ path, finding, memberId }) => [path[2], finding.type, memberId]),
		late: late.map(({ text }) => text)
	};
}

describe('a search for personal data', () => {
	it('tells what one update brought whole from what came about in several', async () => {
		const { doc, board, commit } = aDocument();
		const [one, other] = [aCard(`zag ${person}`), aCard('zag Wiebe')];
		const commits = [
			commit('ans', () => board.addCards([one, other], 1)),
			commit('bo', () => board.text(other.id)!.insert(9, ' Kloosterziel'))
		];
		expect(await caughtIn(doc, commits)).toEqual({
			caught: [['text', 'naam', 'ans']],
			late: [person]
		});
		expect(await caughtIn(doc, commits, [person])).toEqual({ caught: [], late: [] });
	});

	it('leaves to people what became a name by a later deletion, read together or apart', async () => {
		const { doc, board, commit } = aDocument();
		const card = aCard('zag Wiebex Kloosterziel');
		const sentence = commit('ans', () => board.addCards([card], 1));
		const deletion = commit('ans', () => board.text(card.id)!.delete(9, 1));
		for (const commits of [[sentence, deletion], [deletion]]) {
			expect(await caughtIn(doc, commits)).toEqual({ caught: [], late: [person] });
		}
		const [other, whole] = [aDocument(), aCard('zag Wiebex Kloosterziel')];
		const both = other.commit('ans', () => {
			other.board.addCards([whole], 1);
			other.board.text(whole.id)!.delete(9, 1);
		});
		expect((await caughtIn(other.doc, [both])).caught).toEqual([['text', 'naam', 'ans']]);
	});

	it('reads only what these updates touched, a deletion included', async () => {
		const { doc, board, commit } = aDocument();
		const [one, other] = [aCard(`BSN ${bsn}`), aCard(`BSN 1234x56782`)];
		commit('ans', () => board.addCards([one, other], 1));
		const deletion = commit('bo', () => board.text(other.id)!.delete(8, 1));
		expect((await caughtIn(doc, [deletion])).caught).toEqual([['text', 'bsn', 'bo']]);
	});

	it('finds in a text no page would write what is new, at any place of it', async () => {
		const { doc, board, commit } = aDocument();
		const card = aCard('a b '.repeat(20_000));
		const first = commit('ans', () => board.addCards([card], 1));
		const second = commit('bo', () => board.text(card.id)!.insert(43_210, ` BSN ${bsn} `));
		expect((await caughtIn(doc, [second])).caught).toEqual([['text', 'bsn', 'bo']]);
		const sizes = newsIn(doc, [first]).news.map(({ text }) => text.length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(8_000);
		expect((await caughtIn(doc, [first, second])).caught.length).toBeGreaterThan(0);
	});

	it('knows a whole document for what updates brought to one that was made anew since', async () => {
		const { board, commit } = aDocument();
		const sent = commit('ans', () => board.addCards([aCard(`zag ${person}`)], 1));
		const anew = aDocument();
		anew.commit('server', () => anew.board.addCards([aCard(`zag ${person}`)], 1));
		const { news, lost } = newsIn(anew.doc, [sent]);
		expect([news, lost]).toEqual([[], [sent]]);
		const { caught } = await search(everythingIn(anew.doc, lost), () => Promise.resolve([]));
		expect(caught.map(({ memberId }) => memberId)).toEqual(['ans']);
	});
});
