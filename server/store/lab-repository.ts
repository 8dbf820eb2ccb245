import type { Attribution } from '../../src/lib/domain/attribution.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import { listActionStatuses } from './action-repository.ts';
import type { Db, LabTable } from './schema.ts';

export interface Lab {
	id: string;
	slug: string;
	name: { nl: string; en: string };
	tagline: string;
	why: string;
	centralQuestion: string;
	status: string;
	startedAt: string;
	plannedUntil: string;
	attribution: Attribution;
	defaultTlp: Tlp;
	groundRules: string[];
	compass: { id: string; label: string; question: string }[];
	confidentiality: { agreementText: string; casusRetentionDaysAfterHarvest: number };
	themes: string[];
	/** Kinds of needs a question comes from. */
	needs: { id: string; label: string }[];
}

/** Something the demo brought that has no screen of its own yet. */
export interface LabItem {
	id: string;
	kind: string;
	title: string;
	data: Record<string, unknown>;
}

export class LabRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Labs with these ids, oldest first. */
	async list(ids: readonly string[]): Promise<Lab[]> {
		if (ids.length === 0) return [];
		const rows = await this.#db
			.selectFrom('lab')
			.selectAll()
			.where('id', 'in', [...ids])
			.orderBy('started_at')
			.execute();
		return rows.map(toLab);
	}

	async find(idOrSlug: string): Promise<Lab | null> {
		const row = await this.#db
			.selectFrom('lab')
			.selectAll()
			.where((where) => where.or([where('id', '=', idOrSlug), where('slug', '=', idOrSlug)]))
			.executeTakeFirst();
		return row ? toLab(row) : null;
	}

	/** Items of a lab of one kind, in their own order. */
	async listItems(labId: string, kind: string): Promise<LabItem[]> {
		const rows = await this.#db
			.selectFrom('lab_item')
			.select(['id', 'kind', 'title', 'data'])
			.where('lab_id', '=', labId)
			.where('kind', '=', kind)
			.orderBy('position')
			.orderBy('id')
			.execute();
		const items = rows.map((row) => {
			return { ...row, data: JSON.parse(row.data) as Record<string, unknown> };
		});
		if (kind !== 'action') return items;
		const statuses = await listActionStatuses(this.#db, labId);
		return items.map((item) => {
			const status = statuses.get(item.id);
			// An item says "bezig" for what goes on.
			const said = status === 'loopt' ? 'bezig' : status;
			return said ? { ...item, data: { ...item.data, status: said } } : item;
		});
	}

	/** One item of any lab. */
	async findItem(id: string): Promise<{ labId: string; item: LabItem } | null> {
		const row = await this.#db
			.selectFrom('lab_item')
			.select(['lab_id', 'id', 'kind', 'title', 'data'])
			.where('id', '=', id)
			.executeTakeFirst();
		if (!row) return null;
		const { lab_id: labId, data, ...item } = row;
		return { labId, item: { ...item, data: JSON.parse(data) as LabItem['data'] } };
	}

	/** Ids of the items of one kind, of all labs. */
	async itemIds(kind: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('lab_item')
			.select('id')
			.where('kind', '=', kind)
			.orderBy('lab_id')
			.orderBy('position')
			.orderBy('id')
			.execute();
		return rows.map(({ id }) => id);
	}

	/** Names of organisations of its members, long and short, and of those in its network. */
	async organisationNames(
		labId: string,
		{ withNetwork, except }: { withNetwork: boolean; except: string | null }
	): Promise<string[]> {
		const ofMembers = await this.#db
			.selectFrom('membership')
			.innerJoin('member', 'member.id', 'membership.member_id')
			.select('member.organisation_id as id')
			.where('membership.lab_id', '=', labId)
			.where('member.organisation_id', 'is not', null)
			.execute();
		const relations = withNetwork ? await this.listItems(labId, 'relation') : [];
		const ofNetwork = relations.flatMap(({ data }) => [data['fromId'], data['toId']]);
		const ids = [...ofMembers.map(({ id }) => id), ...ofNetwork].filter(
			(id) => typeof id === 'string'
		);
		if (ids.length === 0) return [];
		const rows = await this.#db
			.selectFrom('organisation')
			.select(['name', 'label'])
			.where('id', 'in', [...new Set(ids)])
			.where('id', '<>', except ?? '')
			.orderBy('name')
			.execute();
		return [...new Set(rows.flatMap(({ name, label }) => [name, label]))];
	}

	/** How many items of each kind a lab has. */
	async countItems(labId: string): Promise<Map<string, number>> {
		const rows = await this.#db
			.selectFrom('lab_item')
			.select((select) => ['kind', select.fn.countAll().as('count')])
			.where('lab_id', '=', labId)
			.groupBy('kind')
			.orderBy('kind')
			.execute();
		return new Map(rows.map((row) => [row.kind, Number(row.count)]));
	}
}

function toLab(row: LabTable): Lab {
	const about = JSON.parse(row.about) as Pick<
		Lab,
		'groundRules' | 'compass' | 'confidentiality' | 'themes'
	> & { needs?: Lab['needs'] };
	return {
		id: row.id,
		slug: row.slug,
		name: { nl: row.name_nl, en: row.name_en },
		tagline: row.tagline,
		why: row.why,
		centralQuestion: row.central_question,
		status: row.status,
		startedAt: row.started_at,
		plannedUntil: row.planned_until,
		attribution: row.attribution,
		defaultTlp: row.default_tlp,
		groundRules: about.groundRules,
		compass: about.compass,
		confidentiality: about.confidentiality,
		themes: about.themes,
		needs: about.needs ?? []
	};
}
