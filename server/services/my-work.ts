import type { Actor } from '../../src/lib/domain/access.ts';
import type { Work, WorkKind, WorkRow } from '../../src/lib/documents/work-view.ts';
import type { NoticeRepository } from '../store/notice-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { LabService } from './lab-service.ts';
import { isGuestIn } from './thread-parts.ts';

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

	/** Questions she asked or follows, and rounds, in which something is new; for every page of a lab. */
	async countNew(actor: Actor): Promise<number> {
		const { memberId, memberships } = actor;
		const inside = memberships
			.map(({ labId }) => labId)
			.filter((labId) => !isGuestIn(actor, labId));
		const questions = await this.#notices.countQuestions(memberId, inside);
		const rounds = await this.#notices.countRounds(memberId, inside);
		return questions + rounds + (await this.#countAsGuest(actor));
	}

	/** One by one: what she may not open any more is not new to her. */
	async #countAsGuest(actor: Actor): Promise<number> {
		if (!actor.memberships.some(({ labId }) => isGuestIn(actor, labId))) return 0;
		let count = 0;
		for (const { lab } of await this.#labs.list(actor)) {
			if (!isGuestIn(actor, lab.id)) continue;
			for (const { kind, list } of this.#sources) {
				if (kind === 'unread') count += (await list(actor, lab)).length;
			}
		}
		return count;
	}
}
