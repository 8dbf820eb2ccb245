/** What may wait for somebody, in the order in which it is shown. */
export const workKinds = [
	'unread',
	'requests',
	'rounds',
	'mentions',
	'answerable',
	'drafts',
	'actions',
	'follows'
] as const;
export type WorkKind = (typeof workKinds)[number];

/** One thing that waits for her, or that she follows. */
export interface WorkRow {
	id: string;
	/** Empty: it has none yet. */
	title: string;
	/** ISO 8601: since when it waits. Of an action the day (YYYY-MM-DD) on which it is due. */
	since: string;
	/** Where it is, with the place in the page. */
	path: string;
	/** How much of it is new; 0: it is one thing. */
	n: number;
	/** Of a draft. */
	draft?: { kind: 'question' | 'answer' | 'summary'; isDropped: boolean };
}

export interface WorkOfLab {
	slug: string;
	name: { nl: string; en: string };
	rows: WorkRow[];
}

/** By kind: the labs in which there is something, in the order of her labs. */
export type Work = Record<WorkKind, WorkOfLab[]>;
