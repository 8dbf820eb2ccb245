import type { Connection } from './connection.ts';
import type { CloseReason } from './limits.ts';

/** What happens in sync/, told to metrics and the audit trail. Never with content. */
export interface SyncWatch {
	/** The server ended a connection. */
	closed(connection: Connection, reason: CloseReason, why: string): void;
	/** Somebody was refused before a connection was made, with this HTTP status. */
	turnedAway(status: number): void;
	/** One commit for all rooms. */
	committed(facts: { ms: number; updates: number; bytes: number }): void;
	commitFailed(error: unknown): void;
}
