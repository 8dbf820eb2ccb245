import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { frames } from '../../server/sync/frame.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let document: string;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-jongere');
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

/** These and nobody else; who was there for the test before may still be going. */
const shows = (client: StockClient, ...names: string[]) => client.others().join() === names.join();

describe('presence over the wire', () => {
	it('shows the name of the sign-in, whatever the client says it is', async () => {
		const [a, b] = [await stock('marit'), await stock('daan')];
		b.provider.awareness.setLocalState({ user: { name: 'De burgemeester' }, name: 'x' });
		await until(() => a.others().length === 1, 'the other');
		expect(a.others()).toEqual(['Daan Vermeerbergen']);
		expect(b.others()).toEqual(['Marit Hoogenhuizen']);
	});

	it('shows who says nothing at all: there is no invisible reader', async () => {
		const a = await stock('marit');
		await raw('hilde');
		await until(() => shows(a, 'Hilde Brandwijk'), 'the silent one');
	});

	it('shows a newcomer who was there before', async () => {
		await stock('marit');
		await stock('daan');
		const late = await stock('sunita');
		await until(() => shows(late, 'Daan Vermeerbergen', 'Marit Hoogenhuizen'), 'both');
	});

	it('ignores what somebody says about another, and keeps the connection', async () => {
		const [a, b] = [await stock('marit'), await stock('daan')];
		const liar = await raw('tessa');
		b.provider.awareness.setLocalState({ place: { card: 'mine' } });
		const of = () =>
			a.provider.awareness.getStates().get(b.doc.clientID) as { place?: { card: string } };
		await until(() => of()?.place?.card === 'mine', 'where he is');
		const about = { client: b.doc.clientID, clock: 1_000 };
		liar.send(
			frames.awareness([{ ...about, state: '{"place":{"card":"elsewhere"}}' }]),
			frames.awareness([{ ...about, clock: 2_000, state: 'null' }])
		);
		await liar.ask();
		b.provider.awareness.setLocalState({ place: { card: 'mine', typing: true } });
		await until(() => (of()?.place as { typing?: boolean })?.typing, 'his next move');
		expect(of()?.place?.card).toBe('mine');
		expect(liar.closed).toBeNull();
		expect(a.others()).toEqual(['Daan Vermeerbergen', 'Tessa Kwakernaat']);
	});

	it('ends when somebody leaves, or just vanishes', async () => {
		const a = await stock('marit');
		const b = await stock('daan');
		const c = await raw('tessa');
		await until(() => a.others().length === 2, 'both');
		b.stop();
		c.socket.terminate();
		await until(() => a.others().length === 0, 'nobody');
	});

	it('stays, and stays one, through a reconnect of the same page', async () => {
		const [a, b] = [await stock('marit'), await stock('daan')];
		b.provider.awareness.setLocalState({ place: { card: 'x' } });
		await until(() => a.provider.awareness.getStates().has(b.doc.clientID), 'there');
		b.provider.disconnect();
		b.provider.connect();
		await b.synced();
		b.provider.awareness.setLocalState({ place: { card: 'y' } });
		await until(() => {
			const state = a.provider.awareness.getStates().get(b.doc.clientID);
			return (state?.['place'] as { card?: string })?.card === 'y';
		}, 'back at another card');
		expect(a.others()).toEqual(['Daan Vermeerbergen']);
	});

	it('shows a page that lost the line for a moment to the others, and the others to it, at once', async () => {
		const [a, b] = [await stock('marit'), await stock('daan')];
		b.provider.awareness.setLocalState({ place: { card: 'x' } });
		await until(() => a.provider.awareness.getStates().has(b.doc.clientID), 'there');
		b.provider.disconnect();
		await until(() => a.others().length === 0, 'gone');
		b.provider.connect();
		await until(() => a.others().length === 1, 'back for the other', 2_000);
		await until(() => b.others().length === 1, 'the other back for him', 2_000);
	});

	it('takes no client ids of others: an observer that is let in later may write', async () => {
		const [marit, hilde] = [await stock('marit'), await stock('hilde')];
		hilde.provider.awareness.setLocalState({ place: { card: 'x' } });
		await until(() => marit.provider.awareness.getStates().has(hilde.doc.clientID), 'she is seen');
		const [actor, lab] = [await server.actor('marit'), await server.demoLab()];
		const member = await server.id('mem-hilde');
		await server.lab.services.members.setRole(actor, lab, { member, role: 'ess' });
		const card = hilde.board.cards()[0]!.id;
		await until(() => {
			hilde.board.text(card)!.insert(0, 'h');
			return marit.board.textOf(card).startsWith('h') || hilde.closes.length > 0;
		}, 'her letters');
		expect(hilde.closes.filter((code) => code === 4409)).toEqual([]);
		await server.lab.services.members.setRole(actor, lab, { member, role: 'waarnemer' });
	});

	it('is not sent a thousand times to who asks a thousand times', async () => {
		await stock('marit');
		const greedy = await raw('tessa');
		greedy.send(...Array.from({ length: 1_000 }, () => Uint8Array.of(3)));
		await greedy.ask();
		expect(greedy.ofType(1).length).toBeLessThan(50);
		expect(greedy.closed).toBeNull();
	});

	it('keeps two pages of one person apart, and takes only the closed one away', async () => {
		const [a, one, two] = [await stock('marit'), await stock('daan'), await stock('daan')];
		const ids = () => [...a.provider.awareness.getStates().keys()];
		await until(() => ids().includes(one.doc.clientID) && ids().includes(two.doc.clientID), 'both');
		one.stop();
		await until(() => !ids().includes(one.doc.clientID), 'one gone');
		await two.synced();
		expect(ids()).toContain(two.doc.clientID);
	});

	it('is too large or too much: dropped, and nobody is thrown out', async () => {
		const a = await stock('marit');
		const loud = await raw('tessa');
		await until(() => a.others().length === 1, 'there');
		const states = Array.from({ length: 5_000 }, (_, i) => ({
			client: 50_000 + i,
			clock: 1,
			state: '{"user":{"name":"ghost"}}'
		}));
		loud.send(frames.awareness(states));
		loud.send(
			frames.awareness([{ client: 9, clock: 1, state: JSON.stringify('x'.repeat(5_000)) }])
		);
		for (let i = 0; i < 100; i++)
			loud.send(frames.awareness([{ client: 9, clock: i, state: '{}' }]));
		await loud.ask();
		const late = await stock('daan');
		await until(() => late.others().length === 2, 'both');
		await until(() => a.others().length === 2, 'both for the first as well');
		expect(a.others()).toEqual(['Daan Vermeerbergen', 'Tessa Kwakernaat']);
		expect(loud.closed).toBeNull();
	});
});
