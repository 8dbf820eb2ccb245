import { reportProblems } from '$lib/components/session/after-words';
import { FRESH_FOR } from '$lib/domain/board-export';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends, url }) => {
	depends('kennislab:after');
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { sessions, sessionReports, signIns, allowed } = locals.services;
	const session = orError(await sessions.open(actor, lab, params.session));
	const report = orError(await sessionReports.open(actor, lab, params.session));
	const isFresh = locals.signIn !== null && signIns.isFresh(locals.signIn, FRESH_FOR);
	return {
		session,
		report,
		carried: orError(await sessionReports.carried(actor, lab, params.session)),
		/** Phrases that are no personal data in this lab. */
		agreed: await allowed.ofLab(lab),
		/** Why there was no file. */
		problem: reportProblems.find((each) => each === url.searchParams.get('problem')) ?? null,
		/** How she shows that it is she, before she takes it along; null: she did. */
		confirm:
			isFresh || !report?.mayExport
				? null
				: (await signIns.hasPassword(actor))
					? ('password' as const)
					: ('sign-in' as const)
	};
};
