import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { RawClient, same, StockClient } from '../support/clients.ts';
import { anUpdate, bytes, inCards } from '../support/hand-made.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

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
async function raw(name: string): Promise<RawClient> {
	const client = new RawClient(server, document, await server.signIn(name));
	stops.push(client);
	return client.open();
}

let nextClient = 5_000;
const aCard = () =>
	anUpdate(1, (b) => inCards(b, 8, `k${nextClient}`).uint(1).raw(126), { client: nextClient++ });
const onDisk = async () =>
	(await server.store.db.selectFrom('update_log').select('seq').execute()).length;
const asksState = (client: RawClient) => client.ofType(0).some((frame) => frame[0] === 0);

describe('an observer, who reads only', () => {
	it('sees everything, is not asked for anything, and may repeat what is there', async () => {
		const writer = await stock('marit');
		const reader = await raw('hilde');
		const doc = await reader.ask();
		expect(same(doc, writer.doc)).toBe(true);
		reader.send(frames.stepTwo(Y.encodeStateAsUpdate(doc)));
		writer.board.text(writer.board.cards()[0]!.id)!.insert(0, 'nieuw ');
		await until(() => reader.ofType(0).some((frame) => frame[0] === 2), 'the update');
		expect([asksState(reader), reader.closed]).toEqual([false, null]);
	});

	it.each([
		['an update', () => frames.update(aCard())],
		['a step 2 with news', () => frames.stepTwo(aCard())]
	])('is closed with 4403 for %s, and nothing lands', async (_, frame) => {
		const writer = await stock('marit');
		const before = await onDisk();
		const reader = await raw('hilde');
		reader.send(frame());
		expect(await reader.closedWith()).toBe(4403);
		expect(await onDisk()).toBe(before);
		const fresh = await stock('daan');
		expect(same(fresh.doc, writer.doc)).toBe(true);
	});

	it('is closed with 4403 for deleting', async () => {
		const reader = await raw('hilde');
		const [client, end] = [...(await reader.ask()).store.clients.keys()].map((c) => [c, 1])[0]!;
		reader.send(frames.update(bytes().uint(0, 1, client!, 1, 0, end!).done()));
		expect(await reader.closedWith()).toBe(4403);
	});

	it('does not take a client id away from somebody by naming it', async () => {
		const reader = await raw('hilde');
		const id = nextClient++;
		reader.send(frames.awareness([{ client: id, clock: 1, state: '{}' }]));
		await reader.ask();
		const writer = await raw('tessa');
		const before = await onDisk();
		writer.send(
			frames.update(anUpdate(1, (b) => inCards(b, 8, 'mine').uint(1).raw(126), { client: id }))
		);
		await until(async () => (await onDisk()) === before + 1, 'her card on disk');
		expect(writer.closed).toBeNull();
	});
});

