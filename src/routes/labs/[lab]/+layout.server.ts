import { can } from '$lib/domain/access';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { LayoutServerLoad } from './$types';

/** What every page of a lab shows of it. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const { slug, name, defaultTlp } = lab;
	// Who writes on its boards proposes what is nobody; of others there is nothing in there.
	const hasSettings = can(actorOf(locals), 'board.write', { labId: lab.id });
	return { lab: { slug, name, defaultTlp, hasSettings } };
};
