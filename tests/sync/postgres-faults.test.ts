import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { StockClient } from '../support/clients.ts';
import { anEmptyBoard } from '../support/crowd.ts';
import { Random, seeds } from '../support/random.ts';
import { postgresPlace, postgresUrl, type Place } from '../support/stores.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { doubles, missing, Typist, wordsOf } from '../support/typist.ts';
import { until } from '../support/until.ts';

/* X7: PostgreSQL drops the server's connections, in the middle of commits. */

describe.runIf(postgresUrl)('PostgreSQL that drops its connections (X7)', () => {
	let folder: TemporaryFolder;
	let place: Place;
	let server: ChildServer;
	let operator: pg.Client;

	beforeAll(async () => {
		folder = temporaryFolder();
		place = await postgresPlace();
		server = await ChildServer.withDemo(folder.path, { DATABASE_URL: place.address });
		operator = new pg.Client({ connectionString: place.address });
		await operator.connect();
	});
	afterAll(async () => {
		await server.end('SIGKILL');
		await operator.end();
		await place.remove();
		folder.remove();
	});

	beforeEach(() => server.start());

	/** As a restart would: every connection but our own ends, also in the middle of something. */
	const dropAll = () =>
		operator.query(
			`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`
		);

	interface Row {
		seq: number;
		bytes: Buffer;
	}
	const log = async (document: string) => {
		const { rows } = await operator.query<Row>(
			'select seq, bytes from update_log where document = $1 order by seq',
			[document]
		);
		return rows;
	};

	it.each(seeds(2))('loses no word and doubles no row (seed %i)', async (seed) => {
		const random = new Random(seed);
		const document = await server.withStore(anEmptyBoard);
		const at = { document, card: 'kaart' };
		const people: Typist[] = [];
		for (const [i, name] of ['tessa', 'jorrit', 'sunita'].entries()) {
			people.push(new Typist(server, at, { name: 'abc'[i]!, cookie: await server.signIn(name) }));
		}
		await Promise.all(people.map(({ client }) => client.synced()));
		const about = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
		people[0]!.client.board.addCard({ ...about, id: at.card }, 'test');
		await until(() => people.every(({ client }) => client.board.text(at.card)), 'the card');
		for (const each of people) each.keepTyping(20);
		for (let drops = 0; drops < 15; drops++) {
			const goal = people[0]!.written + 1 + random.int(12);
			await until(() => people[0]!.written >= goal, 'some words');
			await dropAll();
		}
		// It comes back by itself: everybody reads what everybody wrote.
		for (const each of people) each.rest();
		const lacking = () => {
			if (!server.runs) throw new Error(`the server died: ${server.output}`);
			return people.flatMap((each) => people.flatMap((by) => missing(by, each.sees())));
		};
		await until(() => lacking().length === 0, 'every word for everybody', 20_000);
		for (const { client } of people) {
			// 1006: the upgrade was answered with 503 because her sign-in could not be looked up.
			expect(client.closes.filter((code) => code !== 1013 && code !== 1006)).toEqual([]);
		}
		for (const each of people) each.stop();

		await server.end('SIGKILL');
		await server.start();
		const fresh = await new StockClient(server, document, await server.signIn('daan')).synced();
		const kept = wordsOf(fresh.board.textOf(at.card));
		fresh.stop();
		expect(people.flatMap((each) => missing(each, kept))).toEqual([]);
		expect(doubles(kept)).toEqual([]);
		const rows = await log(document);
		expect(rows.map(({ seq }) => seq - rows[0]!.seq)).toEqual(rows.map((_, i) => i));
		const contents = rows.map(({ bytes }) => bytes.toString('base64'));
		expect(new Set(contents).size).toBe(rows.length);
	});

	it('answers 503 to a newcomer while there is no database, and works when it is back', async () => {
		const document = await server.withStore(anEmptyBoard);
		const cookie = await server.signIn('daan');
		const name = new URL(place.address).pathname.slice(1);
		const admin = new pg.Client({ connectionString: postgresUrl });
		await admin.connect();
		const allow = (yes: boolean) => admin.query(`alter database ${name} allow_connections ${yes}`);
		const ask = async () =>
			(await fetch(`${server.url}/api/sync/${document}`, { headers: { cookie } })).status;
		expect(await ask()).toBe(200);
		await allow(false);
		await dropAll();
		try {
			const unknown = {
				cookie: cookie.replace(/=.*/, `=${randomUUID().replaceAll('-', '').repeat(2)}`)
			};
			const other = await fetch(`${server.url}/api/sync/${document}`, { headers: unknown });
			expect(other.status).toBe(503);
			expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
			expect(server.runs).toBe(true);
		} finally {
			await allow(true);
			await admin.end();
		}
		await until(async () => (await ask()) === 200, 'well again');
		const client = await new StockClient(server, document, cookie).synced();
		client.stop();
	});
});
