import { openLab } from '$lib/server/open-lab';
import type { LayoutServerLoad } from './$types';

/** What every page of a lab shows of it. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	return { lab: { slug: lab.slug, name: lab.name, defaultTlp: lab.defaultTlp } };
};
