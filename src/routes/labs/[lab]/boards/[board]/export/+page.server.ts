import { FRESH_FOR } from '$lib/domain/board-export';
import { choiceOf, exportProblems, type ExportChoice } from '$lib/server/export-form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { exports, signIns } = locals.services;
	const board = orError(await exports.view(actor, lab, params.board));
	const { searchParams } = url;
	const { offer } = board;
	const sent = choiceOf(Object.fromEntries(searchParams), (name) => searchParams.getAll(name));
	const fresh: ExportChoice = {
		format: 'pdf',
		attribution: offer?.usual ?? '',
		comments: true,
		flagged: false,
		zones: offer?.zones.map(({ id }) => id) ?? []
	};
	const isFresh = locals.signIn !== null && signIns.isFresh(locals.signIn, FRESH_FOR);
	const problem = exportProblems.find((each) => each === searchParams.get('problem')) ?? null;
	return {
		board,
		choice: searchParams.has('format') ? sent : fresh,
		problem,
		/** How she shows that it is she. */
		confirm: isFresh ? null : (await signIns.hasPassword(actor)) ? 'password' : 'sign-in'
	} as const;
};
