import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

const token = 'a-token-of-some-length';
let open: TestServer;
let guarded: TestServer;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	open = await startTestServer({ ADDRESS_HEADER: 'X-Client' });
	guarded = await startTestServer({ METRICS_TOKEN: token });
});
afterAll(() => Promise.all([open.close(), guarded.close()]));
afterEach(() => stops.splice(0).forEach((each) => each.stop()));

interface Answer {
	status: number;
	head: [string, unknown][];
	body: string;
}

/** By hand, because fetch does not let a page, or a test, choose its Host. */
function get(server: TestServer, headers: Record<string, string> = {}, path = '/metrics') {
	return new Promise<Answer>((resolve, reject) => {
		const asked = request(`${server.url}${path}`, { headers }, (response) => {
			let body = '';
			response.setEncoding('utf8').on('data', (text: string) => (body += text));
			response.on('end', () => {
				const head = Object.entries(response.headers).filter(([name]) => name !== 'date');
				resolve({ status: response.statusCode ?? 0, head, body });
			});
		});
		asked.on('error', reject).end();
	});
}
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

describe('without a token', () => {
	it('this machine may read the metrics', async () => {
		const { status, head, body } = await get(open);
		expect(status).toBe(200);
		expect(Object.fromEntries(head)['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
		expect(Object.fromEntries(head)['cache-control']).toBe('no-store');
		expect(body).toContain('nodejs_eventloop_lag_p99_seconds');
		expect((await get(open, { host: `localhost:${open.port}` })).status).toBe(200);
	});

	it.each([
		['x-forwarded-for', '127.0.0.1'],
		['x-forwarded-for', ''],
		['x-forwarded-proto', 'https'],
		['forwarded', 'for=127.0.0.1'],
		['via', '1.1 proxy'],
		['x-real-ip', '127.0.0.1'],
		['x-client', '127.0.0.1'],
		['X-CLIENT', '127.0.0.1'],
		['host', 'lab.example'],
		['host', '127.0.0.1.lab.example']
	])('a proxy that says %s: %s gets what an unknown path gets', async (name, value) => {
		const unknown = await get(open, { [name]: value }, '/metricz');
		expect(unknown.status).toBe(404);
		expect(await get(open, { [name]: value })).toEqual(unknown);
	});

	it('a token is worth nothing', async () => {
		expect((await get(open, { ...bearer(''), via: 'x' })).status).toBe(404);
		expect((await get(open, { ...bearer('null'), via: 'x' })).status).toBe(404);
	});
});

describe('with a token', () => {
	it('whoever shows it may read them, through a proxy too', async () => {
		expect((await get(guarded, bearer(token))).status).toBe(200);
		const far = { 'x-forwarded-for': '192.0.2.1', host: 'lab.example' };
		expect((await get(guarded, { ...bearer(token), ...far })).status).toBe(200);
	});

	it.each([
		['nothing', {}],
		['an empty one', bearer('')],
		['another', bearer('a-token-of-some-lengtH')],
		['its beginning', bearer(token.slice(0, -1))],
		['more than it', bearer(`${token}x`)],
		['it in another scheme', { authorization: `Basic ${token}` }],
		['it alone', { authorization: token }],
		['its name in the query', {}, `?token=${token}`]
	])('whoever shows %s gets what an unknown path gets', async (_, headers, query = '') => {
		const unknown = await get(guarded, headers, `/metricz${query}`);
		expect(unknown.status).toBe(404);
		expect(await get(guarded, headers, `/metrics${query}`)).toEqual(unknown);
	});
});

describe('the metrics', () => {
	it('answer nothing but GET', async () => {
		for (const method of ['HEAD', 'POST', 'PUT']) {
			const headers = { origin: open.origin };
			expect((await fetch(`${open.url}/metrics`, { method, headers })).status).toBe(404);
		}
	});

	it('count open connections by what they may, and name nobody', async () => {
		const document = await open.board('brd-opvang');
		for (const name of ['marit', 'hilde', 'tessa']) {
			const client = new RawClient(open, document, await open.signIn(name));
			stops.push(client);
			await client.open();
		}
		const { body } = await get(open);
		expect(body).toContain('kennislab_connections{access="write",carrier="websocket"} 2');
		expect(body).toContain('kennislab_connections{access="read",carrier="websocket"} 1');
		expect(body).toContain('kennislab_rooms 1');
		const { email, name, memberId } = await open.actor('marit');
		const secrets = [email, name, memberId, document, await open.signIn('marit'), '127.0.0.1'];
		for (const secret of secrets) expect(body).not.toContain(secret);
		stops.splice(0).forEach((each) => each.stop());
		await until(async () => {
			return (await get(open)).body.includes('{access="write",carrier="websocket"} 0');
		}, 'nobody there');
	});
});
