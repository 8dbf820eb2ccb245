import type { Db } from './schema.ts';

/**
 * When somebody last wrote, or led, on a board that is in this session (ms since epoch): as far as the
 * store keeps a moment of it. Null: nobody did, or there is no board. It looks through the names of all
 * documents, so it is for who asks seldom.
 */
export async function lastSignOnBoards(db: Db, sessionId: string): Promise<number | null> {
	const rows = await db
		.selectFrom('board')
		.select('id')
		.where('session_id', '=', sessionId)
		.execute();
	const boards = rows.map(({ id }) => id);
	if (boards.length === 0) return null;
	const written = await db
		.selectFrom('update_log')
		.select((select) => select.fn.max('at').as('at'))
		// What the server writes itself is nobody's sign: it counts who is there, and empties bins.
		.where('member_id', 'is not', null)
		.where('document', 'in', (document) =>
			document
				.selectFrom('document')
				.select('name')
				.where((where) =>
					where.or(
						boards.flatMap((id) => [
							where('name', 'like', `%/${id}`),
							where('name', 'like', `%/${id}/%`)
						])
					)
				)
		)
		.executeTakeFirst();
	const led = await db
		.selectFrom('board_phase')
		.select((select) => select.fn.max('at').as('at'))
		.where('board_id', 'in', boards)
		.executeTakeFirst();
	const ballots = await db
		.selectFrom('ballot')
		.select((select) => [
			select.fn.max('opened_at').as('opened'),
			select.fn.max('closed_at').as('closed')
		])
		.where('board_id', 'in', boards)
		.executeTakeFirst();
	const moments = [written?.at, led?.at, ballots?.opened, ballots?.closed];
	const signs = moments.flatMap((at) => (at ? Date.parse(at) : []));
	return signs.length === 0 ? null : Math.max(...signs);
}
