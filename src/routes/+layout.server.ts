import { IDLE } from '$server/auth/sign-ins.ts';
import type { LayoutServerLoad } from './$types';

/** Who is here, and until when. */
export const load: LayoutServerLoad = ({ locals: { actor, signIn } }) => ({
	person: actor && {
		name: actor.name,
		initials: actor.initials,
		organisation: actor.organisationLabel,
		domain: actor.domain
	},
	signIn: signIn && {
		idleEnd: signIn.lastUsedAt.getTime() + IDLE,
		absoluteEnd: signIn.expiresAt.getTime()
	}
});