describe('a right that ends while a socket is open', () => {
	const within = 2_000;

	async function signInApart(name: string) {
		const entered = await server.lab.services.signIns.enter(
			`${name}@kennislab.example`,
			'kennislab-demo',
			{ address: '127.0.0.2', userAgent: 'apart' },
			null
		);
		if (!entered.ok) throw new Error(entered.reason);
		const cookie = `${server.lab.services.cookie.name}=${entered.secret}`;
		const client = new RawClient(server, document, cookie);
		stops.push(client);
		return { client: await client.open(), signIn: entered.signIn };
	}

	it('closes with 4401 within two seconds of signing out, in that browser only', async () => {
		const { client, signIn } = await signInApart('daan');
		const other = await raw('daan');
		await server.lab.services.signIns.end(signIn.id);
		await until(() => client.closed !== null, 'close', within);
		expect([client.closed, other.closed]).toEqual([4401, null]);
		const again = new RawClient(server, document, `${server.lab.services.cookie.name}=x`);
		await until(() => again.refused, 'refusal');
		expect(again.refused).toBe(401);
	});

	it('closes with 4403 within two seconds of the end of a membership, and no byte follows', async () => {
		const { services } = server.lab;
		const writer = await stock('marit');
		const client = await raw('abel');
		await client.ask();
		const lab = await server.demoLab();
		const ended = await services.members.endMembership(
			await server.actor('marit'),
			lab,
			await server.id('mem-abel')
		);
		expect(ended.ok).toBe(true);
		await until(() => client.closed !== null, 'close', within);
		expect(client.closed).toBe(4403);
		const heard = client.heard.length;
		writer.board.text(writer.board.cards()[0]!.id)!.insert(0, 'na afloop ');
		await stock('daan');
		expect(client.heard.length).toBe(heard);
		const again = new RawClient(server, document, await server.signIn('abel'));
		await until(() => again.refused, 'refusal');
		expect(again.refused).toBe(404);
	});

	it('closes with 4403 within two seconds of a withdrawn invitation', async () => {
		const client = await raw('hilde');
		const [actor, lab] = [await server.actor('marit'), await server.demoLab()];
		const choice = { member: await server.id('mem-hilde'), board: await server.id('brd-opvang') };
		await server.lab.services.members.withdrawInvitation(actor, lab, choice);
		await until(() => client.closed !== null, 'close', within);
		expect(client.closed).toBe(4403);
		await server.lab.services.members.inviteToBoard(actor, lab, choice);
		await raw('hilde');
	});

	it('lets reading go on for who is made an observer: the next write gets type 2 and does not land', async () => {
		const [actor, lab] = [await server.actor('marit'), await server.demoLab()];
		const member = await server.id('mem-sunita');
		const writer = await stock('marit');
		const client = await raw('sunita');
		client.send(frames.update(aCard()));
		await client.ask();
		const { members } = server.lab.services;
		await members.inviteToBoard(actor, lab, { member, board: await server.id('brd-opvang') });
		await members.setRole(actor, lab, { member, role: 'waarnemer' });
		const before = await onDisk();
		await until(() => {
			client.send(frames.update(aCard()));
			return client.ofType(2).length > 0;
		}, 'type 2');
		expect(await onDisk()).toBeLessThanOrEqual(before + 1);
		const settled = await onDisk();
		client.send(frames.update(aCard()));
		writer.board.text(writer.board.cards()[0]!.id)!.insert(0, 'leest mee ');
		const updates = () => client.ofType(0).filter((frame) => frame[0] === 2).length;
		const seen = updates();
		await until(() => updates() > seen, 'her reading goes on');
		expect([client.closed, await onDisk()]).toEqual([null, settled + 1]);
		// And back again: she is asked for what she made meanwhile.
		const asked = client.ofType(0).filter((frame) => frame[0] === 0).length;
		await members.setRole(actor, lab, { member, role: 'gem_sociaal' });
		await until(
			() => client.ofType(0).filter((frame) => frame[0] === 0).length > asked,
			'asked for her state'
		);
		client.send(frames.update(aCard()));
		await until(async () => (await onDisk()) === settled + 2, 'she writes again');
	});
});

describe('asking beforehand at /api/sync', () => {
	const ask = async (name: string, who: string | null) => {
		const headers = who ? { cookie: await server.signIn(who) } : {};
		const response = await fetch(`${server.url}/api/sync/${name}`, { headers });
		const head = [...response.headers].filter(([header]) => header !== 'date');
		return { status: response.status, head, body: await response.text() };
	};

	it('answers what a socket would get', async () => {
		expect((await ask(document, 'marit')).status).toBe(200);
		expect((await ask(document, 'hilde')).status).toBe(200);
		expect((await ask(document, null)).status).toBe(401);
	});

	it('answers alike for what is unknown, not hers and malformed', async () => {
		const foreign = await server.board('brd-wiedoetwat');
		const names = [`board/${randomUUID()}`, foreign, 'x', 'board/%00', '__proto__', `${foreign}/`];
		const answers = [];
		for (const name of names) answers.push(await ask(name, 'hilde'));
		expect(answers[0]!.status).toBe(404);
		for (const answer of answers) expect(answer).toEqual(answers[0]);
	});

	it('answers 401 for any name to who is not signed in', async () => {
		const known = await ask(document, null);
		expect(await ask(`board/${randomUUID()}`, null)).toEqual(known);
		expect(await ask('x', null)).toEqual(known);
	});
});
