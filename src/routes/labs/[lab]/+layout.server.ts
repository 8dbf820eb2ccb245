import { can, seesMembers } from '$lib/domain/access';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { LayoutServerLoad } from './$types';

/** What every page of a lab shows of it. */
export const load: LayoutServerLoad = async ({ locals, params, depends }) => {
	depends('kennislab:session');
	const lab = await openLab(locals, params.lab);
	const { slug, name, defaultTlp } = lab;
	// Who writes on its boards proposes what is nobody; of others there is nothing in there.
	const hasSettings = can(actorOf(locals), 'board.write', { labId: lab.id });
	const running = await locals.services.sessions.running(actorOf(locals), lab);
	/** Beside "Mijn werk" in the header; not in the root, whose answers are equal to the letter. */
	const workNews = await locals.services.work.countNew(actorOf(locals));
	const hasMembers = seesMembers(actorOf(locals), lab.id);
	return { lab: { slug, name, defaultTlp, hasSettings, hasMembers }, running, workNews };
};
