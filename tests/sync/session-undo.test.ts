import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEveryStore } from '../contracts/describe-store.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe('a move of a session that is taken back', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
			await walk.does('marit', { do: 'start' });
		});
		afterEach(async () => {
			walk.stop();
			await server.close();
			await place.remove();
		});

		async function undoes(): Promise<void> {
			await walk.does('marit', { do: 'undo', from: (await walk.view()).live.phase.n });
		}

		it('brings back the round of words as it was, and who writes in it', async () => {
			for (const name of ['tessa', 'noortje']) await walk.room(name);
			const room = await walk.room('marit');
			await until(() => room()?.counts.here === 3, 'here');
			await walk.goes('Vragenronde');
			await walk.does('marit', { do: 'speaking', act: 'start', seconds: 45 });
			await walk.does('marit', { do: 'speaking', act: 'next', from: 0 });
			const { speaking } = (await walk.view()).live;
			expect(speaking).toMatchObject({ name: 'Noortje Slagveer', n: 1, of: 3 });
			await walk.goes('Wat zou kunnen?');
			expect((await walk.view()).live.speaking).toBeNull();
			await undoes();
			expect((await walk.view()).live.speaking).toEqual(speaking);
			expect((await walk.phase('noortje')).access).toBe('write');
			expect((await walk.phase('tessa')).access).toBe('read');
			await walk.does('marit', { do: 'speaking', act: 'next', from: 1 });
			expect((await walk.view()).live.speaking!.n).toBe(2);
		});

		it('leaves a board that was held by hand held, and opens one that was open', async () => {
			await walk.goes('Wat zou kunnen?');
			await walk.does('marit', { do: 'hold', on: true });
			for (const title of ['Wegen', 'Pauze', 'Inloop']) {
				await walk.goes(title);
				await undoes();
				expect([title, await walk.phase('tessa')]).toMatchObject([
					title,
					{ mode: 'open', held: 'pause', access: 'read' }
				]);
				expect((await walk.view()).live.isHeld).toBe(true);
			}
			await walk.does('marit', { do: 'hold', on: false });
			await walk.goes('Pauze');
			await undoes();
			expect(await walk.phase('tessa')).toMatchObject({ held: null, access: 'write' });
		});

		it('keeps who said that they are ready', async () => {
			await walk.goes('Casus');
			const { n } = (await walk.view()).live.phase;
			// Counted are those who are here.
			for (const name of ['tessa', 'noortje']) {
				await walk.room(name);
				await walk.does(name, { do: 'ready', on: true, phase: n });
			}
			await walk.goes('Stille vragen');
			expect((await walk.view()).live.counts.ready).toBe(0);
			await undoes();
			expect((await walk.view()).live.counts.ready).toBe(2);
			expect((await walk.view('tessa')).me.readyPhase).toBe(n + 2);
			expect((await walk.view('jorrit')).me.readyPhase).toBeNull();
		});

		it('leaves no trace of who had the word when the session is over', async () => {
			await walk.room('tessa');
			await walk.does('marit', { do: 'speaking', act: 'start', seconds: 30 });
			await walk.goes('Casus');
			await walk.does('marit', { do: 'end', from: 2 });
			const phases = await server.store.db.selectFrom('session_phase').select('speaking').execute();
			expect(phases.filter(({ speaking }) => speaking !== null)).toEqual([]);
		});
	}));
