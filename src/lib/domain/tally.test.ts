import { describe, expect, it } from 'vitest';
import { domains, type Domain } from './access.ts';
import { FEWEST } from './ballot.ts';
import { secretTallyOf } from './secret-tally.ts';
import { tallyOf, voiceOf, voices, type Voter } from './tally.ts';

const voter = (
	organisation: string | null,
	domain: Domain,
	dots: Record<string, number> = {}
): Voter => ({ organisation, domain, dots });
const many = (n: number, ...about: Parameters<typeof voter>) =>
	Array.from({ length: n }, () => voter(...about));
const count = (voters: Voter[], isNaming = true) => tallyOf(voters, { isNaming });

describe('a ballot of dots', () => {
	it('counts dots and the people who gave them, most dots first', () => {
		const { voters, cards } = count([
			voter('a', 'sociaal', { x: 1, y: 3 }),
			voter('b', 'sociaal', { x: 1, z: 0 })
		]);
		expect(voters).toBe(2);
		expect(cards.map(({ card, dots, people }) => [card, dots, people])).toEqual([
			['y', 3, 1],
			['x', 2, 2]
		]);
	});

	it('sets the domains beside each other, and shows the voters of each', () => {
		const tally = count([
			...many(5, 'a', 'sociaal', { x: 1 }),
			...many(4, 'b', 'veiligheid', { y: 1 }),
			...many(3, 'c', 'gedeeld', { x: 1 })
		]);
		expect(tally.domains).toEqual({ sociaal: 5, veiligheid: 4, gedeeld: 3 });
		expect(tally.cards[0]).toMatchObject({
			card: 'x',
			domains: { sociaal: 5, veiligheid: 0, gedeeld: 3 }
		});
	});

	it('shows no domain of one or two people, nor what would tell how many they were', () => {
		const tally = count([
			...many(6, 'a', 'sociaal', { x: 1 }),
			...many(4, 'b', 'veiligheid', { x: 1 }),
			voter('c', 'gedeeld', { x: 1 })
		]);
		expect(tally.cards[0]).toMatchObject({ people: 11 });
		const shown = Object.values(tally.cards[0]?.domains ?? {});
		expect(shown.filter((n) => n === null).length).toBeGreaterThan(1);
		expect(Object.values(tally.domains ?? {}).filter((n) => n === null).length).toBeGreaterThan(1);
	});

	it('sets nothing beside each other where all are of one domain', () => {
		const tally = count(many(5, 'a', 'sociaal', { x: 1 }));
		expect([tally.domains, tally.cards[0]?.domains]).toEqual([null, null]);
	});
});

describe('an organisation', () => {
	it('has one voice, that of most of its voters; half of them is split', () => {
		expect([voiceOf(2, 3), voiceOf(1, 2), voiceOf(1, 3), voiceOf(0, 1)]).toEqual([
			'for',
			'split',
			'against',
			'against'
		]);
		const { cards } = count([
			...many(2, 'a', 'sociaal', { x: 1 }),
			voter('a', 'sociaal', { y: 1 }),
			...many(2, 'b', 'sociaal', { x: 3 }),
			...many(2, 'b', 'sociaal', { y: 1 }),
			...many(3, 'c', 'sociaal', { y: 1 })
		]);
		expect(cards.find(({ card }) => card === 'x')).toMatchObject({
			organisations: { for: 1, split: 1, against: 1 },
			named: { for: ['a'], split: ['b'], against: ['c'] }
		});
	});

	it('is not named where the lab shows less of a member than that', () => {
		const { cards } = count(
			[...many(4, 'a', 'sociaal', { x: 1 }), ...many(4, 'b', 'sociaal', { y: 1 })],
			false
		);
		expect(cards[0]).toMatchObject({
			named: null,
			organisations: { for: 1, split: 0, against: 1 }
		});
	});

	it('of one or two voters is neither named nor counted where the count would be hers', () => {
		const { cards } = count([
			...many(3, 'a', 'sociaal', { x: 1 }),
			...many(2, 'b', 'sociaal', { y: 1 }),
			...many(3, 'c', 'sociaal', { y: 1 })
		]);
		const x = cards.find(({ card }) => card === 'x');
		expect(x).toMatchObject({
			organisations: null,
			named: { for: ['a'], split: [], against: ['c'] }
		});
	});

	it('says nothing of its own where each sent one person', () => {
		const tally = count([voter('a', 'sociaal', { x: 1 }), voter('b', 'sociaal', { x: 1 })]);
		expect(tally.organisations).toEqual({ count: 2, isSame: true });
		expect(tally.cards[0]).toMatchObject({ organisations: null, named: null });
	});

	it('is not one where somebody belongs to none', () => {
		const tally = count([
			...many(3, 'a', 'sociaal', { x: 1 }),
			...many(3, null, 'sociaal', { y: 1 })
		]);
		expect(tally.organisations.count).toBe(1);
	});
});

