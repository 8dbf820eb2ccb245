import { spawn } from 'node:child_process';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { ChildServer } from '../support/child-server.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { handshake, RawSocket } from '../support/raw-socket.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { indexAtRest } from '../support/index-at-rest.ts';
import { until } from '../support/until.ts';

let folder: TemporaryFolder;
let server: ChildServer;
let document: string;
let cookie: string;

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.over(folder.path);
	await server.start();
	const store = await openStore(server.database);
	const row = await store.db
		.selectFrom('imported_as')
		.select('id')
		.where('demo_id', '=', 'brd-opvang')
		.executeTakeFirstOrThrow();
	document = boardDocument(row.id);
	await store.close();
	cookie = await server.signIn('marit');
});
beforeEach(() => server.end('SIGKILL'));
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

/** A server whose last update cannot be committed yet: it is stopping, and goes on stopping. */
async function stopping(): Promise<{ client: StockClient; unlock: () => void }> {
	await server.start();
	const client = new StockClient(server, document, cookie, { params: { saved: '1' } });
	await client.synced();
	await until(() => client.saved() > 0, 'all saved');
	// What else writes would wait for the lock, and the whole process with it.
	await indexAtRest(server.database);
	const lock = new Database(server.database);
	lock.exec('begin immediate');
	client.board.text(client.board.cards()[0]!.id)!.insert(0, 'op de valreep ');
	// It was sent before this question, so whoever answers this has it.
	expect((await fetch(`${server.url}/api/sync/x`)).status).toBe(401);
	server.signal('SIGTERM');
	await until(
		async () => (await fetch(`${server.url}/api/sync/${document}`)).status === 503,
		'it drains'
	);
	return { client, unlock: () => lock.close() };
}

describe('a server that was told to stop', () => {
	it('refuses sockets with 503 and Retry-After until everybody was told, and then exits with 0', async () => {
		const { client, unlock } = await stopping();
		const refused = new RawSocket(server).write(handshake(server, document, cookie));
		const { status, head } = await refused.answer();
		expect([status, head]).toEqual([503, expect.stringMatching(/\r\nRetry-After: \d+/) as string]);
		expect(client.closes).toEqual([]);
		unlock();
		expect(await server.exited()).toBe(0);
		await until(() => client.closes.length > 0, 'close');
		expect(client.closes[0]).toBe(1012);
		client.stop();
		await server.start();
		const fresh = new RawClient(server, document, cookie);
		await fresh.open();
		expect(JSON.stringify((await fresh.ask()).getMap('cards').toJSON())).toContain('op de valreep');
		fresh.stop();
	});

	it('exits at once, and not with 0, when it is told again', async () => {
		const { client, unlock } = await stopping();
		const asked = performance.now();
		server.signal('SIGTERM');
		expect(await server.exited()).toBe(1);
		// The lock is still held: in order it would have waited for it.
		expect(performance.now() - asked).toBeLessThan(4_000);
		client.stop();
		unlock();
	});

	it('waits neither for idle connections nor for half a request', async () => {
		await server.start();
		const idle = new RawSocket(server).write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
		await idle.answer();
		const dripping = new RawSocket(server).write('GET /healthz HT');
		expect(await server.end('SIGTERM')).toBe(0);
		await until(() => idle.ended && dripping.ended, 'both hung up on');
	});

	it('exits with 0 in time though a client never answers its close', async () => {
		await server.start();
		const deaf = new RawSocket(server).write(handshake(server, document, cookie));
		expect((await deaf.answer()).status).toBe(101);
		const asked = performance.now();
		expect(await server.end('SIGTERM')).toBe(0);
		expect(performance.now() - asked).toBeLessThan(9_000);
		expect(await deaf.closedWith()).toBe(1012);
	});
});

it('a server that cannot stop says so, and exits with 1 when its time is over', async () => {
	const script = `
		import { createServer } from 'node:http';
		import { endInOrder } from './server/shutdown.ts';
		const never = () => new Promise(() => undefined);
		const logger = { fatal: (text) => console.log(text) };
		const server = createServer().listen(0, () => console.log('listening'));
		endInOrder(server, { drain: never, close: never, logger }, 100);`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
	let output = '';
	child.stdout.on('data', (data: Buffer) => (output += data.toString()));
	await until(() => output.includes('listening'), 'it listens');
	child.kill('SIGTERM');
	await until(() => child.exitCode !== null, 'exit');
	expect([child.exitCode, output]).toEqual([1, 'listening\ncould not stop in time\n']);
});

describe('after something unforeseen', () => {
	/** Throws where nobody catches, when it is told to. */
	const mine = (statement: string) =>
		`--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${statement} })`)}`;

	it.each([
		['an exception', 'throw new Error("nobody foresaw")'],
		['a rejection', 'Promise.reject(new Error("nobody foresaw"))']
	])(
		'%s, a server writes it down, tells everybody to come back, and exits with 1',
		async (_, code) => {
			await server.start({ NODE_OPTIONS: mine(code), LOG_LEVEL: 'fatal' });
			const client = new StockClient(server, document, cookie);
			await client.synced();
			client.board.text(client.board.cards()[0]!.id)!.insert(0, 'nog net ');
			expect(await server.end('SIGUSR2')).toBe(1);
			await until(() => client.closes.length > 0, 'close');
			expect(client.closes[0]).toBe(1012);
			expect(server.output).toContain('nobody foresaw');
			expect(server.output).toContain('"msg":"unforeseen"');
			client.stop();
		}
	);
});
