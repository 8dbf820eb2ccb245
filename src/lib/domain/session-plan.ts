import { expectedStarts, minutesOf, plannedStarts, takeMinutes, type Running } from './session.ts';
import type { AgendaItem } from './session.ts';

const MINUTE = 60_000;
/** Ms beside its plan from which a session was moved, and is measured by when it began. */
const MOVED = 3 * 60 * MINUTE;

type Item = Pick<AgendaItem, 'id' | 'minutes' | 'isDropped' | 'isBreak'>;
type Now = Omit<Running, 'items'> & { items: readonly Item[] };

/** From when the plan counts (ms since epoch): a session held on another day goes by its beginning. */
export function planBegins(
	startsAt: number,
	items: readonly { ranAt: number | null; minutes: number }[]
): number {
	const ran = items.flatMap(({ ranAt }) => ranAt ?? []);
	const begun = ran.length > 0 ? Math.min(...ran) : startsAt;
	return Math.abs(begun - startsAt) > MOVED ? begun : startsAt;
}

/** When the item that runs ends, and how many minutes later that is than planned (less: sooner). */
export function currentAgainstPlan(now: Now, begins: number): { ends: number; late: number } {
	const at = now.items.findIndex(({ id }) => id === now.itemId);
	const current = now.items.slice(at, at + 1);
	const { ends } = expectedStarts({ ...now, items: current });
	const planned = (plannedStarts(begins, now.items)[at] ?? begins) + minutesOf(current) * MINUTE;
	return { ends, late: Math.round((ends - planned) / MINUTE) };
}

/** When it would all end with this item left out, or taken in again. */
export function endsWith(now: Now, id: string, isDropped: boolean): number {
	const items = now.items.map((item) => (item.id === id ? { ...item, isDropped } : item));
	return expectedStarts({ ...now, items }).ends;
}

/** Items still to come that can be left out. */
export function stillToCome<T extends Item>(items: readonly T[], itemId: string | null): T[] {
	const at = items.findIndex(({ id }) => id === itemId);
	return items.slice(at + 1).filter(({ minutes }) => minutes > 0);
}

/** How many of these minutes could be taken out of what is still to come. */
export function minutesToTake(
	items: readonly Item[],
	itemId: string | null,
	minutes: number
): number {
	return takeMinutes(items, itemId, minutes).taken;
}
