import { sql, type RawBuilder } from 'kysely';
import { formsInside, formsOf, type Near } from '../../../src/lib/documents/search-words.ts';
import type { Db } from '../schema.ts';
import { LIKE, wordsLike } from './like-words.ts';
import type { FoundEntries, FoundEntry, SearchIndex, SearchQuestion } from './search-index.ts';
import { COUNTED, rowsFor, shown, toEntry, type ShownRow } from './search-where.ts';

const inList = (column: RawBuilder<unknown>, values: readonly string[]) =>
	sql<boolean>`(${column} = any(${[...values]}::text[]))`;

/** What the index by three letters is on. */
const letters = sql`(e.words_title || ' ' || e.words_text)`;
/** Letters of which it finds a word. */
const GRAM = 3;

/** Words are letters and digits: quoted, nothing in them is an operator of a tsquery. */
const wholeWord = (word: string, weight: string) => `'${word}'${weight && `:${weight}`}`;
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

	/**
	 * Rank by rank, the best first, until the page is full: of what is in very many rows, few are looked at.
	 * Only what is shown is read whole.
	 */
	async find(question: SearchQuestion): Promise<FoundEntries> {
		const { words, limit, offset, isCounted = true } = question;
		const wanted = offset + limit;
		const may = rowsFor(question, inList);
		const found: { n: string; rank: number }[] = [];
		for (const [rank, isThere] of ranksOf(words).entries()) {
			if (found.length >= wanted) break;
			// A rank that did not fill the page was read to its end: whatever else is found is of the next.
			const known = found.map(({ n }) => n);
			const { rows } = await sql<{ n: string }>`select e.n::text as n from search_entry e
				where ${isThere} and ${may} and e.n <> all(${known}::bigint[])
				order by e.at desc, e.n limit ${wanted - found.length}`.execute(this.#db);
			found.push(...rows.map(({ n }) => ({ n, rank })));
		}
		const isWhole = found.length < wanted || !isCounted;
		const total = isWhole ? found.length : await this.#count(words, may);
		return { entries: await this.#read(found.slice(offset)), total };
	}

	async #count(words: readonly string[], may: RawBuilder<boolean>): Promise<number> {
		const { rows } = await sql<{ total: string }>`select count(*) as total from (
			select from search_entry e where ${everyHolds(words)} and ${may} limit ${COUNTED}
		) as counted`.execute(this.#db);
		return Number(rows[0]?.total ?? 0);
	}

	async #read(found: readonly { n: string; rank: number }[]): Promise<FoundEntry[]> {
		if (found.length === 0) return [];
		const { rows } = await sql<ShownRow & { n: string }>`select e.n::text as n, ${shown}
			from search_entry e where e.n = any(${found.map(({ n }) => n)}::bigint[])`.execute(this.#db);
		const read = new Map(rows.map(({ n, ...row }) => [n, row]));
		return found.flatMap(({ n, rank }) => {
			const row = read.get(n);
			return row ? [toEntry(row, rank)] : [];
		});
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

/** What a row of each rank has, of the words: whole, in another form, inside a word; each in its title or not. */
function ranksOf(words: readonly string[]): RawBuilder<boolean>[] {
	const whole = (weight: string) =>
		sql<boolean>`e.words @@ ${simple(words.map((word) => wholeWord(word, weight)).join(' & '))}`;
	const every = (is: (word: string) => RawBuilder<boolean>) => sql.join(words.map(is), sql` and `);
	const begin = sql<boolean>`${every((word) => begins(word))}`;
	const hold = everyHolds(words);
	// What is in a title only has no index: what is anywhere has.
	return [
		whole('A'),
		whole(''),
		sql<boolean>`${begin} and ${every((word) => begins(word, 'A'))}`,
		begin,
		sql<boolean>`${hold} and ${every((word) => holds(word, sql`e.words_title`, 'A'))}`,
		hold
	];
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

function everyHolds(words: readonly string[]): RawBuilder<boolean> {
	const each = words.map((word) => holds(word, letters));
	return sql<boolean>`${sql.join(each, sql` and `)}`;
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
