import type { Actor } from '../../src/lib/domain/access.ts';
import type { ActionStatus } from '../../src/lib/domain/action-status.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { putActionStatus } from '../store/action-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import { questionsBehind } from '../store/onward-statements.ts';
import type { Store } from '../store/store.ts';
import type { LabService } from './lab-service.ts';

/** Actions of a lab between its sessions: whoever does one says how it goes. */
export class LabActions {
	readonly #parts: { store: Store; labs: LabService; now: () => Date };

	constructor(parts: { store: Store; labs: LabService; now: () => Date }) {
		this.#parts = parts;
	}

	/** How an action goes, by whom it is; to others it is not there where they do not see it. */
	async say(
		actor: Actor,
		lab: Lab,
		{ action: id, status }: { action: string; status: ActionStatus }
	): Promise<Outcome> {
		const { store, labs, now } = this.#parts;
		const item = (await labs.listItems(actor, lab, 'action')).find((each) => each.id === id);
		const isOwn = item?.data['ownerId'] === actor.memberId;
		if (!item || (item.data['private'] === true && !isOwn)) return refused('not-found');
		if (!isOwn) return refused('forbidden');
		const said = { id, labId: lab.id, boardId: null, status, by: actor.memberId, at: now() };
		await store.transaction((trx) => putActionStatus(trx, said));
		return done();
	}

	/** Questions that actions and lessons of a lab came from, by id of the item. */
	questionsBehind(lab: Pick<Lab, 'id'>): Promise<Map<string, string>> {
		return questionsBehind(this.#parts.store.db, lab.id);
	}
}
