import type { Actor } from './access.ts';
import type { Role } from './rights.ts';

/** For tests: somebody with this role in the lab "lab". */
export function actorAs(role: Role | null, about: Partial<Actor> = {}): Actor {
	return {
		memberId: 'me',
		name: 'Me',
		initials: 'M',
		email: 'me@kennislab.example',
		language: 'nl',
		account: 'member',
		domain: 'gedeeld',
		organisationId: 'ours',
		organisationLabel: 'Ours',
		memberships: role ? [{ labId: 'lab', role }] : [],
		invitations: new Set(),
		...about
	};
}
