import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { copyCards } from '../../src/lib/documents/card-copy.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { ownWord } from '../support/own-word.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

describe('what a bare socket writes and no page does', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: PeopleOnBoard;
		let document: string;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			walk = await PeopleOnBoard.on('brd-jongere', isFile ? {} : { DATABASE_URL: place.address });
			document = boardDocument(walk.boardId);
		});
		afterEach(async () => {
			await walk.leave();
			await place.remove();
		});

		/** A client of somebody's own making: one update with all that `change` does. */
		const bare = async (who: string, name = document) => {
			const raw = await (await walk.raw(who, name)).open();
			const doc = await raw.ask();
			const board = new BoardDocument(doc);
			const commit = (change: () => void) => {
				const before = Y.encodeStateVector(doc);
				doc.transact(change);
				raw.send(frames.update(Y.encodeStateAsUpdate(doc, before)));
			};
			const map = (id: string) => doc.getMap<Y.Map<unknown>>('cards').get(id)!;
			return { board, doc, commit, map };
		};
		const reader = async () => (await walk.open('noortje', document)).board;
		const mended = async (who = 'tessa') => (await walk.phase(who)).mended?.counts ?? null;

		it('is in the bin where a zone does not know its kind, or is not there, and is told', async () => {
			const tessa = await bare('tessa');
			const noortje = await reader();
			const before = JSON.stringify(copyCards(noortje));
			const kind = { ...aCard(ownWord()), kind: 'les' as const };
			const nowhere = aCard(ownWord(), 'nergens');
			const right = aCard(ownWord());
			tessa.commit(() => tessa.board.addCards([kind, nowhere, right], 1));
			await until(() => noortje.card(kind.id)?.binnedAt, 'in the bin');
			await until(() => noortje.card(nowhere.id)?.binnedAt, 'that too');
			expect(noortje.card(right.id)).toMatchObject({ binnedAt: null, zone: 'micro' });
			expect(noortje.textOf(kind.id)).toBe(kind.text);
			expect(await until(() => mended())).toEqual({ binned: 2 });
			expect(await mended('noortje')).toBeNull();
			const own = [kind.id, nowhere.id, right.id];
			const others = copyCards(noortje).filter(({ id }) => !own.includes(id));
			expect(JSON.stringify(others)).toBe(before);
		});

		it('becomes what pages make of it where a card that was right was moved', async () => {
			const marit = await bare('marit');
			const card = aCard(ownWord());
			marit.commit(() => marit.board.addCards([card], 1));
			const noortje = await reader();
			await until(() => noortje.card(card.id), 'there');
			const tessa = await bare('tessa');
			tessa.commit(() => tessa.board.moveCard(card.id, 'opbrengst', 0, 1));
			await until(() => noortje.card(card.id)?.kind === 'aanknopingspunt', 'of its zone');
			expect(noortje.card(card.id)).toMatchObject({ zone: 'opbrengst', binnedAt: null });
		});

		it('goes to the bin whole when it says far too much, and loses what is no writing', async () => {
			const tessa = await bare('tessa');
			const [long, odd] = [aCard('z'.repeat(50_000)), aCard('om\u202e\u0000ge\u200bkeerd')];
			tessa.commit(() => tessa.board.addCards([long], 1));
			tessa.commit(() => tessa.board.addCards([odd], 1));
			const noortje = await reader();
			await until(() => noortje.card(long.id)?.binnedAt != null, 'in the bin');
			expect(noortje.textOf(long.id)).toHaveLength(50_000);
			await until(() => noortje.textOf(odd.id) === 'omgekeerd', 'tidy');
			expect(noortje.card(odd.id)!.binnedAt).toBeNull();
			expect(await until(() => mended())).toMatchObject({ long: 1 });
		});

		it('does not say on a card what nobody knows', async () => {
			const tessa = await bare('tessa');
			const [one, two] = [aCard(ownWord()), aCard(ownWord(), 'meso')];
			const organisation = await walk.server.id('org-school');
			tessa.commit(() => {
				tessa.board.addCards([one, two], 1);
				const card = tessa.map(one.id);
				card.set('wat', 'x');
				card.set('domain', 'elders');
				card.set('flag', 'ja');
				card.set('order', 'a'.repeat(5_000));
				const into = (key: string) => card.get(key) as Y.Map<unknown>;
				into('compass').set('stabiliserend', true).valueOf();
				into('compass').set('iets', true);
				into('marks').set('iets', true);
				into('links').set(one.id, 'steunt');
				into('links').set('weg', 'steunt');
				into('links').set(two.id, 'steunt');
				into('fields').set('iets', 'x');
				into('fields').set('trekker', organisation);
				tessa.board.bundleCard(one.id, one.id, 'b', 1);
				for (const id of [one.id, two.id]) tessa.map(id).set('bundle', 'over');
				tessa.doc.getMap<unknown>('bundles').set('over', new Y.Map([['title', 'a\u202e\nb']]));
				tessa.doc.getMap<unknown>('cards').set('niets', 5);
			});
			const noortje = await reader();
			const cards = noortje.doc.getMap<Y.Map<unknown>>('cards');
			await until(() => noortje.card(one.id) && !cards.get(one.id)!.has('wat'), 'put right');
			expect(noortje.card(one.id)).toMatchObject({
				domain: 'gedeeld',
				isFlagged: false,
				compass: ['stabiliserend'],
				marks: [],
				links: [{ to: two.id, type: 'steunt' }],
				fields: { trekker: organisation },
				bundle: null
			});
			expect(noortje.card(one.id)!.order.length).toBeLessThan(100);
			expect(noortje.bundles().find(({ id }) => id === 'over')!.title).toBe('a b');
			// What is no card at all no page shows.
			expect(noortje.card('niets')).toBeNull();
		});

		it('puts no words in the mouth of somebody who said something else', async () => {
			const card = aCard(ownWord());
			const marit = await bare('marit');
			marit.commit(() => marit.board.addCards([card], 1));
			const noortje = await reader();
			await until(() => noortje.card(card.id), 'there');
			const [said, kept] = [randomUUID(), randomUUID()];
			await walk.do('noortje', { do: 'comment', id: said, card: card.id, text: ownWord() });
			await walk.do('noortje', { do: 'comment', id: kept, card: card.id, text: ownWord() });
			await until(() => noortje.comments().some(({ id }) => id === kept), 'said');
			const tessa = await bare('tessa');
			tessa.commit(() => {
				tessa.doc.getMap<Y.Map<unknown>>('comments').get(said)!.set('text', ownWord());
				tessa.board.addComment({ id: 'over-niets', card: 'weg', text: 'x', at: 1 }, 1);
			});
			await until(() => !noortje.comments().some(({ id }) => id === said), 'gone');
			const left = () => noortje.comments().map(({ id }) => id);
			await until(() => !left().includes('over-niets'), 'that too');
			expect(left()).toContain(kept);
			await walk.do('marit', { do: 'bin', card: card.id });
			await walk.do('noortje', { do: 'resolve', comment: kept, on: true });
			expect(await until(() => mended())).toEqual({ comment: 2 });
			expect(left()).toContain(kept);
		});

		it('beyond what a board holds is not kept', async () => {
			const tessa = await bare('tessa');
			const there = tessa.board.size;
			const many = Array.from({ length: 2_050 - there }, () => aCard('x'));
			for (let at = 0; at < many.length; at += 400) {
				tessa.commit(() => tessa.board.addCards(many.slice(at, at + 400), 1));
			}
			const noortje = await reader();
			await until(() => noortje.size === 2_000, 'at its limit', 20_000);
			expect(noortje.card(many[0]!.id)).not.toBeNull();
			expect((await until(() => mended())).full).toBe(50);
		});

		it('goes on and on, and is put right once for all that came in between', async () => {
			const tessa = await bare('tessa');
			const [before, cards] = [await walk.phase('noortje'), [] as string[]];
			for (let n = 0; n < 120; n += 1) {
				const card = { ...aCard('x'), kind: 'les' as const };
				cards.push(card.id);
				tessa.commit(() => tessa.board.addCards([card], 1));
			}
			const noortje = await reader();
			await until(() => cards.every((id) => noortje.card(id)?.binnedAt), 'all in the bin', 20_000);
			expect(await mended()).toEqual({ binned: 120 });
			expect((await walk.phase('noortje')).turn - before.turn).toBeLessThan(5);
		});

		it('is put right in hidden notes as well, and told to nobody else', async () => {
			await walk.mode('verdekt');
			const tessa = await bare('tessa', walk.notesOf('tessa'));
			const card = { ...aCard(ownWord()), kind: 'les' as const };
			tessa.commit(() => tessa.board.addCards([card], 1));
			const own = (await walk.open('tessa', walk.notesOf('tessa'))).board;
			await until(() => own.card(card.id)?.binnedAt, 'in the bin');
			expect(await until(() => mended())).toEqual({ binned: 1 });
			expect(await mended('marit')).toBeNull();
		});
	}));

