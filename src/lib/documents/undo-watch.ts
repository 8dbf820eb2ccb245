import type * as Y from 'yjs';
import type { BoardDocument } from './board.ts';

/** What one step of undo did, and when others had come how far. */
interface Noted {
	changes: Set<string>;
	at: number;
}

const NOTED = 'changes';

/**
 * Knows of every step one can take back whether somebody else changed the same since. Yjs itself says
 * nothing of that: it leaves such a step out, and takes back the one before it.
 */
export class UndoWatch {
	readonly #board: BoardDocument;
	readonly #undo: Y.UndoManager;
	readonly #origin: unknown;
	/** How often others changed something, and for each thing the last time. */
	#others = 0;
	readonly #lastOther = new Map<string, number>();

	constructor(board: BoardDocument, undo: Y.UndoManager, origin: unknown) {
		this.#board = board;
		this.#undo = undo;
		this.#origin = origin;
		// After the undo manager's own: the step this transaction belongs to is on its stack.
		board.doc.on('afterTransaction', (transaction: Y.Transaction) => this.#note(transaction));
	}

	/**
	 * Cards others changed since the step that would be taken back. `typing`: the card one is writing
	 * on; of its letters only one's own go, in sight of those of others.
	 */
	changedSince(which: 'undo' | 'redo', typing: string | null = null): string[] {
		const stack = which === 'undo' ? this.#undo.undoStack : this.#undo.redoStack;
		const noted = stack.at(-1)?.meta.get(NOTED) as Noted | undefined;
		if (!noted) return [];
		const changed = [...noted.changes].filter((change) => {
			if (typing !== null && change === `${typing}/text`) return false;
			return [...this.#lastOther].some(
				([other, at]) => at > noted.at && (other === change || isWhole(change, other))
			);
		});
		return [...new Set(changed.map(cardOf))];
	}

	/** That step stays as it is: the one before it is next. */
	letGo(which: 'undo' | 'redo'): void {
		(which === 'undo' ? this.#undo.undoStack : this.#undo.redoStack).pop();
	}

	/** Takes the step back also where somebody else changed the same since. */
	overrule(which: 'undo' | 'redo'): void {
		this.#undo.ignoreRemoteMapChanges = true;
		if (which === 'undo') this.#undo.undo();
		else this.#undo.redo();
		this.#undo.ignoreRemoteMapChanges = false;
	}

	#note(transaction: Y.Transaction): void {
		if (!transaction.local) {
			const changes = this.#board.changesIn(transaction);
			if (changes.length > 0) this.#others += 1;
			for (const change of changes) this.#lastOther.set(change, this.#others);
			return;
		}
		const isUndo = transaction.origin === this.#undo;
		if (!isUndo && transaction.origin !== this.#origin) return;
		const stack = isUndo && this.#undo.undoing ? this.#undo.redoStack : this.#undo.undoStack;
		const meta = stack.at(-1)?.meta;
		const noted = (meta?.get(NOTED) as Noted | undefined) ?? { changes: new Set(), at: 0 };
		for (const change of this.#board.changesIn(transaction)) noted.changes.add(change);
		meta?.set(NOTED, { ...noted, at: this.#others });
	}
}

/** A card that was added or put away is a change of all of it. */
function isWhole(change: string, other: string): boolean {
	return change === `${cardOf(change)}/bin` && cardOf(other) === cardOf(change);
}

function cardOf(change: string): string {
	return change.split('/', 1)[0] ?? change;
}
