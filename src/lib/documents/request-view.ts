import type { ShownAuthor } from '../domain/attribution.ts';
import type { PoolKind, RequestState } from '../domain/request.ts';

/** A request to an expert, as one reader of the question may see it. */
export interface RequestView {
	id: string;
	version: number;
	state: RequestState;
	text: string;
	/** Null: nobody of the pool has taken it on. */
	who: ShownAuthor | null;
	/** Its organisation or topic, by name. */
	pool: { kind: PoolKind; label: string } | null;
	askedAt: string;
	acceptedAt: string | null;
	/** The term that runs; null: it is over and done. */
	term: {
		of: 'reaction' | 'answer';
		due: string;
		/** Working days. */
		left: number;
		used: number;
		days: number;
		isLate: boolean;
		isStopped: boolean;
	} | null;
	/** Why it was declined. */
	note: string;
	answerId: string | null;
	/** She has it herself. */
	isMine: boolean;
	/** Until when she reads the question as a guest; null: she is no guest. */
	guestUntil: string | null;
	may: {
		accept: boolean;
		decline: boolean;
		handOver: boolean;
		wait: boolean;
		resume: boolean;
		withdraw: boolean;
	};
}

/** Somebody one can ask. */
export interface AskablePerson {
	id: string;
	name: string;
	organisation: string;
	topics: string[];
	/** What she can answer on is what the question is about. */
	fits: boolean;
	/** Gets access to this question only, until this day; null: she reads it already. */
	guestUntil: string | null;
	open: number;
	isFull: boolean;
}

export interface AskablePool {
	kind: PoolKind;
	id: string;
	label: string;
	/** How many people are in it. */
	people: number;
	fits: boolean;
}

/** Everything a page shows about asking an expert. */
export interface QuestionRequests {
	list: RequestView[];
	/** Whom she may ask; null: she may not ask. */
	ask: {
		people: AskablePerson[];
		pools: AskablePool[];
		/** Last day to react and, once taken on today, to answer. */
		reactBy: string;
		answerBy: string;
	} | null;
	/** Colleagues to whom she may hand over what she has. */
	colleagues: AskablePerson[];
}

/** Who can answer on what, and how much each has to do. */
export interface ExpertBook {
	experts: {
		id: string;
		name: string;
		organisation: string;
		topics: string[];
		isGuest: boolean;
		open: number;
		isFull: boolean;
	}[];
	/** Themes of the lab nobody says she can answer on. */
	without: string[];
}
