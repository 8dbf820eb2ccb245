import type { ColumnType, Generated, Kysely } from 'kysely';
import type { Domain } from '../../src/lib/domain/access.ts';
import type { Attribution } from '../../src/lib/domain/attribution.ts';
import type { Held } from '../../src/lib/domain/board-access.ts';
import type { BallotKind } from '../../src/lib/domain/ballot.ts';
import type { BoardMode } from '../../src/lib/domain/board-mode.ts';
import type { BoardStatus } from '../../src/lib/domain/board-status.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import type { TemplateTable } from './schema-template.ts';
import type {
	GuestKeyTable,
	SessionCodeTable,
	SessionGuestTable,
	SessionMeTooTable,
	SessionPollAnswerTable,
	SessionPollQuestionTable,
	SessionQuestionTable
} from './schema-room.ts';
import type {
	ActionStatusTable,
	AgendaItemTable,
	SessionAttendanceTable,
	SessionEventTable,
	SessionLineTable,
	SessionPhaseTable,
	SessionRoleTable,
	SessionTable
} from './schema-session.ts';
import type { ExpertRequestStepTable, ExpertRequestTable } from './schema-request.ts';
import type {
	ExpertRoundDraftTable,
	ExpertRoundExpertTable,
	ExpertRoundPinTable,
	ExpertRoundQuestionTable,
	ExpertRoundTable,
	GuestAccessTable
} from './schema-round.ts';
import type {
	AnswerHelpfulTable,
	AnswerMovedTable,
	AnswerTable,
	AnswerWriterTable,
	DraftPhraseTable,
	DraftTable,
	DraftWriterTable,
	FootholdItemTable,
	FootholdSourceTable,
	FootholdTable,
	FootholdTriedTable,
	QuestionEventTable,
	QuestionFollowerTable,
	QuestionPinTable,
	QuestionSeenTable,
	QuestionTable
} from './schema-thread.ts';
import type { MailTable, NoticeLevelTable, NoticeTable } from './schema-mail.ts';
import type { SearchEntryTable, SearchParentTable } from './schema-search.ts';
import type { BoardChangeTable, BoardVersionTable, BoardVisitTable } from './schema-history.ts';

/*
 * One schema for SQLite and PostgreSQL. Ids are random UUIDs as text, moments are ISO 8601 in UTC
 * as text (they sort as they are), JSON is text, bytes are blob or bytea.
 */

/** ISO 8601 in UTC, e.g. 2026-11-22T09:00:00.000Z. */
export type Moment = string;
type Json = string;
/** pg gives bigint as text; repositories turn it into a number. */
type Big = ColumnType<number | string, number, number>;

export interface OrganisationTable {
	id: string;
	name: string;
	/** Short name beside a person: "Aldermeer", "ESS". */
	label: string;
	/** gemeente, rijk, kennis, samenwerking, welzijn ... */
	kind: string;
	/** klein, middel or groot for municipalities. */
	size_class: string | null;
	domain: Domain | null;
	/** What one can ask it for: offers, rules, level. */
	about: Json;
}

export interface MemberTable {
	id: string;
	email: string;
	name: string;
	initials: string;
	organisation_id: string | null;
	job_title: string;
	bio: string;
	domain: Domain;
	language: 'nl' | 'en';
	account: 'member' | 'beheerder' | 'fg';
	/** argon2id in PHC form; null: nobody can sign in with a password. */
	password_hash: string | null;
	/** Shown on the sign-in page of a demo. */
	demo: number;
	about: Json;
	disabled_at: Moment | null;
	created_at: Moment;
}

export interface LabTable {
	id: string;
	slug: string;
	name_nl: string;
	name_en: string;
	tagline: string;
	why: string;
	central_question: string;
	status: string;
	started_at: string;
	planned_until: string;
	owner_organisation_id: string | null;
	attribution: Attribution;
	default_tlp: Tlp;
	/** Compass, needs, ground rules, confidentiality, themes, request types. */
	about: Json;
}

