import type { Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import {
	cardPlaceOf,
	mentionKey,
	mentionsIn,
	type Mention
} from '../../src/lib/documents/mentions.ts';
import type { RichDoc } from '../../src/lib/documents/rich-text.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { LabService } from './lab-service.ts';

/** Where the terms and cards that texts mention can be read. */
export class Mentions {
	readonly #labs: LabService;
	readonly #boards: BoardRepository;

	constructor(parts: { labs: LabService; boards: BoardRepository }) {
		this.#labs = parts.labs;
		this.#boards = parts.boards;
	}

	/** Terms of the lab, by name. */
	async terms(actor: Actor, lab: Lab): Promise<{ id: string; label: string }[]> {
		const items = await this.#labs.listItems(actor, lab, 'term');
		return items
			.map(({ id, title }) => ({ id, label: title }))
			.sort((a, b) => a.label.localeCompare(b.label, 'nl'));
	}

	/** By `mentionKey`: the path of each that this reader may look at. Others are words, and no link. */
	async pathsIn(actor: Actor, lab: Lab, docs: readonly RichDoc[]): Promise<Record<string, string>> {
		const paths: Record<string, string> = {};
		const found = mentionsIn(docs);
		if (found.length === 0) return paths;
		const terms = new Set((await this.terms(actor, lab)).map(({ id }) => id));
		for (const mention of found) {
			const path =
				mention.kind === 'term'
					? terms.has(mention.id) && `/labs/${lab.slug}#woorden`
					: await this.#cardPath(actor, lab, mention);
			if (path) paths[mentionKey(mention)] = path;
		}
		return paths;
	}

	async #cardPath(actor: Actor, lab: Lab, { id }: Mention): Promise<string | null> {
		const place = cardPlaceOf(id);
		const board = place && (await this.#boards.find(place.board));
		if (board?.labId !== lab.id || board.withdrawnAt !== null || !readsBoard(actor, board))
			return null;
		return `/labs/${lab.slug}/boards/${board.id}#${place?.anchor ?? ''}`;
	}
}
