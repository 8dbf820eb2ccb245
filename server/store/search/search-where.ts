import { sql, type RawBuilder, type Selectable } from 'kysely';
import { parentKinds, searchLimits } from '../../../src/lib/domain/search.ts';
import type { Schema } from '../schema.ts';
import type { FoundEntry, Reaches, SearchQuestion } from './search-index.ts';

/** Rows that are counted: one more than its pages show. */
export const COUNTED = searchLimits.page * searchLimits.pages + 1;

/** A list as one parameter: a database takes only so many of them. */
type InList = (column: RawBuilder<unknown>, values: readonly string[]) => RawBuilder<boolean>;

/** Which rows a question is about, whatever their words: one lab, what may be read, the filters. */
export function rowsFor(
	{ labId, reaches, kinds, need, domain, state, topic }: Omit<SearchQuestion, 'words'>,
	inList: InList
): RawBuilder<boolean> {
	const facts = Object.entries({ need, domain, state, topic }).flatMap(([column, value]) =>
		value === undefined ? [] : [sql<boolean>`${sql.ref(`e.${column}`)} = ${value}`]
	);
	const all = [
		sql<boolean>`e.lab_id = ${labId}`,
		readable(reaches, inList),
		...(kinds ? [inList(sql`e.kind`, kinds)] : []),
		...facts
	];
	return sql<boolean>`${sql.join(all, sql` and `)}`;
}

function readable(reaches: Reaches, inList: InList): RawBuilder<boolean> {
	const each = parentKinds.flatMap((kind) => {
		const reach = reaches[kind];
		if (!reach) return [];
		const isIn = (ids: readonly string[]) => inList(sql`e.parent_id`, ids);
		const some = 'only' in reach ? isIn(reach.only) : sql<boolean>`not ${isIn(reach.except)}`;
		return [sql<boolean>`(e.parent_kind = ${kind} and ${some})`];
	});
	return each.length > 0 ? sql<boolean>`(${sql.join(each, sql` or `)})` : sql<boolean>`1 = 0`;
}

/** What is asked of a row that was found. */
export const shown = sql`e.parent_kind, e.parent_id, e.kind, e.anchor, e.title, e.text, e.need,
	e.domain, e.state, e.topic, e.at`;

export type ShownRow = Omit<
	Selectable<Schema['search_entry']>,
	'n' | 'lab_id' | 'words_title' | 'words_text'
>;

/** Ranks two apart: in the title, or not. */
const matches = ['word', 'form', 'inside'] as const;

export function toEntry(row: ShownRow, rank: number): FoundEntry {
	const { parent_kind: kind, parent_id: id, domain, ...rest } = row;
	return {
		kind: rest.kind,
		anchor: rest.anchor,
		title: rest.title,
		text: rest.text,
		need: rest.need,
		domain,
		state: rest.state,
		topic: rest.topic,
		at: rest.at,
		parent: { kind, id },
		match: matches[Math.floor(rank / 2)] ?? 'inside'
	};
}
