import type { Domain } from '$lib/domain/access';
import type { Card } from '$lib/documents/card';

/** As they are met: what both share first, then inline-start sociaal and inline-end veiligheid. */
export const sides: readonly Domain[] = ['gedeeld', 'sociaal', 'veiligheid'];

/** Cards of a zone in the order in which the view by side shows them. */
export function bySide<C extends Pick<Card, 'domain'>>(cards: readonly C[]): C[] {
	return sides.flatMap((side) => cards.filter(({ domain }) => domain === side));
}

/** The card beside this one, on the next side that has any: as far down as this one stands. */
export function besideSide<C extends Pick<Card, 'id' | 'domain'>>(
	cards: readonly C[],
	{ id, domain }: Pick<Card, 'id' | 'domain'>,
	step: number
): C | undefined {
	const of = (side: Domain | undefined) => cards.filter((card) => card.domain === side);
	const at = of(domain).findIndex((card) => card.id === id);
	for (let i = sides.indexOf(domain) + step; i >= 0 && i < sides.length; i += step) {
		const there = of(sides[i]);
		if (there.length > 0) return there[Math.min(at, there.length - 1)];
	}
	return undefined;
}
