import { actorOf, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** A mail of the outbox as plain text: whatever is in it, a browser runs none of it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const bytes = orError(await locals.services.mailDesk.open(actorOf(locals), params.mail));
	return new Response(new Uint8Array(bytes), {
		headers: {
			'Content-Type': 'text/plain; charset=utf-8',
			'Content-Disposition': 'inline',
			'Content-Security-Policy': "default-src 'none'; sandbox"
		}
	});
};
