import * as Y from 'yjs';
import { harvestKinds, type HarvestKind } from '../domain/board-command.ts';

/** A line of the harvest. Its texts are written together; where it came from stays with it. */
export interface HarvestLine {
	id: string;
	kind: HarvestKind;
	/** The card it was harvested from. */
	card: string;
	/** Ms since epoch. */
	at: number;
}

/** Every line says what, for whom, and under which conditions. */
export const harvestTexts = ['text', 'forWhom', 'conditions'] as const;
export type HarvestText = (typeof harvestTexts)[number];

/** A line with all that was written in it. */
export interface CopiedLine extends HarvestLine {
	texts: Record<HarvestText, string>;
}

export const harvestRoots = ['lines'] as const;

/**
 * The only one that knows the keys of a harvest document.
 *
 *   lines: Map<line id, Map{ kind, card, at, text: Text, forWhom: Text, conditions: Text }>
 */
export class HarvestDocument {
	readonly doc: Y.Doc;
	readonly #lines: Y.Map<Y.Map<unknown>>;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.#lines = doc.getMap('lines');
	}

	/** In the order in which they were harvested. */
	lines(): HarvestLine[] {
		return [...this.#lines.entries()]
			.flatMap(([id, map]) => {
				if (!((map as unknown) instanceof Y.Map)) return [];
				const [kind, card, at] = ['kind', 'card', 'at'].map((key) => map.get(key));
				const known = harvestKinds.find((each) => each === kind);
				if (!known || typeof card !== 'string') return [];
				return { id, kind: known, card, at: typeof at === 'number' ? at : 0 };
			})
			.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
	}

	text(id: string, which: HarvestText): Y.Text | null {
		const map: unknown = this.#lines.get(id);
		const text = map instanceof Y.Map ? (map.get(which) as unknown) : null;
		return text instanceof Y.Text ? text : null;
	}

	/** Client id of whoever made the line. */
	makerOf(id: string): number | null {
		return this.#lines._map.get(id)?.id.client ?? null;
	}

	add(line: HarvestLine, text: string, origin: unknown): void {
		this.paste({ ...line, texts: { text, forWhom: '', conditions: '' } }, origin);
	}

	/** Every line with its texts. */
	copy(): CopiedLine[] {
		return this.lines().map((line) => {
			const textOf = (which: HarvestText) => this.text(line.id, which)?.toJSON() ?? '';
			const [text, forWhom, conditions] = harvestTexts.map(textOf);
			return {
				...line,
				texts: { text: text ?? '', forWhom: forWhom ?? '', conditions: conditions ?? '' }
			};
		});
	}

	/** Puts a line in under the id it has. */
	paste({ id, kind, card, at, texts }: CopiedLine, origin: unknown): void {
		this.doc.transact(() => {
			const map = new Y.Map<unknown>();
			map.set('kind', kind);
			map.set('card', card);
			map.set('at', at);
			for (const which of harvestTexts) map.set(which, new Y.Text(texts[which]));
			this.#lines.set(id, map);
		}, origin);
	}

	/** Calls back when lines come or go; sleeps through typing. Returns its own undo. */
	onLinesChange(changed: () => void): () => void {
		this.#lines.observe(changed);
		return () => this.#lines.unobserve(changed);
	}
}
