import { describe, expect, it } from 'vitest';
import type { Card } from './card.ts';
import {
	type Looking,
	countAnswers,
	endOfShown,
	filterFrom,
	isFiltering,
	matches,
	onlyShown,
	paramsWithout
} from './card-filter.ts';

const aCard = (about: Partial<Card> = {}): Card => ({
	id: 'a',
	zone: 'wit',
	order: 'a0',
	kind: 'feit',
	domain: 'sociaal',
	basis: 'waargenomen',
	at: null,
	binnedAt: null,
	compass: [],
	marks: [],
	links: [],
	fields: {},
	bundle: null,
	isFlagged: false,
	...about
});
const filter = (query: string) => filterFrom(new URLSearchParams(query), ['stabiel', 'weerbaar']);
const looking = (isMine: boolean): Looking => ({
	isMine: () => isMine,
	isUnled: ({ fields }) => fields['trekker'] === null
});
const shows = (query: string, card: Card, isMine = false) =>
	matches(card, filter(query), looking(isMine));

describe('a filter', () => {
	it('takes any answer to one question, and asks all of them', () => {
		const card = aCard({ compass: ['stabiel'] });
		expect(shows('domain=sociaal&domain=veiligheid', card)).toBe(true);
		expect(shows('domain=veiligheid', card)).toBe(false);
		expect(shows('domain=sociaal&kind=vraag', card)).toBe(false);
		expect(shows('basis=waargenomen&compass=stabiel', card)).toBe(true);
		expect(shows('basis=van+horen+zeggen', card)).toBe(false);
		expect(shows('compass=weerbaar', card)).toBe(false);
	});

	it('knows what is mine, what was pointed out and what nobody leads', () => {
		expect(shows('is=mine', aCard(), true)).toBe(true);
		expect(shows('is=mine', aCard(), false)).toBe(false);
		expect(shows('is=flagged', aCard({ isFlagged: true }))).toBe(true);
		expect(shows('is=unled', aCard({ fields: { trekker: null } }))).toBe(true);
		expect(shows('is=unled', aCard({ fields: { trekker: 'org' } }))).toBe(false);
		expect(shows('is=unled', aCard())).toBe(false);
	});

	it('passes over what this board does not know, and is none when nothing is left', () => {
		expect(isFiltering(filter('domain=niks&compass=ander&view=outline&text=geheim'))).toBe(false);
		expect(isFiltering(filter('kind=feit'))).toBe(true);
	});

	it('loses one answer, or all, and leaves the rest of the address', () => {
		const params = new URLSearchParams('view=outline&domain=sociaal&domain=veiligheid&is=mine');
		const one = paramsWithout(params, { facet: 'domain', value: 'sociaal' });
		expect(one.toString()).toBe('view=outline&domain=veiligheid&is=mine');
		expect(paramsWithout(params).toString()).toBe('view=outline');
	});

	it('counts what each answer would show', () => {
		const cards = [aCard(), aCard({ id: 'b', kind: 'vraag', basis: null, compass: ['stabiel'] })];
		const counts = countAnswers(cards, { ...looking(false), isMine: ({ id }) => id === 'b' });
		expect(counts.domain.get('sociaal')).toBe(2);
		expect(counts.kind.get('vraag')).toBe(1);
		expect(counts.basis.get('waargenomen')).toBe(1);
		expect(counts.compass.get('stabiel')).toBe(1);
		expect(counts.is.get('mine')).toBe(1);
	});

	it('keeps a bundle around those of its cards that are shown', () => {
		const [a, b, c] = ['a', 'b', 'c'].map((id) => aCard({ id })) as [Card, Card, Card];
		const bundle = { id: 'x', title: 'Samen' };
		const items = [
			{ id: 'x', bundle, cards: [a, b] },
			{ id: 'c', bundle: null, cards: [c] }
		];
		const left = onlyShown(items, ({ id }) => id === 'b');
		expect(left).toEqual([{ id: 'x', bundle, cards: [b] }]);
		expect(onlyShown(items, () => true)[0]).toBe(items[0]);
	});
});

describe('the end of what is shown', () => {
	const list = (ids: string) => [...ids].map((id) => ({ id }));

	it('is behind the last card one sees, and before what follows it unseen', () => {
		expect(endOfShown(list('abcde'), list('ac'), 'a')).toBe('d');
		expect(endOfShown(list('abc'), list('c'), 'x')).toBe(null);
	});

	it('does not count the card that moves', () => {
		expect(endOfShown(list('abcd'), list('bd'), 'd')).toBe('c');
	});

	it('is the end of the zone where none of it is shown', () => {
		expect(endOfShown(list('abc'), [], 'x')).toBe(null);
	});
});
