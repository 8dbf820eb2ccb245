import type { Domain } from '$lib/domain/access';
import type { NoticeLevel } from '$lib/domain/notice';
import type { QuestionRequests } from '$lib/documents/request-view';
import type { RoundSummary } from '$lib/documents/round-view';
import type { QuestionView } from '$lib/documents/thread-view';
import type { FoundWords } from '$lib/documents/erased-words';
import type { SentBack } from '$lib/server/thread-form';

/** What the page of a question is given. */
export interface ThreadData {
	lab: { slug: string };
	question: QuestionView;
	/** What experts were asked of it. */
	requests: QuestionRequests;
	/** The expert round it is in now. */
	round: Pick<RoundSummary, 'id' | 'title' | 'step'> | null;
	nextId: string;
	/** Where what its texts mention can be read, by `mentionKey`. */
	mentionPaths: Readonly<Record<string, string>>;
	/** Phrases that are no personal data in this lab. */
	agreed: readonly string[];
	compass: readonly { id: string; label: string; question: string }[];
	topics: readonly string[];
	/** Sessions to come, for who pins. */
	sessions: readonly { id: string; title: string; startsAt: string }[];
	/** Her own. */
	domain: Domain;
	/** When she is mailed about it. */
	levels: { own: NoticeLevel | null; otherwise: NoticeLevel };
	isAsked: boolean;
	/** Questions this one may be put into. */
	mergeable: readonly { id: string; title: string }[];
}

/** What became of what she sent. */
export type ThreadAnswer =
	| { did: string }
	| { did: 'find-words'; phrase: string; found: FoundWords }
	| { follow: 'saved' | 'failed' }
	| {
			did: string;
			/** The answer or foothold it was about; '' for a new one. */
			of: string;
			sent: SentBack;
			/** By field; '' for the whole of it. */
			problems: Record<string, string>;
			/** In words; null: a field is wrong. */
			reason: string | null;
	  }
	| null;

/** What came back of this form, if that is what was refused. */
export function refusedOf(form: ThreadAnswer, did: string, of = '') {
	if (!form || !('problems' in form) || form.did !== did) return null;
	return form.of === of ? form : null;
}
