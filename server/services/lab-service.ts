import { can, roleIn, type Actor } from '../../src/lib/domain/access.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import type { Lab, LabItem, LabRepository } from '../store/lab-repository.ts';

/** Labs: which ones an actor is in, and what stands on their home. */
export class LabService {
	readonly #labs: LabRepository;

	constructor(labs: LabRepository) {
		this.#labs = labs;
	}

	/** The actor's labs with her role, oldest first. */
	async list(actor: Actor): Promise<{ lab: Lab; role: Role }[]> {
		const labs = await this.#labs.list(actor.memberships.map(({ labId }) => labId));
		return labs.flatMap((lab) => {
			const role = roleIn(actor, lab.id);
			return role ? [{ lab, role }] : [];
		});
	}

	/** By id or slug; somebody else's lab is not found, like one that does not exist. */
	async open(actor: Actor, idOrSlug: string): Promise<Outcome<Lab>> {
		const lab = await this.#labs.find(idOrSlug);
		if (!lab || !can(actor, 'lab.read', { labId: lab.id, id: lab.id })) return refused('not-found');
		return done(lab);
	}

	/** Items of one kind that this actor may see on the lab's home. */
	async listItems(actor: Actor, lab: Lab, kind: string): Promise<LabItem[]> {
		return itemsFor(actor, lab, kind, await this.#labs.listItems(lab.id, kind));
	}

	countItems(lab: Lab): Promise<Map<string, number>> {
		return this.#labs.countItems(lab.id);
	}
}

/** A guest sees what she is invited to; of the rest of the lab its rules and word list. */
export function itemsFor(
	actor: Actor,
	lab: Pick<Lab, 'id'>,
	kind: string,
	items: LabItem[]
): LabItem[] {
	const role = roleIn(actor, lab.id);
	const guest = role === 'expert' || role === 'sleutelfiguur' || role === 'waarnemer';
	if (!guest || kind === 'term') return items;
	return items.filter((item) => actor.invitations.has(item.id));
}
