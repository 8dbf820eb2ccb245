import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionDocument, stateDocument } from '../../src/lib/domain/document-name.ts';
import { boardsCloseAt } from '../../src/lib/domain/session.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;

describe('a document of a session that cannot be read', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
		});
		afterEach(async () => {
			vi.useRealTimers();
			walk.stop();
			await server.close();
			await place.remove();
		});

		/** Bytes that are not what was written, before anybody opens it. */
		async function damaged(document: string): Promise<void> {
			const at = new Date().toISOString();
			await server.store.db
				.insertInto('document')
				.values({ name: document, epoch: 1, created_at: at })
				.execute();
			const row = { document, seq: 1, member_id: null, at, bytes: Buffer.from('?'), crc: 1 };
			await server.store.db.insertInto('update_log').values(row).execute();
		}
		/** A session without a board, begun. */
		async function another(): Promise<SessionWalk> {
			const { sessionPlans } = server.lab.services;
			const [script] = sessionPlans.scripts();
			const made = await sessionPlans.create(await server.actor('marit'), await server.demoLab(), {
				...{ title: 'Nog een', goal: '', board: '', notPersonal: [] },
				startsAt: new Date().toISOString(),
				from: { kind: 'script', id: script!.id }
			});
			if (!made.ok) throw new Error(made.reason);
			const other = new SessionWalk(server, made.value, walk.boardId);
			await other.does('marit', { do: 'start' });
			return other;
		}
		const isLive = async () => (await walk.view()).status === 'live';

		it('keeps no other session from closing itself', async () => {
			await damaged(sessionDocument(walk.sessionId));
			await walk.asked('marit', { do: 'start' }).catch(() => undefined);
			expect(await isLive()).toBe(true);
			const other = await another();
			const { minutes } = await other.view();
			const end = Date.now() + minutes * MINUTE;
			vi.useFakeTimers({ toFake: ['Date'], now: end + 50 * MINUTE });
			await walk.asked('marit', { do: 'clock', act: 'stop' }).catch(() => undefined);
			vi.useFakeTimers({ toFake: ['Date'], now: end + 61 * MINUTE });
			await until(async () => (await other.view()).status === 'ended', 'closed');
			expect(await isLive()).toBe(true);
		});

		it('keeps no boards of another session open after their day', async () => {
			await damaged(sessionDocument(walk.sessionId));
			await walk.asked('marit', { do: 'start' }).catch(() => undefined);
			expect(await isLive()).toBe(true);
			const board = await server.id('brd-jongere');
			const now = Date.now();
			const ended = new Date(2 * now - boardsCloseAt(now) - MINUTE);
			await server.store.db
				.updateTable('session')
				.set({ ended_at: ended.toISOString(), boards_closed_at: null })
				.where('id', '=', await server.id('ses-02'))
				.execute();
			const closed = () =>
				server.store.db
					.selectFrom('board')
					.select('id')
					.where('id', '=', board)
					.where('held', '=', 'over')
					.executeTakeFirst();
			await until(closed, 'closed');
		});

		it('of its board keeps nobody from hearing that it closed itself', async () => {
			await damaged(stateDocument(walk.boardId));
			await walk.asked('marit', { do: 'start' }).catch(() => undefined);
			const room = await walk.room('tessa');
			await until(() => room()?.status === 'live', 'begun');
			const { minutes, startsAt } = await walk.view();
			const end = Math.max(Date.parse(startsAt), Date.now()) + minutes * MINUTE;
			vi.useFakeTimers({ toFake: ['Date'], now: end + 61 * MINUTE });
			await until(() => room()?.status === 'ended', 'told');
		});
	}));
