import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import { StockClient } from '../support/clients.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

const name = 'Wiebrandus Kloosterziel';

describe('a redaction', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: PeopleOnBoard;
		let tessa: StockClient;
		let card: string;
		let document: string;
		const isFile = () => !place.address.startsWith('postgres');

		beforeEach(async () => {
			place = await open();
			walk = await PeopleOnBoard.on('brd-jongere', isFile() ? {} : { DATABASE_URL: place.address });
			document = boardDocument(walk.boardId);
			tessa = await walk.open('tessa', document);
			card = randomUUID();
			tessa.board.addCard({ ...aCard(`${name} was erbij`), id: card }, 1);
			tessa.board.addComment({ id: randomUUID(), card, text: 'ja, gezien', at: 1 }, 1);
			await until(() => tessa.saved() >= 4, 'saved');
		});
		afterEach(async () => {
			await walk.leave();
			await place.remove();
		});

		const redact = (who = 'marit', text = 'Een jongere was erbij') =>
			walk.command(who, { do: 'redact', card, text });
		const newest = () => walk.open('noortje', document);

		it('leaves the rest of the board as it was, with who made it', async () => {
			const { boards } = walk.server.lab.services;
			const authors = async () => {
				const lab = await walk.server.demoLab();
				const outcome = await boards.authors(await walk.server.actor('marit'), lab, walk.boardId);
				if (!outcome.ok) throw new Error(outcome.reason);
				return outcome.value;
			};
			const before = {
				authors: await authors(),
				zone: tessa.board.cardsIn('wit').map(({ id }) => id)
			};
			const others = tessa.board.cards().filter(({ id }) => id !== card).length;
			expect(await redact()).toEqual({ ok: true, value: undefined });
			const noortje = await newest();
			expect(noortje.board.textOf(card)).toBe('Een jongere was erbij');
			expect(noortje.board.cards().length).toBe(others + 1);
			expect(noortje.board.cardsIn('wit').map(({ id }) => id)).toEqual(before.zone);
			expect(noortje.board.comments().some(({ text }) => text === 'ja, gezien')).toBe(true);
			expect(await authors()).toEqual(before.authors);
		});

		it('takes it out of every row and file of the store', async () => {
			if (isFile()) expect(walk.files().includes('Wiebrandus')).toBe(true);
			await redact();
			const rows = await walk.server.store.db.selectFrom('update_log').select('bytes').execute();
			const snapshots = await walk.server.store.db.selectFrom('snapshot').select('bytes').execute();
			const all = [...rows, ...snapshots].map(({ bytes }) => Buffer.from(bytes));
			expect(all.some((bytes) => bytes.includes('Wiebrandus'))).toBe(false);
			if (isFile()) await until(() => !walk.files().includes('Wiebrandus'), 'out of every file');
		});

		it('closes whoever has the old document with 4410, and takes nothing of it back', async () => {
			const stale = new Y.Doc();
			Y.applyUpdate(stale, Y.encodeStateAsUpdate(tessa.doc));
			await redact();
			await until(() => tessa.closes.includes(4410), 'told');
			tessa.stop();
			// A laptop that slept through it comes back with all it had, and types on.
			const cookie = await walk.server.signIn('sunita');
			const asleep = new StockClient(walk.server, document, cookie, { doc: stale });
			asleep.board.text(card)!.insert(0, 'nog iets ');
			await until(() => asleep.closes.includes(4410), 'told as well');
			asleep.stop();
			const noortje = await newest();
			expect(JSON.stringify(noortje.doc.toJSON())).not.toContain('Wiebrandus');
			expect(walk.received('noortje', 'Wiebrandus')).toBe(false);
		});

		it('is done again under a next epoch, and people write on after it', async () => {
			await redact();
			await redact('marit', 'Iemand was erbij');
			const noortje = await newest();
			noortje.board.text(card)!.insert(0, 'Toch: ');
			await until(() => noortje.saved() >= 2, 'saved');
			const marit = await walk.open('marit', document);
			expect(marit.board.textOf(card)).toBe('Toch: Iemand was erbij');
		});

		it('is for the facilitator and whoever owns the board', async () => {
			for (const who of ['tessa', 'noortje', 'lotte']) {
				expect(await redact(who)).toEqual({ ok: false, reason: 'forbidden' });
			}
			expect((await redact('jorrit')).ok).toBe(true);
			expect(await walk.command('marit', { do: 'redact', card: randomUUID(), text: '' })).toEqual({
				ok: false,
				reason: 'not-found'
			});
		});
	}));
