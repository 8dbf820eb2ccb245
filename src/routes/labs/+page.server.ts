import { fail } from '@sveltejs/kit';
import { statusOf } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { actorOf } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const actor = actorOf(locals);
	const labs = await locals.services.labs.list(actor);
	return {
		account: actor.account,
		work: await locals.services.work.of(actor),
		labs: labs.map(({ lab, role }) => ({
			slug: lab.slug,
			name: lab.name,
			centralQuestion: lab.centralQuestion,
			role
		}))
	};
};

export const actions: Actions = {
	'take-back': async ({ locals, request }) => {
		const { draft = '' } = await formOf(request);
		const outcome = await locals.services.drafts.takeBack(actorOf(locals), draft);
		return outcome.ok ? { isBack: true } : fail(statusOf[outcome.reason], { isBack: false });
	}
};
