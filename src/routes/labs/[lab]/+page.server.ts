import { rights } from '$lib/domain/rights';
import { roleIn } from '$lib/domain/access';
import { actorOf, openLab } from '$lib/server/open-lab';
import { readLabHome } from '$lib/server/read-lab-home';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const role = roleIn(actor, lab.id);
	return {
		home: await readLabHome(locals.services, actor, lab),
		guest: role !== null && rights['board.read'][role] === 'uitgenodigd'
	};
};
