import type { Way } from './carrier';
import type { Connection } from './provider';

/** What a page can say of saving one document, or several as one. */
export interface SaveState {
	connection: Connection;
	way: Way;
	unsaved: number;
	savedAt: Date | null;
}

/** From fine to bad; a page shows the worst of what it follows. */
const badness: Record<Connection['status'], number> = {
	live: 0,
	connecting: 1,
	'not-saving': 2,
	offline: 3,
	refused: 4
};

/**
 * Several documents as one. The first is the board itself: of the others a connection that is being
 * made counts only while it holds something back.
 */
export function joinSaving(first: SaveState, others: readonly SaveState[]): SaveState {
	const counted = others.filter(
		({ connection: { status }, unsaved }) => status !== 'connecting' || unsaved > 0
	);
	let worst = first;
	let savedAt = first.savedAt;
	for (const each of counted) {
		if (badness[each.connection.status] > badness[worst.connection.status]) worst = each;
		if (each.savedAt && (!savedAt || each.savedAt > savedAt)) savedAt = each.savedAt;
	}
	const unsaved = counted.reduce((sum, each) => sum + each.unsaved, first.unsaved);
	return { connection: worst.connection, way: first.way, unsaved, savedAt };
}
