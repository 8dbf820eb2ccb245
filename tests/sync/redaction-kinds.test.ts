import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { HarvestDocument } from '../../src/lib/documents/harvest.ts';
import {
	asideDocument,
	boardDocument,
	harvestDocument,
	partDocument,
	zoneDocument
} from '../../src/lib/domain/document-name.ts';
import { SqlUpdateLog } from '../../server/store/sql-update-log.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { StockClient } from '../support/clients.ts';
import { dumpOf } from '../support/dump.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { storedDoc } from '../support/stored-doc.ts';
import { until } from '../support/until.ts';

/** Nobody the guard would know: these are late finds, for people. */
const marker = 'Zevenklapper';

describe('a redaction reaches', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: PeopleOnBoard;
		let document: string;

		async function on(demoId: string): Promise<void> {
			const isFile = !place.address.startsWith('postgres');
			walk = await PeopleOnBoard.on(demoId, isFile ? {} : { DATABASE_URL: place.address });
			document = boardDocument(walk.boardId);
		}
		beforeEach(async () => {
			place = await open();
			await on('brd-jongere');
		});
		afterEach(async () => {
			await walk.leave();
			await place.remove();
		});

		const stored = () => dumpOf(place, walk);
		const isStored = () => until(async () => (await stored()).includes(marker), 'stored');
		const isGone = () => until(async () => !(await stored()).includes(marker), 'gone');
		/** All of what she has is on disk. */
		const saved = (client: StockClient) =>
			until(async () => {
				const log = new SqlUpdateLog(walk.server.store, () => new Date());
				const { store } = storedDoc(await log.load(client.provider.roomname));
				const reach = Y.decodeStateVector(Y.encodeStateVector(client.doc));
				return [...reach].every(([id, end]) => end === Y.getState(store, id));
			}, 'saved');
		/** What is in a document now, by somebody who comes for the first time. */
		async function textIn(who: string, name: string, card: string): Promise<string> {
			return (await walk.open(who, name)).board.textOf(card);
		}

		it('a comment', async () => {
			const tessa = await walk.open('tessa', document);
			const [card, comment] = [aCard('gewoon'), randomUUID()];
			tessa.board.addCards([card], 1);
			tessa.board.addComment({ id: comment, card: card.id, text: `zei ${marker}`, at: 1 }, 1);
			await saved(tessa);
			await isStored();
			await walk.do('marit', { do: 'redact', comment, text: 'zei iemand' });
			await isGone();
			const { board } = await walk.open('noortje', document);
			expect(board.comments().find(({ id }) => id === comment)!.text).toBe('zei iemand');
			expect(board.textOf(card.id)).toBe('gewoon');
		});

		it('the title of a bundle', async () => {
			const tessa = await walk.open('tessa', document);
			const [one, two] = [aCard('een'), aCard('twee')];
			tessa.board.addCards([one, two], 1);
			tessa.board.bundleCard(one.id, two.id, 'bundel', 1);
			tessa.board.nameBundle('bundel', `Over ${marker}`, 1);
			await saved(tessa);
			await isStored();
			await walk.do('marit', { do: 'redact', bundle: 'bundel', text: 'Over hem' });
			await isGone();
			const { board } = await walk.open('noortje', document);
			expect(board.bundles().find(({ id }) => id === 'bundel')!.title).toBe('Over hem');
		});

		it('the lines harvested from a card, and their own texts', async () => {
			const tessa = await walk.open('tessa', document);
			const [card, other] = [aCard(`${marker} kwam langs`), aCard('iets anders')];
			tessa.board.addCards([card, other], 1);
			await saved(tessa);
			await walk.mode('oogst');
			for (const { id } of [card, other]) {
				await walk.do('marit', { do: 'harvest', card: id, as: 'les' });
			}
			const harvest = harvestDocument(walk.boardId);
			const writer = await walk.open('sunita', harvest);
			const lines = new HarvestDocument(writer.doc);
			const lineOf = (id: string) => lines.lines().find((line) => line.card === id)!.id;
			const [made, apart] = [lineOf(card.id), lineOf(other.id)];
			lines.text(made, 'conditions')!.insert(0, `als ${marker.toLowerCase()} dat wil`);
			await saved(writer);
			await walk.do('marit', { do: 'redact', card: card.id, text: 'Iemand kwam langs' });
			const after = new HarvestDocument((await walk.open('noortje', harvest)).doc);
			expect(after.text(made, 'text')!.toJSON()).toBe('Iemand kwam langs');
			expect(after.text(made, 'conditions')!.toJSON()).toBe('als Iemand dat wil');
			expect(after.text(apart, 'text')!.toJSON()).toBe('iets anders');
			await isGone();

			const again = await walk.open('marit', harvest);
			new HarvestDocument(again.doc).text(apart, 'forWhom')!.insert(0, marker);
			await saved(again);
			await isStored();
			const redaction = {
				do: 'redact',
				line: apart,
				which: 'forWhom',
				text: 'voor allen'
			} as const;
			await walk.do('marit', redaction);
			const last = new HarvestDocument((await walk.open('jorrit', harvest)).doc);
			expect(last.text(apart, 'forWhom')!.toJSON()).toBe('voor allen');
			await isGone();
		});

		it('a part of a group, her own notes and what she keeps to herself', async () => {
			const others = await Promise.all(['noortje', 'tessa'].map((who) => walk.open(who, document)));
			await walk.mode('subgroep');
			await walk.do('marit', { do: 'groups', count: 1 });
			const group = (await walk.phase('noortje')).group!;
			others.forEach((each) => each.stop());
			const part = partDocument(walk.boardId, group.id);
			const aside = asideDocument(walk.boardId, walk.id('marit'));
			for (const [who, name] of [
				['noortje', part],
				['marit', aside]
			] as const) {
				const client = await walk.open(who, name);
				const card = aCard(`${marker} hier`);
				client.board.addCards([card, aCard('ernaast')], 1);
				await saved(client);
				await isStored();
				await walk.do('marit', { do: 'redact', card: card.id, text: 'iemand hier' });
				await until(() => client.closes.includes(4410), 'told');
				client.stop();
				await isGone();
				expect(await textIn(who, name, card.id)).toBe('iemand hier');
			}
			const tessas = await walk.open('tessa', asideDocument(walk.boardId, walk.id('tessa')));
			const own = aCard(`${marker} van mij`);
			tessas.board.addCards([own], 1);
			await saved(tessas);
			const redaction = { do: 'redact', card: own.id, text: 'iets' } as const;
			expect(await walk.command('marit', redaction)).toMatchObject({ reason: 'not-found' });
		});

		it('hidden notes of whoever redacts, which go on in the next reveal and no earlier one', async () => {
			await walk.step(2);
			const marit = await walk.writes('marit', `${marker} zag ik`);
			const { id } = marit.board.cards()[0]!;
			await walk.writes('tessa', 'iets van mij');
			await walk.do('marit', { do: 'redact', card: id, text: 'iemand zag ik' });
			await isGone();
			for (const who of ['marit', 'tessa']) {
				const { notes } = await walk.phase(who);
				const raw = await walk.raw(who, walk.notesOf(who), `?epoch=${notes.epoch}`);
				expect((await (await raw.open()).ask()).getMap('cards').size).toBe(1);
			}
			expect((await walk.reveals()).ok).toBe(true);
			const { board } = await walk.open('noortje', document);
			const texts = board.cards().map((card) => board.textOf(card.id));
			expect(texts).toEqual(expect.arrayContaining(['iemand zag ik', 'iets van mij']));
		});

		it('a zone that is still hidden', async () => {
			const { boards } = walk.server.lab.services;
			const wanted = { template: 'tpl-incident', title: 'Een voorval', question: 'Wat nu?' };
			const by = await walk.server.actor('marit');
			const made = await boards.create(by, await walk.server.demoLab(), wanted);
			if (!made.ok) throw new Error(made.reason);
			const other = new BoardWalk(walk.server, made.value);
			const hidden = (await other.phase('marit')).zones.find(({ isHidden }) => isHidden);
			const name = zoneDocument(made.value, hidden!.id);
			const marit = await walk.open('marit', name);
			const card = aCard(`${marker} later`, hidden!.id);
			marit.board.addCards([card], 1);
			await saved(marit);
			await isStored();
			await other.do('marit', { do: 'redact', card: card.id, text: 'iemand later' });
			await isGone();
			expect(await textIn('marit', name, card.id)).toBe('iemand later');
		});

		it('phrases of it that were said to be nobody', async () => {
			for (const phrase of [`Jan ${marker}`, 'Piet Bakker']) {
				await walk.do('tessa', { do: 'allow', phrase });
			}
			const tessa = await walk.open('tessa', document);
			const card = aCard(`Jan ${marker} las Piet Bakker`);
			tessa.board.addCards([card], 1);
			await saved(tessa);
			const text = 'Een jongen las Piet Bakker';
			expect(await walk.command('marit', { do: 'redact', card: card.id, text })).toEqual({
				ok: false,
				reason: 'personal-data'
			});
			await walk.do('marit', { do: 'allow', phrase: 'Piet Bakker' });
			await walk.do('marit', { do: 'redact', card: card.id, text });
			expect((await walk.phase('tessa')).allowed).toEqual(['Piet Bakker']);
			await isGone();
		});

		it('what is kept of updates that no document would take', async () => {
			const tessa = await walk.open('tessa', document);
			const card = aCard(`${marker} hier`);
			tessa.board.addCards([card], 1);
			await saved(tessa);
			await walk.server.store.db
				.insertInto('quarantine')
				.values({
					id: 'q',
					document,
					member_id: null,
					at: '2026-11-26',
					reason: 'odd',
					bytes: Buffer.from(marker)
				})
				.execute();
			await walk.do('marit', { do: 'redact', card: card.id, text: 'iemand hier' });
			await isGone();
		});

		it('five who type and one who sleeps: all read the clean text, and what they wrote beside it', async () => {
			const names = ['tessa', 'noortje', 'sunita', 'jorrit', 'marit'];
			const tessa = await walk.open('tessa', document);
			const card = aCard(`${marker} was erbij`);
			const own = names.map((_, i) => aCard(`kaart nummer ${i}`));
			tessa.board.addCards([card, ...own], 1);
			await saved(tessa);
			const crowd = await Promise.all(names.slice(1).map((name) => walk.open(name, document)));
			const all = [tessa, ...crowd];
			const asleep = new Y.Doc();
			Y.applyUpdate(asleep, Y.encodeStateAsUpdate(tessa.doc));
			for (const [i, client] of all.entries()) {
				client.board.text(own[i]!.id)!.insert(0, 'meer ');
				client.board.text(card.id)!.insert(0, `${i} `);
			}
			await until(() => all.every((client) => client.board.textOf(card.id).length > 30), 'typed');
			await Promise.all(all.map(saved));
			await walk.do('marit', { do: 'redact', card: card.id, text: 'Iemand was erbij' });
			await until(() => all.every(({ closes }) => closes.includes(4410)), 'told');
			for (const client of all) client.stop();

			const laptop = new StockClient(walk.server, document, await walk.server.signIn('lotte'), {
				doc: asleep
			});
			laptop.board.text(card.id)?.insert(0, 'nog iets ');
			await until(() => laptop.closes.includes(4410), 'told as well');
			laptop.stop();
			for (const name of names) {
				const { board } = await walk.open(name, document);
				expect(board.textOf(card.id)).toBe('Iemand was erbij');
				for (const [i, { id }] of own.entries()) {
					expect(board.textOf(id)).toBe(`meer kaart nummer ${i}`);
				}
			}
			await isGone();
		});
	}));
