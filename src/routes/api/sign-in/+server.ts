import { error, json } from '@sveltejs/kit';
import { IDLE } from '$server/auth/sign-ins.ts';
import type { RequestHandler } from './$types';

/** Until when this sign-in holds, in ms since epoch. GET does not count as use, POST does. */
const answer: RequestHandler = ({ locals: { signIn } }) => {
	if (!signIn) error(401);
	return json({
		idleEnd: signIn.lastUsedAt.getTime() + IDLE,
		absoluteEnd: signIn.expiresAt.getTime()
	});
};

export const GET = answer;
export const POST = answer;
