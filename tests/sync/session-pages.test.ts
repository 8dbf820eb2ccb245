import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEveryStore } from '../contracts/describe-store.ts';
import { GuestWalk } from '../support/guest-walk.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** What a page does with a request, in whatever it is told with. */
type Answers = ((event: never) => unknown) | undefined;
interface Page {
	load: Answers;
	actions: Record<string, Answers>;
}

/** Of a page in the folder of a session: its code is the site's, and is typed there. */
async function pageOf(folder: string): Promise<Page> {
	const file = `../../src/routes/labs/[lab]/sessions/[session]/${folder}/+page.server.ts`;
	return (await import(file)) as Page;
}

describe('pages of a session for who leads it', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;
		let guest: string;
		let guests: Page;
		let poll: Page;

		beforeAll(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
			guests = await pageOf('guests');
			poll = await pageOf('poll');
			const visits = new GuestWalk(server, walk);
			guest = (await visits.cameIn(await visits.code(), 'Gea')).actor.memberId;
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});

		/** Status of what a page answers her: thrown, of a refusal, or 200. */
		async function status(
			name: string,
			answers: Answers,
			form: Record<string, string> | null
		): Promise<number> {
			const url = new URL(`${server.url}/labs/lab/sessions/${walk.sessionId}`);
			const body = form && new URLSearchParams(form);
			const event = {
				locals: { actor: await server.actor(name), services: server.lab.services },
				params: { lab: (await server.demoLab()).id, session: walk.sessionId },
				request: new Request(url, body ? { method: 'POST', body } : {}),
				url
			};
			const given = await Promise.resolve()
				.then(() => answers?.(event as never))
				.catch((thrown: unknown) => thrown);
			return (given as { status?: number } | undefined)?.status ?? 200;
		}
		const rows = async () =>
			JSON.stringify([
				await server.store.db.selectFrom('session_code').selectAll().execute(),
				await server.store.db.selectFrom('guest_key').selectAll().execute(),
				await server.store.db.selectFrom('session_poll_question').selectAll().execute()
			]);
		const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);
		/** What one can send in to them. */
		const acts = (): [Answers, Record<string, string>][] => [
			[guests.actions['make'], { until: tomorrow, most: '3' }],
			[guests.actions['withdraw'], {}],
			[guests.actions['give'], { member: guest }],
			[guests.actions['stop'], { member: guest }],
			[poll.actions['default'], { 'text-0': 'Hoe vaak komt dit voor?' }]
		];

		it('refuse what a participant sends in, and nothing changes', async () => {
			const before = await rows();
			for (const [act, form] of acts()) expect(await status('tessa', act, form)).toBe(403);
			// Without a script the page is made as well.
			for (const { load } of [guests, poll]) expect(await status('tessa', load, {})).toBe(403);
			expect(await rows()).toBe(before);
		});

		it('are not there for who may not know of the session, whatever she sends in', async () => {
			for (const [act, form] of acts()) expect(await status('evelien', act, form)).toBe(404);
			for (const { load } of [guests, poll]) expect(await status('evelien', load, {})).toBe(404);
		});

		it('are not there to look at for a participant', async () => {
			for (const { load } of [guests, poll]) {
				expect(await status('tessa', load, null)).toBe(404);
				expect(await status('marit', load, null)).toBe(200);
			}
		});
	}));
