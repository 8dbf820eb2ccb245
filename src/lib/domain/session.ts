import type { BallotSettings } from './ballot.ts';
import type { BoardMode, Clock } from './board-mode.ts';

export const sessionStatuses = ['planned', 'live', 'ended'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** A part of a session as everybody sees it. */
export interface AgendaItem {
	id: string;
	title: string;
	/** 0: work beforehand. */
	minutes: number;
	/** "inbrenger", "subgroepen (2)". */
	who: string;
	/** To read aloud. */
	instruction: string;
	boardId: string | null;
	/** What the board becomes; null: it stays as it is. */
	mode: BoardMode | null;
	/** How one votes in it; null: one does not. */
	ballot: BallotSettings | null;
	/** 1-based step of the board's method; null: it stays where it is. */
	step: number | null;
	isBreak: boolean;
	/** Left out today. */
	isDropped: boolean;
}

/** With what only those who lead see. */
export interface PlannedItem extends AgendaItem {
	notes: string;
}

export const agendaLimits = {
	items: 60,
	/** Of one item. */
	minutes: 240,
	title: 120,
	who: 80,
	instruction: 1_000,
	notes: 2_000,
	goal: 500,
	link: 500,
	message: 280,
	report: 4_000
} as const;

/** A round in which each has the word for a while; ids of members. */
export interface Speaking {
	order: readonly string[];
	/** Who has it now, as a place in `order`; its length: everybody had. */
	at: number;
	/** Seconds for each. */
	seconds: number;
	/** Of who has it now. */
	clock: Clock | null;
}

/** Ms after which whoever else leads may take over from somebody who is gone. */
export const TAKE_OVER_AFTER = 20_000;
/** Ms after which everybody is told that whoever leads is gone. */
export const TOLD_AFTER = 90_000;
/** Ms without a sign of anybody, past its planned end, after which a session closes itself. */
export const QUIET_END = 60 * 60_000;
/** People above which a session wants a co-facilitator too. */
export const LED_ALONE = 20;
/** Days after a session in which participants can still write on its boards. */
export const OPEN_DAYS = 5;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** When the boards of a session that ended then close for participants; both in ms since epoch. */
export function boardsCloseAt(endedAt: number): number {
	return endedAt + OPEN_DAYS * DAY;
}

/** Minutes of the items that are held. */
export function minutesOf(items: readonly Pick<AgendaItem, 'minutes' | 'isDropped'>[]): number {
	return items.reduce((sum, item) => sum + (item.isDropped ? 0 : item.minutes), 0);
}

/** When each item begins by the plan, in ms since epoch: they follow from the order. */
export function plannedStarts(
	startsAt: number,
	items: readonly Pick<AgendaItem, 'minutes' | 'isDropped'>[]
): number[] {
	let at = startsAt;
	return items.map((item) => {
		const begins = at;
		if (!item.isDropped) at += item.minutes * MINUTE;
		return begins;
	});
}

/** Where a running session is, for what it takes to say when it ends. */
export interface Running {
	items: readonly Pick<AgendaItem, 'id' | 'minutes' | 'isDropped'>[];
	itemId: string | null;
	/** Ms since epoch. */
	phaseAt: number;
	clock: Clock | null;
	/** Ms since epoch. */
	now: number;
}

/** When each item from here on begins, as it goes now, and when it all ends (ms since epoch). */
export function expectedStarts({ items, itemId, phaseAt, clock, now }: Running): {
	starts: Map<string, number>;
	ends: number;
} {
	const at = items.findIndex(({ id }) => id === itemId);
	const current = items[at];
	const starts = new Map<string, number>();
	let next = now;
	if (current) {
		starts.set(current.id, phaseAt);
		next = Math.max(now, currentEnd(current.minutes, phaseAt, clock, now));
	}
	for (const item of items.slice(at + 1)) {
		starts.set(item.id, next);
		if (!item.isDropped) next += item.minutes * MINUTE;
	}
	return { starts, ends: next };
}

function currentEnd(minutes: number, phaseAt: number, clock: Clock | null, now: number): number {
	if (!clock) return phaseAt + minutes * MINUTE;
	return 'endsAt' in clock ? clock.endsAt : now + clock.left;
}

/** The item after this one that is held; null: it is the last. */
export function nextItem<T extends Pick<AgendaItem, 'id' | 'isDropped' | 'minutes'>>(
	items: readonly T[],
	itemId: string | null
): T | null {
	const at = items.findIndex(({ id }) => id === itemId);
	return items.slice(at + 1).find(({ isDropped, minutes }) => !isDropped && minutes > 0) ?? null;
}

/** The held item before this one; null: it is the first. */
export function itemBefore<T extends Pick<AgendaItem, 'id' | 'isDropped' | 'minutes'>>(
	items: readonly T[],
	itemId: string | null
): T | null {
	const at = items.findIndex(({ id }) => id === itemId);
	const before = items.slice(0, Math.max(0, at));
	return before.findLast(({ isDropped, minutes }) => !isDropped && minutes > 0) ?? null;
}

/** What people call a ballot of a step of this board: the one item in which it can be; else null. */
export function votesIn<T extends Pick<AgendaItem, 'boardId' | 'mode' | 'step'>>(
	items: readonly T[],
	{ boardId, step }: { boardId: string; step: number }
): T | null {
	const [item, ...others] = items.filter(
		(each) =>
			each.mode === 'stemmen' &&
			each.boardId === boardId &&
			(each.step === null || each.step === step)
	);
	return item && others.length === 0 ? item : null;
}

/**
 * Takes so many minutes out of items still to come, each by what it has, the longest giving most and
 * none going under `least`. Returns the new minutes by id, and how many could be taken.
 */
export function takeMinutes(
	items: readonly Pick<AgendaItem, 'id' | 'minutes' | 'isDropped' | 'isBreak'>[],
	itemId: string | null,
	minutes: number,
	least = 3
): { minutes: Map<string, number>; taken: number } {
	const at = items.findIndex(({ id }) => id === itemId);
	const later = items.slice(at + 1).filter((item) => !item.isDropped && !item.isBreak);
	const left = new Map(later.map((item) => [item.id, item.minutes]));
	let taken = 0;
	while (taken < minutes) {
		const [longest] = [...left].sort(([, a], [, b]) => b - a);
		if (!longest || longest[1] <= least) break;
		left.set(longest[0], longest[1] - 1);
		taken++;
	}
	const changed = later.filter((item) => left.get(item.id) !== item.minutes);
	return { minutes: new Map(changed.map(({ id }) => [id, left.get(id) ?? 0])), taken };
}
