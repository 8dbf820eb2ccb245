import * as Y from 'yjs';
import {
	HarvestDocument,
	harvestTexts,
	type HarvestLine,
	type HarvestText
} from '$lib/documents/harvest';
import { harvestDocument } from '$lib/domain/document-name';
import { limits } from '$lib/domain/limits';
import { HeldTexts } from './held-texts';
import { Live } from './live';
import type { Lines } from './lines';
import { Provider } from './provider';
import type { SaveState } from './save-state';

/** The harvest of a board as it is written together. */
export class LiveHarvest {
	readonly document: HarvestDocument;
	readonly origin = {};
	/** Texts as they are written here, with what is held back of them; see `keyOf`. */
	readonly held: HeldTexts;
	readonly isReady: Live<boolean>;
	readonly lines: Live<HarvestLine[]>;
	readonly saving: Live<SaveState>;
	readonly #provider: Provider;
	readonly #texts = new Map<string, Live<string>>();

	constructor(boardId: string, lines: Lines) {
		const doc = new Y.Doc();
		this.document = new HarvestDocument(doc);
		this.#provider = new Provider(harvestDocument(boardId), doc, lines);
		this.held = new HeldTexts({
			origin: this.origin,
			limit: limits.cardText,
			textOf: (key) => this.#textAt(key)
		});
		this.isReady = new Live(() => this.#provider.isSynced, this.#provider.changed.on);
		this.lines = new Live(
			() => this.document.lines(),
			(changed) => this.document.onLinesChange(changed)
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
	}

	/** One text of a line, as it is typed. */
	text(id: string, which: HarvestText): Live<string> {
		const key = keyOf(id, which);
		let live = this.#texts.get(key);
		if (!live) {
			live = new Live(
				() => this.document.text(id, which)?.toJSON() ?? '',
				(changed) => {
					const text = this.document.text(id, which);
					text?.observe(changed);
					return () => text?.unobserve(changed);
				}
			);
			this.#texts.set(key, live);
		}
		return live;
	}

	#textAt(key: string): Y.Text | null {
		const which = harvestTexts.find((each) => key.startsWith(`${each} `));
		return which ? this.document.text(key.slice(which.length + 1), which) : null;
	}

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const stop = this.#provider.start();
		return () => {
			stop();
			this.document.doc.destroy();
		};
	}
}

/** Of one text of a line among those that are held. */
export function keyOf(id: string, which: HarvestText): string {
	return `${which} ${id}`;
}
