import { casusWords } from '$lib/components/casus/casus-words';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { packBoard } from '$lib/documents/packed-board';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { boards, casus, history } = locals.services;
	const withdrawn = await boards.withdrawn(actor, lab, params.board);
	if (withdrawn.ok) {
		return { board: null, news: null, casus: null, about: null, withdrawn: withdrawn.value };
	}
	const view = orError(await casus.view(actor, lab, params.board));
	return {
		board: packBoard(orError(await boards.open(actor, lab, params.board))),
		/** What others did since she was here last. */
		news: orError(await history.news(actor, lab, params.board)),
		casus: view,
		/** In words of the page's language. */
		about: view.casus && casusWords(view.casus),
		withdrawn: null
	};
};
