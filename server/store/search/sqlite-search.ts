import { sql, type RawBuilder } from 'kysely';
import { formsInside, formsOf, type Near } from '../../../src/lib/documents/search-words.ts';
import type { Db } from '../schema.ts';
import { LIKE, wordsLike } from './like-words.ts';
import type { FoundEntries, FoundEntry, SearchIndex, SearchQuestion } from './search-index.ts';
import { COUNTED, rowsFor, shown, toEntry, type ShownRow } from './search-where.ts';

/** Letters of which the index by three letters finds a word. */
const GRAM = 3;

const inList = (column: RawBuilder<unknown>, values: readonly string[]) =>
	sql<boolean>`(${column} in (select value from json_each(${JSON.stringify(values)})))`;

/** A word is a string to FTS5, so nothing in it is an operator. Words hold no quotes. */
const quoted = (word: string) => `"${word}"`;
const starting = (word: string) => `"${word}"*`;
const anyOf = (terms: readonly string[]) => `(${terms.join(' OR ')})`;
const inTitle = (match: string) => `words_title : (${match})`;
const asIs = (match: string) => match;

type Index = 'search_word' | 'search_gram';

function rows(index: Index, match: string): RawBuilder<unknown> {
	return sql`select rowid as n from ${sql.table(index)} where ${sql.ref(index)} match ${match}`;
}

/** Searching with FTS5: an index of words beside one of every three letters. */
export class SqliteSearch implements SearchIndex {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async find(question: SearchQuestion): Promise<FoundEntries> {
		const { words, limit, offset } = question;
		const word = words.map(quoted).join(' AND ');
		const form = words.map((each) => anyOf(formsOf(each).map(starting))).join(' AND ');
		// Sorted and counted by what the index of facts holds; only what is shown is read whole.
		const { rows: found } = await sql<ShownRow & { rank: number; total: number }>`
			with hit as materialized (${allOf(words, asIs)}), sorted as materialized (
				select e.n, count(*) over () as total, e.at as moment,
					case when e.n in (${rows('search_word', inTitle(word))}) then 0
						when e.n in (${rows('search_word', word)}) then 1
						when e.n in (${rows('search_word', inTitle(form))}) then 2
						when e.n in (${rows('search_word', form)}) then 3
						when e.n in (${allOf(words, inTitle)}) then 4 else 5 end as rank
				from hit cross join search_entry e indexed by search_entry_facts on e.n = hit.n
				where ${rowsFor(question, inList)}
				order by rank, moment desc, e.n limit ${limit} offset ${offset}
			)
			select ${shown}, rank, total from sorted join search_entry e on e.n = sorted.n
			order by rank, moment desc, e.n`.execute(this.#db);
		return {
			entries: found.map((row) => toEntry(row, row.rank)),
			total: Math.min(COUNTED, Number(found[0]?.total ?? 0))
		};
	}

	/** Among whatever is there, whoever may read it: only what is then found with them is ever shown. */
	wordsLike(labId: string, word: string): Promise<string[]> {
		return wordsLike(word, async (near) => {
			const { rows: found } = await sql<{ words: string }>`
				select e.words_title || ' ' || e.words_text as words
				from (${rowsNear(near)}) hit cross join search_entry e on e.n = hit.n
				where e.lab_id = ${labId}`.execute(this.#db);
			return found.map(({ words }) => words);
		});
	}

	async resembling(question: Parameters<SearchIndex['resembling']>[0]): Promise<FoundEntry[]> {
		const { words, kind, limit } = question;
		const match = words.map((word) => anyOf(formsOf(word).map(starting))).join(' OR ');
		const about = { ...question, kinds: [kind], limit, offset: 0 };
		const { rows: found } = await sql<ShownRow>`
			with sorted as materialized (
				select e.n, bm25(search_word, 4.0, 1.0) as score
				from search_word cross join search_entry e indexed by search_entry_facts
					on e.n = search_word.rowid
				where search_word match ${match} and ${rowsFor(about, inList)}
				order by score, e.at desc limit ${limit}
			)
			select ${shown} from sorted join search_entry e on e.n = sorted.n
			order by score, e.at desc`.execute(this.#db);
		return found.map((row) => toEntry(row, 3));
	}
}

/** Rows that have each of these words, at the beginning of one of their words or inside it. */
function allOf(words: readonly string[], where: (match: string) => string): RawBuilder<unknown> {
	const each = words.map((word) => {
		const begins = rows('search_word', where(anyOf(formsOf(word).map(starting))));
		const long = formsInside(word).filter(({ length }) => length >= GRAM);
		if (long.length === 0) return sql`select n from (${begins})`;
		const within = rows('search_gram', where(anyOf(long.map(quoted))));
		return sql`select n from (${begins} union ${within})`;
	});
	return sql`${sql.join(each, sql` intersect `)}`;
}

/** The newest rows with these pieces of a word. */
function rowsNear({ wholes, pieces, turned }: Near): RawBuilder<unknown> {
	const grams = [
		...wholes.map((all) => `(${all.map(quoted).join(' AND ')})`),
		...pieces.map(quoted)
	];
	const newest = (index: Index, terms: readonly string[]) =>
		sql`select n from (${rows(index, anyOf(terms))} order by rowid desc limit ${LIKE.rows})`;
	const some = newest('search_gram', grams);
	return turned.length === 0
		? some
		: sql`${some} union ${newest('search_word', turned.map(starting))}`;
}
