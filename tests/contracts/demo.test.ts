import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	readDemo,
	type DemoBoard,
	type DemoItem,
	type DemoLab
} from '../../server/demo/demo-data.ts';
import { importDemo } from '../../server/demo/import.ts';
import { seedTemplates } from '../../server/demo/seed-templates.ts';
import { LabRepository } from '../../server/store/lab-repository.ts';
import { MemberRepository } from '../../server/store/member-repository.ts';
import { SqlUpdateLog } from '../../server/store/sql-update-log.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const today = new Date('2027-03-05T10:00:00Z');
const demoBoards = readDemo<{ boards: DemoBoard[] }>('boards').boards;
const threads = readDemo<{ threads: (DemoItem & { answers: { authorId: string }[] })[] }>(
	'threads'
).threads;
const demoLab = readDemo<{ labs: [DemoLab] }>('labs').labs[0];

describe('the demo', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let ids: Map<string, string>;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			await seedTemplates(store, randomUUID);
			expect(await importDemo(store, today, randomUUID)).toBe(true);
			const rows = await store.db.selectFrom('imported_as').selectAll().execute();
			ids = new Map(rows.map((row) => [row.demo_id, row.id]));
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const tables = [
			'member',
			'membership',
			'invitation',
			'organisation',
			'lab',
			'board',
			'template',
			'lab_item',
			'vote',
			'document',
			'update_log',
			'imported_as'
		] as const;
		const counts = async () =>
			Promise.all(
				tables.map(async (table) => {
					const { count } = await store.db
						.selectFrom(table)
						.select((select) => select.fn.countAll().as('count'))
						.executeTakeFirstOrThrow();
					return [table, Number(count)];
				})
			);
		const lab = async () => (await new LabRepository(store.db).find(demoLab.slug))!;

		async function boardOf(demoId: string): Promise<BoardDocument> {
			const log = new SqlUpdateLog(store, () => today);
			const stored = await log.load(boardDocument(ids.get(demoId)!));
			const doc = new Y.Doc();
			for (const update of stored!.versions[0]!.tail) Y.applyUpdate(doc, update);
			return new BoardDocument(doc);
		}

		it('imported again changes nothing, nor do the templates', async () => {
			const before = await counts();
			expect(await importDemo(store, today, randomUUID)).toBe(false);
			await seedTemplates(store, randomUUID);
			expect(await counts()).toEqual(before);
		});

		it('has twelve members with a role in the lab and two officers without', async () => {
			expect(await new MemberRepository(store.db).listOfLab((await lab()).id)).toHaveLength(12);
			const people = await new MemberRepository(store.db).listDemo();
			expect(people).toHaveLength(14);
			expect(people.slice(12).map(({ account, role }) => [account, role])).toEqual([
				['beheerder', null],
				['fg', null]
			]);
			expect(new Set(people.slice(0, 12).map(({ role }) => role)).size).toBe(9);
		});

		it.each([
			['brd-opvang', 22],
			['brd-jongere', 23],
			['brd-wiedoetwat', 19]
		])('has %s with %i cards, each with its text, author, zone and place', async (id, count) => {
			const board = await boardOf(id);
			const demo = demoBoards.find((each) => each.id === id)!;
			expect(board.cards()).toHaveLength(count);
			const authors = await store.db
				.selectFrom('authorship')
				.selectAll()
				.where('document', '=', boardDocument(ids.get(id)!))
				.execute();
			const authorOf = new Map(authors.map((row) => [row.thing, row.member_id]));
			for (const card of demo.cards) {
				const here = ids.get(card.id)!;
				expect(board.textOf(here)).toBe(card.text);
				expect(board.card(here)).toMatchObject({
					zone: card.zoneId,
					kind: card.kind,
					basis: card.basis
				});
				expect(authorOf.get(here)).toBe(ids.get(card.authorId));
			}
			for (const zone of new Set(demo.cards.map((card) => card.zoneId))) {
				const expected = demo.cards
					.filter((card) => card.zoneId === zone)
					.sort((a, b) => a.order - b.order);
				expect(board.cardsIn(zone).map((card) => card.id)).toEqual(
					expected.map((card) => ids.get(card.id))
				);
			}
			expect(board.comments()).toHaveLength(demo.cards.flatMap((card) => card.comments).length);
		});

		it('has moved its dates so that its own today is today', async () => {
			const days = Math.round(
				(Date.parse('2027-03-05') - Date.parse(demoLab.anchorDate)) / 86_400_000
			);
			const moved = (date: string) => {
				const at = new Date(`${date.slice(0, 10)}T00:00:00Z`);
				at.setUTCDate(at.getUTCDate() + days);
				return at.toISOString().slice(0, 10);
			};
			const here = await lab();
			expect([here.startedAt, here.plannedUntil]).toEqual([
				moved(demoLab.startedAt),
				moved(demoLab.plannedUntil)
			]);
			const sessions = await new LabRepository(store.db).listItems(here.id, 'session');
			expect(sessions.map((session) => session.data['date'])).toEqual(
				demoLab.sessions.map((session) => moved(session['date'] as string))
			);
			const evelien = (await new MemberRepository(store.db).listOfLab(here.id)).find((m) =>
				m.email.startsWith('evelien')
			)!;
			expect(evelien.accessUntil).toBe(`${moved('2026-12-31')}T23:59:59.999Z`);
		});

		it('names nothing by an id of demo/ any more', async () => {
			const items = await store.db.selectFrom('lab_item').select('data').execute();
			const abouts = await store.db.selectFrom('lab').select('about as data').execute();
			const left = [...items, ...abouts].flatMap(
				({ data }) => data.match(/"(mem|brd|crd|thr|ses|org)-[\w-]+"/g) ?? []
			);
			expect(left).toEqual([]);
		});

		const invitedTo = async (name: string) => {
			const rows = await store.db
				.selectFrom('invitation')
				.selectAll()
				.where('member_id', '=', ids.get(`mem-${name}`)!)
				.execute();
			const demoIds = new Map([...ids].map(([demo, id]) => [id, demo]));
			return rows.map((row) => demoIds.get(row.thing_id)!).sort();
		};
		const holding = (author: string) => [
			...demoBoards
				.filter((board) => board.cards.some((card) => card.authorId === author))
				.map(({ id }) => id),
			...threads
				.filter((thread) => thread.answers.some((answer) => answer.authorId === author))
				.map(({ id }) => id)
		];

		it('invites guests to every board and thread that holds something of theirs', async () => {
			for (const guest of ['evelien', 'abel']) {
				const things = holding(`mem-${guest}`);
				expect(things.length).toBeGreaterThan(0);
				expect(await invitedTo(guest)).toEqual(expect.arrayContaining(things));
			}
			expect(await invitedTo('abel')).toEqual(holding('mem-abel').sort());
		});

		it('invites Evelien to the threads of the expert round she was asked for as well', async () => {
			const asked = ['ses-03', 'thr-04', 'thr-07'];
			expect(await invitedTo('evelien')).toEqual(
				[...new Set([...holding('mem-evelien'), ...asked])].sort()
			);
		});

		it('invites the observer to the first two boards', async () => {
			expect(await invitedTo('hilde')).toEqual(['brd-jongere', 'brd-opvang']);
		});

		it('invites nobody who reads boards anyhow, and nobody beyond her end date', async () => {
			expect(await invitedTo('lotte')).toEqual([]);
			const rows = await store.db.selectFrom('invitation').select('access_until').execute();
			expect(rows.length).toBeGreaterThan(0);
			for (const row of rows) expect(row.access_until).toMatch(/T23:59:59\.999Z$/);
		});
	}));
