import * as Y from 'yjs';
import { BoardDocument, type CardFacts } from '$lib/documents/board';
import type { Bundle, Card, FieldValue } from '$lib/documents/card';
import type { Comment } from '$lib/documents/comment';
import type { LinkType } from '$lib/documents/link';
import { UndoWatch } from '$lib/documents/undo-watch';
import { limits } from '$lib/domain/limits';
import type { CardKind } from '$lib/domain/template';
import { HeldTexts } from './held-texts';
import { Live, sameList, sameWords, Signal } from './live';
import type { Place, Present } from './presence';
import type { Lines } from './lines';
import { Provider } from './provider';
import { ReadCards } from './read-cards';
import type { RefusalReason } from './close-codes';
import type { SaveState } from './save-state';

/** A board as the page got it with its first paint. */
export interface BoardSnapshot {
	cards: (Card & { text: string })[];
	comments: Comment[];
	bundles: Bundle[];
}

const nothing: BoardSnapshot = { cards: [], comments: [], bundles: [] };

/** What others did since the last time somebody asked. */
export interface RemoteChanges {
	added: string[];
	moved: string[];
	binned: string[];
}

/**
 * A document of cards that follows the server: a board, or what belongs to one (hidden notes, a
 * group's part ...). Components read it and call its verbs.
 */
export class LiveBoard {
	readonly document: BoardDocument;
	/** Whose change it is: undo follows this origin and no other. */
	readonly origin = {};
	/** Texts of cards as they are written here, with what is held back of them. */
	readonly held: HeldTexts;
	readonly isReady: Live<boolean>;
	readonly cards: Live<Card[]>;
	readonly comments: Live<Comment[]>;
	readonly bundles: Live<Bundle[]>;
	readonly saving: Live<SaveState>;
	readonly others: Live<Present[]>;
	/** Who is here, wherever on the board. */
	readonly people: Live<Present[]>;
	/** Why nothing comes any more, or null. */
	readonly refused: Live<RefusalReason | null>;
	readonly history: Live<{ canUndo: boolean; canRedo: boolean }>;
	readonly #provider: Provider;
	readonly #texts = new Map<string, Live<string>>();
	/** Cards or comments came, went, moved or changed a fact; or the first state arrived. */
	readonly #structure = new Signal();
	readonly #undo: Y.UndoManager;
	readonly #undoWatch: UndoWatch;
	/** Card ids this page changed, with the number of the change. */
	readonly #touched = new Map<string, number>();
	#changes = 0;
	#remote: RemoteChanges = { added: [], moved: [], binned: [] };
	readonly #read: ReadCards;
	readonly #painted: ReadonlyMap<string, string>;
	/** The document is here: from then on it is what counts. */
	#isHere = false;

