import { randomUUID } from 'node:crypto';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const { history } = locals.services;
	return {
		view: orError(await history.open(actorOf(locals), lab, params.board, params.version)),
		/** Of the version a restore from this page would make. */
		fresh: randomUUID()
	};
};
