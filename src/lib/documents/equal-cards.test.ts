import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from './board.ts';
import { bareText, bundleEqual } from './equal-cards.ts';

let board: BoardDocument;
let n = 0;
beforeEach(() => {
	board = new BoardDocument(new Y.Doc());
	n = 0;
});

function add(text: string, about: { zone?: string; kind?: 'vraag' | 'feit' } = {}): string {
	const id = `k${++n}`;
	const { zone = 'wit', kind = 'vraag' } = about;
	board.addCard({ id, zone, kind, domain: 'sociaal', basis: null, text }, 1);
	return id;
}
const newId = () => `b${++n}`;
const bundle = (...groups: string[][]) => bundleEqual(board, groups, newId, 1);
const bundleOf = (id: string) => board.card(id)?.bundle ?? null;

describe('cards of different groups that say the same', () => {
	it('stand in one bundle, whatever their case, punctuation and white space', () => {
		const ids = ['Wie belt de school?', ' wie belt  de school', 'WIE BELT DE SCHOOL!'].map((text) =>
			add(text)
		);
		const other = add('Wie belt de wijkagent?');
		bundle([ids[0]!, other], [ids[1]!], [ids[2]!]);
		expect(bundleOf(ids[0]!)).not.toBeNull();
		expect(new Set(ids.map(bundleOf)).size).toBe(1);
		expect(bundleOf(other)).toBeNull();
		expect(ids.map((id) => board.textOf(id))[1]).toBe(' wie belt  de school');
	});

	it('stay apart in another zone, of another kind, in the bin, empty, or of one group', () => {
		const first = add('Wie belt?');
		const apart = [
			add('wie belt', { zone: 'feiten' }),
			add('wie belt', { kind: 'feit' }),
			add('wie belt')
		];
		board.binCard(apart[2]!, 5, 1);
		const empty = [add('...'), add('?!')];
		const own = [add('Zelf'), add('zelf')];
		bundle([first, empty[0]!, ...own], [...apart, empty[1]!]);
		for (const id of [first, ...apart, ...empty, ...own]) expect(bundleOf(id)).toBeNull();
	});

	it('come to the bundle a group made, which keeps its title and its cards', () => {
		const [one, two] = [add('Wie belt?'), add('Wie mailt?')];
		board.bundleCard(two, one, 'made', 1);
		board.nameBundle('made', 'Contact', 1);
		const [same, sameInBundle, beside] = [add('wie belt'), add('wie mailt'), add('wie schrijft')];
		board.bundleCard(beside, sameInBundle, 'theirs', 1);
		bundle([one, two], [same, sameInBundle, beside]);
		expect([one, two, same].map(bundleOf)).toEqual(['made', 'made', 'made']);
		expect([sameInBundle, beside].map(bundleOf)).toEqual(['theirs', 'theirs']);
		expect(board.bundles().find(({ id }) => id === 'made')?.title).toBe('Contact');
	});

	it('do not lose their letters when compared', () => {
		expect(bareText('Éen  ½ wég, 3-5x!')).toBe(bareText('éen ½ wég 35X'));
		expect(bareText('ja')).not.toBe(bareText('nee'));
	});
});
