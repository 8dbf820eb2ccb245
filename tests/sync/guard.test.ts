import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { Turns } from '../../server/services/turns.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { HarvestDocument } from '../../src/lib/documents/harvest.ts';
import {
	asideDocument,
	boardDocument,
	harvestDocument,
	partDocument
} from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import type { RawClient } from '../support/clients.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { dumpOf } from '../support/dump.ts';

const bsn = '123456782';
const person = 'Wiebe Kloosterziel';

/** A client of somebody's own making: what it writes leaves at once, whatever it says. */
class Hacked {
	readonly doc: Y.Doc;
	readonly board: BoardDocument;
	readonly raw: RawClient;

	constructor(raw: RawClient, doc: Y.Doc) {
		this.raw = raw;
		this.doc = doc;
		this.board = new BoardDocument(doc);
		// Refused while the document is rewritten, it is asked again after, and answers as any client.
		raw.socket.on('message', (frame: Buffer) => {
			const isStepOne = frame[0] === 0 && frame[1] === 0;
			if (isStepOne) raw.send(frames.stepTwo(Y.encodeStateAsUpdate(doc)));
		});
	}

	/** One update with all that `change` does. */
	commit(change: () => void): void {
		const before = Y.encodeStateVector(this.doc);
		this.doc.transact(change);
		this.raw.send(frames.update(Y.encodeStateAsUpdate(this.doc, before)));
	}
}

