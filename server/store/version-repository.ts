import type { Selectable, Transaction } from 'kysely';
import type { VersionCounts } from '../../src/lib/documents/version-diff.ts';
import type { VersionKind } from '../../src/lib/domain/history.ts';
import type { Db, Schema } from './schema.ts';
import type { BoardVersionTable } from './schema-history.ts';

/** A version without what stands in it. */
export interface Version {
	id: string;
	boardId: string;
	/** ISO 8601. */
	at: string;
	kind: VersionKind;
	/** Of what was agreed: what people call it. */
	label: string;
	/** 1-based step of the method. */
	step: number;
	/** Who froze or restored. */
	madeBy: string | null;
	/** Who changed something since the version before it, and what. */
	members: string[];
	counts: VersionCounts;
	/** Cards outside the bin. */
	cards: number;
}

/** The packed bytes of one. */
export interface PackedVersion {
	id: string;
	content: Uint8Array;
}

const facts = [
	'id',
	'board_id',
	'at',
	'kind',
	'label',
	'step',
	'made_by',
	'members',
	'counts',
	'cards'
] as const;

/** Boards as they stood. */
export class VersionRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Newest first. */
	async list(boardId: string): Promise<Version[]> {
		const rows = await this.#db
			.selectFrom('board_version')
			.select(facts)
			.where('board_id', '=', boardId)
			.orderBy('at', 'desc')
			.orderBy('id')
			.execute();
		return rows.map(toVersion);
	}

	async find(boardId: string, id: string): Promise<(Version & { content: Uint8Array }) | null> {
		const row = await this.#db
			.selectFrom('board_version')
			.selectAll()
			.where('board_id', '=', boardId)
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? { ...toVersion(row), content: row.content } : null;
	}

	/** One of them, without its bytes. */
	async about(boardId: string, id: string): Promise<Version | null> {
		const row = await this.#db
			.selectFrom('board_version')
			.select(facts)
			.where('board_id', '=', boardId)
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toVersion(row) : null;
	}

	/** The last one, with its bytes. */
	async newest(boardId: string): Promise<(Version & { content: Uint8Array }) | null> {
		const row = await this.#db
			.selectFrom('board_version')
			.selectAll()
			.where('board_id', '=', boardId)
			.orderBy('at', 'desc')
			.orderBy('id')
			.limit(1)
			.executeTakeFirst();
		return row ? { ...toVersion(row), content: row.content } : null;
	}

	async isTaken(id: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('board_version')
			.select('id')
			.where('id', '=', id)
			.executeTakeFirst();
		return row !== undefined;
	}
}

export async function insertVersion(
	trx: Transaction<Schema>,
	{ id, boardId, at, kind, label, step, madeBy, members, counts, cards }: Version,
	content: Uint8Array
): Promise<void> {
	await trx
		.insertInto('board_version')
		.values({
			id,
			board_id: boardId,
			at,
			kind,
			label,
			step,
			made_by: madeBy,
			members: JSON.stringify(members),
			counts: JSON.stringify(counts),
			cards,
			content
		})
		.execute();
}

/** What was taken out of a board is taken out of how it stood. */
export async function replaceContents(
	trx: Transaction<Schema>,
	versions: readonly PackedVersion[]
): Promise<void> {
	for (const { id, content } of versions) {
		await trx.updateTable('board_version').set({ content }).where('id', '=', id).execute();
	}
}

/** These go; what changed in them counts with the one after. */
export async function thinVersions(
	trx: Transaction<Schema>,
	gone: readonly string[],
	heirs: readonly Pick<Version, 'id' | 'members' | 'counts'>[]
): Promise<void> {
	if (gone.length > 0) await trx.deleteFrom('board_version').where('id', 'in', gone).execute();
	for (const { id, members, counts } of heirs) {
		await trx
			.updateTable('board_version')
			.set({ members: JSON.stringify(members), counts: JSON.stringify(counts) })
			.where('id', '=', id)
			.execute();
	}
}

/** Closes a board for writing as this version says, or opens it again; pages are told. */
export async function setFrozen(
	trx: Transaction<Schema>,
	boardId: string,
	frozen: { at: Date; version: string } | null
): Promise<void> {
	await trx
		.updateTable('board')
		.set((set) => ({
			frozen_at: frozen && frozen.at.toISOString(),
			frozen_version: frozen && frozen.version,
			turn: set('turn', '+', 1)
		}))
		.where('id', '=', boardId)
		.execute();
}

function toVersion(row: Omit<Selectable<BoardVersionTable>, 'content'>): Version {
	return {
		id: row.id,
		boardId: row.board_id,
		at: row.at,
		kind: row.kind,
		label: row.label,
		step: row.step,
		madeBy: row.made_by,
		members: JSON.parse(row.members) as string[],
		counts: JSON.parse(row.counts) as VersionCounts,
		cards: row.cards
	};
}
