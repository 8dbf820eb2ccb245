import type { LayoutServerLoad } from './$types';

/**
 * Who is here. Nothing that changes from one request to the next: two "not found" answers must be
 * equal to the letter.
 */
export const load: LayoutServerLoad = ({ locals: { actor } }) => ({
	person: actor && {
		name: actor.name,
		initials: actor.initials,
		organisation: actor.organisationLabel,
		domain: actor.domain
	}
});
