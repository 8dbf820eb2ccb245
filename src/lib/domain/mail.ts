import type { NoticeKind } from './notice.ts';

export type MailKind =
	| 'notice'
	| 'overview'
	/** An invitation, with the way to a password for who has none. */
	| 'welcome';

export type MailState =
	| 'waiting'
	/** A process is handing it over at this moment. */
	| 'sending'
	| 'sent'
	/** Refused for good, or given up after two days. */
	| 'failed'
	/** The process or the line was gone before anybody knew whether it had arrived. */
	| 'uncertain'
	/** Not to be sent any more: she may not read it now, or wants none. */
	| 'dropped'
	/** By an administrator. */
	| 'stopped';

/** What one thing of a mail is about; counts only. */
export interface MailSubject {
	labId: string;
	/** Null: the round, or else the lab itself. */
	questionId: string | null;
	roundId: string | null;
	kinds: Partial<Record<NoticeKind, number>>;
}