	/** `name` as the server knows the document; without a snapshot it is empty until it arrived. */
	constructor(name: string, lines: Lines, snapshot: BoardSnapshot = nothing) {
		const doc = new Y.Doc();
		this.#painted = new Map(snapshot.cards.map(({ id, text }) => [id, text]));
		this.document = new BoardDocument(doc);
		this.#read = new ReadCards(this.document, snapshot.cards);
		this.#provider = new Provider(name, doc, lines);
		this.#undo = this.document.undoFor(this.origin);
		this.#undoWatch = new UndoWatch(this.document, this.#undo, this.origin);
		this.held = new HeldTexts({
			origin: this.origin,
			limit: limits.cardText,
			textOf: (id) => this.document.text(id)
		});
		this.isReady = new Live(() => this.#isHere, this.#structure.on, Object.is);
		this.cards = new Live(() => this.#read.list, this.#structure.on, sameList);
		this.comments = new Live(
			() => (this.#isHere ? this.document.comments() : snapshot.comments),
			this.#structure.on,
			sameWords
		);
		this.bundles = new Live(
			() => (this.#isHere ? this.document.bundles() : snapshot.bundles),
			this.#structure.on,
			sameWords
		);
		this.saving = new Live(
			() => ({
				connection: this.#provider.connection,
				way: this.#provider.way,
				unsaved: this.#provider.unsaved,
				savedAt: this.#provider.savedAt
			}),
			this.#provider.changed.on
		);
		this.others = this.#provider.presence.others;
		this.people = this.#provider.presence.people;
		this.refused = new Live(() => this.refusal, this.#provider.changed.on, Object.is);
		this.history = new Live(
			() => ({ canUndo: this.#undo.canUndo(), canRedo: this.#undo.canRedo() }),
			(changed) => {
				const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
				for (const event of events) this.#undo.on(event, changed);
				const stop = this.#structure.on(changed);
				return () => {
					stop();
					events.forEach((event) => this.#undo.off(event, changed));
				};
			}
		);
	}

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const stopProvider = this.#provider.start();
		const stopWatching = this.#provider.changed.on(() => {
			if (this.#isHere || !this.#provider.isSynced) return;
			this.#isHere = true;
			this.#read.readAll();
			this.#structure.emit();
		});
		const stopRemote = this.document.onCardsChange((here, transaction) => {
			if (!this.#isHere) return;
			this.#noteChange(here, this.document.changedCards(transaction));
			this.#structure.emit();
		});
		const touch = (transaction: Y.Transaction) => this.#noteTouched(transaction);
		this.document.doc.on('afterTransaction', touch);
		return () => {
			stopRemote();
			stopWatching();
			this.document.doc.off('afterTransaction', touch);
			stopProvider();
			this.#undo.destroy();
			this.document.doc.destroy();
		};
	}

	/** The text of a card, one value per card however many read it. */
	text(id: string): Live<string> {
		let live = this.#texts.get(id);
		if (!live) {
			const painted = this.#painted.get(id) ?? '';
			live = new Live(
				() => this.document.text(id)?.toJSON() ?? painted,
				(changed) => {
					let text = this.document.text(id);
					text?.observe(changed);
					// Before the first sync there is no text to observe yet.
					const stop = this.#structure.on(() => {
						if (text) return;
						text = this.document.text(id);
						text?.observe(changed);
						if (text && text.toJSON() !== painted) changed();
					});
					return () => {
						stop();
						text?.unobserve(changed);
					};
				}
			);
			this.#texts.set(id, live);
		}
		return live;
	}

	/** Why nothing comes any more, or null; `onConnection` tells when that may have changed. */
	get refusal(): RefusalReason | null {
		const { connection } = this.#provider;
		return connection.status === 'refused' ? connection.reason : null;
	}

	/** Returns its own undo. */
	readonly onConnection = (changed: () => void): (() => void) => this.#provider.changed.on(changed);

	/** Tells of cards, comments and bundles that came, went or changed. Returns its own undo. */
	readonly onStructure = (changed: () => void): (() => void) => this.#structure.on(changed);

	/** Tells of anything that changed, letters of a text included. Returns its own undo. */
	readonly onWords = (changed: () => void): (() => void) => {
		const { doc } = this.document;
		doc.on('update', changed);
		return () => doc.off('update', changed);
	};

	/** Tells at which cards somebody came, went or moved. Returns its own undo. */
	readonly onMove = (moved: (cards: ReadonlySet<string>) => void): (() => void) =>
		this.#provider.presence.onMove(moved);

	/** Who else is at a card now. */
	othersAt(card: string): Present[] {
		return this.#provider.presence.at(card);
	}

	get isFull(): boolean {
		return this.document.size >= limits.boardCards;
	}

	/** False when the board is full. */
	addCard(card: Parameters<BoardDocument['addCard']>[0]): boolean {
		if (this.isFull) return false;
		this.#step(() => this.document.addCard(card, this.origin, 'making'));
		return true;
	}

	moveCard(id: string, zone: string, index: number, kind?: CardKind): void {
		this.#step(() => this.document.moveCard(id, zone, index, this.origin, kind));
	}

	bundleCard(id: string, withCard: string): void {
		const bundle = crypto.randomUUID();
		this.#step(() => this.document.bundleCard(id, withCard, bundle, this.origin));
	}

	unbundleCard(id: string): void {
		this.#step(() => this.document.unbundleCard(id, this.origin));
	}

	nameBundle(id: string, title: string): void {
		this.#step(() => this.document.nameBundle(id, title, this.origin));
	}

	mergeBundles(id: string, into: string): void {
		this.#step(() => this.document.mergeBundles(id, into, this.origin));
	}

	dissolveBundle(id: string): void {
		this.#step(() => this.document.dissolveBundle(id, this.origin));
	}

	tagCard(id: string, key: 'marks' | 'compass', tag: string, on: boolean): void {
		this.#step(() => this.document.tagCard(id, key, tag, on, this.origin));
	}

	setField(id: string, field: string, value: FieldValue): void {
		this.#step(() => this.document.setField(id, field, value, this.origin));
	}

	linkCard(id: string, to: string, type: LinkType | null): void {
		this.#step(() => this.document.linkCard(id, to, type, this.origin));
	}

	setFact<Key extends keyof CardFacts>(id: string, key: Key, value: CardFacts[Key]): void {
		this.document.setFact(id, key, value, this.origin);
	}

	binCard(id: string): void {
		this.#step(() => this.document.binCard(id, Date.now(), this.origin));
	}

	/** `to`: not where it stood, for it does not belong there. */
	restoreCard(id: string, to: { zone: string; kind: CardKind } | null = null): void {
		this.#step(() => {
			if (to) {
				const end = this.document.cardsIn(to.zone).length;
				this.document.moveCard(id, to.zone, end, this.origin, to.kind);
			}
			this.document.restoreCard(id, this.origin);
		});
	}

	/** Takes back what is held back of the card being written, which nobody else has. */
	undoHeld(which: 'undo' | 'redo', card: string | null): boolean {
		const held = card === null ? undefined : this.held.find(card);
		return (which === 'undo' ? held?.undo() : held?.redo()) ?? false;
	}

	/** Cards somebody else changed since the step that comes next; then one asks first. */
	changedSince(which: 'undo' | 'redo', card: string | null): string[] {
		return this.#undoWatch.changedSince(which, card);
	}

	undo(which: 'undo' | 'redo', isOverruling = false): void {
		if (isOverruling) this.#undoWatch.overrule(which);
		else this.#undo[which]();
	}

	/** The step that comes next is left as it is. */
	skipUndo(which: 'undo' | 'redo'): void {
		this.#undoWatch.letGo(which);
		this.#structure.emit();
	}

	/** What one types next is an undo step of its own. */
	endStep(): void {
		this.#undo.stopCapturing();
	}

	/** Tells the others where one is; indexes in the card's text. */
	setPlace(place: { card: string; anchor?: number; head?: number; typing?: boolean } | null): void {
		const text = place ? this.document.text(place.card) : null;
		if (!place || !text) {
			this.#provider.presence.setPlace(place ? { card: place.card } : null);
			return;
		}
		const relative = (index: number | undefined) =>
			index === undefined ? undefined : Y.createRelativePositionFromTypeIndex(text, index);
		this.#provider.presence.setPlace({
			card: place.card,
			anchor: relative(place.anchor),
			head: relative(place.head),
			typing: place.typing ?? false
		});
	}

	/** Where somebody's caret stands in a card's text now, or null. */
	caretOf(place: Place): number | null {
		if (place.head === undefined) return null;
		try {
			const relative = Y.createRelativePositionFromJSON(place.head);
			const absolute = Y.createAbsolutePositionFromRelativePosition(relative, this.document.doc);
			return absolute?.type === this.document.text(place.card) ? absolute.index : null;
		} catch {
			// A place is what another client said of itself.
			return null;
		}
	}

	/** Whether something of this card is not on the server's disk yet. */
	isUnsaved(id: string): boolean {
		const { unsaved } = this.saving.current;
		if (this.held.find(id)?.isHolding) return true;
		return (this.#touched.get(id) ?? 0) > this.#changes - unsaved;
	}

	/** A card's text as its writer sees it, what is held back included. */
	shownText(id: string): string {
		return this.held.find(id)?.shown ?? this.document.textOf(id);
	}

	/** Texts of cards written here of which something is not on the server's disk: to set aside and copy. */
	unsavedTexts(): { id: string; text: string }[] {
		const durable = this.#changes - this.#provider.unsaved;
		const sent = [...this.#touched].filter(([, change]) => change > durable).map(([id]) => id);
		const held = this.held.holding.current.map(({ key }) => key);
		return [...new Set([...sent, ...held])]
			.map((id) => ({ id, text: this.shownText(id) }))
			.filter(({ text }) => text !== '');
	}

	/** What others did since the last call. */
	takeRemoteChanges(): RemoteChanges {
		const taken = this.#remote;
		this.#remote = { added: [], moved: [], binned: [] };
		return taken;
	}

	/** One act is one step of undo. */
	#step(act: () => void): void {
		this.#undo.stopCapturing();
		act();
		this.#undo.stopCapturing();
	}

	#noteChange(here: boolean, ids: readonly string[]): void {
		const before = new Map(ids.map((id) => [id, this.#read.get(id)]));
		this.#read.read(ids);
		for (const id of here ? [] : ids) {
			const [was, card] = [before.get(id), this.#read.get(id)];
			if (!card) continue;
			const wasHere = was?.binnedAt === null;
			if (!wasHere && card.binnedAt === null) this.#remote.added.push(id);
			else if (wasHere && card.binnedAt !== null) this.#remote.binned.push(id);
			else if (wasHere && was.zone !== card.zone) this.#remote.moved.push(id);
		}
	}

	#noteTouched(transaction: Y.Transaction): void {
		if (!transaction.local || transaction.changed.size === 0) return;
		this.#changes += 1;
		for (const change of this.document.changesIn(transaction)) {
			this.#touched.set(change.split('/', 1)[0] ?? change, this.#changes);
		}
	}
}
