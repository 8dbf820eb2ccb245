import type * as Y from 'yjs';
import { SqlUpdateLog, writeNewDocument } from '../../server/store/sql-update-log.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { Connection, Grant } from '../../server/sync/connection.ts';
import type { Room } from '../../server/sync/room.ts';
import { Rooms } from '../../server/sync/rooms.ts';
import type { UpdateLog } from '../../server/sync/update-log.ts';
import { boardRules } from './door.ts';
import { aGrant, RecordingLine } from './lines.ts';

const name = 'board/one';

/** Rooms over a real store in memory, with one empty document. */
export interface Node {
	store: Store;
	log: UpdateLog;
	rooms: Rooms;
	/** What was logged as an error or a warning. */
	logged: string[];
	join(
		member: string,
		about?: Partial<Grant>
	): Promise<{ room: Room; line: RecordingLine; connection: Connection }>;
	/** Resolves when everything sent so far is on disk and passed on. */
	settle(): Promise<void>;
	doc(): Promise<Y.Doc>;
	close(): Promise<void>;
}

/** `change` may make the log misbehave. */
export async function aNode(change: (log: UpdateLog) => UpdateLog = (log) => log): Promise<Node> {
	const store = await openStore(':memory:');
	const log = change(new SqlUpdateLog(store, () => new Date()));
	const empty = { bytes: new Uint8Array(0), clients: [], authorship: new Map<string, null>() };
	await store.transaction((trx) =>
		writeNewDocument(trx, { document: name, memberId: null, ...empty }, new Date())
	);
	const logged: string[] = [];
	const note = (_: object, message: string) => void logged.push(message);
	const rooms = new Rooms({
		log,
		rulesFor: () => boardRules,
		logger: { error: note, warn: note },
		onBroken: (error) => void logged.push(error.message)
	});
	return {
		store,
		log,
		rooms,
		logged,
		join: async (member, about = {}) => {
			const room = (await rooms.open(name))!;
			const line = new RecordingLine();
			return { room, line, connection: rooms.connect(room, aGrant(member, about), line, true) };
		},
		settle: async () => void (await rooms.read(name, () => undefined)),
		doc: async () => (await rooms.read(name, (doc) => doc))!,
		close: async () => {
			await rooms.close();
			await store.close();
		}
	};
}
