import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { writeBatch } from '../../src/lib/live/http-batch.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { bytes } from '../support/hand-made.ts';
import { Follower, pageStream, RawStream } from '../support/lines-client.ts';
import { readPresence } from '../support/read-presence.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';
import { Witnesses } from '../support/witnesses.ts';

let server: TestServer;
let document: string;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-opvang');
});
afterAll(() => server.close());
afterEach(() => stops.splice(0).forEach((each) => each.stop()));

async function stock(name: string): Promise<StockClient> {
	const client = new StockClient(server, document, await server.signIn(name));
	stops.push(client);
	return client.synced();
}

async function follow(name: string, document_ = document): Promise<Follower> {
	const follower = new Follower(pageStream(server, await server.signIn(name)), document_);
	stops.push({ stop: () => follower.carrier.cut() });
	return follower.open();
}

async function raw(name: string): Promise<RawStream> {
	const stream = new RawStream(server, await server.signIn(name));
	stops.push(stream);
	return stream.open();
}

/** A sign-in that no other test shares. */
async function signInApart(name: string) {
	const entered = await server.lab.services.signIns.enter(
		`${name}@kennislab.example`,
		'kennislab-demo',
		{ address: '127.0.0.2', userAgent: 'apart' },
		null
	);
	if (!entered.ok) throw new Error(entered.reason);
	const cookie = `${server.lab.services.cookie.name}=${entered.secret}`;
	return { cookie, signIn: entered.signIn };
}

const aCard = () =>
	({ id: randomUUID(), zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null }) as const;

/** A document that goes along with what a follower hears. */
function docOf(follower: Follower): Y.Doc {
	const doc = new Y.Doc();
	follower.send(frames.stepOne(Y.encodeStateVector(doc)));
	let read = 0;
	follower.heard = (frame) => {
		follower.frames.push(frame);
		for (const sync of follower.ofType(0).slice(read)) {
			read += 1;
			if (sync[0] !== 0) Y.applyUpdate(doc, readBytes(sync.subarray(1)));
		}
	};
	return doc;
}

function readBytes(rest: Uint8Array): Uint8Array {
	let [at, length] = [0, 0];
	for (let factor = 1; ; factor *= 128) {
		const byte = rest[at++]!;
		length += (byte & 127) * factor;
		if (byte < 128) return rest.subarray(at, at + length);
	}
}

describe('a page without websockets', () => {
	it('types together with one that has them, and hears what is saved', async () => {
		const marit = await stock('marit');
		const lotte = await follow('tessa');
		const doc = docOf(lotte);
		await until(() => lotte.ofType(0).some((frame) => frame[0] === 1), 'the first state');
		const card = { ...aCard(), text: 'over http' };
		const before = Y.encodeStateVector(doc);
		new BoardDocument(doc).addCard(card, null);
		lotte.send(frames.update(Y.encodeStateAsUpdate(doc, before)));
		await until(() => marit.board.textOf(card.id) === 'over http', 'her card at the other');
		await until(() => lotte.ofType(4).some((frame) => frame[0] === 1), 'saved');
		marit.board.text(card.id)!.insert(9, ', en terug');
		await until(() => new BoardDocument(doc).textOf(card.id).endsWith('en terug'), 'the answer');
	});

	it('follows several documents over one stream, and shows who is there until it goes', async () => {
		const stream = pageStream(server, await server.signIn('tessa'));
		const marit = await stock('marit');
		const other = await server.board('brd-jongere');
		const [first, second] = [new Follower(stream, document), new Follower(stream, other)];
		await Promise.all([first.open(), second.open()]);
		await until(() => marit.others().includes('Tessa Kwakernaat'), 'her presence');
		await until(() => readPresence(first.frames).length > 0, 'presence of the other');
		first.carrier.close();
		await until(() => !marit.others().includes('Tessa Kwakernaat'), 'she left that board');
		expect([second.ending, stream.ended]).toEqual([null, false]);
		const again = await new Follower(stream, document).open();
		await until(() => marit.others().includes('Tessa Kwakernaat'), 'she is back');
		again.carrier.cut();
		await until(() => !marit.others().includes('Tessa Kwakernaat'), 'the stream broke');
		expect(second.ending).toEqual({ kind: 'closed', code: 1006 });
	});

	it('still gets in what it posted while it went', async () => {
		const marit = await stock('marit');
		const stream = await raw('tessa');
		await stream.follow(1, document);
		const doc = new Y.Doc();
		const card = { ...aCard(), text: 'op de valreep' };
		new BoardDocument(doc).addCard(card, null);
		const update = frames.update(Y.encodeStateAsUpdate(doc));
		const post = stream.post({ kind: 'message', channel: 1, bytes: update });
		stream.stop();
		expect(await post).toBe(204);
		await until(() => marit.board.textOf(card.id) === 'op de valreep', 'her last words');
		await until(() => !marit.others().includes('Tessa Kwakernaat'), 'she left');
	});
});

