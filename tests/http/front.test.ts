import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.close());

const headers = {
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'x-robots-tag': 'noindex, nofollow',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=()',
	'strict-transport-security': 'max-age=31536000; includeSubDomains'
};

const post = (path: string, origin: string | null, type: string, method = 'POST') =>
	fetch(server.url + path, {
		method,
		body: 'a=1',
		headers: { 'content-type': type, ...(origin === null ? {} : { origin }) }
	});

describe('what changes something', () => {
	const types = [
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'text/plain',
		'application/json',
		'application/octet-stream'
	];

	it.each(types)('with %s gets 403 without the Origin of the site', async (type) => {
		const { origin } = server;
		const foreign = [null, 'null', 'https://evil.example', `${origin}.evil.example`, server.url];
		for (const from of [...foreign, origin.replace('http:', 'https:'), `${origin}/`, '']) {
			for (const path of ['/labs', '/sign-in', '/healthz', '/api/sync/x']) {
				expect((await post(path, from, type)).status, `${from} ${path}`).toBe(403);
			}
		}
	});

	it('with the Origin of the site comes through, whatever it is', async () => {
		for (const type of types) {
			expect((await post('/labs', server.origin, type)).status).toBe(404);
		}
	});

	it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('by %s is asked for its Origin too', async (m) => {
		expect((await post('/labs', null, 'text/plain', m)).status).toBe(403);
	});
});

describe('every answer', () => {
	it.each([
		['GET', '/', 404],
		['GET', '/healthz', 200],
		['GET', '/sync/board/x', 426],
		['POST', '/sync/board/x', 405],
		['POST', '/labs', 403],
		['GET', '/api/sync/x', 401],
		['GET', '/../../etc/passwd', 404],
		['HEAD', '/', 404]
	])('to %s %s carries the security headers', async (method, path, status) => {
		const response = await fetch(server.url + path, { method });
		expect(response.status).toBe(status);
		expect(Object.fromEntries(response.headers)).toMatchObject(headers);
		expect(response.headers.get('x-powered-by')).toBeNull();
		await response.arrayBuffer();
	});

	it('of the sync check and of health is kept by no cache', async () => {
		for (const path of ['/healthz', '/api/sync/x', '/sync/x']) {
			expect((await fetch(server.url + path)).headers.get('cache-control')).toBe('no-store');
		}
	});
});

describe('the sync check', () => {
	it('answers 403 to another site, and 401 to who sends no Origin and no cookie', async () => {
		const url = `${server.url}/api/sync/${await server.board('brd-opvang')}`;
		const cookie = await server.signIn('marit');
		const from = (headers: Record<string, string>) => fetch(url, { headers }).then((r) => r.status);
		expect(await from({ cookie, origin: 'https://evil.example' })).toBe(403);
		expect(await from({ cookie, origin: server.origin })).toBe(200);
		expect(await from({ cookie })).toBe(200);
		expect(await from({})).toBe(401);
	});
});

describe('/healthz', () => {
	it('says ok while the store can commit, and nothing more', async () => {
		const response = await fetch(`${server.url}/healthz?verbose=1`);
		expect([response.status, await response.text()]).toEqual([200, '{"status":"ok"}']);
	});

	it('says 503 once the store is closed', async () => {
		const broken = await startTestServer();
		await broken.lab.close();
		const response = await fetch(`${broken.url}/healthz`);
		expect([response.status, await response.text()]).toEqual([503, '{"status":"unavailable"}']);
		await broken.close();
	});
});
