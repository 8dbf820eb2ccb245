import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { statusOf } from '$lib/domain/outcome';
import { formOf } from './form';
import { NoticeForm } from './notice-form';
import { actorOf } from './open-lab';

/**
 * The action behind FollowLevel.svelte, for the page of a question: `follow: followAction`. The
 * question is the one of the address.
 */
export async function followAction({
	locals,
	params,
	request
}: {
	locals: App.Locals;
	params: { question: string };
	request: Request;
}) {
	const form = v.safeParse(NoticeForm, await formOf(request));
	if (!form.success) return fail(400, { follow: 'failed' as const });
	const outcome = await locals.services.notices.setLevel(
		actorOf(locals),
		{ of: 'question', questionId: params.question },
		form.output.level
	);
	if (!outcome.ok) return fail(statusOf[outcome.reason], { follow: 'failed' as const });
	return { follow: 'saved' as const };
}
