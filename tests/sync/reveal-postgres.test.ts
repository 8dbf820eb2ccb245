import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { notesDocument } from '../../src/lib/domain/document-name.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { postgresPlace, postgresUrl, type Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe.runIf(postgresUrl)('a reveal on PostgreSQL', () => {
	let server: TestServer;
	let walk: BoardWalk;
	let place: Place;
	let other: pg.Client;
	afterEach(async () => {
		walk.stop();
		await other.end();
		await server.close();
		await place.remove();
	});

	/** What another session does meanwhile, and whether anything of the note's id is left in the tables. */
	async function revealing(meanwhile: string) {
		place = await postgresPlace();
		server = await startTestServer({ DATABASE_URL: place.address });
		walk = new BoardWalk(server, await server.id('brd-jongere'));
		await walk.step(2);
		await walk.do('marit', { do: 'attribution', attribution: 'none' });
		const member = await server.id('mem-noortje');
		const noortje = await walk.open('noortje', notesDocument(walk.boardId, member));
		const id = randomUUID();
		noortje.board.addCard(
			{ id, zone: 'micro', kind: 'gebeurtenis', domain: 'sociaal', basis: null, text: 'ooievaar' },
			1
		);
		await until(() => noortje.saved() >= 2, 'saved');
		other = new pg.Client({ connectionString: place.address });
		await other.connect();
		const { n } = await walk.phase();
		await other.query('begin isolation level repeatable read');
		await other.query(meanwhile);
		const outcome = await walk
			.command('marit', { do: 'reveal', from: n })
			.catch((error: unknown) => String(error));
		await other.query('rollback');
		const leftIn = async () => {
			await other.query('checkpoint');
			const { rows } = await other.query<{ n: number }>(
				`select position(convert_to($1, 'UTF8') in pg_read_binary_file(pg_relation_filepath('update_log'))) as n`,
				[id]
			);
			return rows[0]!.n > 0;
		};
		const isLeft = await until(
			async () => !(await leftIn()),
			'the note out of the table',
			20_000
		).then(
			() => false,
			() => true
		);
		return { outcome, isLeft };
	}

	it.each([
		['nothing else', 'select 1 as nothing'],
		['a dump', 'select count(*) from lab'],
		['a vacuum by hand', 'lock table update_log in share update exclusive mode']
	])(
		'beside %s',
		async (name, meanwhile) => {
			const { outcome, isLeft } = await revealing(name === 'nothing else' ? 'commit' : meanwhile);
			expect({ outcome, isLeft }).toEqual({
				outcome: { ok: true, value: undefined },
				isLeft: false
			});
		},
		60_000
	);
});
