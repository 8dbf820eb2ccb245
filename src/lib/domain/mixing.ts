import type { Domain } from './access.ts';
import type { Role } from './rights.ts';

/** What of a person decides in which group she belongs. */
export interface Mixable {
	id: string;
	domain: Domain;
	organisation: string;
	role: Role;
	/** Group she hosts, by its index: she stays there. */
	hosts?: number;
}

const sides = ['sociaal', 'veiligheid'] as const;
export type Side = (typeof sides)[number];

/**
 * A rule that does not hold in a group, and why not: `numbers`, no division of these people could do
 * it; `hand`, somebody was placed otherwise or came later. `inAll`: of such people in all groups.
 */
export type Broken = { why: 'numbers' | 'hand' } & (
	| { rule: 'domain'; domain: Side; inAll: number }
	/** How many sit together of the municipality with the most. */
	| { rule: 'municipality'; here: number; inAll: number }
	| { rule: 'ministry'; here: number; inAll: number }
	| { rule: 'size'; here: number; smallest: number }
);

/** Who is together in a group, by the rules of mixing, and which of these do not hold. */
export interface Mix {
	sociaal: number;
	veiligheid: number;
	municipalities: number;
	ministries: number;
	broken: Broken[];
}

export interface MixedGroup<T> {
	people: T[];
	mix: Mix;
}

/** A rule weighs more than all breaches of the next together, in groups of the size of a table. */
const weight = { domain: 100_000, ministry: 2_000, organisation: 40, balance: 1 } as const;
/** Exchanges that are looked at: enough for a hundred people, and never long for a whole lab. */
const MOST_TRIES = 12_000;

/** ESS facilitates; these look along for a ministry. */
const isMinistry = ({ role }: Mixable) => role === 'si' || role === 'nctv';
const isMunicipal = ({ role }: Mixable) => role === 'gem_oov' || role === 'gem_sociaal';

/**
 * Divides people over groups that differ by one person at most: both domains in each, municipalities
 * spread, at most one ministry. The same people and seed give the same groups.
 */
export function mix<T extends Mixable>(
	people: readonly T[],
	count: number,
	seed: number
): MixedGroup<T>[] {
	const groups = dealt(people, count, seed);
	improve(groups);
	return groups.map((group, i) => ({ people: group, mix: mixOf(groups, i) }));
}

/** Where somebody who comes later fits best: among the smallest, where most rules hold. */
export function groupFor(person: Mixable, groups: readonly (readonly Mixable[])[]): number {
	const smallest = Math.min(...groups.map(({ length }) => length));
	const [best] = groups
		.map((group, i) => ({
			i,
			size: group.length,
			cost: costOf([...group, person]) - costOf(group)
		}))
		.filter(({ size }) => size === smallest)
		.sort((a, b) => a.cost - b.cost || a.i - b.i);
	return best?.i ?? 0;
}

/** How a group is mixed, among all of them. */
export function mixOf(groups: readonly (readonly Mixable[])[], index: number): Mix {
	const group = groups[index] ?? [];
	const all = groups.flat();
	const municipal = Map.groupBy(group.filter(isMunicipal), ({ organisation }) => organisation);
	const counted = {
		sociaal: countOf(group, 'sociaal'),
		veiligheid: countOf(group, 'veiligheid'),
		municipalities: municipal.size,
		ministries: group.filter(isMinistry).length
	};
	const broken: Broken[] = [];
	if (group.length === 0) return { ...counted, broken };
	for (const domain of sides) {
		if (counted[domain] > 0) continue;
		const inAll = countOf(all, domain);
		broken.push({ rule: 'domain', domain, inAll, why: inAll < groups.length ? 'numbers' : 'hand' });
	}
	const [most] = [...municipal].sort(([, a], [, b]) => b.length - a.length);
	if (most && most[1].length > 1) {
		const inAll = all.filter((each) => isMunicipal(each) && each.organisation === most[0]).length;
		const here = most[1].length;
		const why = here <= Math.ceil(inAll / groups.length) ? 'numbers' : 'hand';
		broken.push({ rule: 'municipality', here, inAll, why });
	}
	if (counted.ministries > 1) {
		const inAll = all.filter(isMinistry).length;
		const why = counted.ministries <= Math.ceil(inAll / groups.length) ? 'numbers' : 'hand';
		broken.push({ rule: 'ministry', here: counted.ministries, inAll, why });
	}
	const smallest = Math.min(...groups.map(({ length }) => length));
	if (group.length > smallest + 1) {
		broken.push({ rule: 'size', here: group.length, smallest, why: 'hand' });
	}
	return { ...counted, broken };
}

