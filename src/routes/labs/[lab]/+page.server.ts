import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { actionStatuses } from '$lib/domain/action-status';
import { statusOf } from '$lib/domain/outcome';
import { rights } from '$lib/domain/rights';
import { roleIn } from '$lib/domain/access';
import { formOf } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { readLabHome } from '$lib/server/read-lab-home';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const role = roleIn(actor, lab.id);
	return {
		home: await readLabHome(locals.services, actor, lab),
		guest: role !== null && rights['board.read'][role] === 'uitgenodigd'
	};
};

const ActionSaid = v.object({ action: v.string(), status: v.picklist(actionStatuses) });

export const actions: Actions = {
	/** How an action of hers goes. */
	action: async ({ locals, params, request }) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const form = v.safeParse(ActionSaid, await formOf(request));
		if (!form.success) return fail(400, { ok: false });
		const said = await locals.services.actions.say(actor, lab, form.output);
		return said.ok ? { ok: true } : fail(statusOf[said.reason], { ok: false });
	}
};
