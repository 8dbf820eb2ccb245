import type { PlanItem, PlanProblem, PlanReason } from '../../src/lib/documents/session-plan.ts';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import type { Session } from '../store/session-repository.ts';

/** What a plan is held against. */
interface Against {
	session: Pick<Session, 'status' | 'startsAt' | 'items'>;
	/** Items that ran or run. */
	ran: ReadonlySet<string>;
	/** Numbers of the steps of each board she may put on an agenda. */
	steps: ReadonlyMap<string, ReadonlySet<number>>;
}

/** What is wrong with a plan beside what there is already: boards, steps, and what ran. */
export function looseEnds(
	plan: { startsAt: string; items: readonly PlanItem[] },
	{ session, ran, steps }: Against
): PlanProblem[] {
	const before = new Map(session.items.map((item) => [item.id, item]));
	const seen = new Set<string>();
	const problems = plan.items.flatMap((item, i) => {
		const old = item.id === null ? undefined : before.get(item.id);
		const found = wrongWith(item, { old, isSeen: seen.has(item.id ?? ''), ran, steps });
		if (item.id !== null) seen.add(item.id);
		return found.map(([field, reason]): PlanProblem => ({ n: i + 1, field, reason }));
	});
	if (session.status === 'live' && plan.startsAt !== session.startsAt) {
		problems.push({ n: null, field: 'startsAt', reason: 'ran' });
	}
	return [...problems, ...outOfPlace(plan.items, session.items, ran)];
}

function wrongWith(
	item: PlanItem,
	about: Pick<Against, 'ran' | 'steps'> & { old: PlannedItem | undefined; isSeen: boolean }
): [field: string, reason: PlanReason][] {
	const { old, isSeen, ran, steps } = about;
	if (isSeen) return [['title', 'twice']];
	if (item.id !== null && !old) return [['title', 'unknown']];
	if (old && ran.has(old.id)) {
		const fixed = ['boardId', 'mode', 'step', 'isBreak'] as const;
		const other = fixed.find((name) => item[name] !== old[name]);
		if (other) return [[other, 'ran']];
	}
	// What stands there already stays, also a board that this planner may not read.
	if (item.boardId === null || (old?.boardId === item.boardId && old.step === item.step)) return [];
	const known = steps.get(item.boardId);
	if (!known)
		return old?.boardId === item.boardId ? [['step', 'unknown']] : [['boardId', 'unknown']];
	return item.step === null || known.has(item.step) ? [] : [['step', 'unknown']];
}

/** What ran stays, in its order, and nothing that did not run comes to stand before it anew. */
function outOfPlace(
	items: readonly PlanItem[],
	before: readonly PlannedItem[],
	ran: ReadonlySet<string>
): PlanProblem[] {
	const there = new Set(items.map(({ id }) => id));
	const gone = before.filter(({ id }) => ran.has(id) && !there.has(id));
	if (gone.length > 0) {
		return gone.map(({ title }) => ({ n: null, field: 'items', reason: 'ran', about: title }));
	}
	const last = items.findLastIndex(({ id }) => id !== null && ran.has(id));
	let highest = -1;
	return items.slice(0, last + 1).flatMap(({ id }, i): PlanProblem[] => {
		const place = before.findIndex((each) => each.id === id);
		const isRight = place > highest;
		highest = Math.max(highest, place);
		return isRight ? [] : [{ n: i + 1, field: 'place', reason: 'ran' }];
	});
}
