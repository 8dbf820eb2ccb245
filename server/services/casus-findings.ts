import { casusSentences } from '../../src/lib/domain/casus.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { CasusFinding } from '../../src/lib/documents/casus-view.ts';
import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import type { Board } from '../store/board-repository.ts';
import type { Rooms } from '../sync/rooms.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** Findings shown at most: more is a board to read through anyway. */
const MOST = 30;

/**
 * What is still found on an unopened casus, cards and comments included: for the second person, who
 * decides, and for its contributor. Also what slipped in after it was brought.
 */
export async function findingsOn(rooms: Rooms, board: Board): Promise<CasusFinding[]> {
	const { title, question, casus } = board;
	const texts: [CasusFinding['where'], string][] = [
		['title', title],
		...casusSentences.map((each): [CasusFinding['where'], string] => {
			return [each, casus?.sentences[each] ?? ''];
		}),
		['question', question],
		...((await rooms.read(boardDocument(board.id), wordsOf).catch(nullIfUnreadable)) ?? [])
	];
	return texts
		.flatMap(([where, text]) =>
			findPersonalData(text).map(({ text, replacement = null }) => ({ where, text, replacement }))
		)
		.slice(0, MOST);
}

function wordsOf(doc: BoardDocument['doc']): ['card' | 'comment', string][] {
	const content = new BoardDocument(doc);
	return [
		...content.cards().map(({ id }): ['card', string] => ['card', content.textOf(id)]),
		...content.comments().map(({ text }): ['comment', string] => ['comment', text])
	];
}
