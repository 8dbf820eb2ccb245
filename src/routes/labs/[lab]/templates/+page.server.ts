import { can } from '$lib/domain/access';
import { actorOf, openLabInside } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

/** Methods with their versions: what there is for every lab, and what this one made of it. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const { templates } = locals.services;
	const lab = await openLabInside(locals, params.lab);
	const versions = await templates.list(actor, lab);
	const thing = { labId: lab.id };
	return {
		mayAdapt: templates.mayAdapt(actor, lab),
		start: can(actor, 'casus.bring', thing)
			? 'boards/new'
			: can(actor, 'board.create', thing)
				? 'boards#start'
				: null,
		methods: [...Map.groupBy(versions, ({ key }) => key)].map(([key, all]) => ({
			key,
			// The first is the newest that everybody has.
			about: all[0]!.template,
			versions: all.map(({ template: { name }, ...version }) => ({ ...version, name }))
		}))
	};
};