describe('what was there', () => {
	it('is left alone: every card of the demo is as its method has it, or as it was placed', async () => {
		const walk = await PeopleOnBoard.on();
		for (const demo of ['brd-opvang', 'brd-jongere', 'brd-wiedoetwat']) {
			const board = walk.onBoard(await walk.server.id(demo));
			const name = boardDocument(board.boardId);
			const marit = await board.open('marit', name);
			const shape = () =>
				copyCards(marit.board).map(({ text, order, ...card }) => [card, order, text]);
			const before = JSON.stringify(shape());
			for (const { id } of marit.board.cards()) {
				marit.board.setFact(id, 'basis', 'aanname', 1);
				marit.board.text(id)!.insert(0, 'x');
				marit.board.moveCard(id, marit.board.card(id)!.zone, 0, 1);
			}
			const mark = { ...aCard(ownWord(), 'nergens'), id: randomUUID() };
			marit.board.addCard(mark, 1);
			// What comes after it was put right: so all before it was looked at.
			await until(() => marit.board.card(mark.id)?.binnedAt, 'looked at');
			const gone = marit.board.cards().filter(({ binnedAt }) => binnedAt !== null);
			expect([demo, gone.map(({ id }) => id)]).toEqual([demo, [mark.id]]);
			const kinds = (json: string) => json.match(/"kind":"[a-z_]+","/g)!.length;
			expect(kinds(JSON.stringify(shape()))).toBe(kinds(before) + 1);
			board.stop();
		}
		expect((await walk.phase('marit')).mended).not.toBeNull();
		await walk.leave();
	});
});
