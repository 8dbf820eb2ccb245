import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../../src/lib/domain/template.ts';
import type { Store } from '../store/store.ts';
import { toTemplate, TemplateRepository } from '../store/template-repository.ts';
import { readTemplates } from './demo-data.ts';

/**
 * The nine methods every lab starts with; also where no demo is loaded. Twice changes nothing. A
 * definition that changed since becomes a newer version, for new boards: those that run keep theirs.
 */
export async function seedTemplates(
	store: Store,
	newId: () => string,
	methods: readonly Template[] = readTemplates()
): Promise<void> {
	await store.transaction(async (trx) => {
		const rows = await trx
			.selectFrom('template')
			.selectAll()
			.where('lab_id', 'is', null)
			.orderBy('version')
			.execute();
		const newest = new Map(rows.map((row) => [row.key, toTemplate(row)]));
		const templates = new TemplateRepository(trx);
		for (const [i, template] of methods.entries()) {
			const known = newest.get(template.id);
			if (known && isDeepStrictEqual(known.template, template)) continue;
			const version = (known?.version ?? 0) + 1;
			await templates.add({ id: newId(), labId: null, version, position: i + 1, template });
		}
	});
}
