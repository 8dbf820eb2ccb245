import { can, type Actor } from '../../src/lib/domain/access.ts';
import type { ContributorMask } from '../../src/lib/domain/attribution.ts';
import { CONTRIBUTOR } from '../../src/lib/domain/contributor.ts';
import type { Card } from '../../src/lib/documents/card.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { Lab, LabRepository } from '../store/lab-repository.ts';
import { idsOfLabOrganisations } from '../store/organisation-repository.ts';
import type { Store } from '../store/store.ts';

/** Organisations as one reader may know them: names by what stands in a field, and what to choose from. */
export interface BoardOrganisations {
	names: Record<string, string>;
	choices: string[];
}

/**
 * Those of the members of the lab and of its network. The one that brought the casus is chosen as
 * such: under its own name by who may know it, and as the board calls it by everybody else.
 */
export async function organisationsOn(
	parts: { store: Store; boards: BoardRepository; labs: LabRepository },
	about: { actor: Actor; lab: Lab; board: Board; mask: ContributorMask | null },
	cards: readonly Pick<Card, 'fields'>[]
): Promise<BoardOrganisations> {
	const { board, mask } = about;
	const owner = board.ownerOrganisationId;
	const known = (await idsInLab(parts, about)).filter((id) => id !== owner);
	const used = cards.flatMap((card) => Object.values(card.fields).flat());
	const names = await parts.boards.organisationLabels([...known, ...used, owner]);
	const own = owner === null ? undefined : names[owner];
	// Written before it was chosen as such; an id that stands nowhere is not sent along.
	if (owner !== null && !used.includes(owner)) delete names[owner];
	if (mask && mask.organisationId in names) names[mask.organisationId] = mask.label;
	const isCasus = board.contributorLabel !== '' && own !== undefined;
	const contributor = isCasus ? (mask?.label ?? own) : null;
	return {
		names: contributor === null ? names : { ...names, [CONTRIBUTOR]: contributor },
		choices: [
			...(contributor === null ? [] : [CONTRIBUTOR]),
			// A board without a casus hides nobody from who may know.
			...(isCasus || mask || owner === null ? [] : [owner]),
			...known.filter((id) => id in names)
		]
	};
}

/** What can stand in a field of this board: the same for everybody, whatever she may know of it. */
export async function organisationIds(
	parts: { store: Store; labs: LabRepository },
	lab: { id: string }
): Promise<Set<string>> {
	const [ofMembers, ofNetwork] = await Promise.all([
		idsOfLabOrganisations(parts.store.db, lab.id),
		networkOf(parts.labs, lab.id)
	]);
	return new Set([CONTRIBUTOR, ...ofMembers, ...ofNetwork]);
}

async function idsInLab(
	{ store, labs, boards }: { store: Store; labs: LabRepository; boards: BoardRepository },
	{ actor, lab }: { actor: Actor; lab: Lab }
): Promise<string[]> {
	const ofMembers = await idsOfLabOrganisations(store.db, lab.id);
	const seesNetwork = can(actor, 'network.read', { labId: lab.id });
	const ids = [...ofMembers, ...(seesNetwork ? await networkOf(labs, lab.id) : [])];
	// In the order of their names.
	return Object.keys(await boards.organisationLabels(ids));
}

async function networkOf(labs: LabRepository, labId: string): Promise<string[]> {
	const relations = await labs.listItems(labId, 'relation');
	return relations
		.flatMap(({ data }) => [data['fromId'], data['toId']])
		.filter((id): id is string => typeof id === 'string');
}
