import { describe, expect, it } from 'vitest';
import type { Domain } from './access.ts';
import { groupFor, mix, mixOf, type Mixable } from './mixing.ts';
import type { Role } from './rights.ts';

let n = 0;
const aPerson = (domain: Domain, organisation: string, role: Role = 'gem_sociaal'): Mixable => ({
	id: `p${String(n++).padStart(3, '0')}`,
	domain,
	organisation,
	role
});
const many = (count: number, make: (i: number) => Mixable) =>
	Array.from({ length: count }, (_, i) => make(i));
const ids = (groups: readonly { people: readonly Mixable[] }[]) =>
	groups.map(({ people }) => people.map(({ id }) => id));
const sizes = (groups: readonly { people: readonly Mixable[] }[]) =>
	groups.map(({ people }) => people.length);

/** Four municipalities with both domains, SI, NCTV, an adviser of ESS and an expert. */
const twelve = [
	...many(8, (i) =>
		aPerson(
			i % 2 ? 'veiligheid' : 'sociaal',
			`Gemeente ${Math.floor(i / 2)}`,
			i % 2 ? 'gem_oov' : 'gem_sociaal'
		)
	),
	aPerson('veiligheid', 'NCTV', 'nctv'),
	aPerson('sociaal', 'SI', 'si'),
	aPerson('sociaal', 'ESS', 'ess'),
	aPerson('gedeeld', 'Universiteit', 'expert')
];
/** Sixteen municipalities, of which some came with three, and five people of ministries. */
const forty = [
	...many(33, (i) =>
		aPerson(
			i % 3 ? 'sociaal' : 'veiligheid',
			`Gemeente ${i % 16}`,
			i % 3 ? 'gem_sociaal' : 'gem_oov'
		)
	),
	...many(3, () => aPerson('veiligheid', 'NCTV', 'nctv')),
	...many(2, () => aPerson('sociaal', 'SI', 'si')),
	...many(2, () => aPerson('gedeeld', 'ESS', 'ess'))
];

describe('mixing twelve people', () => {
	it.each([1, 2, 3, 4, 5])('keeps every rule in two and in three groups (seed %i)', (seed) => {
		for (const [count, size] of [
			[2, 6],
			[3, 4]
		] as const) {
			const groups = mix(twelve, count, seed);
			expect(sizes(groups)).toEqual(Array.from({ length: count }, () => size));
			for (const { mix: of } of groups) {
				expect(of.broken).toEqual([]);
				expect(of.ministries).toBeLessThanOrEqual(1);
				expect([of.sociaal > 0, of.veiligheid > 0]).toEqual([true, true]);
			}
		}
	});

	it('says which domain a group lacks, and that there are too few of it', () => {
		const people = [
			...many(10, (i) => aPerson('sociaal', `Gemeente ${i}`)),
			...many(2, (i) => aPerson('veiligheid', `Gemeente ${10 + i}`, 'gem_oov'))
		];
		const groups = mix(people, 4, 1);
		const lacking = groups.filter(({ mix: of }) => of.veiligheid === 0);
		expect(lacking.length).toBe(2);
		for (const { mix: of } of lacking) {
			expect(of.broken).toEqual([
				{ rule: 'domain', domain: 'veiligheid', inAll: 2, why: 'numbers' }
			]);
		}
	});

	it('spreads ministries and municipalities of which there are more than groups, and says so', () => {
		const people = [
			...many(5, () => aPerson('veiligheid', 'NCTV', 'nctv')),
			...many(5, () => aPerson('sociaal', 'Grote stad')),
			...many(2, (i) => aPerson('sociaal', `Gemeente ${i}`))
		];
		const groups = mix(people, 2, 1);
		expect(groups.map(({ mix: of }) => of.ministries).sort()).toEqual([2, 3]);
		for (const { mix: of } of groups) {
			expect(of.broken).toEqual([
				expect.objectContaining({ rule: 'municipality', inAll: 5, why: 'numbers' }),
				expect.objectContaining({ rule: 'ministry', inAll: 5, why: 'numbers' })
			]);
		}
	});
});

