import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** How long this sign-in still holds. GET does not count as use (hooks.server.ts), POST does. */
const answer: RequestHandler = ({ locals: { signIn, services } }) => {
	if (!signIn) error(401);
	return json(services.signIns.timeLeft(signIn));
};

export const GET = answer;
export const POST = answer;
