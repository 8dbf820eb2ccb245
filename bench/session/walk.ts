import type { AgendaItem } from '../../src/lib/domain/session.ts';
import type { LabProcess } from '../../tests/support/lab-process.ts';
import type { Complaints } from './asker.ts';
import type { Lead } from './lead.ts';
import type { Meeting } from './meeting.ts';
import { each, type Moments } from './moments.ts';
import type { Participant } from './participant.ts';
import type { ServerWatch } from './server-watch.ts';
import type { Pace, Written } from './writing.ts';

/** How large a session is made, and how it is interrupted. */
export interface Size {
	people: number;
	tables: number;
	/** Cards each writes, hidden and at a table, and letters of one. */
	cards: number;
	length: number;
	pace: Pace;
	/** How the server is ended in the first round of tables, and in the second; null: there is none. */
	first: 'SIGTERM' | 'SIGKILL' | null;
	second: 'SIGTERM' | 'SIGKILL';
	/** Ms over which people answer, agree and ask as each gets to it. */
	spread: number;
}

/** What people were told was done: it is to be found again at the end. */
export interface Done {
	hidden: Written[];
	tables: { board: string; cards: Written[] }[];
	answers: { member: string; n: number; choice: number }[];
	agreed: string[];
	questions: { member: string; id: string }[];
	joined: { member: string; question: string }[];
	votes: { member: string; card: string }[];
}

/** The people of a session, and what is measured of them. */
export interface Stage {
	lab: LabProcess;
	meeting: Meeting;
	size: Size;
	lead: Lead;
	co: Participant;
	crowd: readonly Participant[];
	moments: Moments;
	server: ServerWatch;
	done: Done;
	complaints: Complaints;
	say: (what: string) => void;
}

/** Names of what is measured. */
export const measures = {
	begin: 'the session begins: seen by everyone',
	move: 'a step change: seen by everyone',
	place: 'a step change: everyone is where it is, own document open',
	answer: 'an answer to the poll: acknowledged',
	small: 'a question, "ik ook", "klaar", the ground rules: acknowledged',
	saved: 'some letters: on the disk of the server',
	reveal: 'a reveal: all cards seen by everyone',
	tables: 'what tables wrote: all of it seen by everyone (5,000 to take it back)',
	vote: 'a vote, all at once: acknowledged',
	voted: 'all votes of one person, all at once: acknowledged',
	totals: 'a closed ballot: totals seen by everyone',
	stop: 'a restart (SIGTERM): everyone back in the same step',
	kill: 'a restart (SIGKILL): everyone back in the same step',
	report: 'the session is over: everyone has its report'
} as const;

export function itemOf({ meeting }: Stage, title: string): AgendaItem {
	const item = meeting.items.find((each) => each.title === title);
	if (!item) throw new Error(`there is no ${title} in the script`);
	return item;
}

/** Whoever leads goes on, and everybody along with her. */
export async function goTo(stage: Stage, title: string): Promise<void> {
	const { lead, co, crowd, moments, say } = stage;
	const from = lead.session.now?.phase.n ?? 0;
	const began = performance.now();
	await lead.presses({ do: 'go', item: itemOf(stage, title).id, from });
	await seen(stage, from + 1, began, measures.move);
	const there = await each([...crowd, co], (person) => person.isThere, `gone to ${title}`);
	const took = there.slice(0, crowd.length).map((at) => at - began);
	moments.add(measures.place, ...took);
	say(`to ${title}: everyone there after ${Math.max(...took).toFixed(0)} ms`);
}

/** The move of this number is on the page of everybody. */
export async function seen(
	{ crowd, moments }: Stage,
	n: number,
	began: number,
	what: string
): Promise<void> {
	const heard = (person: Participant) => person.heardAt.get(n);
	const at = await each(crowd, (person) => heard(person) !== undefined, what, heard);
	moments.add(what, ...at.map((moment) => moment - began));
}

/** Each does it at a moment of her own; resolves when all have. */
export async function eachSoon<T>(
	people: readonly T[],
	spread: number,
	act: (person: T, i: number) => Promise<void>
): Promise<void> {
	await Promise.all(
		people.map(async (person, i) => {
			await new Promise((resolve) => setTimeout(resolve, ((i * 0.618) % 1) * spread));
			await act(person, i);
		})
	);
}
