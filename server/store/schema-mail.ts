import type { Generated } from 'kysely';
import type { MailKind, MailState } from '../../src/lib/domain/mail.ts';
import type { NoticeKind, NoticeLevel, Rhythm } from '../../src/lib/domain/notice.ts';

/** ISO 8601 in UTC. */
type Moment = string;
type Json = string;

/** That something happened, for one member. Never what was said. */
export interface NoticeTable {
	id: string;
	lab_id: string;
	/** Who is told. */
	member_id: string;
	question_id: string | null;
	/** Null: it is about the question, or about the lab. */
	round_id: Generated<string | null>;
	kind: NoticeKind;
	/** Null: nobody may know, or nobody did it. */
	by_member_id: string | null;
	at: Moment;
	/** It concerns her, and is no general news. */
	concerns: number;
	seen_at: Generated<Moment | null>;
	/** It waits for the next overview. */
	in_overview: Generated<number>;
	/** When it went into a mail, or deliberately into none. */
	dealt_at: Generated<Moment | null>;
}

/** What somebody chose; `scope_id` is the lab or the question, and empty for the person. */
export interface NoticeLevelTable {
	member_id: string;
	scope: 'person' | 'lab' | 'question';
	scope_id: string;
	/** Null: not chosen here. */
	level: NoticeLevel | null;
	/** Of the person alone. */
	rhythm: Generated<Rhythm | null>;
}

/** A mail on its way, and for a month what became of it. */
export interface MailTable {
	id: string;
	to_address: string;
	/** Null: she was removed meanwhile. */
	member_id: string | null;
	kind: MailKind;
	language: 'nl' | 'en';
	/** Ids and counts only, as server/store/mail-repository.ts reads them. */
	payload: Json;
	created_at: Moment;
	state: MailState;
	/** Not sent before then. */
	next_at: Moment;
	/** Times it was tried. */
	attempts: Generated<number>;
	/** When a process took it to send it. */
	claimed_at: Generated<Moment | null>;
	sent_at: Generated<Moment | null>;
	/** When it was given up, dropped or stopped. */
	failed_at: Generated<Moment | null>;
	/** What the mail server or our own check said, in one line. */
	last_error: Generated<string | null>;
	message_id: string;
	/** What there may be one of: the overview of a day. */
	once: Generated<string | null>;
}
