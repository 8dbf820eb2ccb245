import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import type { MailDesk } from '$server/services/mail-desk.ts';
import type { Actor } from '$lib/domain/access';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { actorOf, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Choice = v.object({ mail: v.pipe(v.string(), v.maxLength(64)) });

export const load: PageServerLoad = async ({ locals }) =>
	orError(await locals.services.mailDesk.look(actorOf(locals)));

function change(
	did: 'retry' | 'stop',
	ask: (desk: MailDesk, actor: Actor, mail: string) => Promise<Outcome>
) {
	return async ({ locals, request }: RequestEvent) => {
		const form = v.safeParse(Choice, await formOf(request));
		const mail = form.success ? form.output.mail : '';
		const outcome = await ask(locals.services.mailDesk, actorOf(locals), mail);
		if (outcome.ok) return { did };
		// To who may not look it is not there, and neither is its button.
		if (outcome.reason === 'not-found') error(404);
		return fail(statusOf[outcome.reason], { did: 'passed' as const });
	};
}

export const actions: Actions = {
	retry: change('retry', (desk, ...rest) => desk.retry(...rest)),
	stop: change('stop', (desk, ...rest) => desk.stop(...rest))
};
