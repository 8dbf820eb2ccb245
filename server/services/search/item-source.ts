import { createHash } from 'node:crypto';
import type { Actor } from '../../../src/lib/domain/access.ts';
import { tlps } from '../../../src/lib/domain/tlp.ts';
import type { Lab, LabItem, LabRepository } from '../../store/lab-repository.ts';
import type { SearchEntry } from '../../store/search/search-index.ts';
import { itemsFor } from '../lab-service.ts';
import type { SearchSource, ShownParent, SourceContent, Survey } from './search-source.ts';

/** Lessons and terms, which are items of the lab; each is read as a whole. */
export class ItemSource implements SearchSource {
	readonly kind: 'lesson' | 'term';
	readonly #labs: LabRepository;

	constructor(kind: 'lesson' | 'term', labs: LabRepository) {
		this.kind = kind;
		this.#labs = labs;
	}

	all(): Promise<string[]> {
		return this.#labs.itemIds(this.kind);
	}

	async read(id: string): Promise<SourceContent | null> {
		const found = await this.#labs.findItem(id);
		if (found?.item.kind !== this.kind) return null;
		const { labId, item } = found;
		return { labId, stamp: stampOf(item), entries: [this.#entry(item)] };
	}

	async survey(actor: Actor, lab: Lab): Promise<Survey> {
		const items = await this.#labs.listItems(lab.id, this.kind);
		return {
			reach: { only: itemsFor(actor, lab, this.kind, items).map(({ id }) => id) },
			stamps: new Map(items.map((item) => [item.id, stampOf(item)]))
		};
	}

	async show(actor: Actor, lab: Lab, ids: readonly string[]): Promise<Map<string, ShownParent>> {
		const items = await this.#labs.listItems(lab.id, this.kind);
		return new Map(
			itemsFor(actor, lab, this.kind, items)
				.filter(({ id }) => ids.includes(id))
				.map(({ id, title, data }) => {
					return [id, { title, tlp: tlps.find((tlp) => tlp === data['tlp']) ?? null }];
				})
		);
	}

	#entry({ title, data }: LabItem): SearchEntry {
		const texts = this.kind === 'lesson' ? lessonTexts : termTexts;
		const said = texts.flatMap((key) => data[key]).filter((text) => typeof text === 'string');
		const word = (key: string) => (typeof data[key] === 'string' ? data[key] : null);
		return {
			kind: this.kind,
			anchor: '',
			title,
			text: said.join('\n'),
			state: word('status'),
			topic: word('topic'),
			at: word('since') ?? ''
		};
	}
}

const lessonTexts = ['oneLiner', 'text', 'tryTomorrow', 'conditions'];
const termTexts = ['social', 'safety', 'joint', 'related'];

function stampOf({ title, data }: LabItem): string {
	const said = JSON.stringify([title, data]);
	return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}