export interface MembershipTable {
	id: string;
	lab_id: string;
	member_id: string;
	role: Role;
	/** Guests: last moment of access. */
	access_until: Moment | null;
	ended_at: Moment | null;
	created_at: Moment;
}

/** Access of one member to one board, thread or session ("uitgenodigd"). */
export interface InvitationTable {
	id: string;
	lab_id: string;
	member_id: string;
	thing_kind: 'board' | 'thread' | 'session';
	thing_id: string;
	access_until: Moment | null;
	invited_by: string | null;
	created_at: Moment;
}

export interface SignInTable {
	/** SHA-256 of the secret in the cookie, in hex. The secret itself is nowhere. */
	id: string;
	member_id: string;
	created_at: Moment;
	last_used_at: Moment;
	/** Absolute end, whatever the use. */
	expires_at: Moment;
	user_agent: string;
	/** When she gave her password again; null: not since she signed in. */
	confirmed_at: Generated<Moment | null>;
}

/** A one-time link that lets its holder set a password. */
export interface AccountLinkTable {
	/** SHA-256 of the token in the link, in hex. */
	id: string;
	member_id: string;
	expires_at: Moment;
	used_at: Moment | null;
}

export interface BoardTable {
	id: string;
	lab_id: string;
	template_id: string;
	title: string;
	question: string;
	summary: string;
	status: BoardStatus;
	mode: BoardMode;
	/** 1-based step of the template. */
	current_step: number;
	tlp: Tlp;
	owner_organisation_id: string | null;
	contributor_id: string | null;
	contributor_label: string;
	anonymity_checked_by: string | null;
	anonymity_checked_at: Moment | null;
	anonymity_notes: string;
	/** Null until others than contributor, facilitator and ESS may read it. */
	opened_at: Moment | null;
	conclusion: string | null;
	created_by: string | null;
	created_at: Moment;
	/** Number of the phase, and when it began (null: with the board). */
	phase: Generated<number>;
	phase_at: Generated<Moment | null>;
	/** Goes up with whatever a page should ask for anew. */
	turn: Generated<number>;
	/** How much of its author a hidden note will show: the promise at the field. */
	attribution: Generated<Attribution>;
	/** Phase in which hidden notes were last revealed. */
	revealed_phase: Generated<number | null>;
	/** Epoch of notes documents made from now on: goes up with every reveal. */
	notes_epoch: Generated<number>;
	speaker_id: Generated<string | null>;
	/** Owner who leads a board of two. */
	leader_id: Generated<string | null>;
	clock: Generated<Json | null>;
	/** Zones that a method hides and that are on the board by now. */
	shown_zones: Generated<Json>;
	/** Who marked it last, from what, and when; null: it is marked as it was made. */
	marked_by: Generated<string | null>;
	marked_from: Generated<Tlp | null>;
	marked_at: Generated<Moment | null>;
	/** What it was composed of, of a board that was brought as a casus. */
	casus: Generated<Json | null>;
	/** Taken back: the row stays without anything of what it said, for the harvest that came from it. */
	withdrawn_at: Generated<Moment | null>;
	/** Agreed on and closed for writing since then, as this version says. */
	frozen_at: Generated<Moment | null>;
	frozen_version: Generated<string | null>;
	/** The live session it is in. */
	session_id: Generated<string | null>;
	/** Why only whoever leads writes on it now; null: nothing holds it. */
	held: Generated<Held | null>;
}

/** What whoever reads a casus before its opening asks its contributor to change. */
export interface CasusRemarkTable {
	id: string;
	board_id: string;
	member_id: string;
	at: Moment;
	text: string;
}

/** Every step and mode a board went through: what was done, and taken back. */
export interface BoardPhaseTable {
	board_id: string;
	n: number;
	step: number;
	mode: BoardMode;
	at: Moment;
	led_by: string | null;
	undone: Generated<number>;
	/** Who had the word, and the clock, when it ended: what taking back brings back. */
	speaker_id: Generated<string | null>;
	clock: Generated<Json | null>;
}

