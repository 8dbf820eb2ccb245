/**
 * Finding something among 10,000 threads of six parts each: what one question costs the store, on
 * SQLite and, where TEST_DATABASE_URL is set, on PostgreSQL.
 *
 *     npm run bench:search -- [--threads 10000] [--rounds 20] [--only SQLite]
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openStore, type Store } from '../server/store/store.ts';
import { searchOf } from '../server/store/search/open-search.ts';
import { forgetParents, replaceParent } from '../server/store/search/search-entries.ts';
import type { Reaches, SearchIndex } from '../server/store/search/search-index.ts';
import { readQuery } from '../src/lib/documents/search-words.ts';
import { aLab } from '../tests/support/builders.ts';
import { postgresPlace, postgresUrl, sqlitePlace } from '../tests/support/stores.ts';
import { machine } from './report/machine.ts';
import { markdownTable } from './report/markdown.ts';
import { Corpus } from './search/corpus.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({
	options: {
		threads: { type: 'string', default: '10000' },
		rounds: { type: 'string', default: '20' },
		only: { type: 'string', default: '' }
	}
});
const [threads, rounds] = [Number(values.threads), Number(values.rounds)];
/** Threads written in one transaction. */
const BATCH = 250;

/** As a member asks, who may not read a few marked RED. */
const reaches: Reaches = { question: { except: ['q1', 'q2', 'q3'] }, board: { except: [] } };

const questions: [what: string, query: string][] = [
	['one word', 'jongeren'],
	['in very many', 'de'],
	['inside a compound', 'figuren'],
	['two words', 'jongeren school'],
	['five words', 'hoe praten we met jongeren'],
	['a rare word', 'leercasus'],
	['nothing like it', 'zonnebloempitten']
];
const typos = ['radicalisring', 'burgemester', 'polarisaite', 'sleutelfigurne'];

const rows: string[][] = [];
for (const [name, open] of [
	['SQLite', sqlitePlace],
	...(postgresUrl ? [['PostgreSQL', postgresPlace] as const] : [])
] as const) {
	if (values.only !== '' && values.only !== name) continue;
	const place = await open();
	const store = await openStore(place.address);
	try {
		await aLab(store, { id: 'lab' });
		await fill(store);
		// What autovacuum does by itself within a minute; without the patience of our pool.
		if (store.dialect === 'postgres') await vacuum(place.address);
		await measure(name, store);
	} finally {
		await store.close();
		await place.remove();
	}
}
console.log(`${threads} threads of six parts. ${machine()}\n`);
console.log(markdownTable(['', 'found', 'median ms', 'p95 ms', 'most ms'], rows));

async function fill(store: Store): Promise<void> {
	const corpus = new Corpus();
	for (let at = 0; at < threads; at += BATCH) {
		await store.transaction(async (trx) => {
			for (let i = at; i < Math.min(at + BATCH, threads); i++) {
				const parent = { kind: 'question' as const, id: `q${i}`, labId: 'lab', stamp: '1' };
				await replaceParent(trx, parent, corpus.thread(i));
			}
		});
	}
}

async function vacuum(address: string): Promise<void> {
	const client = new pg.Client({ connectionString: address });
	await client.connect();
	await client.query('vacuum analyze search_entry');
	await client.end();
}

async function measure(name: string, store: Store): Promise<void> {
	const index = searchOf(store);
	for (const [what, query] of questions) {
		await row(`${name}: ${what} ("${query}")`, async () => (await ask(index, query)).total);
	}
	for (const word of typos) {
		await row(`${name}: a typo ("${word}")`, async () => {
			const none = await ask(index, word);
			const like = none.total === 0 ? await index.wordsLike('lab', word) : [];
			return like.length === 0 ? none.total : (await ask(index, like[0]!)).total;
		});
	}
	const words = 'hoe praten jongeren online over haat'.split(' ');
	await row(`${name}: questions like a new one`, async () => {
		const about = { labId: 'lab', words, reaches, kind: 'question' as const, limit: 20 };
		return (await index.resembling(about)).length;
	});
	const corpus = new Corpus();
	await row(`${name}: writing a thread anew`, async (i) => {
		const parent = { kind: 'question' as const, id: `q${i + 10}`, labId: 'lab', stamp: '2' };
		await store.transaction((trx) => replaceParent(trx, parent, corpus.thread(i)));
		return 6;
	});
	await row(`${name}: forgetting a thread`, async (i) => {
		await store.transaction((trx) => forgetParents(trx, 'question', [`q${i + 100}`]));
		return 6;
	});
}

function ask(index: SearchIndex, query: string) {
	const read = readQuery(query);
	if ('problem' in read) throw new Error(read.problem);
	return index.find({ labId: 'lab', words: read.words, reaches, limit: 20, offset: 0 });
}

async function row(what: string, work: (i: number) => Promise<number>): Promise<void> {
	const took: number[] = [];
	let found = 0;
	for (let i = 0; i < rounds; i++) {
		const began = performance.now();
		found = await work(i);
		took.push(performance.now() - began);
	}
	const ms = (share: number) => percentile(took, share).toFixed(1);
	rows.push([what, String(found), ms(0.5), ms(0.95), ms(1)]);
	console.error(what, found, ms(0.5), ms(1));
}
