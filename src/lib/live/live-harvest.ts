import * as Y from 'yjs';
import { HarvestDocument, type HarvestLine, type HarvestText } from '$lib/documents/harvest';
import { harvestDocument } from '$lib/domain/document-name';
import { Live } from './live';
import type { Lines } from './lines';
import { Provider } from './provider';
import type { SaveState } from './save-state';

/** The harvest of a board as it is written together. */
export class LiveHarvest {
	readonly document: HarvestDocument;
	readonly origin = {};
	readonly isReady: Live<boolean>;
	readonly lines: Live<HarvestLine[]>;
	readonly saving: Live<SaveState>;
	readonly #provider: Provider;
	readonly #texts = new Map<string, Live<string>>();

	constructor(boardId: string, lines: Lines) {
		const doc = new Y.Doc();
		this.document = new HarvestDocument(doc);
		this.#provider = new Provider(harvestDocument(boardId), doc, lines);
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
		const key = `${which} ${id}`;
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

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const stop = this.#provider.start();
		return () => {
			stop();
			this.document.doc.destroy();
		};
	}
}
