import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionLive } from '../../server/services/session-live.ts';
import { Rooms } from '../../server/sync/rooms.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let walk: SessionWalk;

beforeEach(async () => {
	server = await startTestServer();
	walk = await SessionWalk.planned(server);
	await walk.does('marit', { do: 'start' });
});
afterEach(async () => {
	vi.restoreAllMocks();
	walk.stop();
	await server.close();
});

const people = ['tessa', 'jorrit', 'noortje', 'sunita', 'marit', 'yassin'];

describe('a hundred people who act at once', () => {
	it('are shown together: not everything is counted anew for each of them', async () => {
		const room = await walk.room('tessa');
		await until(() => room()?.status === 'live', 'in the room');
		const counted = vi.spyOn(SessionLive.prototype, 'stateOf');
		const all = people.flatMap((name) => [name, name, name]);
		await Promise.all(all.map((name) => walk.does(name, { do: 'agree' })));
		expect((await walk.view()).live.counts.agreed).toBe(people.length);
		await until(() => room()?.counts.agreed === people.length, 'shown');
		expect(counted.mock.calls.length).toBeLessThan(all.length / 2);
	});

	it('have what they did shown by the time they are told that it was done', async () => {
		for (const name of people) await walk.room(name);
		await Promise.all(people.map((name) => walk.does(name, { do: 'ready', on: true, phase: 1 })));
		const tessa = await walk.room('tessa');
		expect(tessa()?.counts.ready).toBe(people.length);
	});

	it('change no rights: nobody is asked again whether she may be where she is', async () => {
		const read = vi.spyOn(Rooms.prototype, 'recheck');
		await walk.does('tessa', { do: 'agree' });
		await walk.does('tessa', { do: 'ready', on: true, phase: 1 });
		await walk.does('marit', { do: 'message', text: 'Nog vijf minuten.' });
		expect(read).not.toHaveBeenCalled();
	});

	it('are asked nothing about a board that a move of the session left as it was', async () => {
		await walk.open('tessa', boardDocument(walk.boardId));
		const { turn } = await walk.phase('tessa');
		const read = vi.spyOn(Rooms.prototype, 'recheck');
		await walk.goes('Wat is er sinds vorige keer gebeurd?');
		expect((await walk.phase('tessa')).turn).toBe(turn);
		expect(read).not.toHaveBeenCalled();
		await walk.goes('Pauze');
		expect(await walk.phase('tessa')).toMatchObject({ turn: turn + 1, held: 'pause' });
		expect(read).toHaveBeenCalledTimes(1);
		await walk.goes('Check-out');
		expect(await walk.phase('tessa')).toMatchObject({ turn: turn + 2, held: null });
		await walk.goes('Stille vragen');
		expect((await walk.phase('tessa')).turn).toBe(turn + 3);
		expect(read).toHaveBeenCalledTimes(3);
	});
});
