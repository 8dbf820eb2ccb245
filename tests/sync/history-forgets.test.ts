import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pack, unpack } from '../../server/services/version-content.ts';
import { replaceContents } from '../../server/store/version-repository.ts';
import { boardDocument, harvestDocument } from '../../src/lib/domain/document-name.ts';
import { HarvestDocument } from '../../src/lib/documents/harvest.ts';
import { reworded } from '../../src/lib/documents/document-copy.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import type { StockClient } from '../support/clients.ts';
import { HistoryWalk } from '../support/history-walk.ts';
import { ownWord } from '../support/own-word.ts';
import { aCard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

const bsn = '123456782';

describe('what is taken out of a board', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: HistoryWalk;
		let document: string;
		let noortje: StockClient;
		const word = ownWord();
		const isFile = () => !place.address.startsWith('postgres');

		beforeEach(async () => {
			place = await open();
			walk = await HistoryWalk.start(isFile() ? {} : { DATABASE_URL: place.address });
			document = boardDocument(walk.boardId);
			await walk.people.mode('open');
			noortje = await walk.people.open('noortje', document);
		});
		afterEach(async () => {
			await walk.people.leave();
			await place.remove();
		});

		/** A card that says the word, in a version; and the bytes of that version on disk. */
		async function kept(text = `${word} was erbij`) {
			const card = aCard(text);
			noortje.board.addCards([card], 1);
			await walk.heard(noortje);
			const version = await walk.keep();
			return { card: card.id, version, bytes: await walk.bytesOf(version) };
		}
		/** What was taken from a card into the harvest, as anybody reads it now. */
		async function harvested(card: string) {
			await walk.people.mode('oogst');
			await walk.people.do('marit', { do: 'harvest', card, as: 'les' });
			await walk.people.mode('open');
			return async () => {
				const { doc } = await walk.people.open('marit', harvestDocument(walk.boardId));
				const harvest = new HarvestDocument(doc);
				const { id } = harvest.lines().find((line) => line.card === card)!;
				return harvest.text(id, 'text')!.toJSON();
			};
		}
		/** Thirty days in the bin, and the bin emptied. */
		async function goneForGood(card: string): Promise<void> {
			const tessa = await walk.people.open('tessa', document);
			tessa.board.binCard(card, Date.now(), 1);
			await walk.heard(tessa);
			await walk.binnedBefore(card, 31);
			await until(async () => {
				await walk.people.server.lab.bin.emptyAll();
				return tessa.closes.includes(4410);
			}, 'written anew');
			tessa.stop();
		}
		/** Out of every file, as packed as it was. */
		const isForgotten = (bytes: Buffer) =>
			isFile()
				? until(() => !walk.people.files().includes(bytes), 'out of every file')
				: Promise.resolve();

		it('by a redaction leaves every version, and no restore brings it back', async () => {
			const { card, version, bytes } = await kept();
			const text = noortje.board.text(card)!;
			text.delete(0, text.length);
			text.insert(0, 'Een jongere was erbij');
			await walk.heard(noortje);
			await walk.keep();
			expect(await walk.everything()).toContain(word);
			await walk.people.do('marit', { do: 'redact', card, text: 'Iemand was erbij' });
			expect(await walk.everything()).not.toContain(word);
			await isForgotten(bytes);
			await walk.people.do('marit', { do: 'restore', version, before: randomUUID() });
			const marit = await walk.people.open('marit', document);
			expect(marit.board.textOf(card)).toBe('Iemand was erbij');
			expect(JSON.stringify(marit.doc.toJSON())).not.toContain(word);
		});

		it('by a redaction leaves an agreed version, also of a card that is gone for good', async () => {
			const { card } = await kept();
			await walk.people.do('marit', { do: 'freeze', label: 'Afspraken' });
			await walk.people.do('marit', { do: 'unfreeze' });
			await goneForGood(card);
			expect(await walk.everything()).toContain(word);
			await walk.people.do('marit', { do: 'redact', card, text: '' });
			expect(await walk.everything()).not.toContain(word);
			const again = await walk.people.command('marit', {
				do: 'redact',
				card: randomUUID(),
				text: ''
			});
			expect(again).toEqual({ ok: false, reason: 'not-found' });
		});

		it('by a redaction leaves the lines that were harvested from what a card said before', async () => {
			const { card } = await kept();
			const line = await harvested(card);
			expect(await line()).toBe(`${word} was erbij`);
			const text = noortje.board.text(card)!;
			text.delete(0, text.length);
			text.insert(0, 'Een jongere was erbij');
			await walk.heard(noortje);
			await walk.people.do('marit', { do: 'redact', card, text: 'Iemand was erbij' });
			expect(await line()).toBe('Iemand was erbij');
			expect(await walk.everything()).not.toContain(word);
		});

		it('by a redaction of a card that is gone for good leaves the lines harvested from it', async () => {
			const { card } = await kept();
			const line = await harvested(card);
			await walk.people.do('marit', { do: 'freeze', label: 'Afspraken' });
			await walk.people.do('marit', { do: 'unfreeze' });
			await goneForGood(card);
			expect(await line()).toBe(`${word} was erbij`);
			await walk.people.do('marit', { do: 'redact', card, text: 'Iemand was erbij' });
			expect(await line()).toBe('Iemand was erbij');
			expect(await walk.everything()).not.toContain(word);
		});

		it('by the guard leaves every version', async () => {
			const { card, version } = await kept('hij was erbij');
			const { store } = walk.people.server;
			const content = unpack(await walk.bytesOf(version));
			const copy = reworded(content.copy, ([, id], text) =>
				id === card ? `hij heeft BSN ${bsn} denk ik` : text
			);
			await store.transaction((trx) =>
				replaceContents(trx, [{ id: version, content: pack({ ...content, copy }) }])
			);
			expect(await walk.everything()).toContain(bsn);
			noortje.board.text(card)!.insert(0, `BSN ${bsn} `);
			await until(async () => !(await walk.everything()).includes(bsn), 'out of the version');
			expect(await walk.everything()).toContain('denk ik');
		});

		it('and is known to the guard only since then does not come back with a restore', async () => {
			const { card, version } = await kept('hij was erbij');
			const content = unpack(await walk.bytesOf(version));
			const copy = reworded(content.copy, ([, id], text) =>
				id === card ? `hij heeft BSN ${bsn}` : text
			);
			await walk.people.server.store.transaction((trx) =>
				replaceContents(trx, [{ id: version, content: pack({ ...content, copy }) }])
			);
			const restore = { do: 'restore', version } as const;
			expect(
				await walk.people.command('marit', { ...restore, card, before: randomUUID() })
			).toEqual({ ok: false, reason: 'personal-data' });
			await walk.people.do('marit', { ...restore, before: randomUUID() });
			await until(() => noortje.board.textOf(card) !== 'hij was erbij', 'restored');
			expect(noortje.board.textOf(card)).not.toContain(bsn);
		});

		it('by the bin is gone after thirty days, from versions as well, and not a day before', async () => {
			const { card, bytes } = await kept();
			const said = ownWord();
			// As the server writes it: one by a socket is judged, and its card may be gone by then.
			await walk.people.do('noortje', { do: 'comment', id: randomUUID(), card, text: said });
			// A clock of hers that is years behind takes nothing away early.
			noortje.board.binCard(card, 5, 1);
			await walk.heard(noortje);
			noortje.stop();
			await walk.keep();
			const { bin } = walk.people.server.lab;
			await bin.emptyAll();
			await until(async () => (await walk.everything()).includes(word), 'kept');
			await walk.binnedBefore(card, 29);
			await bin.emptyAll();
			expect((await walk.people.open('marit', document)).board.card(card)).not.toBeNull();
			walk.people.stop();
			await until(async () => {
				await walk.binnedBefore(card, 30.5);
				await bin.emptyAll();
				return !(await walk.everything()).includes(word);
			}, 'gone');
			await isForgotten(bytes);
			const marit = await walk.people.open('marit', document);
			expect(marit.board.card(card)).toBeNull();
			expect(JSON.stringify(marit.board.cards())).not.toContain(word);
			// What was said about it stays.
			expect(marit.board.comments().map(({ text }) => text)).toContain(said);
		});

		it('by the bin is not what somebody takes out of it at that very moment', async () => {
			const { card } = await kept();
			noortje.board.binCard(card, 5, 1);
			await walk.heard(noortje);
			noortje.stop();
			const { bin, keeper } = walk.people.server.lab;
			await bin.emptyAll();
			await walk.binnedBefore(card, 32);
			const rewritten = keeper.rewritten.bind(keeper);
			const meanwhile = vi.spyOn(keeper, 'rewritten').mockImplementation(async (id, change) => {
				const found = await rewritten(id, change);
				const tessa = await walk.people.open('tessa', document);
				tessa.board.restoreCard(card, 1);
				await walk.heard(tessa);
				return found;
			});
			await bin.emptyAll();
			expect(meanwhile).toHaveBeenCalledOnce();
			const marit = await walk.people.open('marit', document);
			expect(marit.board.textOf(card)).toBe(`${word} was erbij`);
		});
	}));
