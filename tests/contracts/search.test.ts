import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchOf } from '../../server/store/search/open-search.ts';
import {
	dropParent,
	forgetParents,
	listStale,
	listStamps,
	markStale,
	replaceParent
} from '../../server/store/search/search-entries.ts';
import type {
	Reaches,
	SearchEntry,
	SearchIndex,
	SearchQuestion
} from '../../server/store/search/search-index.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { foldedWords, readQuery } from '../../src/lib/documents/search-words.ts';
import type { ParentKind } from '../../src/lib/domain/search.ts';
import { aLab } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { onEveryStore } from './describe-store.ts';

const everything: Reaches = {
	question: { except: [] },
	board: { except: [] },
	lesson: { except: [] },
	term: { except: [] }
};
const monday = '2026-11-23T09:00:00.000Z';
const friday = '2026-11-27T09:00:00.000Z';

describe('the search index', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let index: SearchIndex;
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			index = searchOf(store);
		});
		beforeEach(async () => {
			await empty(store);
			await aLab(store, { id: 'lab' });
			await aLab(store, { id: 'other' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const isFile = () => !place.address.startsWith('postgres');

		/** One question per id, with what matters to the test. */
		async function put(
			id: string,
			about: Partial<SearchEntry>,
			{ labId = 'lab', kind = 'question' }: { labId?: string; kind?: ParentKind } = {}
		): Promise<void> {
			const entry = { kind, anchor: '', title: '', text: '', at: monday, ...about };
			await store.transaction((trx) =>
				replaceParent(trx, { kind, id, labId, stamp: '1' }, [entry])
			);
		}

		const ask = (query: string, about: Partial<SearchQuestion> = {}) => {
			const read = readQuery(query);
			if ('problem' in read) throw new Error(read.problem);
			const { words } = read;
			return index.find({
				labId: 'lab',
				words,
				reaches: everything,
				limit: 20,
				offset: 0,
				...about
			});
		};
		const find = async (query: string, about: Partial<SearchQuestion> = {}) =>
			(await ask(query, about)).entries.map(({ parent }) => parent.id);

		it.each([
			['figuren', 'Wie zijn de sleutelfiguren in de wijk?'],
			['sleutel', 'Wie zijn de sleutelfiguren in de wijk?'],
			['figuur', 'Wie zijn de sleutelfiguren in de wijk?'],
			['radicalisering', 'Een deradicaliseringsaanpak voor jongeren'],
			['gemeenten', 'Wat kan een gemeente doen?'],
			['gemeente', 'Wat kunnen gemeenten doen?'],
			['scholen', 'Een school vraagt om hulp'],
			['school', 'Drie scholen vragen om hulp'],
			['zaken', 'Deze zaak loopt al lang'],
			['brieven', 'Een brief van de burgemeester'],
			['huis', 'Van de huizen aan de gracht'],
			['ideeen', 'Welke ideeën leven er?'],
			['cooperatie', 'De Coöperatie en het café'],
			['CAFÉ', 'De Coöperatie en het café'],
			['reële', 'Een reele kans'],
			['ﬁguren', 'De figuren op het bord'],
			['oov', 'Overleg OOV en sociaal'],
			['ba', 'Een baan of een stage'],
			['2027', 'Begroting 2027'],
			['e-mail', 'Stuur een e-mail naar het team'],
			['jongeren school', 'Op school praten jongeren over het nieuws']
		])('finds "%s" in "%s"', async (query, text) => {
			await put('it', { text });
			await put('not', { text: 'Iets heel anders' });
			expect(await find(query)).toEqual(['it']);
		});

		it('finds only what holds all of the words, in title and text together', async () => {
			await put('both', { title: 'Jongeren online', text: 'wat te doen op school' });
			await put('one', { title: 'Jongeren online' });
			expect(await find('jongeren school')).toEqual(['both']);
		});

		it.each([
			'"',
			'*',
			'fig*',
			'"school',
			'school"',
			'NEAR(school)',
			'-school',
			'school - "',
			'school)',
			"school'",
			'school:*',
			'school & ! |',
			'words_title : school',
			'^school',
			'school\\',
			'%school%',
			'school\0',
			'school \ud800',
			'_chool school'
		])('takes the signs in %j for what they are', async (query) => {
			await put('it', { text: 'Een school in de wijk, figuren' });
			const read = readQuery(query);
			if ('problem' in read) expect(read.problem).toBe('short');
			else expect(Array.isArray(await find(query))).toBe(true);
		});

		it('takes AND, OR, NOT and NEAR for words', async () => {
			await put('it', { text: 'school' });
			await put('words', { text: 'school OR NOT near AND' });
			for (const word of ['and', 'or', 'not', 'near']) {
				expect(await find(`school ${word.toUpperCase()}`)).toEqual(['words']);
			}
		});

		it('does not take a sign of a pattern for any letter', async () => {
			await put('it', { text: 'school' });
			expect(await find('sch__l 100%')).toEqual([]);
		});

		it('puts a whole word before another form, that before the inside of a word', async () => {
			await put('inside', { text: 'sleutelfiguur' });
			await put('form', { text: 'figuurlijk' });
			await put('word', { text: 'figuur' });
			expect(await find('figuur')).toEqual(['word', 'form', 'inside']);
		});

		it('puts the title before the text, and the newest first where all is equal', async () => {
			await put('text', { text: 'school', at: friday });
			await put('old', { title: 'School', at: monday });
			await put('new', { title: 'School', at: friday });
			await put('inside', { title: 'Basisschool', at: friday });
			expect(await find('school')).toEqual(['new', 'old', 'text', 'inside']);
		});

		it('says what matched, roughly', async () => {
			await put('it', { text: 'sleutelfiguren' });
			expect((await ask('sleutelfiguren')).entries[0]?.match).toBe('word');
			expect((await ask('sleutel')).entries[0]?.match).toBe('form');
			expect((await ask('figuren')).entries[0]?.match).toBe('inside');
		});

		it.each([
			['radicalisring', 'radicalisering'],
			['radicaliserng', 'radicalisering'],
			['radicalisernig', 'radicalisering'],
			['polarizatie', 'polarisatie'],
			['sleutelfiguurn', 'sleutelfiguren'],
			['shcool', 'school'],
			['scohol', 'school'],
			['weerbaarhied', 'weerbaarheid'],
			['radicalisring', 'deradicaliseringsaanpak']
		])('knows that %s is like %s', async (word, meant) => {
			await put('it', { text: `Over ${meant} en wat er verder in de wijk gebeurt, en nog meer` });
			await put('not', { text: 'Iets heel anders over bier en kaas' });
			expect(await index.wordsLike('lab', word)).toContain(meant);
			expect(await index.wordsLike('lab', word)).not.toContain('anders');
		});

		it('knows nothing like a word that is like nothing, or too short to be like anything', async () => {
			await put('it', { text: 'de wijk en het plein' });
			expect(await index.wordsLike('lab', 'zonnebloempit')).toEqual([]);
			expect(await index.wordsLike('lab', 'wjk')).toEqual([]);
		});

		it('finds among kinds, need, domain, state and topic', async () => {
			const facts = {
				text: 'school',
				need: 'acuut',
				domain: 'sociaal',
				state: 'open',
				topic: 'online'
			};
			await put('it', facts);
			for (const [fact, other] of [
				['need', 'preventief'],
				['domain', 'veiligheid'],
				['state', 'geoogst'],
				['topic', 'wijk']
			] as const) {
				await put(`no-${fact}`, { ...facts, [fact]: other });
			}
			await put('lesson', { ...facts, kind: 'lesson' }, { kind: 'lesson' });
			const about = { need: 'acuut', domain: 'sociaal', state: 'open', topic: 'online' } as const;
			expect(await find('school', { ...about, kinds: ['question'] })).toEqual(['it']);
			expect(await find('school', { need: 'preventief' })).toEqual(['no-need']);
			expect((await ask('school')).total).toBe(6);
		});

		it('finds and counts what may be read, and nothing of another lab', async () => {
			for (const id of ['a', 'b', 'c']) await put(id, { text: 'school' });
			await put('bord', { text: 'school', kind: 'card' }, { kind: 'board' });
			await put('elsewhere', { text: 'school' }, { labId: 'other' });
			const total = async (reaches: Reaches) => {
				const { entries, total } = await ask('school', { reaches });
				expect(entries.length).toBe(total);
				return entries.map(({ parent }) => parent.id).sort();
			};
			expect(await total(everything)).toEqual(['a', 'b', 'bord', 'c']);
			expect(await total({ question: { except: ['b'] } })).toEqual(['a', 'c']);
			expect(await total({ question: { only: ['b', 'elsewhere'] } })).toEqual(['b']);
			expect(await total({ question: { only: [] }, board: { except: [] } })).toEqual(['bord']);
			expect(await total({})).toEqual([]);
		});

		it('gives page after page, and on each how many there are', async () => {
			for (let i = 0; i < 5; i++)
				await put(`q${i}`, { text: 'school', at: friday.replace('09', `1${i}`) });
			const page = await ask('school', { limit: 2, offset: 2 });
			expect(page.entries.map(({ parent }) => parent.id)).toEqual(['q2', 'q1']);
			expect(page.total).toBe(5);
		});

		it('gives what is found once, whatever the pages, the best first', async () => {
			const said = [
				...[{ title: 'School' }, { text: 'school' }, { title: 'Schoolplein' }],
				...[{ text: 'schoolplein' }, { title: 'Basisschool' }, { text: 'basisschool' }]
			];
			for (const [i, about] of said.entries()) {
				await put(`${i}a`, { ...about, at: monday });
				await put(`${i}b`, { ...about, at: friday });
			}
			const all = said.flatMap((_, i) => [`${i}b`, `${i}a`]);
			expect(await find('school')).toEqual(all);
			for (const limit of [1, 3, 5]) {
				const pages: string[] = [];
				for (let offset = 0; offset < all.length; offset += limit) {
					const page = await ask('school', { limit, offset });
					expect(page.total).toBe(all.length);
					pages.push(...page.entries.map(({ parent }) => parent.id));
				}
				expect(pages).toEqual(all);
			}
		});

		it('counts as many as its pages show, and one more for whatever else there is', async () => {
			const entries = Array.from({ length: 510 }, (_, i) => ({
				...{ kind: 'card' as const, anchor: `c${i}`, title: '', text: 'school', at: monday }
			}));
			const board = { kind: 'board' as const, id: 'bord', labId: 'lab', stamp: '1' };
			await store.transaction((trx) => replaceParent(trx, board, entries));
			expect((await ask('school')).total).toBe(501);
			expect((await ask('school', { offset: 480 })).entries).toHaveLength(20);
		});

		it('finds what a parent says now, and nothing of what it said', async () => {
			const parent = { kind: 'board' as const, id: 'bord', labId: 'lab', stamp: '1' };
			const card = (anchor: string, text: string) => ({
				kind: 'card' as const,
				anchor,
				title: '',
				text,
				at: monday
			});
			const replace = (...cards: SearchEntry[]) =>
				store.transaction((trx) => replaceParent(trx, parent, cards));
			await replace(card('a', 'eerste gedachte'), card('b', 'tweede gedachte'), card('c', 'derde'));
			await replace(card('a', 'eerste gedachte'), card('b', 'andere woorden'), card('d', 'vierde'));
			const anchors = async (query: string) =>
				(await ask(query)).entries.map(({ anchor }) => anchor);
			expect(await anchors('gedachte')).toEqual(['a']);
			expect(await anchors('tweede')).toEqual([]);
			expect(await anchors('derde')).toEqual([]);
			expect(await anchors('andere')).toEqual(['b']);
			expect(await anchors('vierde')).toEqual(['d']);
		});

		it('keeps two parents apart whose things have the same id', async () => {
			await put('a', { kind: 'card', anchor: 'same', text: 'school' }, { kind: 'board' });
			await put('b', { kind: 'card', anchor: 'same', text: 'school' }, { kind: 'board' });
			expect((await find('school')).sort()).toEqual(['a', 'b']);
		});

		it('takes text with a NUL, half a character and a word without end', async () => {
			const text = `school\0 \ud800 ${'x'.repeat(5_000)} plein`;
			await put('it', { title: text, text });
			expect(await find('plein school')).toEqual(['it']);
		});

		it('finds nothing of what was forgotten, and reads it anew', async () => {
			await put('it', { text: 'school' });
			await put('stays', { text: 'school' });
			await store.transaction((trx) => forgetParents(trx, 'question', ['it']));
			expect(await find('school')).toEqual(['stays']);
			expect(await listStale(store.db, 'lab', 'question', 9)).toEqual(['it']);
			await store.transaction((trx) => dropParent(trx, { kind: 'question', id: 'it' }));
			expect(await listStale(store.db, 'lab', 'question', 9)).toEqual([]);
		});

		it('knows what must be read anew until it is', async () => {
			await put('it', { text: 'school' });
			await store.transaction(async (trx) => {
				await markStale(trx, { kind: 'question', id: 'it', labId: 'lab' });
				await markStale(trx, { kind: 'question', id: 'new', labId: 'lab' });
			});
			expect(await listStale(store.db, 'lab', 'question', 9)).toEqual(['it', 'new']);
			expect(await find('school')).toEqual(['it']);
			await put('it', { text: 'plein' });
			await put('new', { text: 'plein' });
			expect(await listStale(store.db, 'lab', 'question', 9)).toEqual([]);
			expect(await listStamps(store.db, 'lab', 'question')).toEqual(
				new Map([
					['it', '1'],
					['new', '1']
				])
			);
		});

		it('gives what resembles a new question, the most alike first', async () => {
			await put('best', { title: 'Hoe praten we met jongeren over online haat?' });
			await put('some', { title: 'Wat doen scholen met jongeren?' });
			await put('none', { title: 'Begroting van het volgende jaar' });
			await put('hidden', { title: 'Hoe praten we met jongeren over online haat?' });
			const words = foldedWords('praten jongeren online haat').split(' ');
			const reaches: Reaches = { question: { except: ['hidden'] } };
			const found = await index.resembling({
				labId: 'lab',
				words,
				reaches,
				kind: 'question',
				limit: 5
			});
			expect(found.map(({ parent }) => parent.id)).toEqual(['best', 'some']);
		});

		it('keeps no letter of what was deleted, also not in what the index is made of', async () => {
			const marker = 'kloosterzielwiebrandus';
			// Enough beside it to spread over many pages of the index.
			for (let i = 0; i < 60; i++) {
				const words = Array.from(
					{ length: 40 },
					(_, j) => `woord${i}x${j}y${(i * 7919 + j * 104729) % 9973}`
				);
				await put(`q${i}`, { text: words.join(' ') });
			}
			await put('it', { title: marker, text: `over ${marker} en de wijk` });
			expect(await find(marker)).toEqual(['it']);
			const began = new Date();
			await store.transaction((trx) => forgetParents(trx, 'question', ['it']));
			await until(() => store.forget(began), 'forgotten');
			expect(await find(marker)).toEqual([]);
			expect(await index.wordsLike('lab', marker)).toEqual([]);
			const all = isFile() ? filesOf(place) : await rowsOf(store);
			// The index by three letters has pieces of three; of the word itself nothing longer is left.
			for (const piece of ['klooster', 'wiebra', 'ielwieb'])
				expect(all.includes(piece)).toBe(false);
		});
	}));

function filesOf(place: Place): string {
	const folder = dirname(place.address);
	return readdirSync(folder)
		.map((file) => readFileSync(join(folder, file)).toString('latin1'))
		.join('\n');
}

async function rowsOf(store: Store): Promise<string> {
	const { rows } = await sql<object>`select * from search_entry`.execute(store.db);
	return JSON.stringify(rows);
}
