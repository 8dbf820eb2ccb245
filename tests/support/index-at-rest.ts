import { openStore } from '../../server/store/store.ts';
import { listAllStale, listBehind, listIndexed } from '../../server/store/search/search-entries.ts';
import { until } from './until.ts';

/**
 * A server that just started goes on with its search index for a while, in transactions of its own. Resolves
 * when everything in its store is in the index as it stands.
 */
export async function indexAtRest(database: string): Promise<void> {
	const store = await openStore(database);
	const { db } = store;
	const ids = {
		board: () => db.selectFrom('board').select('id').where('withdrawn_at', 'is', null).execute(),
		question: () => db.selectFrom('question').select('id').execute(),
		lesson: () => db.selectFrom('lab_item').select('id').where('kind', '=', 'lesson').execute(),
		term: () => db.selectFrom('lab_item').select('id').where('kind', '=', 'term').execute()
	};
	try {
		for (const kind of ['board', 'question', 'lesson', 'term'] as const) {
			await until(async () => {
				const indexed = await listIndexed(db, kind);
				const behind = kind === 'board' ? await listBehind(db, kind) : [];
				const stale = await listAllStale(db, kind);
				const missing = (await ids[kind]()).filter(({ id }) => !indexed.has(id));
				return missing.length + behind.length + stale.length === 0;
			}, `every ${kind} in the index`);
		}
	} finally {
		await store.close();
	}
}