describe('the guard at the server', () =>
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

		const hacked = async (who: string, name = document) => {
			const raw = await (await walk.raw(who, name)).open();
			return new Hacked(raw, await raw.ask());
		};
		/** Something that must go was written after it and has gone: what stood there was looked at. */
		const afterLook = async (who: string) => {
			const client = await hacked(who);
			client.commit(() => client.board.addCards([aCard(`BSN ${bsn}`)], 1));
			expect(await client.raw.closedWith()).toBe(4410);
			return (await walk.open('marit', document)).board;
		};
		const stored = () => dumpOf(place, walk);
		const isGone = (letters: string) =>
			until(async () => !(await stored()).includes(letters), `no ${letters} in the store`);
		const guarded = async () => {
			const rows = await walk.server.store.db
				.selectFrom('audit')
				.selectAll()
				.where('act', '=', 'board.guarded')
				.orderBy('seq')
				.execute();
			return rows.map(({ member_id, subject, detail }) => ({
				member: member_id,
				subject,
				type: (JSON.parse(detail) as { type: string }).type
			}));
		};

		it('takes what is always blocked out of a card, and everybody reads on', async () => {
			const noortje = await walk.open('noortje', document);
			const client = await hacked('tessa');
			const [card, other] = [aCard(`hij heeft BSN ${bsn} denk ik`), aCard('een ander verhaal')];
			client.commit(() => client.board.addCards([card, other], 1));
			await until(() => noortje.closes.includes(4410), 'told');
			expect(await client.raw.closedWith()).toBe(4410);
			noortje.stop();
			const fresh = await walk.open('sunita', document);
			expect(fresh.board.textOf(card.id)).toMatch(/^hij heeft .+ denk ik$/);
			expect(fresh.board.textOf(card.id)).not.toContain(bsn);
			expect(fresh.board.textOf(other.id)).toBe('een ander verhaal');
			await isGone(bsn);
			expect(await guarded()).toEqual([
				{ member: walk.id('tessa'), subject: document, type: 'bsn' }
			]);
			expect((await walk.phase('tessa')).guarded).toMatchObject({ isMine: true });
			expect((await walk.phase('noortje')).guarded).toMatchObject({ isMine: false });
		});

		it('takes a name out that one update brought whole, in whatever place', async () => {
			const client = await hacked('tessa');
			const [card, other] = [aCard('eerste'), aCard('tweede')];
			client.commit(() => client.board.addCards([card, other], 1));
			client.commit(() => {
				client.board.addComment(
					{ id: randomUUID(), card: card.id, text: `zag ${person}`, at: 1 },
					1
				);
				client.board.bundleCard(card.id, other.id, 'bundel', 1);
				client.board.nameBundle('bundel', `Over ${person}`, 1);
				client.board.setExtras(other.id, { fields: { trekker: `${person} zelf` } }, 1);
			});
			await until(() => client.raw.closed === 4410, 'rewritten');
			await isGone('Kloosterziel');
			const fresh = await walk.open('noortje', document);
			const [comment] = fresh.board.comments().filter((each) => each.card === card.id);
			expect(comment!.text).toMatch(/^zag /);
			expect(fresh.board.bundles().find(({ id }) => id === 'bundel')!.title).toMatch(/^Over /);
			// A field holds no text: what is left of it goes as well.
			await until(() => !fresh.board.card(other.id)!.fields['trekker'], 'no text in a field');
			expect((await guarded()).map(({ type }) => type)).toEqual(['naam']);
		});

		it('takes along what hangs where no page puts a text', async () => {
			const client = await hacked('tessa');
			const card = aCard('gewoon');
			client.commit(() => {
				client.board.addCards([card], 1);
				client.doc.getMap<Y.Map<unknown>>('cards').get(card.id)!.set('zone', `bij BSN ${bsn}`);
				const odd = new Y.Map<unknown>();
				odd.set('wat', { in: [`bel 06-23416789`] });
				client.doc.getMap('cards').set('odd', odd);
			});
			await until(() => client.raw.closed === 4410, 'rewritten');
			await isGone(bsn);
			await isGone('23416789');
		});

		it('takes out of the history what came and went', async () => {
			const client = await hacked('tessa');
			const card = aCard('gewoon');
			client.commit(() => client.board.addCards([card], 1));
			client.commit(() => client.board.text(card.id)!.insert(0, `BSN ${bsn} `));
			client.commit(() => client.board.text(card.id)!.delete(0, bsn.length + 5));
			// Told is later than gone: whoever opens it in between has the old one.
			await until(() => client.raw.closed === 4410, 'rewritten');
			await isGone(bsn);
			expect((await walk.open('noortje', document)).board.textOf(card.id)).toBe('gewoon');
		});

		it('looks at notes, private ones, parts and the harvest as well', async () => {
			await walk.mode('verdekt');
			const write = async (who: string, name: string, marker: string) => {
				const client = await hacked(who, name);
				client.commit(() => client.board.addCards([aCard(`${marker} BSN ${bsn}`)], 1));
				expect(await client.raw.closedWith()).toBe(4410);
				const fresh = await hacked(who, name);
				expect(JSON.stringify(fresh.doc.getMap('cards').toJSON())).toContain(marker);
			};
			await write('tessa', walk.notesOf('tessa'), 'verdekt');
			expect((await walk.phase('tessa')).guarded).toMatchObject({ isMine: true });
			expect((await walk.phase('noortje')).guarded).toBeNull();
			const { notes } = await walk.phase('tessa');
			const again = await walk.raw('tessa', walk.notesOf('tessa'), `?epoch=${notes.epoch}`);
			expect((await (await again.open()).ask()).getMap('cards').size).toBe(1);
			await write('noortje', asideDocument(walk.boardId, walk.id('noortje')), 'eigen');
			const others = await Promise.all(
				['noortje', 'tessa'].map((name) => walk.open(name, document))
			);
			await walk.mode('subgroep');
			await walk.do('marit', { do: 'groups', count: 1 });
			const group = (await walk.phase('noortje')).group!;
			for (const each of others) each.stop();
			await write('noortje', partDocument(walk.boardId, group.id), 'groep');
			await walk.mode('oogst');
			const harvest = await hacked('sunita', harvestDocument(walk.boardId));
			const line = { id: randomUUID(), kind: 'les' as const, card: 'x', at: 1 };
			harvest.commit(() => new HarvestDocument(harvest.doc).add(line, `BSN ${bsn} leert`, 1));
			expect(await harvest.raw.closedWith()).toBe(4410);
			await isGone(bsn);
		}, 20_000);

		it('leaves to people what came about in several updates', async () => {
			const client = await hacked('tessa');
			const card = aCard('Wie');
			client.commit(() => client.board.addCards([card], 1));
			client.commit(() => client.board.text(card.id)!.insert(3, 'be Klooster'));
			client.commit(() => client.board.text(card.id)!.insert(14, 'ziel was erbij'));
			const noortje = await walk.open('noortje', document);
			await until(() => noortje.board.textOf(card.id).includes(person), 'seen');
			expect((await afterLook('sunita')).textOf(card.id)).toContain(person);
			expect((await guarded()).map(({ type }) => type)).toEqual(['bsn']);
		});

		it('leaves what somebody on this board said is nobody; of another it is a late find', async () => {
			await walk.do('tessa', { do: 'allow', phrase: person });
			const tessa = await hacked('tessa');
			const card = aCard(`${person} is een straat`);
			tessa.commit(() => tessa.board.addCards([card], 1));
			const sunita = await hacked('sunita');
			// As when she takes back that she deleted it: she brings it, and did not say it.
			const other = aCard(`${person} is hier`);
			sunita.commit(() => sunita.board.addCards([other], 1));
			await until(async () => (await stored()).includes('is hier'), 'on disk');
			const board = await afterLook('noortje');
			for (const { id } of [card, other]) expect(board.textOf(id)).toContain(person);
			expect((await guarded()).map(({ type }) => type)).toEqual(['bsn']);
		});

		it('lets nobody make the others reload for ever', async () => {
			for (let i = 0; i < 3; i++) {
				const client = await hacked('tessa');
				client.commit(() => client.board.addCards([aCard(`${i} BSN ${bsn}`)], 1));
				await client.raw.closedWith();
				await until(async () => (await guarded()).length > i, 'taken out');
			}
			await until(async () => (await walk.phase('tessa')).access === 'read', 'she only reads');
			expect((await walk.phase('noortje')).access).toBe('write');
			const client = await hacked('tessa');
			client.commit(() => client.board.addCards([aCard(`weer BSN ${bsn}`)], 1));
			expect(await client.raw.closedWith()).toBe(4403);
			expect(await walk.command('tessa', { do: 'allow', phrase: 'Anne Frank' })).toEqual({
				ok: false,
				reason: 'forbidden'
			});
			await isGone(bsn);
		});

		it('finds on the board what was sent just before it was revealed', async () => {
			await walk.step(2);
			const client = await hacked('tessa', walk.notesOf('tessa'));
			client.commit(() => client.board.addCards([aCard('eerst')], 1));
			// It was just looked at: the next look is a moment away.
			await new Promise((resolve) => setTimeout(resolve, 50));
			client.commit(() => client.board.addCards([aCard(`BSN ${bsn}`), aCard(`zag ${person}`)], 1));
			await until(async () => (await stored()).includes(bsn), 'on disk');
			expect(await walk.reveals()).toMatchObject({ ok: true });
			await until(async () => (await guarded()).length > 1, 'looked at');
			await isGone(bsn);
			await isGone('Kloosterziel');
			const noortje = await walk.open('noortje', document);
			const texts = noortje.board.cards().map(({ id }) => noortje.board.textOf(id));
			expect(texts.some((text) => text.startsWith('zag '))).toBe(true);
		});

		it('follows to the board what is revealed while it takes it out', async () => {
			await walk.step(2);
			type Take = (this: Turns, key: string, work: () => Promise<unknown>) => Promise<unknown>;
			const take = Reflect.get(Turns.prototype, 'take') as Take;
			let isRevealed = false;
			const spy = vi.spyOn(Turns.prototype, 'take').mockImplementation(async function <T>(
				this: Turns,
				key: string,
				work: () => Promise<T>
			) {
				if (key === walk.boardId && !isRevealed) {
					isRevealed = true;
					expect(await walk.reveals()).toMatchObject({ ok: true });
				}
				return await take.call(this, key, work);
			});
			onTestFinished(() => spy.mockRestore());
			const client = await hacked('tessa', walk.notesOf('tessa'));
			client.commit(() => client.board.addCards([aCard(`BSN ${bsn}`), aCard(`zag ${person}`)], 1));
			await until(async () => (await guarded()).length > 1, 'taken out');
			expect(isRevealed).toBe(true);
			await isGone(bsn);
			await isGone('Kloosterziel');
		});

		it('refuses in forms and commands what a page would have held back', async () => {
			const no = { ok: false, reason: 'personal-data' };
			const { boards } = walk.server.lab.services;
			const [actor, lab] = [await walk.server.actor('marit'), await walk.server.demoLab()];
			const { template } = (await walk.server.store.db
				.selectFrom('board')
				.select('template_id as template')
				.executeTakeFirst())!;
			const wanted = { template, title: 'Een bord', question: 'Wat nu?' };
			const texts = { title: `Over ${person}`, question: `Wie belt 06-23416789?` };
			for (const field of ['title', 'question'] as const) {
				const outcome = await boards.create(actor, lab, { ...wanted, [field]: texts[field] });
				expect(outcome).toEqual({ ...no, field });
			}
			const noortje = await walk.open('noortje', document);
			const card = aCard('Wie');
			noortje.board.addCards([card, aCard('ander')], 1);
			await until(() => noortje.board.textOf(card.id) === 'Wie', 'there');
			noortje.board.text(card.id)!.insert(3, 'be Klooster');
			await until(() => noortje.saved() > 2, 'saved');
			noortje.board.text(card.id)!.insert(14, 'ziel was erbij');
			await until(() => noortje.saved() > 3, 'saved');
			await walk.mode('oogst');
			expect(await walk.command('marit', { do: 'harvest', card: card.id, as: 'les' })).toEqual(no);
			const text = `toch ${person}`;
			expect(await walk.command('marit', { do: 'redact', card: card.id, text })).toEqual(no);
			await walk.mode('ordenen');
			const title = `Van ${person}`;
			expect(await walk.command('noortje', { do: 'name-bundle', bundle: 'x', title })).toEqual(no);
			await walk.do('noortje', { do: 'allow', phrase: person });
			expect(await walk.command('noortje', { do: 'name-bundle', bundle: 'x', title })).toEqual({
				ok: false,
				reason: 'not-found'
			});
		});
	}));
