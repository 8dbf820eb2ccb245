import * as v from 'valibot';
import {
	ballotKinds,
	defaultBallot,
	isSameBallot,
	MOST_DOTS,
	type BallotSettings
} from '../domain/ballot.ts';
import { boardModes } from '../domain/board-mode.ts';
import { momentOf } from '../domain/dutch-time.ts';
import { agendaLimits as max, type PlannedItem } from '../domain/session.ts';
import { plainLine, plainText } from './plain-text.ts';

/** What can be wrong with a plan; the page has a sentence for each. */
export const planReasons = [
	/** It is not there, or empty. */
	'missing',
	'long',
	'number',
	/** No such mode, board, step. */
	'unknown',
	'many',
	'twice',
	/** No address that begins with https. */
	'link',
	/** No time there is. */
	'time',
	/** More on one card than one has in all. */
	'cap',
	/** Nobody sees what it comes to in this method: it is not asked in secret. */
	'sums',
	/** It ran: it stays where it is, on the board it was on. */
	'ran',
	/** What follows is no plan at all. */
	'invalid'
] as const;
export type PlanReason = (typeof planReasons)[number];

/** One thing that is wrong, and exactly where. */
export interface PlanProblem {
	/** Place in the agenda, from 1; null: the session itself. */
	n: number | null;
	field: string;
	reason: PlanReason;
	/** What is meant, where that has no place of its own any more. */
	about?: string;
}

/** An agenda item as it is sent in; the server gives an id to one that has none. */
export type PlanItem = Omit<PlannedItem, 'id' | 'isDropped'> & { id: string | null };

/** A session as it is planned. */
export interface Plan {
	title: string;
	goal: string;
	/** ISO 8601. */
	startsAt: string;
	roomLink: string;
	items: PlanItem[];
}

const line = (most: number) =>
	v.pipe(v.string('missing'), v.transform(plainLine), v.maxLength(most, 'long'));
const note = (most: number) =>
	v.pipe(
		v.string('missing'),
		v.transform(plainText),
		v.transform((text) => text.trim()),
		v.maxLength(most, 'long')
	);
const whole = (least: number, most: number) =>
	v.pipe(
		v.number('number'),
		v.integer('number'),
		v.minValue(least, 'number'),
		v.maxValue(most, 'number')
	);
const id = v.pipe(v.string('unknown'), v.minLength(1, 'unknown'), v.maxLength(64, 'unknown'));

export const planTitle = v.pipe(line(max.title), v.minLength(1, 'missing'));
export const planGoal = note(max.goal);
/** `2026-11-24T10:00` on the clock of those who come. */
export const planStart = v.pipe(
	v.string('time'),
	v.minLength(1, 'missing'),
	v.transform(momentOf),
	v.string('time')
);
const link = v.pipe(
	v.string('link'),
	v.trim(),
	v.maxLength(max.link, 'long'),
	v.check((text) => text === '' || isHttps(text), 'link')
);

/** In a secret ballot a card is chosen or not. */
const Ballot: v.GenericSchema<unknown, BallotSettings> = v.pipe(
	v.object({
		kind: v.picklist(ballotKinds, 'unknown'),
		budget: whole(1, MOST_DOTS),
		cap: whole(1, MOST_DOTS)
	}),
	v.transform((ballot) => (ballot.kind === 'geheim' ? { ...ballot, cap: 1 } : ballot)),
	v.forward(
		v.check(({ budget, cap }) => cap <= budget, 'cap'),
		['cap']
	)
);