describe('opening a stream', () => {
	const answer = async (headers: Record<string, string>, path = '/api/lines', method = 'GET') => {
		const response = await fetch(server.url + path, { headers, method });
		const text = response.status === 200 ? '' : await response.text();
		if (response.status === 200) await response.body?.cancel();
		return { status: response.status, headers: Object.fromEntries(response.headers), text };
	};

	it('needs a sign-in, and the Origin of the site when one is sent', async () => {
		const cookie = await server.signIn('marit');
		expect((await answer({})).status).toBe(401);
		expect((await answer({ cookie: '__Host-kennislab=00' })).status).toBe(401);
		expect((await answer({ cookie, origin: 'https://evil.example' })).status).toBe(403);
		expect((await answer({ cookie, origin: 'null' })).status).toBe(403);
		expect((await answer({ cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
		expect((await answer({ cookie, origin: server.origin }, '/api/lines', 'PUT')).status).toBe(405);
		expect((await answer({ cookie }, `/api/lines/${randomUUID()}`)).status).toBe(405);
		expect((await answer({ cookie }, '/api/lines/')).status).toBe(405);
		const opened = await answer({ cookie, origin: server.origin });
		expect(opened.status).toBe(200);
		expect(opened.headers).toMatchObject({
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store, no-transform',
			'x-accel-buffering': 'no',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer'
		});
	});

	it('stops at the streams one member may have', async () => {
		const { cookie } = await signInApart('daan');
		const streams = Array.from({ length: syncLimits.streamsPerMember }, () => {
			const stream = new RawStream(server, cookie);
			stops.push(stream);
			return stream.open();
		});
		await Promise.all(streams);
		const refused = await answer({ cookie });
		expect([refused.status, refused.headers['retry-after']]).toEqual([429, '10']);
		(await streams[0]!).stop();
		await until(async () => (await answer({ cookie })).status === 200, 'room for another');
	});

	it('counts none that has ended, however short ago', async () => {
		const { cookie } = await signInApart('yassin');
		for (let i = 0; i <= syncLimits.streamsPerMember; i++) {
			const stream = new RawStream(server, cookie);
			stops.push(stream);
			await until(() => stream.status !== 0, 'an answer');
			expect(stream.status).toBe(200);
			await stream.open();
			expect(await stream.postBytes(Uint8Array.of())).toBe(400);
		}
	});

	it('is refused with 503 while the server stops, after every channel heard 1012', async () => {
		const stopping = await startTestServer();
		const board = await stopping.board('brd-opvang');
		const stream = pageStream(stopping, await stopping.signIn('tessa'));
		const follower = await new Follower(stream, board).open();
		await stopping.lab.close();
		await until(() => follower.ending, 'the end');
		expect(follower.ending).toEqual({ kind: 'closed', code: 1012 });
		await until(() => stream.ended, 'the end of the stream');
		const response = await fetch(`${stopping.url}/api/lines`);
		expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10']);
		await stopping.close();
	});
});

describe('opening a document on a stream', () => {
	it('is refused as an upgrade would be, alike for unknown, foreign and malformed names', async () => {
		const stream = await raw('hilde');
		const foreign = await server.board('brd-wiedoetwat');
		const names = [`board/${randomUUID()}`, foreign, 'x', '../x', '__proto__', `${foreign}/`, ''];
		const opens = names.map((name, i) => ({
			kind: 'open' as const,
			channel: i + 1,
			document: name
		}));
		expect(await stream.post(...opens)).toBe(204);
		await until(() => stream.told('refused').length === names.length, 'refusals');
		expect(stream.told('refused')).toEqual(names.map((_, i) => `${i + 1} 404`));
		expect(stream.ended).toBe(false);
	});

	it('stops at the channels a stream may have, and at the sockets a member may have', async () => {
		const { cookie } = await signInApart('daan');
		const stream = new RawStream(server, cookie);
		stops.push(stream);
		await stream.open();
		const { channelsPerStream } = syncLimits;
		const opens = Array.from({ length: channelsPerStream + 1 }, (_, i) => ({
			kind: 'open' as const,
			channel: i + 1,
			document
		}));
		await stream.post(...opens);
		await until(() => stream.told('refused').length > 0, 'a refusal');
		expect(stream.told('refused')).toEqual([`${channelsPerStream + 1} 429`]);
		const socket = new RawClient(server, document, cookie);
		stops.push(socket);
		await until(() => socket.refused, 'a refused socket');
		expect(socket.refused).toBe(429);
	});
});

describe('a batch', () => {
	let stream: RawStream;
	let witnesses: Witnesses;

	beforeAll(async () => {
		witnesses = await Witnesses.on(server, document);
	});
	afterAll(() => witnesses.stop());
	afterEach(() => witnesses.intact());
	const open = async () => {
		stream = await raw('sunita');
		await stream.follow(1, document);
	};
	const ended = () => until(() => stream.ended, 'the end of the stream');

	it('that is posted again is not done again, and one that is missing is noticed', async () => {
		await open();
		const next = stream.told('1').length;
		const ask = frames.stepOne(Y.encodeStateVector(new Y.Doc()));
		const batch = writeBatch(2, [{ kind: 'message', channel: 1, bytes: ask }]);
		const statuses = await Promise.all([
			stream.postBytes(batch),
			stream.postBytes(batch),
			stream.postBytes(batch)
		]);
		expect(statuses).toEqual([204, 204, 204]);
		expect(await stream.postBytes(writeBatch(3, []))).toBe(204);
		const answers = () =>
			stream
				.told('1')
				.slice(next)
				.filter((line) => /^AA[E-H]/.test(line));
		await until(() => answers().length > 0, 'the answer');
		expect(answers()).toHaveLength(1);
		expect(await stream.postBytes(writeBatch(5, []))).toBe(409);
		expect(await stream.postBytes(writeBatch(4, []))).toBe(204);
	});

	it.each<[string, Uint8Array<ArrayBuffer> | string]>([
		['that is empty', Uint8Array.of()],
		['that is text', 'hello, is this a stream?'],
		['that breaks off', writeBatch(2, [{ kind: 'open', channel: 2, document: 'x' }]).slice(0, -2)],
		['with a padded number', Uint8Array.of(0x82, 0x00)],
		['of an unknown kind', Uint8Array.of(2, 7, 1)],
		['with a length beyond its end', Uint8Array.of(2, 1, 1, 255, 255, 255, 127)],
		['for a channel that never was', writeBatch(2, [{ kind: 'close', channel: 9 }])],
		['that opens a channel twice', writeBatch(2, [{ kind: 'open', channel: 1, document: 'x' }])],
		['with bytes that are no UTF-8', Uint8Array.of(2, 0, 2, 1, 255, 1)]
	])('%s gets 400 and ends the stream', async (_, body) => {
		await open();
		expect(await stream.postBytes(body)).toBe(400);
		await ended();
	});

	it('of 100,000 channels gets 400 and opens none', async () => {
		await open();
		const opens = Array.from({ length: 100_000 }, (_, i) => ({
			kind: 'open' as const,
			channel: i + 2,
			document: ''
		}));
		expect(await stream.postBytes(writeBatch(2, opens))).toBe(400);
		await ended();
		expect(stream.told('refused')).toEqual([]);
	});

	it('that is too large gets 413, said beforehand or not', async () => {
		await open();
		const large = new Uint8Array(syncLimits.batchBytes + 1);
		expect(await stream.postBytes(large)).toBe(413);
		const streamed = await fetch(`${server.url}/api/lines/${stream.id}`, {
			method: 'POST',
			body: new ReadableStream({
				start(controller) {
					for (let i = 0; i < 17; i++) controller.enqueue(new Uint8Array(64 * 1024));
					controller.close();
				}
			}),
			duplex: 'half',
			headers: {
				cookie: await server.signIn('sunita'),
				origin: server.origin,
				'content-type': 'application/octet-stream'
			}
		} as RequestInit);
		expect(streamed.status).toBe(413);
		expect(await stream.postBytes(writeBatch(2, []))).toBe(204);
	});

	it('must be of the site, of the sign-in and of its type', async () => {
		await open();
		const body = writeBatch(2, []);
		const { cookie } = await signInApart('sunita');
		for (const origin of ['https://evil.example', 'null', `${server.origin}.evil.example`]) {
			expect(await stream.postBytes(body, { origin })).toBe(403);
		}
		expect(await stream.postBytes(body, { 'content-type': 'text/plain' })).toBe(415);
		expect(await stream.postBytes(body, { cookie: '' })).toBe(401);
		expect(await stream.postBytes(body, { cookie: `${cookie}0` })).toBe(401);
		expect(await stream.postBytes(body)).toBe(204);
	});

	it('for the stream of another sign-in is answered as for none at all', async () => {
		await open();
		const { cookie } = await signInApart('sunita');
		const post = async (id: string) => {
			const response = await fetch(`${server.url}/api/lines/${id}`, {
				method: 'POST',
				body: writeBatch(2, []),
				headers: { cookie, origin: server.origin, 'content-type': 'application/octet-stream' }
			});
			const head = [...response.headers].filter(([name]) => name !== 'date');
			return { status: response.status, head, body: await response.text() };
		};
		const foreign = await post(stream.id!);
		expect(foreign.status).toBe(404);
		for (const id of ['0'.repeat(32), 'x', '', '__proto__', '%00', 'a/b']) {
			expect(await post(id)).toEqual(foreign);
		}
	});

	it('closes a channel as it would a socket, and leaves the others', async () => {
		await open();
		await stream.post({ kind: 'open', channel: 2, document });
		await stream.post({ kind: 'message', channel: 2, bytes: Uint8Array.of(9) });
		await until(() => stream.told('closed').length > 0, 'the close');
		expect(stream.told('closed')[0]).toMatch(/^2 1007 /);
		// What was under way to it is not the page's mistake.
		expect(await stream.post({ kind: 'message', channel: 2, bytes: Uint8Array.of(3) })).toBe(204);
		const large = bytes()
			.uint(0, 2)
			.bytes(new Uint8Array(syncLimits.updateBytes + 1))
			.done();
		await stream.post({ kind: 'message', channel: 1, bytes: large });
		await until(() => stream.told('closed').length > 1, 'the other close');
		expect(stream.told('closed')[1]).toMatch(/^1 1009 /);
		expect(stream.ended).toBe(false);
	});

	it('of a page that never reads what it asks for closes it at 8 MiB', async () => {
		const { cookie } = await signInApart('sunita');
		const response = await fetch(`${server.url}/api/lines`, { headers: { cookie } });
		const reader = response.body!.getReader();
		const first = new TextDecoder().decode((await reader.read()).value);
		const id = /data:(\w+)/.exec(first)![1]!;
		let seq = 0;
		const post = (...errands: Parameters<typeof writeBatch>[1]) =>
			fetch(`${server.url}/api/lines/${id}`, {
				method: 'POST',
				body: writeBatch(++seq, errands),
				headers: { cookie, origin: server.origin, 'content-type': 'application/octet-stream' }
			}).then(({ status }) => status);
		// Refusals only, and many: what a stream says of itself is bounded as well.
		let status = 204;
		for (let i = 0; i < 2_000 && status === 204; i++) {
			const opens = Array.from({ length: 1_000 }, (_, at) => ({
				kind: 'open' as const,
				channel: i * 1_000 + at + 1,
				document: 'x'
			}));
			status = await post(...opens);
		}
		expect(status).toBe(404);
		await reader.cancel().catch(() => undefined);
	});
});

describe('a right that ends while a page follows', () => {
	it('closes with 4401 within two seconds of signing out, and the stream with it', async () => {
		const { cookie, signIn } = await signInApart('daan');
		const stream = pageStream(server, cookie);
		const [first, second] = [new Follower(stream, document), new Follower(stream, document)];
		await Promise.all([first.open(), second.open()]);
		await server.lab.services.signIns.end(signIn.id);
		await until(() => first.ending && second.ending && stream.ended, 'the end', 2_000);
		expect([first.ending, second.ending]).toEqual(Array(2).fill({ kind: 'closed', code: 4401 }));
		const late = new Follower(pageStream(server, cookie), document);
		await until(() => late.ending, 'the refusal');
		expect(late.ending).toEqual({ kind: 'refused', status: 401 });
	});

	it('closes with 4403 within two seconds of a withdrawn invitation, and no byte follows', async () => {
		const marit = await stock('marit');
		const follower = await follow('hilde');
		const [actor, lab] = [await server.actor('marit'), await server.demoLab()];
		const choice = { member: await server.id('mem-hilde'), board: await server.id('brd-opvang') };
		await server.lab.services.members.withdrawInvitation(actor, lab, choice);
		await until(() => follower.ending, 'the end', 2_000);
		expect(follower.ending).toEqual({ kind: 'closed', code: 4403 });
		const heard = follower.frames.length;
		marit.board.text(marit.board.cards()[0]!.id)!.insert(0, 'na afloop ');
		await stock('daan');
		expect(follower.frames.length).toBe(heard);
		await server.lab.services.members.inviteToBoard(actor, lab, choice);
	});

	it('lets an observer read and refuses her writing', async () => {
		const follower = await follow('hilde');
		const doc = docOf(follower);
		await until(() => follower.ofType(0).some((frame) => frame[0] === 1), 'the first state');
		const before = Y.encodeStateVector(doc);
		new BoardDocument(doc).addCard(aCard(), null);
		follower.send(frames.update(Y.encodeStateAsUpdate(doc, before)));
		await until(() => follower.ending, 'the end');
		expect(follower.ending).toEqual({ kind: 'closed', code: 4403 });
	});
});
