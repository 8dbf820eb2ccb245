import { describe, expect, it } from 'vitest';
import { aNewCard, boardOf, copyOf, exchange } from '../../../tests/support/two-boards.ts';
import { UndoWatch } from './undo-watch.ts';

/** Two people with the same board; the first can undo, a step for every act. */
function two() {
	const mine = boardOf('a', 'b', 'c');
	const undo = mine.undoFor('me');
	const watch = new UndoWatch(mine, undo, 'me');
	const theirs = copyOf(mine);
	const step = (act: () => void) => {
		undo.stopCapturing();
		act();
		undo.stopCapturing();
	};
	return { mine, theirs, undo, watch, step };
}

describe('what somebody else changed since one did it', () => {
	it('is known of a move, and overruling it puts the card back all the same', () => {
		const { mine, theirs, undo, watch, step } = two();
		step(() => mine.setFact('b', 'domain', 'veiligheid', 'me'));
		step(() => mine.moveCard('a', 'duiding', 0, 'me'));
		expect(watch.changedSince('undo')).toEqual([]);
		exchange(mine, theirs);
		theirs.moveCard('a', 'wit', 0, 'they');
		exchange(mine, theirs);
		expect(watch.changedSince('undo')).toEqual(['a']);
		watch.overrule('undo');
		exchange(mine, theirs);
		for (const board of [mine, theirs]) expect(board.card('a')!.zone).toBe('feiten');
		expect(mine.card('b')!.domain).toBe('veiligheid');
		expect(undo.undoStack).toHaveLength(1);
	});

	it('is left as it is when one lets go, and the step before it is next', () => {
		const { mine, theirs, undo, watch, step } = two();
		step(() => mine.setFact('b', 'domain', 'veiligheid', 'me'));
		step(() => mine.moveCard('a', 'duiding', 0, 'me'));
		exchange(mine, theirs);
		theirs.moveCard('a', 'wit', 0, 'they');
		exchange(mine, theirs);
		watch.letGo('undo');
		expect(watch.changedSince('undo')).toEqual([]);
		undo.undo();
		expect([mine.card('a')!.zone, mine.card('b')!.domain]).toEqual(['wit', 'sociaal']);
	});

	it('is no matter where it was something else, or came before', () => {
		const { mine, theirs, watch, step } = two();
		theirs.moveCard('a', 'wit', 0, 'they');
		exchange(mine, theirs);
		step(() => mine.moveCard('a', 'duiding', 0, 'me'));
		exchange(mine, theirs);
		theirs.text('a')!.insert(0, 'meer ');
		theirs.moveCard('c', 'wit', 0, 'they');
		exchange(mine, theirs);
		expect(watch.changedSince('undo')).toEqual([]);
	});

	it('is anything at all of a card one added', () => {
		const { mine, theirs, watch, step } = two();
		step(() => mine.addCard(aNewCard('nieuw'), 'me', 'making'));
		exchange(mine, theirs);
		theirs.text('nieuw')!.insert(0, 'hun woorden');
		exchange(mine, theirs);
		expect(watch.changedSince('undo')).toEqual(['nieuw']);
	});

	it('is known of letters, but not while one types among those of another', () => {
		const { mine, theirs, watch, step } = two();
		step(() => mine.doc.transact(() => mine.text('a')!.insert(1, ' van mij'), 'me'));
		exchange(mine, theirs);
		theirs.text('a')!.insert(0, 'hun ');
		exchange(mine, theirs);
		expect(watch.changedSince('undo')).toEqual(['a']);
		expect(watch.changedSince('undo', 'a')).toEqual([]);
		expect(watch.changedSince('undo', 'b')).toEqual(['a']);
	});

	it('is known of a redo as well', () => {
		const { mine, theirs, undo, watch, step } = two();
		step(() => mine.moveCard('a', 'duiding', 0, 'me'));
		undo.undo();
		expect(watch.changedSince('redo')).toEqual([]);
		exchange(mine, theirs);
		theirs.moveCard('a', 'wit', 0, 'they');
		exchange(mine, theirs);
		expect(watch.changedSince('redo')).toEqual(['a']);
	});
});
