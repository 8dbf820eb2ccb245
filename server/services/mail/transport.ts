/** One message, ready to go. */
export interface Message {
	/** Of the mail; also its file name where it becomes a file. */
	id: string;
	from: string;
	/** Exactly one. */
	to: string;
	/** Headers and body as they go over the line. */
	bytes: Buffer;
}

export type Sent =
	| { became: 'sent' }
	/** Not now. `isLine`: nothing can be sent now, whoever it is for. */
	| { became: 'later'; why: string; isLine: boolean }
	/** Refused for good. */
	| { became: 'never'; why: string }
	/** It was handed over, and nobody said whether it arrived. */
	| { became: 'uncertain'; why: string };

/** Where mails go. */
export interface MailTransport {
	/** Handing over the same mail twice makes one of it. */
	readonly isIdempotent: boolean;
	/** For the administrator; never with a password. */
	readonly name: { kind: 'smtp'; host: string } | { kind: 'outbox' };
	/** Ends at once when `signal` is aborted. */
	send(message: Message, signal: AbortSignal): Promise<Sent>;
}

/** What went wrong, in one line an administrator can read. */
export function oneLine(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return text
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()
		.slice(0, 300);
}
