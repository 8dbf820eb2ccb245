import { error, fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { PhraseChoice, type AllowedPhrases } from '$server/services/allowed-phrases.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import type { Actor } from '$lib/domain/access';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { actorOf, isGuest, openLab } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const { allowed } = locals.services;
	const lab = await openLab(locals, params.lab);
	if (isGuest(actor, lab)) error(404);
	return { mayAgree: allowed.mayAgree(actor, lab), phrases: await allowed.list(actor, lab) };
};

/** Parse, ask, translate: the three actions differ in what they ask. */
function change(
	did: 'agree' | 'decline' | 'revoke',
	ask: (allowed: AllowedPhrases, actor: Actor, lab: Lab, phrase: string) => Promise<Outcome>
) {
	return async ({ locals, params, request }: RequestEvent<{ lab: string }>) => {
		const form = v.safeParse(PhraseChoice, await formOf(request));
		if (!form.success) return fail(400, { refused: 'invalid' as const });
		const lab = await openLab(locals, params.lab);
		const actor = actorOf(locals);
		const outcome = await ask(locals.services.allowed, actor, lab, form.output.phrase);
		if (!outcome.ok) return fail(statusOf[outcome.reason], { refused: outcome.reason });
		return { did };
	};
}

export const actions: Actions = {
	agree: change('agree', (allowed, ...rest) => allowed.agree(...rest)),
	decline: change('decline', (allowed, ...rest) => allowed.revoke(...rest)),
	revoke: change('revoke', (allowed, ...rest) => allowed.revoke(...rest))
};
