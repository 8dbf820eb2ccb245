import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionLive } from '../../server/services/session-live.ts';
import { boardDocument, notesDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { aCard } from '../support/people-on-board.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;

describe('a session that goes on past its end', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;
		/** When it ends by its plan, in ms since epoch. */
		let end: number;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
			await walk.does('marit', { do: 'start' });
			const { minutes, startsAt } = await walk.view();
			end = Math.max(Date.parse(startsAt), Date.now()) + minutes * MINUTE;
		});
		afterEach(async () => {
			vi.restoreAllMocks();
			vi.useRealTimers();
			walk.stop();
			await server.close();
			await place.remove();
		});

		/** The clock of the server says so many minutes past the end. */
		function past(minutes: number): void {
			vi.useFakeTimers({ toFake: ['Date'], now: end + minutes * MINUTE });
		}
		const status = async () => (await walk.view()).status;
		/** Its status once the server looked twice whether anybody is still in it. */
		async function looked(): Promise<string> {
			const shown = vi.spyOn(SessionLive.prototype, 'publish');
			const isDone = async () => shown.mock.calls.length > 1 || (await status()) === 'ended';
			await until(isDone, 'looked');
			shown.mockRestore();
			return status();
		}
		/** A card as her page writes it, in the store. */
		async function writes(name: string, document: string, zone: string): Promise<string> {
			const id = randomUUID();
			const at = new Date().toISOString();
			const client = await walk.open(name, document);
			const card = aCard('Een vast spreekuur', zone, id);
			client.board.addCard({ ...card, kind: 'activiteit' }, 1);
			const saved = () =>
				server.store.db
					.selectFrom('update_log')
					.select('seq')
					.where('document', '=', document)
					.where('at', '>=', at)
					.executeTakeFirst();
			await until(saved, 'saved');
			return id;
		}

		it('stays open for an hour after the last card on its board', async () => {
			await walk.goes('Wat zou kunnen?');
			past(30);
			await writes('tessa', boardDocument(walk.boardId), 'secundair');
			past(61);
			expect(await looked()).toBe('live');
			past(91);
			expect(await looked()).toBe('ended');
		});

		it('stays open for an hour after the last hidden card', async () => {
			await walk.goes('Stille vragen');
			const [zone] = (await walk.phase('tessa')).notes.zones;
			past(30);
			await writes('tessa', notesDocument(walk.boardId, await server.id('mem-tessa')), zone!);
			past(61);
			expect(await looked()).toBe('live');
		});

		it('stays open for an hour after the last vote, and its ballot with it', async () => {
			await walk.goes('Wat zou kunnen?');
			const card = await writes('tessa', boardDocument(walk.boardId), 'secundair');
			await walk.goes('Wegen');
			past(30);
			await walk.do('tessa', { do: 'vote', card, n: 1 });
			past(61);
			expect(await looked()).toBe('live');
			await walk.do('noortje', { do: 'vote', card, n: 1 });
			past(122);
			expect(await looked()).toBe('ended');
		});

		it('stays open for an hour after somebody led its board without the session', async () => {
			past(30);
			await walk.mode('open');
			past(61);
			expect(await looked()).toBe('live');
		});

		it('stays open for an hour after somebody said that she is ready', async () => {
			past(30);
			await walk.does('tessa', { do: 'ready', on: true, phase: 1 });
			past(61);
			expect(await looked()).toBe('live');
			past(91);
			expect(await looked()).toBe('ended');
		});

		it('is not kept open by pages that nobody closed', async () => {
			await walk.goes('Stille vragen');
			await walk.room('tessa');
			await walk.live('tessa');
			await walk.open('tessa', boardDocument(walk.boardId));
			past(61);
			await walk.open('noortje', boardDocument(walk.boardId));
			expect(await looked()).toBe('ended');
		});
	}));
