import type { Actor } from '../../src/lib/domain/access.ts';
import type { Work, WorkKind, WorkRow } from '../../src/lib/documents/work-view.ts';
import type { NoticeRepository } from '../store/notice-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { LabService } from './lab-service.ts';

/** Where such things come from. Who builds something that waits for people adds one in compose.ts. */
export interface WorkSource {
	kind: WorkKind;
	list: (actor: Actor, lab: Lab) => Promise<WorkRow[]>;
}

/** Everything that waits for somebody, over all her labs. */
export class MyWork {
	readonly #labs: LabService;
	readonly #notices: NoticeRepository;
	readonly #sources: readonly WorkSource[];

	constructor(parts: {
		labs: LabService;
		notices: NoticeRepository;
		sources: readonly WorkSource[];
	}) {
		this.#labs = parts.labs;
		this.#notices = parts.notices;
		this.#sources = parts.sources;
	}

	async of(actor: Actor): Promise<Work> {
		const work: Work = {
			...{ unread: [], requests: [], rounds: [], mentions: [], answerable: [] },
			...{ drafts: [], actions: [], follows: [] }
		};
		for (const { lab } of await this.#labs.list(actor)) {
			for (const { kind, list } of this.#sources) {
				const rows = await list(actor, lab);
				if (rows.length > 0) work[kind].push({ slug: lab.slug, name: lab.name, rows });
			}
		}
		return work;
	}

	/** Questions she asked or follows in which something is new: one query, for every page of a lab. */
	countNew(actor: Actor): Promise<number> {
		const labs = actor.memberships.map(({ labId }) => labId);
		return this.#notices.countQuestions(actor.memberId, labs);
	}
}
