import { sql, type RawBuilder } from 'kysely';
import { formsInside, formsOf, type Near } from '../../../src/lib/documents/search-words.ts';
import type { Db } from '../schema.ts';
import { LIKE, wordsLike } from './like-words.ts';
import type { FoundEntries, FoundEntry, SearchIndex, SearchQuestion } from './search-index.ts';
import { rowsFor, shown, toEntry, type ShownRow } from './search-where.ts';

const inList = (column: RawBuilder<unknown>, values: readonly string[]) =>
	sql<boolean>`(${column} = any(${[...values]}::text[]))`;

/** What the index by three letters is on. */
const letters = sql`(e.words_title || ' ' || e.words_text)`;
/** Letters of which it finds a word. */
const GRAM = 3;

/** Words are letters and digits: quoted, nothing in them is an operator of a tsquery. */
const whole = (word: string, weight: string) => `'${word}'${weight && `:${weight}`}`;
const starting = (word: string, weight = '') => `'${word}':*${weight}`;
/** Nor is there a sign of a pattern in them. */
const has = (text: RawBuilder<unknown>, part: string) => sql<boolean>`${text} like ${`%${part}%`}`;

const simple = (query: string) => sql`to_tsquery('simple', ${query})`;
const stem = (word: string) => sql`plainto_tsquery('dutch', ${word})`;

/** Searching with tsvectors of words and of Dutch stems, beside pg_trgm's index of every three letters. */
export class PostgresSearch implements SearchIndex {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async find(question: SearchQuestion): Promise<FoundEntries> {
		const { words, limit, offset } = question;
		const word = (weight: string) => simple(words.map((w) => whole(w, weight)).join(' & '));
		const every = (is: (word: string) => RawBuilder<boolean>) =>
			sql.join(words.map(is), sql` and `);
		// Sorted and counted without what it says: only what is shown is carried along.
		const { rows } = await sql<ShownRow & { rank: number; total: string }>`
			with sorted as materialized (
				select e.n, count(*) over () as total, e.at as moment,
					case when e.words @@ ${word('A')} then 0
						when e.words @@ ${word('')} then 1
						when ${every((each) => begins(each, 'A'))} then 2
						when ${every((each) => begins(each))} then 3
						when ${every((each) => holds(each, sql`e.words_title`, 'A'))} then 4
						else 5 end as rank
				from search_entry e
				where ${every((each) => holds(each, letters))} and ${rowsFor(question, inList)}
				order by rank, moment desc, e.n limit ${limit} offset ${offset}
			)
			select ${shown}, rank, total from sorted join search_entry e on e.n = sorted.n
			order by rank, moment desc, e.n`.execute(this.#db);
		return {
			entries: rows.map((row) => toEntry(row, row.rank)),
			total: Number(rows[0]?.total ?? 0)
		};
	}

	/** Among whatever is there, whoever may read it: only what is then found with them is ever shown. */
	wordsLike(labId: string, word: string): Promise<string[]> {
		return wordsLike(word, async (near) => {
			const { rows } = await sql<{ words: string }>`select ${letters} as words
				from search_entry e where e.lab_id = ${labId} and (${isNear(near)})
				limit ${LIKE.rows}`.execute(this.#db);
			return rows.map(({ words }) => words);
		});
	}

	async resembling(question: Parameters<SearchIndex['resembling']>[0]): Promise<FoundEntry[]> {
		const { words, kind, limit } = question;
		const any = simple(words.flatMap((word) => formsOf(word).map((f) => starting(f))).join(' | '));
		const about = { ...question, kinds: [kind], limit, offset: 0 };
		const { rows } = await sql<ShownRow>`
			with sorted as materialized (
				select e.n, ts_rank(e.words, ${any}) as score, e.at as moment from search_entry e
				where e.words @@ ${any} and ${rowsFor(about, inList)}
				order by score desc, moment desc limit ${limit}
			)
			select ${shown} from sorted join search_entry e on e.n = sorted.n
			order by score desc, moment desc`.execute(this.#db);
		return rows.map((row) => toEntry(row, 3));
	}
}

/** A row has a word that begins so, or another form of it. `weight` A: in its title. */
function begins(word: string, weight: 'A' | '' = ''): RawBuilder<boolean> {
	const forms = formsOf(word).map((form) => starting(form, weight));
	const stems = weight === 'A' ? sql`ts_filter(e.stems, '{a}')` : sql`e.stems`;
	return sql<boolean>`(e.words @@ ${simple(forms.join(' | '))} or ${stems} @@ ${stem(word)})`;
}

/** A row has this word, at the beginning of one of its words or inside it. */
function holds(
	word: string,
	text: RawBuilder<unknown>,
	weight: 'A' | '' = ''
): RawBuilder<boolean> {
	const long = formsInside(word).filter(({ length }) => length >= GRAM);
	const within = long.map((form) => has(text, form));
	return sql<boolean>`(${sql.join([begins(word, weight), ...within], sql` or `)})`;
}

/** A row has these pieces of a word. */
function isNear({ wholes, pieces, turned }: Near): RawBuilder<boolean> {
	const each = [
		...wholes.map((all) => {
			return sql<boolean>`(${sql.join(
				all.map((piece) => has(letters, piece)),
				sql` and `
			)})`;
		}),
		...pieces.map((piece) => has(letters, piece)),
		...(turned.length > 0
			? [sql<boolean>`e.words @@ ${simple(turned.map((word) => starting(word)).join(' | '))}`]
			: [])
	];
	return sql<boolean>`${sql.join(each, sql` or `)}`;
}
