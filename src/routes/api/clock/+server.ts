import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The server's clock in ms since epoch: a page with a wrong one shows the same second as the others. */
export const GET: RequestHandler = ({ locals }) => json({ now: locals.services.now().getTime() });
