import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import type { BoardView, AuthorsOfBoard } from '../../src/lib/documents/board-view.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

/* Jorrit of Aldermeer brought brd-jongere; Lotte of the NCTV may not know where it came from. */

let server: TestServer;
let document: string;
let boardId: string;

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-jongere');
	boardId = await server.id('brd-jongere');
});
afterAll(() => server.close());

async function view(name: string): Promise<BoardView> {
	const opened = await server.lab.services.boards.open(
		await server.actor(name),
		await server.demoLab(),
		boardId
	);
	if (!opened.ok) throw new Error(opened.reason);
	return opened.value;
}

async function authors(name: string): Promise<AuthorsOfBoard> {
	const { boards } = server.lab.services;
	const shown = await boards.authors(await server.actor(name), await server.demoLab(), boardId);
	if (!shown.ok) throw new Error(shown.reason);
	return shown.value;
}

/** What must not reach her: the organisation, and the people of it who wrote on the board. */
async function secrets(): Promise<string[]> {
	const ids = ['org-gem-aldermeer', 'mem-jorrit', 'mem-tessa'];
	return [...(await Promise.all(ids.map((id) => server.id(id)))), 'Aldermeer', 'Wielemaker'];
}

describe('a reader who may not know the contributor', () => {
	it('is shown the board without any trace of the contributing organisation', async () => {
		const [lotte, marit] = [
			JSON.stringify(await view('lotte')),
			JSON.stringify(await view('marit'))
		];
		for (const secret of await secrets()) expect(lotte).not.toContain(secret);
		expect(lotte).not.toContain('Kwakernaat');
		expect(marit).toContain('Aldermeer');
		expect(marit).toContain('Wielemaker');
		expect((await view('lotte')).contributor).toBeNull();
		expect((await view('tessa')).contributor).toBe('Aldermeer');
	});

	it('sees cards of that organisation under the label of the board, and others by name', async () => {
		const shown = Object.values(await authors('lotte'));
		const masked = shown.filter((author) => author.organisation === 'een grotere gemeente');
		expect(masked.length).toBeGreaterThan(0);
		for (const author of masked) {
			expect(author).toMatchObject({ name: null, initials: null, domain: null });
		}
		expect(shown.some(({ name }) => name === 'Sunita Ramkhelawan')).toBe(true);
		expect(JSON.stringify(shown)).not.toMatch(/Aldermeer|Wielemaker|Kwakernaat/);
	});

	it('hears nothing of it over the socket while nobody of that organisation is in the room', async () => {
		const lotte = new RawClient(server, document, await server.signIn('lotte'));
		await lotte.open();
		const sunita = new StockClient(server, document, await server.signIn('sunita'));
		await sunita.synced();
		sunita.board.text(sunita.board.cards()[0]!.id)!.insert(0, 'hallo ');
		await lotte.ask();
		await until(() => lotte.presence().length > 0, 'presence');
		const bytes = Buffer.concat(lotte.heard).toString('utf8');
		for (const secret of await secrets()) expect(bytes).not.toContain(secret);
		lotte.stop();
		sunita.stop();
	});

	it('cannot tie what somebody of that organisation writes to who it is', async () => {
		const lotte = new RawClient(server, document, await server.signIn('lotte'));
		await lotte.open();
		const jorrit = new StockClient(server, document, await server.signIn('jorrit'));
		await jorrit.synced();
		const { doc, board, provider } = jorrit;
		const card = { zone: 'schets', kind: 'feit', domain: 'sociaal', basis: null } as const;
		board.addCard({ ...card, id: 'van-jorrit', text: 'van mij' }, 'me');
		for (const place of [{ card: 'van-jorrit', typing: true }, { card: 'van-jorrit' }]) {
			provider.awareness.setLocalState({ place });
			await until(
				() => lotte.presence().some(({ state }) => state.includes('Wielemaker')),
				'he is in the room'
			);
			lotte.send(Uint8Array.of(3));
		}
		const seen = await lotte.ask();
		expect(seen.store.clients.has(doc.clientID)).toBe(true);
		provider.disconnect();
		await until(() => lotte.presence().some(({ state }) => state === 'null'), 'he left');
		const makers = new Set(seen.store.clients.keys());
		for (const { client, state } of lotte.presence()) {
			if (state.includes('Wielemaker')) {
				expect(makers.has(client)).toBe(false);
				expect(state).not.toContain('van-jorrit');
			}
			expect(client).not.toBe(doc.clientID);
		}
		const organisation = await server.id('org-gem-aldermeer');
		expect(Buffer.concat(lotte.heard).toString('utf8')).not.toContain(organisation);
		expect((await authors('lotte'))['van-jorrit']).toEqual({
			name: null,
			initials: null,
			organisation: 'een grotere gemeente',
			domain: null,
			mine: false
		});
		expect((await authors('sunita'))['van-jorrit']).toMatchObject({ name: null });
		expect((await authors('marit'))['van-jorrit']).toMatchObject({ name: 'Jorrit Wielemaker' });
		expect((await authors('jorrit'))['van-jorrit']).toMatchObject({ mine: true });
		lotte.stop();
		jorrit.stop();
	});

	it('learns no more by writing with the id of the contributor', async () => {
		const jorrit = new StockClient(server, document, await server.signIn('jorrit'));
		await jorrit.synced();
		jorrit.board.text(jorrit.board.cards()[0]!.id)!.insert(0, 'x');
		const lotte = await new RawClient(server, document, await server.signIn('lotte')).open();
		const id = jorrit.doc.clientID;
		await until(async () => (await lotte.ask()).store.clients.has(id), 'his letter');
		lotte.send(frames.awareness([{ client: id, clock: 9, state: '{"place":{"card":"c"}}' }]));
		lotte.send(Uint8Array.of(3));
		const doc = await lotte.ask();
		expect(Y.getState(doc.store, id)).toBeGreaterThan(0);
		expect(lotte.presence().some(({ client }) => client === id)).toBe(false);
		lotte.stop();
		jorrit.stop();
	});
});

it('on a board without a casus there is nobody to hide: its maker is shown as she is', async () => {
	const { boards } = server.lab.services;
	const [marit, lab] = [await server.actor('marit'), await server.demoLab()];
	const [method] = await server.lab.services.templates.choices(lab);
	const wanted = { template: method!.id, title: 'Zonder casus', question: 'Wat nu?' };
	const made = await boards.create(marit, lab, wanted);
	if (!made.ok) throw new Error(made.reason);
	const page = new StockClient(server, `board/${made.value}`, await server.signIn('marit'));
	await page.synced();
	const card = { zone: 'inbreng', kind: 'feit', domain: 'gedeeld', basis: null } as const;
	page.board.addCard({ ...card, id: 'card', text: 'iets' }, 1);
	const shown = async () => {
		const outcome = await boards.authors(await server.actor('lotte'), lab, made.value);
		return outcome.ok ? outcome.value['card'] : undefined;
	};
	await until(shown, 'the card');
	expect(await shown()).toMatchObject({ name: marit.name, organisation: 'ESS' });
	page.stop();
});