export interface BoardGroupTable {
	id: string;
	board_id: string;
	position: number;
	name: string;
	host_id: Generated<string | null>;
	clock: Generated<Json | null>;
	/** Since when its table asks for somebody. */
	asks_since: Generated<Moment | null>;
}

export interface BoardGroupMemberTable {
	board_id: string;
	member_id: string;
	/** Null: in none, by hand. */
	group_id: string | null;
}

/** What whoever leads says to groups while they work. */
export interface BoardMessageTable {
	id: string;
	board_id: string;
	/** Null: to all of them. */
	group_id: string | null;
	text: string;
	at: Moment;
}

/** One round of voting on a board. */
export interface BallotTable {
	id: string;
	board_id: string;
	/** 0: from before there were ballots. */
	step: number;
	kind: Generated<BallotKind>;
	/** Dots, or cards in a secret ballot, one may give in all. */
	budget: number;
	/** Dots one may give one card. */
	cap: Generated<number>;
	opened_at: Moment;
	/** Null: nobody sees the totals yet. */
	closed_at: Moment | null;
	/** What it came to, as everybody may see it. */
	result: Generated<Json | null>;
}

/** Who handed in a secret ballot, while it is open. */
export interface SecretParticipationTable {
	ballot_id: string;
	member_id: string;
}

/** How often each choice of a secret ballot was made, while it is open; no row is anybody's. */
export interface SecretVoteTable {
	ballot_id: string;
	/** Id of a card; '': blank. */
	choice: string;
	votes: number;
}

/** A marking of one card that differs from its board's. */
export interface CardMarkingTable {
	board_id: string;
	card_id: string;
	tlp: Tlp;
}

/** Who was there: while a board is RED these alone read it. */
export interface BoardAttendanceTable {
	board_id: string;
	member_id: string;
	added_by: string | null;
	added_at: Moment;
}

export interface VoteTable {
	ballot_id: string;
	card_id: string;
	member_id: string;
	dots: Generated<number>;
}

/** What the demo brings and no screen owns yet; the issue that builds the screen moves it out. */
export interface LabItemTable {
	id: string;
	lab_id: string;
	kind: string;
	position: number;
	title: string;
	data: Json;
}

export interface ImportedAsTable {
	demo_id: string;
	id: string;
}

export interface DocumentTable {
	/** e.g. board/<uuid> */
	name: string;
	/** Goes up when the document is rewritten (redaction): older copies are refused. */
	epoch: number;
	created_at: Moment;
}

/** Ordered accepted updates. */
export interface UpdateLogTable {
	document: string;
	/** 1-based, without gaps per document. */
	seq: number;
	member_id: string | null;
	at: Moment;
	bytes: Uint8Array;
	/** CRC-32 of `bytes`; null in rows older than the checksums. */
	crc: ColumnType<number | string | null, number | null, number | null>;
}

/** Merged state up to and including `seq`. */
export interface SnapshotTable {
	document: string;
	seq: number;
	at: Moment;
	/** One update; with `state_vector` a list of them, as server/store/snapshot-bytes.ts writes it. */
	bytes: Uint8Array;
	crc: ColumnType<number | string | null, number | null, number | null>;
	/** What the snapshot reaches, as Yjs encodes it. */
	state_vector: Uint8Array | null;
}

/** Updates that Yjs choked on after the scan let them pass: kept for a person to look at. */
export interface QuarantineTable {
	id: string;
	document: string;
	member_id: string | null;
	at: Moment;
	reason: string;
	bytes: Uint8Array;
}

/** Who did what and when, never with content. Only ever added to. */
export interface AuditTable {
	/** 1-based, without gaps. */
	seq: number;
	at: Moment;
	act: string;
	member_id: string | null;
	/** What it was done to: a document's name, a lab's id. */
	subject: string;
	detail: Json;
	/** SHA-256 in hex over the hash before it and this row. */
	hash: string;
}

/** Which member a Yjs client id belongs to; null: the server's own. First use binds. */
export interface DocumentClientTable {
	document: string;
	client: Big;
	member_id: string | null;
}

