import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { WithdrawnView } from '../../src/lib/documents/casus-view.ts';
import {
	asideDocument,
	boardDocument,
	harvestDocument,
	stateDocument
} from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { openCasus } from '../support/a-casus.ts';
import { StockClient } from '../support/clients.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

/** In whatever of the casus is typed; nowhere else in the demo. */
const word = 'regenboogforel';
const card = randomUUID();

describe('a casus that is taken back', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: PeopleOnBoard;
		let tessa: StockClient;
		let document: string;
		const isFile = () => !place.address.startsWith('postgres');

		beforeEach(async () => {
			place = await open();
			const env = isFile() ? {} : { DATABASE_URL: place.address };
			walk = await PeopleOnBoard.on('brd-jongere', env);
			const id = await openCasus(walk.server, 'tessa', {
				title: `Onrust om een ${word}`,
				question: `Wat doen we met de ${word}?`,
				seen: `Iemand zag een ${word}.`
			});
			walk.stop();
			walk = walk.onBoard(id);
			document = boardDocument(id);
			tessa = await walk.open('tessa', document);
			tessa.board.addCard({ ...aCard(`${word} op de kaart`), id: card }, 1);
			tessa.board.addComment({ id: randomUUID(), card, text: `${word}?`, at: 1 }, 1);
			await until(() => tessa.saved() >= 3, 'saved');
		});
		afterEach(async () => {
			await walk.leave();
			await place.remove();
		});

		const withdraw = (who = 'tessa') => walk.command(who, { do: 'withdraw' });
		const done = { ok: true, value: undefined };

		/** A line of harvest, from the card and then put in words that say less. */
		async function harvest(): Promise<void> {
			await walk.mode('oogst');
			await walk.do('noortje', { do: 'harvest', card, as: 'les' });
		}

		async function left(who: string): Promise<WithdrawnView | string> {
			const { boards } = walk.server.lab.services;
			const lab = await walk.server.demoLab();
			const outcome = await boards.withdrawn(await walk.server.actor(who), lab, walk.boardId);
			return outcome.ok ? outcome.value : outcome.reason;
		}

		/** Every row of every table as text, bytes included, and what is packed in them. */
		async function rows(): Promise<string> {
			const { db } = walk.server.store;
			const all: string[] = [];
			for (const { name } of await db.introspection.getTables()) {
				const { rows } = await sql<
					Record<string, unknown>
				>`select * from ${sql.table(name)}`.execute(db);
				for (const value of rows.flatMap((row) => Object.values(row))) {
					const isPacked =
						Buffer.isBuffer(value) && value.length > 1 && value.readUInt16BE(0) === 0x1f8b;
					const bytes = isPacked ? gunzipSync(value) : value;
					all.push(Buffer.isBuffer(bytes) ? bytes.toString('latin1') : String(bytes));
				}
			}
			return all.join('\n');
		}

		/** On PostgreSQL: in the pages of the tables where the words of a casus were. */
		async function isInPages(): Promise<boolean> {
			const { db } = walk.server.store;
			// Not so often that whoever writes them anew never has them alone.
			await new Promise((resolve) => setTimeout(resolve, 300));
			await sql`checkpoint`.execute(db);
			for (const table of [
				'board',
				'board_phase',
				'casus_remark',
				'board_group',
				'board_message'
			]) {
				const { rows } = await sql<{ n: number }>`select position(convert_to(${word}, 'UTF8')
					in pg_read_binary_file(pg_relation_filepath(${table}))) as n`.execute(db);
				if (Number(rows[0]?.n) > 0) return true;
			}
			return false;
		}

		it('closes every open page with 4404, and none of its documents is there for anybody', async () => {
			await walk.mode('verdekt');
			const noortje = await walk.open('noortje', document);
			const state = await walk.open('marit', stateDocument(walk.boardId));
			const note = await walk.writes('sunita', `${word} in een notitie`);
			expect(await withdraw()).toEqual(done);
			for (const client of [tessa, noortje, state, note]) {
				await until(() => client.closes.includes(4404), 'told');
				client.stop();
			}
			for (const who of ['tessa', 'marit', 'noortje', 'sunita']) {
				for (const name of [
					document,
					stateDocument(walk.boardId),
					harvestDocument(walk.boardId),
					walk.notesOf(who),
					asideDocument(walk.boardId, walk.id(who))
				]) {
					expect(await walk.asks(who, name)).toBe(404);
					const raw = await walk.raw(who, name);
					await until(() => raw.refused !== null, 'refused');
					expect(raw.refused).toBe(404);
				}
			}
			const { boards } = walk.server.lab.services;
			const lab = await walk.server.demoLab();
			for (const who of ['tessa', 'marit']) {
				const actor = await walk.server.actor(who);
				expect((await boards.open(actor, lab, walk.boardId)).ok).toBe(false);
				const listed = (await boards.list(actor, lab)).map(({ id }) => id);
				expect(listed).not.toContain(walk.boardId);
			}
			expect(await withdraw('marit')).toEqual({ ok: false, reason: 'not-found' });
		});

		it('leaves nothing of what was written in any row or file', async () => {
			await walk.mode('verdekt');
			await walk.writes('sunita', `${word} in een notitie`);
			const aside = await walk.open('noortje', asideDocument(walk.boardId, walk.id('noortje')));
			aside.board.addCard(aCard(`${word} voor mijzelf`), 1);
			await until(() => aside.saved() >= 2, 'saved');
			const { keeper } = walk.server.lab;
			await keeper.keep(walk.boardId, { kind: 'auto' });
			expect(await rows()).toContain(word);
			const { content } = await walk.server.store.db
				.selectFrom('board_version')
				.select('content')
				.where('board_id', '=', walk.boardId)
				.limit(1)
				.executeTakeFirstOrThrow();
			expect(gunzipSync(content).toString()).toContain(word);
			expect(await withdraw()).toEqual(done);
			expect(await rows()).not.toContain(word);
			const left = () => [word, Buffer.from(content)].some((each) => walk.files().includes(each));
			if (isFile()) await until(() => !left(), 'out of every file');
			else await until(async () => !(await isInPages()), 'out of every page', 60_000);
		}, 90_000);

		it('takes what was said to groups with it, their names and who sat where', async () => {
			const noortje = await walk.open('noortje', document);
			await walk.do('marit', { do: 'groups', count: 1 });
			const group = (await walk.phase('marit')).desk!.groups[0]!.id;
			await walk.do('marit', { do: 'name-group', group, name: `Tafel ${word}` });
			await walk.do('marit', { do: 'host', group, member: walk.id('noortje') });
			await walk.mode('subgroep');
			await walk.do('marit', { do: 'group-message', group, text: `Denk aan de ${word}` });
			expect(await withdraw()).toEqual(done);
			noortje.stop();
			expect(await rows()).not.toContain(word);
			const { db } = walk.server.store;
			for (const table of ['board_group', 'board_group_member', 'board_message'] as const) {
				const left = db.selectFrom(table).selectAll().where('board_id', '=', walk.boardId);
				expect([table, await left.execute()]).toEqual([table, []]);
			}
			if (isFile()) await until(() => !walk.files().includes(word), 'out of every file');
			else await until(async () => !(await isInPages()), 'out of every page', 60_000);
		}, 90_000);

		it('does not come back by whoever was offline or types on, hidden notes included', async () => {
			await walk.mode('verdekt');
			const note = await walk.writes('sunita', `${word} in een notitie`);
			const stale = [tessa, note].map(({ doc }) => {
				const copy = new Y.Doc();
				Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
				return copy;
			});
			note.stop();
			// She is typing while it happens.
			const typing = setInterval(() => tessa.board.text(card)!.insert(0, `${word} `), 2);
			expect(await withdraw('marit')).toEqual(done);
			await until(() => tessa.closes.includes(4404), 'told');
			clearInterval(typing);
			const asleep = [
				new StockClient(walk.server, document, await walk.server.signIn('tessa'), {
					doc: stale[0]!
				}),
				new StockClient(walk.server, walk.notesOf('sunita'), await walk.server.signIn('sunita'), {
					doc: stale[1]!
				})
			];
			await until(
				() => asleep.every(({ closes }) => closes.length >= 3),
				'refused again and again'
			);
			for (const client of asleep) client.stop();
			expect(await rows()).not.toContain(word);
			const { db } = walk.server.store;
			const names = await db
				.selectFrom('document')
				.select('name')
				.where('name', 'like', `%${walk.boardId}%`)
				.execute();
			expect(names).toEqual([]);
			if (isFile()) await until(() => !walk.files().includes(word), 'out of every file');
		});

		it('leaves its harvest to the lab, of no card and of nobody', async () => {
			await harvest();
			const line = await walk.open('noortje', harvestDocument(walk.boardId));
			const [first] = [...line.doc.getMap<Y.Map<Y.Text>>('lines').values()];
			const text = first!.get('text')!;
			text.delete(0, text.length);
			text.insert(0, 'Vraag eerst wie er al contact heeft.');
			await until(() => line.saved() >= 2, 'saved');
			expect(await withdraw()).toEqual(done);
			for (const who of ['noortje', 'lotte', 'tessa']) {
				expect(await left(who)).toMatchObject({
					lines: [{ kind: 'les', text: 'Vraag eerst wie er al contact heeft.' }]
				});
			}
			// A guest reads boards by invitation, and there is none to a board that is not there.
			expect(await left('evelien')).toBe('not-found');
			const all = await rows();
			expect(all).not.toContain(card);
			expect(all).not.toContain(word);
			const { db } = walk.server.store;
			const makers = await db
				.selectFrom('document_client')
				.select('member_id')
				.where('document', '=', harvestDocument(walk.boardId))
				.execute();
			expect(makers).toEqual([{ member_id: null }]);
			const { boards } = walk.server.lab.services;
			const lab = await walk.server.demoLab();
			expect(await boards.listWithdrawn(await walk.server.actor('noortje'), lab)).toMatchObject([
				{ id: walk.boardId, lines: 1 }
			]);
		});

		it('is for her, her organisation and the facilitator, and is written down without content', async () => {
			for (const who of ['noortje', 'lotte', 'yassin']) {
				expect(await withdraw(who)).toEqual({ ok: false, reason: 'forbidden' });
			}
			expect(await withdraw('tessa')).toEqual(done);
			const { db } = walk.server.store;
			const entries = await db
				.selectFrom('audit')
				.select(['member_id', 'subject', 'detail'])
				.where('act', '=', 'casus.withdrawn')
				.execute();
			expect(entries).toEqual([
				{ member_id: walk.id('tessa'), subject: document, detail: '{"harvested":0}' }
			]);
		});
	}));