const Item: v.GenericSchema<unknown, PlanItem> = v.pipe(
	v.object({
		id: v.nullable(id),
		title: v.pipe(line(max.title), v.minLength(1, 'missing')),
		minutes: whole(0, max.minutes),
		who: line(max.who),
		instruction: note(max.instruction),
		notes: note(max.notes),
		boardId: v.nullable(id),
		mode: v.nullable(v.picklist(boardModes, 'unknown')),
		/** Null where one votes: as it is when nobody chooses. */
		ballot: v.nullable(Ballot),
		step: v.nullable(whole(1, max.items)),
		isBreak: v.boolean('invalid')
	}),
	v.forward(
		v.check(({ mode, ballot }) => mode === 'stemmen' || ballot === null, 'invalid'),
		['ballot']
	),
	v.transform((item) =>
		item.mode === 'stemmen' ? { ...item, ballot: item.ballot ?? defaultBallot } : item
	)
);

const PlanSchema: v.GenericSchema<unknown, Plan> = v.object({
	title: planTitle,
	goal: planGoal,
	startsAt: planStart,
	roomLink: link,
	items: v.pipe(v.array(Item, 'missing'), v.maxLength(max.items, 'many'))
});

/** What goes over the line must not hold more than a plan can; as JSON, in UTF-16 units. */
export const PLAN_JSON = 500_000;

export type CheckedPlan = { ok: true; plan: Plan } | { ok: false; problems: PlanProblem[] };

/** A plan, or everything that is wrong with it by itself. Whatever it is given, it never throws. */
export function checkPlan(input: unknown): CheckedPlan {
	const parsed = v.safeParse(PlanSchema, input, { abortPipeEarly: true });
	if (parsed.success) return { ok: true, plan: parsed.output };
	return { ok: false, problems: parsed.issues.map(problemOf) };
}

function problemOf(issue: v.BaseIssue<unknown>): PlanProblem {
	const [first, at, ...within] = issue.path?.map(({ key }) => key) ?? [];
	const isItem = first === 'items' && typeof at === 'number';
	const name = isItem ? within.at(-1) : first;
	// What is not there at all is told by the whole it is missing from.
	const reason = issue.received === 'undefined' ? 'missing' : 'invalid';
	return {
		n: isItem ? at + 1 : null,
		field: typeof name === 'string' ? name : '',
		reason: planReasons.find((each) => each === issue.message) ?? reason
	};
}

function isHttps(text: string): boolean {
	const url = URL.canParse(text) ? new URL(text) : null;
	return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Every text of a plan with its place (`items.3.notes`), in the order of the page. */
export function textsOfPlan(plan: Plan): [place: string, text: string][] {
	const own = (['title', 'goal', 'roomLink'] as const).map((name): [string, string] => [
		name,
		plan[name]
	]);
	const names = ['title', 'who', 'instruction', 'notes'] as const;
	const ofItems = plan.items.flatMap((item, i) =>
		names.map((name): [string, string] => [`items.${i}.${name}`, item[name]])
	);
	return [...own, ...ofItems].filter(([, text]) => text !== '');
}

const told = [
	'title',
	'minutes',
	'who',
	'instruction',
	'notes',
	'boardId',
	'mode',
	'step'
] as const;

/** What somebody else did to an agenda: titles of what came, went or is other than it was. */
export function planChanges(
	before: readonly PlannedItem[],
	after: readonly PlannedItem[]
): { added: string[]; removed: string[]; changed: string[]; isMoved: boolean } {
	const was = new Map(before.map((item) => [item.id, item]));
	const is = new Map(after.map((item) => [item.id, item]));
	const order = (items: readonly PlannedItem[], others: ReadonlyMap<string, unknown>) =>
		items.flatMap(({ id }) => (others.has(id) ? id : [])).join();
	return {
		added: after.flatMap(({ id, title }) => (was.has(id) ? [] : title)),
		removed: before.flatMap(({ id, title }) => (is.has(id) ? [] : title)),
		changed: after.flatMap((item) => {
			const old = was.get(item.id);
			const isOther =
				old &&
				(told.some((name) => old[name] !== item[name]) || !isSameBallot(old.ballot, item.ballot));
			return isOther ? item.title : [];
		}),
		isMoved: order(before, is) !== order(after, was)
	};
}
