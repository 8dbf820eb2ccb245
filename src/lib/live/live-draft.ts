import * as Y from 'yjs';
import {
	DraftDocument,
	draftLimits,
	type DraftFact,
	type DraftFacts,
	type DraftText
} from '$lib/documents/draft';
import { draftDocument } from '$lib/domain/document-name';
import type { RefusalReason } from './close-codes';
import { HeldTexts } from './held-texts';
import type { Judging } from './held-finds';
import type { Lines } from './lines';
import { Live } from './live';
import type { Place, Present } from './presence';
import { Provider } from './provider';
import type { SaveState } from './save-state';

/** A draft as it is written together. */
export class LiveDraft {
	readonly document: DraftDocument;
	readonly origin = {};
	/** Plain texts as they are written here, with what is held back of them. */
	readonly held: Readonly<Record<DraftText, HeldTexts>>;
	readonly isReady: Live<boolean>;
	readonly saving: Live<SaveState>;
	readonly people: Live<Present[]>;
	readonly others: Live<Present[]>;
	readonly facts: Live<DraftFacts>;
	readonly refused: Live<RefusalReason | null>;
	readonly #provider: Provider;

	constructor(draftId: string, lines: Lines) {
		const doc = new Y.Doc();
		this.document = new DraftDocument(doc);
		this.#provider = new Provider(draftDocument(draftId), doc, lines);
		const { changed } = this.#provider;
		const heldOf = (which: DraftText) =>
			new HeldTexts({
				origin: this.origin,
				limit: draftLimits[which],
				textOf: () => this.document.text(which)
			});
		this.held = {
			title: heldOf('title'),
			conditions: heldOf('conditions'),
			source: heldOf('source')
		};
		this.isReady = new Live(() => this.#provider.isSynced, changed.on, Object.is);
		this.saving = new Live(
			() => ({
				connection: this.#provider.connection,
				way: this.#provider.way,
				unsaved: this.#provider.unsaved,
				savedAt: this.#provider.savedAt
			}),
			changed.on
		);
		this.people = this.#provider.presence.people;
		this.others = this.#provider.presence.others;
		this.facts = new Live(
			() => this.document.facts(),
			(heard) => this.document.onFactsChange(heard)
		);
		this.refused = new Live(
			() => {
				const { connection } = this.#provider;
				return connection.status === 'refused' ? connection.reason : null;
			},
			changed.on,
			Object.is
		);
	}

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const stop = this.#provider.start();
		return () => {
			stop();
			this.document.doc.destroy();
		};
	}

	choose<Fact extends DraftFact>(fact: Fact, value: DraftFacts[Fact] | null): void {
		this.document.choose(fact, value, this.origin);
	}

	judge(judging: Judging): void {
		for (const texts of Object.values(this.held)) texts.judge(judging);
	}

	setPlace(place: Place | null): void {
		this.#provider.presence.setPlace(place);
	}
}
