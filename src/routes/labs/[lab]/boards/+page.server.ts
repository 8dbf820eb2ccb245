import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { NewBoard } from '$server/services/board-service.ts';
import { can } from '$lib/domain/access';
import { statusOf } from '$lib/domain/outcome';
import { findingsOf } from '$lib/forms/guarded-text';
import { problemsOf, readForm } from '$lib/server/form';
import { methodsOf } from '$lib/server/methods';
import { actorOf, isGuest, openLab } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const { boards, allowed } = locals.services;
	const lab = await openLab(locals, params.lab);
	/** A municipality brings a casus, on a page of its own: what she brings others read first. */
	const bringsCasus = can(actor, 'casus.bring', { labId: lab.id });
	const mayStart = !bringsCasus && can(actor, 'board.create', { labId: lab.id });
	return {
		boards: await boards.list(actor, lab),
		seesMethods: !isGuest(actor, lab),
		withdrawn: await boards.listWithdrawn(actor, lab),
		/** She comes from taking one back. */
		hasWithdrawn: url.searchParams.has('withdrawn'),
		mayStart,
		agreed: mayStart ? await allowed.ofLab(lab) : [],
		bringsCasus,
		methods: mayStart ? await methodsOf(locals.services, lab) : []
	};
};

export const actions: Actions = {
	create: async ({ locals, params, request }) => {
		const { values, all } = await readForm(request);
		const notPersonal = all('not-personal');
		const { title = '', question = '' } = values;
		const lab = await openLab(locals, params.lab);
		const agreed = await locals.services.allowed.ofLab(lab);
		const found = findingsOf({ title, question }, [...agreed, ...notPersonal]);
		const sent = { values, notPersonal, found };
		const empty = { template: '', title: '', question: '' };
		const form = v.safeParse(NewBoard, { ...empty, ...values, notPersonal });
		if (!form.success) return fail(400, { problems: problemsOf(form.issues), sent });
		const outcome = await locals.services.boards.create(actorOf(locals), lab, form.output);
		if (!outcome.ok) {
			const { reason, field = reason === 'invalid' ? 'template' : '' } = outcome;
			const problems: Record<string, string> = { [field]: reason };
			return fail(statusOf[reason], { problems, sent });
		}
		redirect(303, `/labs/${lab.slug}/boards/${outcome.value}`);
	}
};
