import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const HOUR = 60 * 60_000;

describe('actions of sessions on the same board', () =>
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

		function passes(ms: number): void {
			vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
		}
		/** The same session again, an hour later; from here on it is the one people are in. */
		async function again(title: string): Promise<void> {
			passes(HOUR);
			const made = await server.lab.services.sessionPlans.create(
				await server.actor('marit'),
				await server.demoLab(),
				{
					...{ title, goal: '', board: '', notPersonal: [] },
					startsAt: new Date(Date.now() + HOUR).toISOString(),
					from: { kind: 'session', id: walk.sessionId }
				}
			);
			if (!made.ok) throw new Error(made.reason);
			walk.stop();
			walk = new SessionWalk(server, made.value, walk.boardId);
		}
		async function ends(): Promise<void> {
			const { live } = await walk.view();
			await walk.does('marit', { do: 'end', from: live.phase.n });
		}
		/** Harvests a card of the board as an action, and says what it is called. */
		async function harvests(nth: number): Promise<string> {
			const tessa = await walk.open('tessa', boardDocument(walk.boardId));
			const card = tessa.board.cards().filter(({ kind }) => kind === 'activiteit')[nth]!.id;
			await walk.goes('Oogst');
			await walk.do('noortje', { do: 'harvest', card, as: 'actie' });
			return tessa.board.textOf(card);
		}
		async function reported(): Promise<string[]> {
			const outcome = await server.lab.services.sessionReports.open(
				await server.actor('tessa'),
				await server.demoLab(),
				walk.sessionId
			);
			if (!outcome.ok || !outcome.value) throw new Error('there is no report');
			return outcome.value.actions.map(({ text }) => text);
		}
		async function carried() {
			const outcome = await server.lab.services.sessionReports.carried(
				await server.actor('marit'),
				await server.demoLab(),
				walk.sessionId
			);
			if (!outcome.ok || !outcome.value) throw new Error('there is no last time');
			return outcome.value;
		}
		const texts = async () => (await carried()).actions.map(({ text }) => text);

		it('are in the report of the session that harvested them', async () => {
			await walk.does('marit', { do: 'start' });
			const first = await harvests(0);
			await ends();
			expect(await reported()).toContain(first);
			await again('Vervolg');
			await walk.does('marit', { do: 'start' });
			const second = await harvests(1);
			await ends();
			const actions = await reported();
			expect(actions).toContain(second);
			expect(actions).not.toContain(first);
		});

		it('are of last time only when this session did not harvest them itself', async () => {
			await walk.does('marit', { do: 'start' });
			const first = await harvests(0);
			await ends();
			await again('Vervolg');
			expect(await texts()).toContain(first);
			await walk.does('marit', { do: 'start' });
			passes(60_000);
			const second = await harvests(1);
			const now = await texts();
			expect(now).toContain(first);
			expect(now).not.toContain(second);
		});

		it('come along from before that as long as they are not done with', async () => {
			await walk.does('marit', { do: 'start' });
			const first = await harvests(0);
			await ends();
			await again('Vervolg');
			await walk.does('marit', { do: 'start' });
			const second = await harvests(1);
			await ends();
			await again('Nog een keer');
			await walk.does('marit', { do: 'start' });
			const { actions } = await carried();
			expect(actions.map(({ text }) => text)).toEqual(expect.arrayContaining([first, second]));
			const { id } = actions.find(({ text }) => text === first)!;
			passes(60_000);
			await walk.does('marit', { do: 'action', action: id, status: 'gedaan' });
			// Said in this session, it stays in sight in it, and can be said otherwise.
			expect((await carried()).actions.find((each) => each.id === id)).toMatchObject({
				status: 'gedaan'
			});
			await ends();
			await again('En nog een');
			const last = await texts();
			expect(last).toContain(second);
			expect(last).not.toContain(first);
		});
	}));
