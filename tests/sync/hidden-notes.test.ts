import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import { boardDocument, notesDocument, stateDocument } from '../../src/lib/domain/document-name.ts';
import type { AuthorsOfBoard } from '../../src/lib/documents/board-view.ts';
import { BoardWalk } from '../support/board-walk.ts';
import type { StockClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { ownWord } from '../support/own-word.ts';
import { until } from '../support/until.ts';

import { onEveryStore } from '../contracts/describe-store.ts';
import type { Place } from '../support/stores.ts';

describe('hidden notes', () =>
	onEveryStore((open) => {
		/** Board brd-jongere is led by Marit; step 2 is hidden writing in micro, meso and macro. */
		let server: TestServer;
		let walk: BoardWalk;
		let boardId: string;
		const member: Record<string, string> = {};

		let place: Place;
		const isFile = () => !place.address.startsWith('postgres');

		beforeAll(async () => {
			place = await open();
			server = await startTestServer(isFile() ? {} : { DATABASE_URL: place.address });
			boardId = await server.id('brd-jongere');
			for (const name of ['marit', 'jorrit', 'tessa', 'noortje', 'lotte', 'sunita']) {
				member[name] = await server.id(`mem-${name}`);
			}
			walk = new BoardWalk(server, boardId);
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});
		afterEach(async () => {
			walk.stop();
			await walk.mode('open');
		});

		const notesOf = (name: string) => notesDocument(boardId, member[name]!);

		/** A note as a page of hers would write it, on disk. */
		async function writes(name: string, text: string, zone = 'micro'): Promise<StockClient> {
			const client = await walk.open(name, notesOf(name));
			const before = client.saved();
			client.board.addCard(
				{ id: randomUUID(), zone, kind: 'gebeurtenis', domain: 'sociaal', basis: null, text },
				1
			);
			await until(() => client.saved() > before, 'the note saved');
			return client;
		}

		async function reveals(name = 'marit') {
			return walk.command(name, { do: 'reveal', from: (await walk.phase()).n });
		}

		async function authorsFor(name: string): Promise<AuthorsOfBoard> {
			const { boards } = server.lab.services;
			const lab = await server.demoLab();
			const outcome = await boards.authors(await server.actor(name), lab, boardId);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		}

		/** Everything the store's files hold, as one buffer. */
		function files(): Buffer {
			const { dataDir } = server.lab.config;
			const all = readdirSync(dataDir, { recursive: true, withFileTypes: true });
			return Buffer.concat(
				all
					.filter((each) => each.isFile())
					.map((each) => readFileSync(join(each.parentPath, each.name)))
			);
		}

		describe('a hidden note', () => {
			it('reaches nobody, over any document, while the others follow everything', async () => {
				await walk.step(2);
				const others = ['marit', 'tessa', 'lotte', 'jorrit'];
				for (const name of others) {
					await walk.open(name, boardDocument(boardId));
					await walk.open(name, stateDocument(boardId));
				}
				const secret = `zwaluw${ownWord()}`;
				await writes('noortje', secret);
				const state = await walk.live('tessa');
				await until(() => state()!.written.zones['micro'] === 1, 'the count', 12_000);
				expect(state()!.written).toMatchObject({
					people: 1,
					zones: { micro: 1, meso: 0, macro: 0 }
				});
				for (const name of others) {
					expect([name, walk.received(name, secret), walk.received(name, 'zwaluw')]).toEqual([
						name,
						false,
						false
					]);
					expect(walk.received(name, notesOf('noortje'))).toBe(false);
				}
				expect(await walk.asks('marit', notesOf('noortje'))).toBe(404);
			});

			it('is counted on a beat of five seconds, never at the keystroke', async () => {
				await walk.step(2);
				const state = await walk.live('tessa');
				const seen: number[] = [];
				const tessa = await walk.open('tessa', stateDocument(boardId));
				tessa.doc.on('update', () => seen.push(performance.now()));
				const sunita = await writes('sunita', 'een');
				for (const text of ['twee', 'drie', 'vier']) {
					sunita.board.addCard(
						{
							id: randomUUID(),
							zone: 'meso',
							kind: 'gebeurtenis',
							domain: 'sociaal',
							basis: null,
							text
						},
						1
					);
				}
				await until(() => state()!.written.zones['meso'] === 1, 'the count', 12_000);
				// One change for all of them, whenever they were typed.
				expect(seen.length).toBe(1);
			});
		});

		describe('a reveal', () => {
			it('brings all of them at once, in a commit of their own, and closes writing', async () => {
				await walk.step(2);
				await reveals();
				await walk.step(2);
				const tessa = await walk.open('tessa', boardDocument(boardId));
				const texts = Array.from({ length: 6 }, (_, i) => `reiger${i}`);
				const clients: StockClient[] = [];
				for (const [i, text] of texts.entries()) {
					clients.push(await writes(['noortje', 'sunita', 'lotte'][i % 3]!, text));
				}
				const updates: number[] = [];
				tessa.doc.on('update', () => {
					updates.push(
						tessa.board.cards().filter(({ id }) => tessa.board.textOf(id).startsWith('reiger'))
							.length
					);
				});
				expect(await reveals()).toEqual({ ok: true, value: undefined });
				await until(() => updates.includes(6), 'all of them');
				expect(updates.filter((n) => n > 0 && n < 6)).toEqual([]);
				// The documents they were written in are gone, for whoever has them open as well.
				await until(() => clients.every((client) => client.closes.includes(4410)), '4410');
				expect(await walk.asks('noortje', notesOf('noortje'))).toBe(404);
				// In the reveal's phase the board stays closed for everybody.
				const noortje = await walk.open('noortje', boardDocument(boardId));
				noortje.board.text(noortje.board.cards()[0]!.id)!.insert(0, 'x');
				await until(() => noortje.refusals().length + noortje.closes.length > 0, 'refused');
			});

			it('pressed by two at once is one reveal', async () => {
				await walk.step(2);
				await writes('noortje', 'kieviet');
				const outcomes = await Promise.all([reveals(), reveals(), reveals()]);
				expect(outcomes.filter(({ ok }) => ok).length).toBe(1);
				const tessa = await walk.open('tessa', boardDocument(boardId));
				const cards = tessa.board.cards().filter(({ id }) => tessa.board.textOf(id) === 'kieviet');
				expect(cards.length).toBe(1);
			});

			it('while somebody types brings what was saved; the rest stays with her, told', async () => {
				await walk.step(2);
				const noortje = await writes('noortje', 'begin');
				const card = noortje.board.cards()[0]!.id;
				await until(() => noortje.saved() === 3, 'the card and the first answer saved');
				let typed = 0;
				const typing = setInterval(() => {
					noortje.board.text(card)!.insert(noortje.board.textOf(card).length, `.${(typed += 1)}`);
				}, 5);
				await until(() => typed > 20, 'typing');
				await reveals();
				await until(() => noortje.closes.includes(4410), 'told');
				clearInterval(typing);
				const saved = noortje.saved() - 3;
				const tessa = await walk.open('tessa', boardDocument(boardId));
				const shown = tessa.board
					.cards()
					.map(({ id }) => tessa.board.textOf(id))
					.filter((text) => text.startsWith('begin'));
				expect(shown.length).toBe(1);
				// One update a keystroke: what was reported saved is on the board, letter for letter.
				expect(shown[0]!.split('.').length - 1).toBeGreaterThanOrEqual(saved);
				expect(saved).toBeGreaterThan(0);
				expect(noortje.board.textOf(card).length).toBeGreaterThanOrEqual(shown[0]!.length);
			});

			it('takes only what belongs to this step; what is prepared for later stays hidden', async () => {
				// Board opvang: step 3 is hidden, and at step 2 one can prepare.
				const other = new BoardWalk(server, await server.id('brd-opvang'));
				await other.step(2);
				const document = notesDocument(other.boardId, member['noortje']!);
				const noortje = await other.open('noortje', document);
				noortje.board.addCard(
					{
						id: randomUUID(),
						zone: 'meelopers',
						kind: 'positie',
						domain: 'veiligheid',
						basis: null,
						text: 'klaargezet'
					},
					1
				);
				await until(() => noortje.saved() >= 3, 'prepared');
				expect((await other.phase('noortje')).notes).toMatchObject({ access: 'write', forStep: 3 });
				await other.step(3);
				expect((await other.phase('marit')).desk).toMatchObject({ unrevealed: 1, toReveal: 1 });
				await other.do('marit', { do: 'reveal', from: (await other.phase()).n });
				const tessa = await other.open('tessa', boardDocument(other.boardId));
				expect(tessa.board.cards().map(({ id }) => tessa.board.textOf(id))).toContain('klaargezet');
				other.stop();
			});
		});

		describe('the attribution that was promised', () => {
			const shown: Record<Attribution, object> = {
				name: { name: 'Noortje Slagveer', organisation: 'Rietdrecht' },
				organisation: { name: null, initials: null, organisation: 'Rietdrecht' },
				kind: { name: null, initials: null, organisation: 'gemeente', domain: 'veiligheid' },
				none: { name: null, initials: null, organisation: null, domain: null }
			};
			it.each(Object.keys(shown) as Attribution[])(
				'%s is what readers get',
				async (attribution) => {
					await walk.step(2);
					await walk.do('marit', { do: 'attribution', attribution });
					const text = `kraai-${attribution}`;
					await writes('noortje', text);
					await reveals();
					const tessa = await walk.open('tessa', boardDocument(boardId));
					const card = tessa.board.cards().find(({ id }) => tessa.board.textOf(id) === text)!;
					expect((await authorsFor('tessa'))[card.id]).toMatchObject(shown[attribution]);
					expect((await authorsFor('noortje'))[card.id]!.mine).toBe(attribution !== 'none');
				}
			);

			it('cannot be broken once somebody wrote: it may only become stricter', async () => {
				await walk.step(2);
				await walk.do('marit', { do: 'attribution', attribution: 'kind' });
				await writes('noortje', 'op belofte');
				for (const attribution of ['name', 'organisation'] as const) {
					expect(await walk.command('marit', { do: 'attribution', attribution })).toEqual({
						ok: false,
						reason: 'promised'
					});
				}
				await walk.do('marit', { do: 'attribution', attribution: 'none' });
				await reveals();
			});

			it('none: the link is nowhere any more, in no file of the store', async () => {
				await walk.step(2);
				await walk.do('marit', { do: 'attribution', attribution: 'none' });
				const noortje = await writes('noortje', 'ooievaar');
				const note = noortje.board.cards()[0]!.id;
				const client = noortje.doc.clientID;
				await writes('sunita', 'lepelaar');
				if (isFile())
					expect([files().includes('ooievaar'), files().includes(note)]).toEqual([true, true]);
				await reveals();
				const { db } = server.store;
				for (const table of ['update_log', 'snapshot', 'document_client', 'authorship'] as const) {
					const rows = await db
						.selectFrom(table)
						.select('document')
						.where('document', 'like', 'notes/%')
						.execute();
					expect([table, rows]).toEqual([table, []]);
				}
				const clients = await db
					.selectFrom('document_client')
					.select('client')
					.where('client', '=', client)
					.execute();
				expect(clients).toEqual([]);
				const tessa = await walk.open('tessa', boardDocument(boardId));
				const card = tessa.board.cards().find(({ id }) => tessa.board.textOf(id) === 'ooievaar')!;
				expect(card).toMatchObject({ domain: 'gedeeld' });
				expect(card.id).not.toBe(note);
				const author = await db
					.selectFrom('authorship')
					.select('member_id')
					.where('thing', '=', card.id)
					.executeTakeFirstOrThrow();
				expect(author.member_id).toBeNull();
				if (!isFile()) return;
				// The text is on the board; the note it was, and the document it was in, are in no byte.
				const bytes = files();
				expect(bytes.includes('ooievaar')).toBe(true);
				expect([note, notesOf('noortje')].map((letters) => bytes.includes(letters))).toEqual([
					false,
					false
				]);
			});
		});
	}));
