import { rights, type Capability, type Role } from './rights.ts';

export interface Membership {
	labId: string;
	role: Role;
}

/** The member on whose behalf code runs, with what decides her rights at this moment. */
export interface Actor {
	memberId: string;
	name: string;
	initials: string;
	email: string;
	language: 'nl' | 'en';
	/** beheerder and fg manage accounts and privacy settings; they read no content. */
	account: 'member' | 'beheerder' | 'fg';
	domain: Domain;
	organisationId: string;
	organisationLabel: string;
	/** Memberships that hold now: ended ones and guests past their end date are left out. */
	memberships: readonly Membership[];
	/** Ids of boards, threads and sessions she is invited to now. */
	invitations: ReadonlySet<string>;
}

export const domains = ['sociaal', 'veiligheid', 'gedeeld'] as const;
export type Domain = (typeof domains)[number];

/** What a right is asked about. `id` is what one can be invited to; owners decide "eigen". */
export interface Thing {
	labId: string;
	id?: string;
	ownerOrganisationId?: string | null;
	ownerMemberId?: string | null;
	/** Where the thing itself says who is invited to it. */
	isInvited?: boolean;
}

export function roleIn(actor: Actor, labId: string): Role | null {
	return actor.memberships.find((membership) => membership.labId === labId)?.role ?? null;
}

/** Who is in a lab is shown to who is in it, and to no guest of one evening or one round. */
export function seesMembers(actor: Actor, labId: string): boolean {
	const role = roleIn(actor, labId);
	return role !== null && role !== 'sleutelfiguur' && role !== 'expert';
}

/** The one question every page, action and socket asks. */
export function can(actor: Actor, capability: Capability, thing: Thing): boolean {
	const role = roleIn(actor, thing.labId);
	if (!role) return false;
	switch (rights[capability][role]) {
		case 'ja':
			return true;
		case 'eigen':
			return isOwn(actor, thing);
		case 'uitgenodigd':
			return isInvited(actor, thing);
		case 'nee':
			return false;
	}
}

function isOwn(actor: Actor, thing: Thing): boolean {
	return (
		thing.ownerMemberId === actor.memberId || thing.ownerOrganisationId === actor.organisationId
	);
}

/** A guest's membership is her invitation to the lab itself; anything inside it needs its own. */
function isInvited(actor: Actor, thing: Thing): boolean {
	if (thing.isInvited !== undefined) return thing.isInvited;
	if (thing.id === undefined) return false;
	return thing.id === thing.labId || actor.invitations.has(thing.id);
}
