import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { refused, statusOf } from '$lib/domain/outcome';
import { actorOf, openLab } from '$lib/server/open-lab';
import { reasonOf } from '$lib/server/refusal-words';
import type { RequestHandler } from './$types';

const Seen = v.object({ until: v.pipe(v.string(), v.maxLength(40)) });

/** She has seen what others did up to a moment. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const lab = await openLab(locals, params.lab);
	const seen = v.safeParse(Seen, await request.json().catch(() => null));
	const { history } = locals.services;
	const outcome = seen.success
		? await history.seen(actorOf(locals), lab, params.board, seen.output.until)
		: refused('invalid');
	if (outcome.ok) return json({ ok: true });
	const { reason } = outcome;
	return json({ reason, message: reasonOf(reason) }, { status: statusOf[reason] });
};