/** Who made a thing that the server wrote: wins from the client id. Null: deliberately nobody. */
export interface AuthorshipTable {
	document: string;
	thing: string;
	member_id: string | null;
	/** What may be shown of her at most; null: what the lab shows. */
	attribution: Generated<Attribution | null>;
}

/** A phrase that is no personal data: for who proposed it on that board, agreed: for the whole lab. */
export interface AllowedPhraseTable {
	id: string;
	lab_id: string;
	board_id: string;
	phrase: string;
	/** The phrase without what does not tell two apart: case, odd spaces, look-alike letters. */
	folded: string;
	proposed_by: string;
	proposed_at: Moment;
	agreed_by: string | null;
	agreed_at: Moment | null;
}

/** Erased, and not yet out of the files of the database. */
export interface ForgettingTable {
	id: string;
	at: Moment;
}

export interface Schema {
	organisation: OrganisationTable;
	member: MemberTable;
	lab: LabTable;
	membership: MembershipTable;
	invitation: InvitationTable;
	sign_in: SignInTable;
	account_link: AccountLinkTable;
	template: TemplateTable;
	board: BoardTable;
	casus_remark: CasusRemarkTable;
	card_marking: CardMarkingTable;
	board_attendance: BoardAttendanceTable;
	board_phase: BoardPhaseTable;
	board_change: BoardChangeTable;
	board_visit: BoardVisitTable;
	board_version: BoardVersionTable;
	board_group: BoardGroupTable;
	board_group_member: BoardGroupMemberTable;
	board_message: BoardMessageTable;
	ballot: BallotTable;
	vote: VoteTable;
	session: SessionTable;
	agenda_item: AgendaItemTable;
	session_phase: SessionPhaseTable;
	session_role: SessionRoleTable;
	session_attendance: SessionAttendanceTable;
	session_event: SessionEventTable;
	session_line: SessionLineTable;
	action_status: ActionStatusTable;
	session_question: SessionQuestionTable;
	session_me_too: SessionMeTooTable;
	session_poll_question: SessionPollQuestionTable;
	session_poll_answer: SessionPollAnswerTable;
	session_code: SessionCodeTable;
	session_guest: SessionGuestTable;
	guest_key: GuestKeyTable;
	question: QuestionTable;
	question_event: QuestionEventTable;
	question_follower: QuestionFollowerTable;
	question_pin: QuestionPinTable;
	question_seen: QuestionSeenTable;
	answer: AnswerTable;
	answer_writer: AnswerWriterTable;
	answer_helpful: AnswerHelpfulTable;
	answer_moved: AnswerMovedTable;
	foothold: FootholdTable;
	foothold_source: FootholdSourceTable;
	foothold_tried: FootholdTriedTable;
	foothold_item: FootholdItemTable;
	draft: DraftTable;
	draft_writer: DraftWriterTable;
	draft_phrase: DraftPhraseTable;
	expert_request: ExpertRequestTable;
	expert_request_step: ExpertRequestStepTable;
	guest_access: GuestAccessTable;
	expert_round: ExpertRoundTable;
	expert_round_question: ExpertRoundQuestionTable;
	expert_round_expert: ExpertRoundExpertTable;
	expert_round_pin: ExpertRoundPinTable;
	expert_round_draft: ExpertRoundDraftTable;
	secret_participation: SecretParticipationTable;
	secret_vote: SecretVoteTable;
	lab_item: LabItemTable;
	imported_as: ImportedAsTable;
	document: DocumentTable;
	update_log: UpdateLogTable;
	snapshot: SnapshotTable;
	document_client: DocumentClientTable;
	authorship: AuthorshipTable;
	quarantine: QuarantineTable;
	allowed_phrase: AllowedPhraseTable;
	search_parent: SearchParentTable;
	search_entry: SearchEntryTable;
	forgetting: ForgettingTable;
	audit: AuditTable;
	notice: NoticeTable;
	notice_level: NoticeLevelTable;
	mail: MailTable;
}

export type Db = Kysely<Schema>;
