import { openStore, type Store } from '../../server/store/store.ts';
import type { LabProcess } from '../support/lab-process.ts';
import type { Who } from './lab.ts';

/** Looks into the database of a running lab. */
export async function inStore<T>(lab: LabProcess, work: (store: Store) => Promise<T>): Promise<T> {
	const store = await openStore(lab.databaseFile);
	try {
		return await work(store);
	} finally {
		await store.close();
	}
}

export async function memberId(store: Store, who: Who): Promise<string> {
	const row = await store.db
		.selectFrom('imported_as')
		.select('id')
		.where('demo_id', '=', `mem-${who}`)
		.executeTakeFirstOrThrow();
	return row.id;
}
