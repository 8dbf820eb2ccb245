import { render } from 'svelte/server';
import Sprite from '$lib/components/ui/Sprite.svelte';
import { redirect, type Handle, type HandleServerError } from '@sveltejs/kit';
import { registeredServices } from '$server/services.ts';
import { compressed } from '$lib/server/compressed';
import { paraglideMiddleware } from '$lib/paraglide/server';

/** Every icon, once for each page and in none of its script. */
const sprite = render(Sprite).body;

/** Pages that exist only for who is signed in. */
const inside = /^\/(labs|account|admin)(\/|$)/;
const themes = ['light', 'dark'];

/** Cookie -> actor, services into locals, language and theme into the page, nothing into a cache. */
export const handle: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ locale }) => {
		const services = registeredServices();
		const { pathname, search } = event.url;
		const secret = services.cookie.read(event.request.headers.get('cookie'));
		const signedIn = await services.signIns.whoHolds(secret);
		event.locals.services = services;
		event.locals.actor = signedIn?.actor ?? null;
		// Asking how long a sign-in still holds must not make it hold longer.
		const asks = pathname === '/api/sign-in' && event.request.method === 'GET';
		event.locals.signIn =
			signedIn && !asks ? await services.signIns.use(signedIn.signIn) : (signedIn?.signIn ?? null);
		if (!signedIn && inside.test(pathname)) {
			redirect(303, `/sign-in?to=${encodeURIComponent(pathname + search)}`);
		}
		const theme = event.cookies.get('kennislab-theme') ?? '';
		const response = await resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replace('%lang%', locale)
					.replace('%theme%', themes.includes(theme) ? theme : '')
					.replace('%sprite%', () => sprite)
		});
		response.headers.set('Cache-Control', 'no-store');
		return compressed(event.request, response);
	});

/** An unforeseen failure is logged under a reference; its text stays on the server. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message };
	const reference = crypto.randomUUID().slice(0, 8);
	event.locals.services?.reportError(error, {
		reference,
		route: event.route.id,
		method: event.request.method
	});
	return { message, reference };
};
