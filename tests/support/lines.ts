import * as Y from 'yjs';
import { ByteReader } from '../../server/sync/bytes.ts';
import { Connection, type Grant, type Line } from '../../server/sync/connection.ts';
import type { AwarenessEntry } from '../../server/sync/frame.ts';
import type { Parcel } from '../../server/sync/parcel.ts';
import { readPresence } from './read-presence.ts';

/** The far end of a connection without a network between. */
export class RecordingLine implements Line {
	readonly carrier = 'websocket';
	readonly sent: Uint8Array[] = [];
	closed: { code: number; reason: string } | null = null;
	waiting = 0;
	readonly quietAfter = Infinity;

	send(...parcels: readonly Parcel[]): void {
		for (const parcel of parcels) this.sent.push(...parcel.messages);
	}

	buffered(): number {
		return this.waiting;
	}

	silence(): number {
		return 0;
	}

	close(code: number, reason: string): void {
		this.closed ??= { code, reason };
	}

	/** Presence entries heard so far. */
	presence(): AwarenessEntry[] {
		return readPresence(this.sent);
	}
}

export function aGrant(memberId: string, about: Partial<Grant> = {}): Grant {
	return {
		access: 'write',
		memberId,
		signInId: `sign-in-${memberId}`,
		signInEnds: Number.MAX_SAFE_INTEGER,
		isPlaceless: false,
		person: {
			memberId,
			name: memberId,
			initials: memberId.slice(0, 2),
			organisation: 'Ons',
			domain: 'sociaal'
		},
		organisationId: 'ons',
		hides: null,
		...about
	};
}

export function aConnection(
	memberId: string,
	about: Partial<Grant> = {}
): { connection: Connection; line: RecordingLine } {
	const line = new RecordingLine();
	const connection = new Connection('d', aGrant(memberId, about), line, {
		wantsSaved: false,
		now: Date.now()
	});
	return { connection, line };
}

/** The document a client would have that applied all it was sent. */
export function docOf(line: RecordingLine): Y.Doc {
	const doc = new Y.Doc();
	for (const message of line.sent) {
		const reader = new ByteReader(message);
		if (reader.varUint() === 0 && reader.varUint() !== 0) Y.applyUpdate(doc, reader.varBytes());
	}
	return doc;
}