function countOf(people: readonly Mixable[], domain: Side): number {
	return people.filter((person) => person.domain === domain).length;
}

/** As cards are dealt: neighbours by ministry, domain and organisation do not come together. */
function dealt<T extends Mixable>(people: readonly T[], count: number, seed: number): T[][] {
	const groups: T[][] = Array.from({ length: count }, () => []);
	const kind = (person: T) => (isMinistry(person) ? 0 : 1 + sides.indexOf(person.domain as Side));
	const random = numbers(seed);
	const drawn = [...people]
		// By id first, so that chance is the seed alone and not the order in which they came.
		.sort((a, b) => compare(a.id, b.id))
		.map((person) => ({ person, chance: random() }))
		.sort((a, b) => a.chance - b.chance)
		.map(({ person }) => person)
		.sort((a, b) => kind(a) - kind(b) || compare(a.organisation, b.organisation));
	const isHost = ({ hosts }: T) => hosts !== undefined && hosts < count;
	for (const host of drawn.filter(isHost)) groups[host.hosts ?? 0]?.push(host);
	for (const person of drawn.filter((each) => !isHost(each))) {
		const smallest = Math.min(...groups.map(({ length }) => length));
		groups.find(({ length }) => length === smallest)?.push(person);
	}
	return groups;
}

/** Exchanges two people of different groups as long as that is better for both groups together. */
function improve(groups: Mixable[][]): void {
	let tries = 0;
	for (let isBetter = true; isBetter;) {
		isBetter = false;
		for (const [a, one] of groups.entries()) {
			for (const other of groups.slice(a + 1)) {
				for (let i = 0; i < one.length; i++) {
					for (let j = 0; j < other.length; j++) {
						if (tries++ > MOST_TRIES) return;
						if (exchange(one, i, other, j)) isBetter = true;
					}
				}
			}
		}
	}
}

/** True: they changed places, and it is better so. */
function exchange(one: Mixable[], i: number, other: Mixable[], j: number): boolean {
	const [mine, theirs] = [one[i], other[j]];
	if (!mine || !theirs || mine.hosts !== undefined || theirs.hosts !== undefined) return false;
	const before = costOf(one) + costOf(other);
	[one[i], other[j]] = [theirs, mine];
	if (costOf(one) + costOf(other) < before) return true;
	[one[i], other[j]] = [mine, theirs];
	return false;
}

/** What is wrong with a group, weighed. */
function costOf(group: readonly Mixable[]): number {
	const organisations = new Map<string, number>();
	let [ministries, pairs] = [0, 0];
	const of: Record<Domain, number> = { sociaal: 0, veiligheid: 0, gedeeld: 0 };
	for (const person of group) {
		of[person.domain] += 1;
		if (isMinistry(person)) ministries += 1;
		const known = organisations.get(person.organisation) ?? 0;
		// Each next one of an organisation sits with all that were there.
		pairs += known;
		organisations.set(person.organisation, known + 1);
	}
	const lacking = sides.filter((side) => of[side] === 0).length;
	return (
		weight.domain * lacking +
		weight.ministry * pairsOf(ministries) +
		weight.organisation * pairs +
		weight.balance * (of.sociaal ** 2 + of.veiligheid ** 2)
	);
}

function pairsOf(n: number): number {
	return (n * (n - 1)) / 2;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** A row of numbers from 0 to 1 that a seed always gives again (mulberry32). */
function numbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}
