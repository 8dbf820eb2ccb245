import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const inGroups = 'Analyse in twee brillen';

describe('who hosts a table in a session', () =>
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
			walk.stop();
			await server.close();
			await place.remove();
		});

		const id = (name: string) => server.id(`mem-${name}`);
		/** In the planner. */
		async function hosts(...names: string[]): Promise<void> {
			for (const name of names) {
				const outcome = await server.lab.services.sessionPlans.appoint(
					await server.actor('marit'),
					await server.demoLab(),
					walk.sessionId,
					{ member: await id(name), role: 'host' }
				);
				if (!outcome.ok) throw new Error(outcome.reason);
			}
		}
		const come = (...names: string[]) =>
			Promise.all(names.map((name) => walk.open(name, boardDocument(walk.boardId))));
		const tables = async () => (await walk.phase()).desk!.groups;
		const hosting = async () => (await tables()).map(({ host }) => host);
		const tableOf = async (name: string) => {
			const member = await id(name);
			const { people } = (await walk.phase()).desk!;
			return people.find(({ memberId }) => memberId === member)?.group ?? null;
		};
		const places = async (name: string, group: string | null) =>
			walk.do('marit', { do: 'place', member: await id(name), group });

		it('has one as its step begins: its clock and its calls are hers, and no other table', async () => {
			await hosts('tessa', 'jorrit');
			await come('tessa', 'jorrit', 'noortje', 'sunita');
			await walk.does('marit', { do: 'start' });
			await walk.goes(inGroups);
			expect(new Set(await hosting())).toEqual(new Set([await id('tessa'), await id('jorrit')]));
			const { group } = await walk.phase('tessa');
			expect(group!.host!.isMe).toBe(true);
			const clock = (of: string) =>
				walk.command('tessa', { do: 'group-clock', group: of, act: 'start', minutes: 5 });
			expect((await clock(group!.id)).ok).toBe(true);
			await walk.do('tessa', { do: 'help', on: true });
			await walk.do('tessa', { do: 'help', on: false });
			expect(await clock((await tableOf('jorrit'))!)).toMatchObject({ reason: 'forbidden' });
			expect((await walk.phase('tessa')).lead).toBe('no');
		});

		it('gets her own of those that were prepared, one each, and sits at it', async () => {
			await hosts('tessa', 'jorrit');
			await walk.do('marit', { do: 'groups', count: 3, of: 'all' });
			const [a, b, c] = (await tables()).map((table) => table.id);
			for (const name of ['tessa', 'jorrit']) await places(name, b!);
			await walk.do('marit', { do: 'host', group: a!, member: await id('noortje') });
			await come('tessa', 'jorrit', 'noortje');
			await walk.does('marit', { do: 'start' });
			await walk.goes(inGroups);
			// What was chosen by hand stays; of the two at one table one goes to the other.
			const [first, ...others] = await hosting();
			expect(first).toBe(await id('noortje'));
			expect(new Set(others)).toEqual(new Set([await id('tessa'), await id('jorrit')]));
			expect(new Set([await tableOf('tessa'), await tableOf('jorrit')])).toEqual(new Set([b, c]));
		});

		it('gets one when she comes late, unless somebody hosts them all or kept her out', async () => {
			await hosts('tessa', 'jorrit', 'lotte');
			await come('noortje', 'sunita');
			await walk.does('marit', { do: 'start' });
			await walk.goes(inGroups);
			expect(await hosting()).toEqual([null, null]);
			await places('lotte', null);
			await come('lotte');
			expect(await hosting()).toEqual([null, null]);
			const [a, b] = (await tables()).map((table) => table.id);
			await walk.do('marit', { do: 'host', group: a!, member: await id('noortje') });
			await come('tessa');
			expect(await hosting()).toEqual([await id('noortje'), await id('tessa')]);
			expect(await tableOf('tessa')).toBe(b);
			await come('jorrit');
			expect(await hosting()).toEqual([await id('noortje'), await id('tessa')]);
			expect(await tableOf('jorrit')).not.toBeNull();
		});

		it('stays host when groups are made anew, and is taken off it by hand', async () => {
			await hosts('tessa');
			await come('tessa', 'jorrit', 'noortje', 'sunita');
			await walk.does('marit', { do: 'start' });
			await walk.goes(inGroups);
			await walk.do('marit', { do: 'groups', count: 3 });
			expect((await hosting()).filter((host) => host !== null)).toEqual([await id('tessa')]);
			const group = (await tableOf('tessa'))!;
			await walk.do('marit', { do: 'host', group, member: null });
			await come('tessa');
			expect(await hosting()).toEqual([null, null, null]);
		});
	}));
