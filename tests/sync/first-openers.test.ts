import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { same, StockClient } from '../support/clients.ts';
import { anEmptyBoard } from '../support/crowd.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/* Y16: who open a document first, at the same moment, get one document and its content once. */

let folder: TemporaryFolder;
let server: ChildServer;
const names = ['marit', 'yassin', 'tessa', 'jorrit', 'sunita', 'daan'];
const cookies: string[] = [];

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	for (const name of names) cookies.push(await server.signIn(name));
});
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

const log = (document: string) =>
	server.look('select seq, bytes from update_log where document = ? order by seq', document);

describe('two first openers at once (Y16)', () => {
	it.each(['brd-opvang', 'brd-jongere', 'brd-wiedoetwat'])(
		'of a board that was filled by the server (%s): its content exactly once',
		async (demoId) => {
			await server.end('SIGTERM');
			await server.start();
			const document = await server.board(demoId);
			const before = log(document);
			const clients = cookies.map((cookie) => new StockClient(server, document, cookie));
			await Promise.all(clients.map((client) => client.synced()));
			const cards = clients[0]!.board.cards();
			expect(cards.length).toBeGreaterThan(3);
			expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
			expect(same(...clients.map(({ doc }) => doc))).toBe(true);
			const texts = cards
				.map(({ id }) => clients[0]!.board.textOf(id))
				.filter((text) => text !== '');
			expect(new Set(texts).size).toBe(texts.length);
			for (const client of clients) client.stop();
			expect(log(document)).toEqual(before);
		}
	);

	it('of a new board: what each of them makes at once is there once, for all', async () => {
		const document = await server.withStore(anEmptyBoard);
		const about = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
		const clients = cookies.map((cookie, i) => {
			const client = new StockClient(server, document, cookie);
			// Before the first answer of the server.
			client.board.addCard({ ...about, id: `card-${i}`, text: `tekst ${i}` }, 'test');
			return client;
		});
		await until(
			() =>
				clients.every(({ board }) => board.size === names.length) &&
				same(...clients.map(({ doc }) => doc)),
			'six cards for everybody'
		);
		for (const client of clients) {
			expect(client.closes).toEqual([]);
			for (const i of names.keys()) expect(client.board.textOf(`card-${i}`)).toBe(`tekst ${i}`);
			client.stop();
		}
	});
});
