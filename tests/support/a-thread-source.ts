import type { ShownParent, ThreadSource } from '../../server/services/search/search-source.ts';
import type { SearchEntry } from '../../server/store/search/search-index.ts';

interface Thread {
	title: string;
	entries: SearchEntry[];
	/** Nobody may read it, though it is not gone. */
	isShut?: boolean;
}

/** Questions that are nowhere but in a test. */
export class AThreadSource implements ThreadSource {
	readonly kind = 'question';
	readonly threads = new Map<string, Thread>();
	/** What the store is told that may be read, where that is not what the rules say. */
	reaches: string[] | null = null;
	/** How often each was read. */
	readonly reads: string[] = [];
	readonly #labId: string;

	constructor(labId: string) {
		this.#labId = labId;
	}

	put(id: string, title: string, ...answers: string[]): void {
		const at = '2026-11-27T09:00:00.000Z';
		const entries: SearchEntry[] = [
			{ kind: 'question', anchor: '', title, text: '', state: 'open', at },
			...answers.map((text, i): SearchEntry => {
				return { kind: 'answer', anchor: `answer-${i}`, title: '', text, at };
			})
		];
		this.threads.set(id, { title, entries });
	}

	all() {
		return Promise.resolve([...this.threads.keys()]);
	}

	read(id: string) {
		this.reads.push(id);
		const thread = this.threads.get(id);
		if (thread?.title === 'unreadable') return Promise.reject(new Error('unreadable'));
		const content = thread && { labId: this.#labId, stamp: 'read', entries: thread.entries };
		return Promise.resolve(content ?? null);
	}

	survey() {
		return Promise.resolve({ reach: { only: this.reaches ?? this.#open() } });
	}

	show(_actor: unknown, _lab: unknown, ids: readonly string[]) {
		const open = this.#open().filter((id) => ids.includes(id));
		return Promise.resolve(
			new Map(
				open.map((id): [string, ShownParent] => {
					return [id, { title: this.threads.get(id)?.title ?? '', tlp: 'green' }];
				})
			)
		);
	}

	#open(): string[] {
		return [...this.threads].flatMap(([id, { isShut }]) => (isShut ? [] : id));
	}
}
