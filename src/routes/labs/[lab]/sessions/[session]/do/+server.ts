import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { refused, statusOf } from '$lib/domain/outcome';
import { actorOf, openLab } from '$lib/server/open-lab';
import { reasonOf } from '$lib/server/refusal-words';
import { SessionCommandInput } from '$server/services/session-commands.ts';
import type { RequestHandler } from './$types';

/** A command in a session, as JSON: what is asked for, or why not in the reader's language. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const lab = await openLab(locals, params.lab);
	const command = v.safeParse(SessionCommandInput, await request.json().catch(() => null));
	const { services } = locals;
	const outcome = command.success
		? await services.sessionCommands
				.run(actorOf(locals), lab, params.session, command.output)
				.catch((error: unknown) => {
					services.reportError(error, { command: command.output.do });
					return refused('unavailable');
				})
		: refused('invalid');
	if (outcome.ok) return json({ ok: true });
	const { reason } = outcome;
	return json({ reason, message: reasonOf(reason) }, { status: statusOf[reason] });
};
