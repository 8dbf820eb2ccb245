import type { Store } from '../store.ts';
import { PostgresSearch } from './postgres-search.ts';
import type { SearchIndex } from './search-index.ts';
import { SqliteSearch } from './sqlite-search.ts';

/** The index of this store. */
export function searchOf(store: Pick<Store, 'db' | 'dialect'>): SearchIndex {
	return store.dialect === 'postgres' ? new PostgresSearch(store.db) : new SqliteSearch(store.db);
}
