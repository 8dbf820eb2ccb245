import type { Store } from '../store/store.ts';
import { readTemplates } from './demo-data.ts';

/** The nine methods every lab starts with; also where no demo is loaded. Twice changes nothing. */
export async function seedTemplates(store: Store, newId: () => string): Promise<void> {
	await store.transaction(async (trx) => {
		const present = await trx.selectFrom('template').select('key').where('lab_id', 'is', null).execute();
		const keys = new Set(present.map((row) => row.key));
		const missing = readTemplates()
			.map((template, i) => ({
				id: newId(),
				key: template.id,
				lab_id: null,
				version: i + 1,
				definition: JSON.stringify(template)
			}))
			.filter((row) => !keys.has(row.key));
		if (missing.length > 0) await trx.insertInto('template').values(missing).execute();
	});
}
