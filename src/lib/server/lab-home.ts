import { showAuthor, type Attribution, type Author } from '$lib/domain/attribution';
import type { Domain } from '$lib/domain/access';
import { wallClock } from '$lib/domain/dutch-time';
import type { SessionSummary } from '$lib/documents/session-view';
import type { Tlp } from '$lib/domain/tlp';
import type { LabItem } from '$server/store/lab-repository.ts';

/*
 * The home of a lab in small shapes: only what the page shows leaves the server. An item holds what
 * the demo brought (demo/*.json), so each shape names the part it reads.
 */

/** How a member is called on the home, by id. */
export type NameOf = (memberId: string | null | undefined) => string | null;

/** Names as the lab shows them: a person, or only her organisation. */
export function namesOf(authors: ReadonlyMap<string, Author>, attribution: Attribution): NameOf {
	return (memberId) => {
		const author = memberId ? authors.get(memberId) : undefined;
		if (!author) return null;
		const shown = showAuthor(author, attribution, null);
		return shown.name ?? shown.organisation;
	};
}

export interface HomeSession {
	id: string;
	title: string;
	/** YYYY-MM-DD, the first day of one that takes several. */
	date: string;
	/** HH:MM in Amsterdam; null for one without a fixed hour. */
	start: string | null;
	minutes: number | null;
	status: 'gepland' | 'loopt' | 'afgerond';
	closesAt: string | null;
	expert: string | null;
	/** Number of footholds, questions and lessons it gave. */
	harvest: { aanknopingspunten: number; vragen: number; lessen: number } | null;
	/** A meeting has a page of its own; a round by letter has none yet. */
	hasPage: boolean;
}

const states = { planned: 'gepland', live: 'loopt', ended: 'afgerond' } as const;

/** Meetings, and rounds by letter, which are items of the lab still; by date. */
export function sessionsOf(
	meetings: readonly SessionSummary[],
	items: readonly LabItem[],
	nameOf: NameOf
): HomeSession[] {
	type Told = Pick<HomeSession, 'date' | 'status'> & {
		start: string | null;
		closesAt?: string;
		expertId?: string;
		harvest?: HomeSession['harvest'];
	};
	const told = items.map(({ id, title, data }) => ({ id, title, data: data as unknown as Told }));
	const harvests = new Map(told.map(({ id, data }) => [id, data.harvest ?? null]));
	const held = meetings.map(({ id, title, startsAt, minutes, status }): HomeSession => {
		const at = wallClock(startsAt);
		return {
			...{ id, title, minutes, date: at.slice(0, 10), start: at.slice(11), closesAt: null },
			...{ status: states[status], expert: null, harvest: harvests.get(id) ?? null, hasPage: true }
		};
	});
	const rounds = told
		.filter(({ data }) => data.start === null)
		.map(({ id, title, data }): HomeSession => ({
			...{ id, title, date: data.date, start: null, minutes: null, status: data.status },
			closesAt: data.closesAt ?? null,
			expert: nameOf(data.expertId),
			...{ harvest: data.harvest ?? null, hasPage: false }
		}));
	return [...held, ...rounds].sort(
		(a, b) => a.date.localeCompare(b.date) || (a.start ?? '').localeCompare(b.start ?? '')
	);
}

/** The first planned session from `today` (YYYY-MM-DD in Amsterdam) on. */
export function nextSession(sessions: readonly HomeSession[], today: string): HomeSession | null {
	return sessions.find(({ status, date }) => status === 'gepland' && date >= today) ?? null;
}

/** The question an item came from, for who reads that. */
export type From = { id: string; title: string } | null;

export interface HomeAction {
	id: string;
	title: string;
	firstStep: string;
	domain: Domain;
	due: string;
	status: 'open' | 'bezig' | 'gedaan' | 'anders' | 'gestopt';
	result: string | null;
	lead: string | null;
	mine: boolean;
	from: From;
}

/** Actions by due date; a private one is there for its owner alone. */
export function actionsOf(
	items: readonly LabItem[],
	readerId: string,
	nameOf: NameOf,
	fromOf: (id: string) => From
): HomeAction[] {
	return items
		.map(({ id, title, data }) => {
			const action = data as unknown as HomeAction & { ownerId: string; private: boolean };
			return { id, title, action, mine: action.ownerId === readerId };
		})
		.filter(({ action, mine }) => mine || !action.private)
		.map(({ id, title, action, mine }) => ({
			id,
			title,
			firstStep: action.firstStep,
			domain: action.domain,
			due: action.due,
			status: action.status,
			result: action.result,
			lead: nameOf(action.ownerId),
			mine,
			from: fromOf(id)
		}))
		.sort((a, b) => a.due.localeCompare(b.due));
}

export interface HomeLesson {
	id: string;
	title: string;
	oneLiner: string;
	status: 'vastgesteld' | 'concept';
	tlp: Tlp;
	reviewAt: string;
	conditions: string;
	supportedBy: { sociaal: number; veiligheid: number };
	from: From;
}

/** Lessons in their own order, which is that of the hand-out. */
export function lessonsOf(items: readonly LabItem[], fromOf: (id: string) => From): HomeLesson[] {
	return items.map(({ id, title, data }) => {
		const lesson = data as unknown as HomeLesson;
		return {
			id,
			title,
			oneLiner: lesson.oneLiner,
			status: lesson.status,
			tlp: lesson.tlp,
			reviewAt: lesson.reviewAt,
			conditions: lesson.conditions,
			supportedBy: lesson.supportedBy,
			from: fromOf(id)
		};
	});
}

interface HomeTerm {
	id: string;
	term: string;
	social: string;
	safety: string;
	joint: string;
}

export interface HomeWords {
	total: number;
	/** Words that mean something else on either side. */
	twoSided: number;
	proposals: number;
	/** A few settled words with both readings. */
	shown: HomeTerm[];
}

export function wordsOf(items: readonly LabItem[], shown = 2): HomeWords {
	const terms = items.map(({ id, data }) => {
		const term = data as unknown as HomeTerm & { kind: string; status: string };
		return { ...term, id };
	});
	return {
		total: terms.length,
		twoSided: terms.filter(({ kind }) => kind === 'zelfde_woord').length,
		proposals: terms.filter(({ status }) => status === 'voorstel').length,
		shown: terms
			.filter(({ kind, status }) => kind === 'zelfde_woord' && status === 'vastgesteld')
			.slice(0, shown)
			.map(({ id, term, social, safety, joint }) => ({ id, term, social, safety, joint }))
	};
}