describe('mixing forty people over five tables', () => {
	it.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'gives tables of eight that keep every rule (seed %i)',
		(seed) => {
			const groups = mix(forty, 5, seed);
			expect(sizes(groups)).toEqual([8, 8, 8, 8, 8]);
			expect(new Set(ids(groups).flat()).size).toBe(40);
			for (const { mix: of } of groups) {
				expect(of.broken).toEqual([]);
				expect(of.ministries).toBe(1);
			}
			const safety = groups.map(({ mix: of }) => of.veiligheid);
			expect(Math.max(...safety) - Math.min(...safety)).toBeLessThanOrEqual(1);
		}
	);

	it('is the same for the same seed in whatever order they came, and another for another', () => {
		const first = ids(mix(forty, 5, 7));
		expect(ids(mix([...forty].reverse(), 5, 7))).toEqual(first);
		expect(ids(mix(forty, 5, 8))).not.toEqual(first);
	});

	it('leaves a host in the group she hosts', () => {
		const [first, second, ...others] = forty;
		const hosts = [
			{ ...first!, hosts: 4 },
			{ ...second!, hosts: 2 }
		];
		for (const seed of [1, 2, 3]) {
			const groups = mix([...hosts, ...others], 5, seed);
			expect(ids(groups)[4]).toContain(first!.id);
			expect(ids(groups)[2]).toContain(second!.id);
			expect(sizes(groups)).toEqual([8, 8, 8, 8, 8]);
		}
	});
});

describe('groups of any number', () => {
	it('differ by one person at most, and lose nobody', () => {
		for (const count of [1, 2, 3, 5, 7, 12]) {
			for (const people of [twelve, forty, forty.slice(0, 3)]) {
				const groups = mix(people, count, count);
				expect(Math.max(...sizes(groups)) - Math.min(...sizes(groups))).toBeLessThanOrEqual(1);
				expect(ids(groups).flat().sort()).toEqual(people.map(({ id }) => id).sort());
			}
		}
	});

	it('are made in no time for the members of a whole lab', () => {
		const people = many(500, (i) =>
			aPerson(i % 2 ? 'sociaal' : 'veiligheid', `Gemeente ${i % 90}`)
		);
		const begun = performance.now();
		expect(sizes(mix(people, 12, 1)).reduce((sum, size) => sum + size, 0)).toBe(500);
		expect(performance.now() - begun).toBeLessThan(2_000);
	});
});

describe('somebody who comes later', () => {
	const groups = [
		[aPerson('sociaal', 'Aldermeer'), aPerson('veiligheid', 'NCTV', 'nctv')],
		[aPerson('sociaal', 'Rietdrecht'), aPerson('veiligheid', 'Vlietstede')],
		[aPerson('sociaal', 'Aldermeer'), aPerson('sociaal', 'Zuiderveen')]
	];

	it('goes to the smallest group, and among those to where the rules hold', () => {
		expect(groupFor(aPerson('veiligheid', 'Aldermeer', 'gem_oov'), groups)).toBe(2);
		expect(groupFor(aPerson('veiligheid', 'SI', 'si'), groups.slice(0, 2))).toBe(1);
		expect(groupFor(aPerson('sociaal', 'Aldermeer'), groups.slice(0, 2))).toBe(1);
		expect(groupFor(aPerson('sociaal', 'Aldermeer'), [...groups.slice(0, 2), []])).toBe(2);
	});

	it('and a move by hand show in what is said of the groups', () => {
		const [one, two, three] = groups as [Mixable[], Mixable[], Mixable[]];
		const moved = [[...one, ...two], [], three];
		expect(mixOf(moved, 0).broken).toEqual([{ rule: 'size', here: 4, smallest: 0, why: 'hand' }]);
		expect(mixOf(groups, 2).broken).toEqual([
			{ rule: 'domain', domain: 'veiligheid', inAll: 2, why: 'numbers' }
		]);
	});
});
