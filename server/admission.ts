import type { IncomingMessage } from 'node:http';
import {
	parseDocumentName,
	parseSessionDocument,
	parseThreadDocument
} from '../src/lib/domain/document-name.ts';
import type { Notice } from './cluster/bus.ts';
import type { Services } from './services.ts';
import type { BoardViewers } from './services/board-viewers.ts';
import type { LabGrant, SyncAccess } from './services/sync-access.ts';
import type { Connection } from './sync/connection.ts';
import type { Admission } from './sync/entrance.ts';
import { syncLimits } from './sync/limits.ts';
import type { Rooms } from './sync/rooms.ts';

interface AdmissionParts {
	/** What the lab calls itself: pages of another origin open no line. */
	origin: string;
	services: Services;
	access: SyncAccess;
	rooms: Rooms;
	viewers: BoardViewers;
}

/** Origin -> sign-in -> membership and mode -> caps, each with its answer. */
export function admission({ origin: own, services, access, rooms, viewers }: AdmissionParts) {
	const arrives = async (document: string, { memberId, labId }: LabGrant) => {
		const session = parseSessionDocument(document);
		if (session) return services.sessions.arrives(session.id, memberId);
		const parsed = parseDocumentName(document);
		if (!parsed) return;
		if (parsed.kind === 'board') await services.commands.arrives(parsed.id, memberId);
		// Whoever never loads the page and reads the documents themselves is seen as well.
		await viewers.saw(memberId, { id: parsed.id, labId });
	};
	return async (
		request: IncomingMessage,
		document: string,
		{ originOptional = false } = {}
	): Promise<Admission> => {
		const { origin } = request.headers;
		const foreign = origin !== own;
		if (foreign && !(originOptional && origin === undefined)) return { status: 403 };
		const secret = services.cookie.read(request.headers.cookie);
		const signedIn = await services.signIns.whoHolds(secret);
		if (!signedIn) return { status: 401 };
		const grant = await access.grant(signedIn, document);
		if (!grant) return { status: 404 };
		if (rooms.connectionsOf(grant.memberId) >= syncLimits.socketsPerMember) return { status: 429 };
		await access.ensure(document, grant);
		if (!originOptional) await arrives(document, grant);
		return { grant, document };
	};
}

/** Whether a notice is about what this line may do. */
export function concerns(notice: Notice, connection: Connection): boolean {
	switch (notice.kind) {
		case 'sign-in-ended':
			return connection.grant.signInId === notice.signInId;
		case 'member-changed':
			return connection.grant.memberId === notice.memberId;
		case 'board-changed':
			return parseDocumentName(connection.document)?.id === notice.boardId;
		case 'session-changed':
			return parseSessionDocument(connection.document)?.id === notice.sessionId;
		case 'draft-changed':
			return parseThreadDocument(connection.document)?.id === notice.draftId;
	}
}
