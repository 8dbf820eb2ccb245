import { expect, it } from 'vitest';
import type { ShownZone } from '$lib/documents/board-phase';
import type { Card } from '$lib/documents/card';
import { leadOverview } from './lead-overview.ts';

const zones = [
	{ id: 'breed', level: 'primair' },
	{ id: 'na', level: 'tertiair' },
	{ id: 'vragen' }
] as ShownZone[];
const card = (id: string, zone: string, fields: Card['fields']) => ({ id, zone, fields }) as Card;
const cards = [
	card('1', 'breed', { trekker: 'w' }),
	card('2', 'breed', { trekker: '' }),
	card('3', 'breed', { trekker: 'a' }),
	card('4', 'vragen', {}),
	card('5', 'breed', { trekker: 'b' })
];
const cardsIn = (zone: string) => cards.filter((each) => each.zone === zone);
const names: Record<string, string> = { w: 'Welzijn', a: 'een gemeente', b: 'een gemeente' };

it('says who leads what by zone, what nobody leads first', () => {
	const overview = leadOverview(zones, cardsIn, [], (id) => names[id] ?? id);
	expect(overview.zones.map(({ id }) => id)).toEqual(['breed', 'na']);
	expect(
		overview.rows.map(({ name, cells }) => [name, cells.map((cell) => cell.map(({ id }) => id))])
	).toEqual([
		[null, [['2'], []]],
		['een gemeente', [['3', '5'], []]],
		['Welzijn', [['1'], []]]
	]);
});

it('is empty where no card can have a lead', () => {
	expect(leadOverview(zones, () => [], [], String).rows).toEqual([]);
});
