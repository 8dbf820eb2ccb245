import type { PlanItem, PlanProblem, PlanReason } from '../../src/lib/documents/session-plan.ts';
import type { PlanBoard } from '../../src/lib/documents/session-view.ts';
import { isSameBallot } from '../../src/lib/domain/ballot.ts';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import type { Session } from '../store/session-repository.ts';

/** What a plan is held against. */
interface Against {
	session: Pick<Session, 'status' | 'startsAt' | 'items'>;
	/** Items that ran or run. */
	ran: ReadonlySet<string>;
	/** Boards she may put on an agenda, by id. */
	boards: ReadonlyMap<string, Pick<PlanBoard, 'steps' | 'noSums'>>;
}

/** What is wrong with a plan beside what there is already: boards, steps, and what ran. */
export function looseEnds(
	plan: { startsAt: string; items: readonly PlanItem[] },
	{ session, ran, boards }: Against
): PlanProblem[] {
	const before = new Map(session.items.map((item) => [item.id, item]));
	const seen = new Set<string>();
	const problems = plan.items.flatMap((item, i) => {
		const old = item.id === null ? undefined : before.get(item.id);
		const found = wrongWith(item, { old, isSeen: seen.has(item.id ?? ''), ran, boards });
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
	about: Pick<Against, 'ran' | 'boards'> & { old: PlannedItem | undefined; isSeen: boolean }
): [field: string, reason: PlanReason][] {
	const { old, isSeen, ran, boards } = about;
	if (isSeen) return [['title', 'twice']];
	if (item.id !== null && !old) return [['title', 'unknown']];
	if (old && ran.has(old.id)) {
		const fixed = ['boardId', 'mode', 'step', 'isBreak'] as const;
		const other = fixed.find((name) => item[name] !== old[name]);
		if (other) return [[other, 'ran']];
		if (!isSameBallot(item.ballot, old.ballot)) return [['kind', 'ran']];
	}
	return [...wrongPlace(item, old, boards), ...wrongBallot(item, boards)];
}

function wrongPlace(
	{ boardId, step }: PlanItem,
	old: PlannedItem | undefined,
	boards: Against['boards']
): [field: string, reason: PlanReason][] {
	// What stands there already stays, also a board that this planner may not read.
	if (boardId === null || (old?.boardId === boardId && old.step === step)) return [];
	const known = boards.get(boardId);
	if (!known) return old?.boardId === boardId ? [['step', 'unknown']] : [['boardId', 'unknown']];
	return step === null || known.steps.some(({ n }) => n === step) ? [] : [['step', 'unknown']];
}

/** Of a board she may not read nothing is told, also not how its method works. */
function wrongBallot(
	{ boardId, ballot }: PlanItem,
	boards: Against['boards']
): [field: string, reason: PlanReason][] {
	const isSecret = ballot?.kind === 'geheim';
	return isSecret && boards.get(boardId ?? '')?.noSums ? [['kind', 'sums']] : [];
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