describe('in random small votes', () => {
	const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
	let state = seed;
	/** In [0, below): the constants of Numerical Recipes. */
	const int = (below: number) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	const pick = <T>(of: readonly T[]) => of[int(of.length)] as T;

	it(`no number of one or two people is there or can be taken from what is (SEED=${seed})`, () => {
		for (let round = 0; round < 400; round++) {
			const voters = Array.from({ length: 1 + int(12) }, () =>
				voter(
					pick(['a', 'b', 'c', 'd', null]),
					pick(domains),
					Object.fromEntries(['x', 'y', 'z'].map((card) => [card, int(3)]))
				)
			);
			const tally = count(voters, int(2) === 0);
			const size = (domain: Domain) => voters.filter((each) => each.domain === domain).length;
			for (const { card, people, domains: shown, organisations, named } of tally.cards) {
				if (shown) {
					const hidden = domains.filter((domain) => shown[domain] === null);
					const left = domains.reduce((sum, domain) => sum - (shown[domain] ?? 0), people);
					expect(Object.values(shown).some((n) => n === 1 || n === 2)).toBe(false);
					// A lone hidden one is the rest; several are not, unless they are everybody or nobody.
					if (hidden.length > 0) expect(hidden.length).toBeGreaterThan(1);
					const could = hidden.reduce((sum, domain) => sum + size(domain), 0);
					if (people < voters.length && hidden.length > 0) {
						expect(left).toBeGreaterThan(0);
						expect(left).toBeLessThan(could);
					}
				}
				// What is not named is the count without what is.
				const behind = (voice: (typeof voices)[number]) => {
					const groups = Map.groupBy(voters, ({ organisation }) => organisation);
					return [...groups].flatMap(([id, members]) => {
						const given = members.filter(({ dots }) => (dots[card] ?? 0) > 0).length;
						const isIt = id !== null && voiceOf(given, members.length) === voice;
						return isIt && !named?.[voice].includes(id) ? members : [];
					}).length;
				};
				for (const voice of voices) {
					for (const id of named?.[voice] ?? []) {
						expect(
							voters.filter(({ organisation }) => organisation === id).length
						).toBeGreaterThanOrEqual(FEWEST);
					}
					if (organisations) expect([1, 2]).not.toContain(behind(voice));
				}
			}
		}
	});
});

describe('a secret ballot', () => {
	it('has no result of fewer than three', () => {
		expect(secretTallyOf({ voters: 2, blank: 0, cards: { x: 2 } })).toBeNull();
	});

	it('is totals, and how many chose nothing', () => {
		expect(secretTallyOf({ voters: 3, blank: 1, cards: { x: 1, y: 2, z: 0 } })).toEqual({
			voters: 3,
			blank: 1,
			cards: [
				{ card: 'y', votes: 2 },
				{ card: 'x', votes: 1 }
			]
		});
	});
});
