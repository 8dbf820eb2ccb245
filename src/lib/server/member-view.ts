import type { Role } from '$lib/domain/rights';
import type { Domain } from '$lib/domain/access';
import type { MemberRow } from '$server/services/member-service.ts';

/** A member as the members page shows her. */
export interface MemberView {
	id: string;
	person: { name: string; initials: string; organisation: string; domain: Domain };
	jobTitle: string;
	role: Role;
	/** Last day of a guest, YYYY-MM-DD. */
	until: string | null;
	mine: boolean;
	/** What a facilitator may change; null for everybody else. */
	manage: {
		/** Boards are read by invitation in this role. */
		invitable: boolean;
		invitedTo: { id: string; title: string }[];
		notInvitedTo: { id: string; title: string }[];
	} | null;
}

/** `boards` are those the reader may invite to; null when she manages nobody. */
export function memberView(
	member: MemberRow,
	readerId: string,
	boards: readonly { id: string; title: string }[] | null
): MemberView {
	const invited = new Set(member.invitedTo);
	const short = boards?.map(({ id, title }) => ({ id, title }));
	return {
		id: member.memberId,
		person: {
			name: member.name,
			initials: member.initials,
			organisation: member.organisationLabel,
			domain: member.domain
		},
		jobTitle: member.jobTitle,
		role: member.role,
		// The store keeps the last moment of that day in UTC, which is the next day in Amsterdam.
		until: member.accessUntil?.slice(0, 10) ?? null,
		mine: member.memberId === readerId,
		manage: short
			? {
					invitable: member.needsInvitation,
					invitedTo: short.filter(({ id }) => invited.has(id)),
					notInvitedTo: short.filter(({ id }) => !invited.has(id))
				}
			: null
	};
}
