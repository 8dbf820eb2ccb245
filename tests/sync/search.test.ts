import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { Found } from '../../src/lib/domain/search.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { dumpOf } from '../support/dump.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import type { StockClient } from '../support/clients.ts';
import type { Place } from '../support/stores.ts';
import { ownWord } from '../support/own-word.ts';
import { until } from '../support/until.ts';

describe('searching a lab', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: PeopleOnBoard;
		let tessa: StockClient;
		let marker: string;
		const isFile = () => !place.address.startsWith('postgres');

		beforeAll(async () => {
			place = await open();
			walk = await PeopleOnBoard.on('brd-jongere', isFile() ? {} : { DATABASE_URL: place.address });
			tessa = await walk.open('tessa', boardDocument(walk.boardId));
		});
		// A word of each test's own, that is nowhere in the demo and nobody's name.
		beforeEach(() => (marker = ownWord()));
		afterAll(async () => {
			await walk.leave();
			await place.remove();
		});

		async function find(name: string, query: string): Promise<Found> {
			const { search } = walk.server.lab.services;
			const actor = await walk.server.actor(name);
			const found = await search.find(actor, await walk.server.demoLab(), { query });
			if ('problem' in found) throw new Error(found.problem);
			return found;
		}
		const isFound = async (name: string, query: string = marker) =>
			(await find(name, query)).total > 0;

		async function writes(text: string, client = tessa): Promise<string> {
			const id = randomUUID();
			const before = client.saved();
			const { zone = 'micro', kind = 'gebeurtenis' } = client.board.cards()[0] ?? {};
			client.board.addCard({ ...aCard(text, zone, id), kind }, 1);
			await until(() => client.saved() > before, 'saved');
			await until(() => isFound('marit', text.split(' ')[0]), 'in the index');
			return id;
		}

		/** Another board of the lab, which a test may spoil. */
		async function another(demoId: string): Promise<{ other: PeopleOnBoard; id: string }> {
			const other = walk.onBoard(await walk.server.id(demoId));
			const client = await other.open('marit', boardDocument(other.boardId));
			return { other, id: await writes(`${marker} in de wijk`, client) };
		}

		it('finds a card soon after it was written, and where it stands', async () => {
			const id = await writes(`${marker}figuren in de wijk`);
			const { hits, total } = await find('noortje', `${marker.slice(3)}figuur`);
			expect(total).toBe(1);
			expect(hits[0]).toMatchObject({
				kind: 'card',
				anchor: `card-${id}`,
				parent: { kind: 'board', id: walk.boardId }
			});
			expect(hits[0]?.title.some(({ isHit }) => isHit)).toBe(true);
		});

		it('finds nothing on a board marked RED for who is not on its list, at once', async () => {
			const { other } = await another('brd-wiedoetwat');
			expect(await isFound('sunita')).toBe(true);
			const attendance = [walk.id('noortje')];
			const outcome = await other.command('marit', { do: 'mark-board', tlp: 'red', attendance });
			expect(outcome.ok).toBe(true);
			expect(await isFound('sunita')).toBe(false);
			expect(await find('sunita', `${marker.slice(0, -1)}`)).toEqual({
				hits: [],
				total: 0,
				alike: []
			});
			expect(await isFound('noortje')).toBe(true);
		});

		it('finds nothing of what somebody writes hidden, or for herself', async () => {
			const lab = await walk.server.demoLab();
			const { search } = walk.server.lab.services;
			const aside = await walk.open('tessa', `aside/${walk.boardId}/${walk.id('tessa')}`);
			aside.board.addCard(aCard(marker), 1);
			await until(() => aside.saved() > 0, 'saved');
			// What everybody may read is in the index after it: so would this be.
			await writes(ownWord());
			for (const name of ['tessa', 'marit', 'noortje']) {
				const found = await search.find(await walk.server.actor(name), lab, { query: marker });
				expect(found).toEqual({ hits: [], total: 0, alike: [] });
			}
		});

		it('finds for a guest only what she is invited to', async () => {
			await writes(marker);
			const guest = await walk.server.actor('abel');
			const isInvited = guest.invitations.has(walk.boardId);
			expect(await isFound('abel')).toBe(isInvited);
			await walk.server.store.db
				.deleteFrom('invitation')
				.where('member_id', '=', guest.memberId)
				.execute();
			expect(await isFound('abel')).toBe(false);
			await walk.server.store.db
				.insertInto('invitation')
				.values({
					...{ id: randomUUID(), lab_id: (await walk.server.demoLab()).id },
					...{ member_id: guest.memberId, thing_kind: 'board', thing_id: walk.boardId },
					...{ access_until: null, invited_by: null, created_at: new Date().toISOString() }
				})
				.execute();
			expect(await isFound('abel')).toBe(true);
		});

		it('finds a board that is not open yet only for who may read it', async () => {
			await writes(marker);
			await walk.server.store.db
				.updateTable('board')
				.set({ opened_at: null })
				.where('id', '=', walk.boardId)
				.execute();
			expect(await isFound('marit')).toBe(true);
			expect(await isFound('noortje')).toBe(false);
			await walk.server.store.db
				.updateTable('board')
				.set({ opened_at: new Date().toISOString() })
				.where('id', '=', walk.boardId)
				.execute();
			expect(await isFound('noortje')).toBe(true);
		});

		it('finds nothing in the bin, and it again when it comes back', async () => {
			const id = await writes(marker);
			tessa.board.binCard(id, 1, 1);
			await until(async () => !(await isFound('marit')), 'out of the index');
			tessa.board.restoreCard(id, 1);
			await until(() => isFound('marit'), 'back in the index');
		});

		it('keeps nothing of who brought a casus, for nobody', async () => {
			const { db } = walk.server.store;
			const board = await db
				.selectFrom('board')
				.innerJoin('organisation', 'organisation.id', 'board.owner_organisation_id')
				.select(['organisation.label', 'organisation.name', 'board.contributor_label'])
				.where('board.id', '=', walk.boardId)
				.executeTakeFirstOrThrow();
			await writes(marker);
			const rows = await db
				.selectFrom('search_entry')
				.select(['title', 'text'])
				.where('parent_id', '=', walk.boardId)
				.execute();
			expect(rows.length).toBeGreaterThan(1);
			const said = JSON.stringify(rows);
			expect(said).not.toContain(board.name);
			expect(said).not.toContain(board.label);
		});

		it('keeps nothing of what was redacted when that is told to be done', async () => {
			const card = await writes(`${marker} in de wijk`);
			expect(await dumpOf(place, walk)).toContain(marker);
			const outcome = await walk.command('marit', { do: 'redact', card, text: 'iets in de wijk' });
			expect(outcome.ok).toBe(true);
			expect(await isFound('marit')).toBe(false);
			const rows = await walk.server.store.db.selectFrom('search_entry').select('text').execute();
			expect(JSON.stringify(rows)).not.toContain(marker);
			// Pieces of the word stand in the index by three letters and nowhere else.
			await until(async () => {
				const all = await dumpOf(place, walk);
				return !all.includes(marker) && !all.includes(marker.slice(2, 9));
			}, 'out of every file');
		});

		it('keeps nothing of a casus that was taken back', async () => {
			const { other } = await another('brd-opvang');
			const outcome = await other.command('marit', { do: 'withdraw' });
			expect(outcome.ok).toBe(true);
			expect(await isFound('marit')).toBe(false);
			const { db } = walk.server.store;
			for (const table of ['search_entry', 'search_parent'] as const) {
				const key = table === 'search_entry' ? 'parent_id' : 'id';
				const rows = await db
					.selectFrom(table)
					.selectAll()
					.where(key, '=', other.boardId)
					.execute();
				expect(rows).toEqual([]);
			}
			await until(async () => !(await dumpOf(place, walk)).includes(marker), 'out of every file');
		});

		it('says what it found with other words, and only of what she may read', async () => {
			const client = await walk.open('tessa', boardDocument(walk.boardId));
			await writes(marker, client);
			const typo = marker.slice(0, 5) + marker.slice(6);
			const found = await find('noortje', typo);
			expect(found.alike).toEqual([marker]);
			expect(found.total).toBe(1);
		});

		it('finds words and lessons of the lab, a guest the words alone', async () => {
			const kinds = async (name: string, query: string) => [
				...new Set((await find(name, query)).hits.map(({ kind }) => kind))
			];
			expect(await kinds('noortje', 'urgentie')).toContain('lesson');
			expect(await kinds('abel', 'urgentie')).not.toContain('lesson');
			expect(await kinds('abel', 'leersituatie')).toContain('term');
		});

		it.each(['', ' ', 'a', '"', '\0', '\ud800'])(
			'answers to %j that it is too short',
			async (query) => {
				const { search } = walk.server.lab.services;
				const actor = await walk.server.actor('marit');
				const lab = await walk.server.demoLab();
				expect(await search.find(actor, lab, { query })).toEqual({ problem: 'short' });
				expect(await search.find(actor, lab, { query: 'x'.repeat(10_000) })).toEqual({
					problem: 'long'
				});
			}
		);

		it('gives nothing that resembles a question where there are no questions', async () => {
			const { search } = walk.server.lab.services;
			const actor = await walk.server.actor('marit');
			expect(await search.similarQuestions(actor, await walk.server.demoLab(), 'jongeren')).toEqual(
				[]
			);
		});
	}));
