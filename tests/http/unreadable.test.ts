import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import { ChildServer } from '../support/child-server.ts';
import { RawClient } from '../support/clients.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/* X13, P5: a document of which every stored version is damaged. */

let folder: TemporaryFolder;
let server: ChildServer;
let cookie: string;
let damaged: string;
let sound: string;

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.over(folder.path);
	await server.start();
	cookie = await server.signIn('marit');
	await server.end('SIGTERM');
	const store = await openStore(server.database);
	const rows = await store.db.selectFrom('document').select('name').orderBy('name').execute();
	[damaged, sound] = rows.map(({ name }) => name) as [string, string];
	await store.db
		.updateTable('update_log')
		.set({ bytes: Uint8Array.of(1, 2, 3) })
		.where('document', '=', damaged)
		.execute();
	await store.close();
	await server.start();
});
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

const check = (name: string) =>
	fetch(`${server.url}/api/sync/${name}`, { headers: { cookie } }).then(({ status }) => status);

describe('a document that cannot be read', () => {
	it('is locked with 503 for sockets and for who asks why, and never shown empty', async () => {
		const client = new RawClient(server, damaged, cookie);
		await until(() => client.refused, 'an answer');
		expect([client.refused, await check(damaged)]).toEqual([503, 503]);
	});

	it('leaves the others alone', async () => {
		const client = await new RawClient(server, sound, cookie).open();
		expect((await client.ask()).getMap('cards').size).toBeGreaterThan(0);
		expect(await check(sound)).toBe(200);
		client.stop();
	});
});
