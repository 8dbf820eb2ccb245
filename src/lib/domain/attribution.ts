import type { Domain } from './access.ts';

/** How much of an author a lab shows. Each level says less than the one before. */
export const attributions = ['name', 'organisation', 'kind', 'none'] as const;
export type Attribution = (typeof attributions)[number];

/** Of two, the one that says less. */
export function coarser(a: Attribution, b: Attribution): Attribution {
	return attributions.indexOf(a) > attributions.indexOf(b) ? a : b;
}

/** A member as the store knows her. */
export interface Author {
	memberId: string;
	name: string;
	initials: string;
	domain: Domain;
	organisationId: string;
	organisationLabel: string;
	organisationKind: string;
	sizeClass: string | null;
}

/** A member as one reader may see her. */
export interface ShownAuthor {
	name: string | null;
	initials: string | null;
	organisation: string | null;
	domain: Domain | null;
}

export const unknownAuthor: ShownAuthor = {
	name: null,
	initials: null,
	organisation: null,
	domain: null
};

/** What a reader who may not know the contributor sees of somebody from that organisation. */
export interface ContributorMask {
	organisationId: string;
	label: string;
}

/** Coarsens an author to the lab's attribution and hides the contributor behind the board's label. */
export function showAuthor(
	author: Author,
	attribution: Attribution,
	mask: ContributorMask | null
): ShownAuthor {
	// What says less than her organisation says the same of everybody: a label would set hers apart.
	const isMasked = mask !== null && mask.organisationId === author.organisationId;
	const masked = { ...unknownAuthor, organisation: mask?.label ?? null };
	switch (attribution) {
		case 'name':
			if (isMasked) return masked;
			return {
				name: author.name,
				initials: author.initials,
				organisation: author.organisationLabel,
				domain: author.domain
			};
		case 'organisation':
			if (isMasked) return masked;
			return { ...unknownAuthor, organisation: author.organisationLabel, domain: author.domain };
		case 'kind':
			return { ...unknownAuthor, organisation: author.organisationKind, domain: author.domain };
		case 'none':
			return unknownAuthor;
	}
}
