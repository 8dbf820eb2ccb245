import type { Selectable, Transaction } from 'kysely';
import type { Template } from '../../src/lib/domain/template.ts';
import type { TemplateTable } from './schema-template.ts';
import type { Db, Schema } from './schema.ts';

/** A version of a method with the id under which it is stored. */
export interface StoredTemplate {
	id: string;
	/** Of the method: every version of it has the same. */
	key: string;
	/** Null: everybody has it. */
	labId: string | null;
	version: number;
	position: number;
	madeBy: string | null;
	/** ISO 8601; null of what came with the product. */
	madeAt: string | null;
	isWithdrawn: boolean;
	template: Template;
}

/** Versions of methods: everybody's and a lab's own. A row never changes but for being withdrawn. */
export class TemplateRepository {
	readonly #db: Db | Transaction<Schema>;

	constructor(db: Db | Transaction<Schema>) {
		this.#db = db;
	}

	within(trx: Transaction<Schema>): TemplateRepository {
		return new TemplateRepository(trx);
	}

	/** Every version everybody has and every one of this lab: by method, everybody's first, newest first. */
	async listOfLab(labId: string): Promise<StoredTemplate[]> {
		const rows = await this.#db
			.selectFrom('template')
			.selectAll()
			.where((where) => where.or([where('lab_id', 'is', null), where('lab_id', '=', labId)]))
			.orderBy('position')
			.orderBy('key')
			.orderBy((by) => by.case().when('lab_id', 'is', null).then(0).else(1).end())
			.orderBy('version', 'desc')
			.execute();
		return rows.map(toTemplate);
	}

	/** False: there is such a version already. */
	async add(row: {
		id: string;
		labId: string | null;
		version: number;
		position: number;
		template: Template;
		madeBy?: string;
		madeAt?: string;
	}): Promise<boolean> {
		const { id, labId, version, position, template, madeBy = null, madeAt = null } = row;
		const { numInsertedOrUpdatedRows } = await this.#db
			.insertInto('template')
			.values({
				id,
				key: template.id,
				lab_id: labId,
				version,
				position,
				definition: JSON.stringify(template),
				made_by: madeBy,
				made_at: madeAt
			})
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		return Number(numInsertedOrUpdatedRows) === 1;
	}

	/** A lab's own version goes from the choices, or comes back. False: that is how it was. */
	async withdraw(labId: string, id: string, at: string | null): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('template')
			.set({ withdrawn_at: at })
			.where('id', '=', id)
			.where('lab_id', '=', labId)
			.where('withdrawn_at', at === null ? 'is not' : 'is', null)
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}
}

/** What one chooses from: of each method the newest everybody has, and the newest of this lab. */
export function newestOf(versions: readonly StoredTemplate[]): StoredTemplate[] {
	return versions.filter(
		({ key, labId, version }) =>
			!versions.some((other) => {
				return other.key === key && other.labId === labId && other.version > version;
			})
	);
}

export function toTemplate(row: Selectable<TemplateTable>): StoredTemplate {
	return {
		id: row.id,
		key: row.key,
		labId: row.lab_id,
		version: row.version,
		position: row.position,
		madeBy: row.made_by,
		madeAt: row.made_at,
		isWithdrawn: row.withdrawn_at !== null,
		template: JSON.parse(row.definition) as Template
	};
}
