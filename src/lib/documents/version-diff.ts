import type { CopiedCard } from './card-copy.ts';

/** How a card differs between two moments of a board. */
export type Difference = 'added' | 'removed' | 'changed' | 'moved';

/** How many cards came, changed, moved and went. */
export interface VersionCounts {
	placed: number;
	changed: number;
	moved: number;
	binned: number;
}

/** What became different of which cards from `before` to `after`; those in a bin are not there. */
export function differences(
	before: readonly CopiedCard[],
	after: readonly CopiedCard[]
): Map<string, Difference[]> {
	const [was, is] = [shown(before), shown(after)];
	const found = new Map<string, Difference[]>();
	for (const id of was.keys()) if (!is.has(id)) found.set(id, ['removed']);
	for (const [id, card] of is) {
		const old = was.get(id);
		if (!old) found.set(id, ['added']);
		else {
			const how: Difference[] = [];
			if (saying(old) !== saying(card)) how.push('changed');
			if (old.zone !== card.zone || old.bundle !== card.bundle) how.push('moved');
			if (how.length > 0) found.set(id, how);
		}
	}
	return found;
}

export function countsOf(found: ReadonlyMap<string, readonly Difference[]>): VersionCounts {
	const count = (difference: Difference) =>
		[...found.values()].filter((how) => how.includes(difference)).length;
	return {
		placed: count('added'),
		changed: count('changed'),
		moved: count('moved'),
		binned: count('removed')
	};
}

function shown(cards: readonly CopiedCard[]): Map<string, CopiedCard> {
	return new Map(cards.filter(({ binnedAt }) => binnedAt === null).map((card) => [card.id, card]));
}

/** What a card says: its text and its facts, wherever it stands. */
function saying({
	text,
	kind,
	domain,
	basis,
	compass,
	marks,
	links,
	fields,
	isFlagged
}: CopiedCard) {
	const sorted = links.toSorted((a, b) => a.to.localeCompare(b.to));
	const facts = Object.entries(fields).sort(([a], [b]) => a.localeCompare(b));
	return JSON.stringify([text, kind, domain, basis, compass, marks, sorted, facts, isFlagged]);
}
