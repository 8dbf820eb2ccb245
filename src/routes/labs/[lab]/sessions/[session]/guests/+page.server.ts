import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { GuestChoice, MOST_GUESTS, NewCode } from '$server/services/session-guests.ts';
import { statusOf } from '$lib/domain/outcome';
import { formOf, problemsOf } from '$lib/server/form';
import { joinSign } from '$lib/server/join-sign';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { orNotThere } from '$lib/server/session-page';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, params, url } = event;
	const lab = await openLab(locals, params.lab);
	const outcome = await locals.services.guests.read(actorOf(locals), lab, params.session);
	return {
		guests: await orNotThere(event, lab, outcome),
		sessionId: params.session,
		signInAt: `${url.host}/sign-in`,
		most: MOST_GUESTS
	};
};

type Asked = RequestEvent<{ lab: string; session: string }>;

/** Of one guest: a refusal names who it is about. */
async function about({ locals, params, request }: Asked, did: 'gave' | 'stopped') {
	const lab = await openLab(locals, params.lab);
	const { guests } = locals.services;
	const actor = actorOf(locals);
	const form = v.safeParse(GuestChoice, await formOf(request));
	const member = form.success ? form.output.member : '';
	const found = await guests.find(actor, lab, params.session, member);
	if (!found.ok) {
		const { reason } = found;
		return fail(statusOf[reason], { guest: { refused: reason, name: '' } });
	}
	const { name, email, memberId } = found.value;
	const outcome =
		did === 'gave'
			? await guests.giveKey(actor, lab, params.session, memberId)
			: await guests.withdrawKeys(actor, lab, params.session, memberId);
	if (!outcome.ok) {
		return fail(statusOf[outcome.reason], { guest: { refused: outcome.reason, name } });
	}
	return { guest: { refused: null, did, name, email, key: outcome.value ?? null } };
}

export const actions: Actions = {
	make: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const { until = '', most = '', boards } = await formOf(request);
		const form = v.safeParse(NewCode, { until, most, boards: boards === 'yes' });
		const sent = { until, most, boards: boards === 'yes' };
		if (!form.success) return fail(400, { problems: problemsOf(form.issues), sent });
		const { guests, origin } = locals.services;
		const outcome = await guests.makeCode(actorOf(locals), lab, params.session, form.output);
		if (!outcome.ok) {
			const { reason, field } = outcome;
			const problems: Record<string, string> = field ? { [field]: 'day' } : { '': reason };
			return fail(statusOf[reason], { problems, sent });
		}
		return { made: joinSign(origin, outcome.value) };
	},
	withdraw: async ({ locals, params }) => {
		const lab = await openLab(locals, params.lab);
		orError(await locals.services.guests.withdraw(actorOf(locals), lab, params.session));
		return {};
	},
	give: (event) => about(event, 'gave'),
	stop: (event) => about(event, 'stopped')
};
