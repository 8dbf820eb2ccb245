import { describe, it } from 'vitest';
import { postgresPlace, postgresUrl, sqlitePlace, type Place } from '../support/stores.ts';

/** Runs one suite against every database there is. `open` gives an empty one. */
export function onEveryStore(suite: (open: () => Promise<Place>) => void): void {
	describe('on SQLite', () => suite(sqlitePlace));
	if (postgresUrl) describe('on PostgreSQL', () => suite(postgresPlace));
	else it.skip('on PostgreSQL: SKIPPED, because TEST_DATABASE_URL is not set', () => undefined);
}
