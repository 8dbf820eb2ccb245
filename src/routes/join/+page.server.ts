import { randomUUID } from 'node:crypto';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { PASSWORD_MIN } from '$server/services/account-service.ts';
import { readCode } from '$server/auth/codes.ts';
import { Guest } from '$server/services/guest-form.ts';
import type { Welcome } from '$server/services/joining.ts';
import { getLocale } from '$lib/paraglide/runtime';
import { formOf, problemsOf } from '$lib/server/form';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
	/** From the QR code: typed for her, and nothing more. */
	code: readCode(url.searchParams.get('code') ?? '') ?? '',
	isSignedIn: locals.actor !== null,
	min: PASSWORD_MIN
});

type Asked = Pick<RequestEvent, 'request' | 'getClientAddress' | 'setHeaders'>;

function clientOf({ request, getClientAddress }: Asked) {
	return {
		address: getClientAddress(),
		userAgent: request.headers.get('user-agent') ?? ''
	};
}

type Problem = 'wrong' | 'taken' | 'too-many' | 'form';

/** Back on the page, with what was filled in; a password is never sent back. */
function again(
	{ setHeaders }: Asked,
	problem: Problem,
	sent: Record<string, string>,
	more: {
		welcome?: Welcome | null;
		problems?: Record<string, string>;
		retryAfterSeconds?: number;
	} = {}
) {
	const { code = '', name = '', organisation = '', email = '', agreed = '' } = sent;
	if (more.retryAfterSeconds) setHeaders({ 'Retry-After': String(more.retryAfterSeconds) });
	return fail(problem === 'too-many' ? 429 : 400, {
		problem,
		problems: more.problems ?? {},
		welcome: more.welcome ?? null,
		ticket: randomUUID(),
		sent: { code, name, organisation, email, agreed }
	});
}

export const actions: Actions = {
	/** What a code is for, before anybody gives her name. */
	look: async (event) => {
		const sent = await formOf(event.request);
		const looked = await event.locals.services.joining.look(sent['code'] ?? '', clientOf(event));
		if (!looked.ok) return again(event, looked.reason, sent, looked);
		return {
			problem: null,
			problems: {},
			welcome: looked.welcome,
			ticket: randomUUID(),
			sent: { code: sent['code'] ?? '', name: '', organisation: '', email: '', agreed: '' }
		};
	},
	join: async (event) => {
		const { locals, cookies, request } = event;
		const { joining, cookie } = locals.services;
		const sent = await formOf(request);
		const { code = '' } = sent;
		const looked = await joining.look(code, clientOf(event));
		if (!looked.ok) return again(event, looked.reason, sent, looked);
		const { welcome } = looked;
		const empty = { name: '', organisation: '', email: '', password: '', agreed: '' };
		const form = v.safeParse(Guest, { ...empty, ...sent });
		if (!form.success) {
			return again(event, 'form', sent, { welcome, problems: problemsOf(form.issues) });
		}
		const previous = cookie.read(request.headers.get('cookie'));
		const guest = { ...form.output, language: getLocale(), ticket: sent['ticket'] ?? '' };
		const joined = await joining.join(code, guest, clientOf(event), previous);
		if (!joined.ok) {
			const isTaken = joined.reason === 'taken';
			return again(event, joined.reason, sent, { ...joined, welcome: isTaken ? welcome : null });
		}
		cookies.set(cookie.name, joined.secret, { ...cookie.options, expires: joined.expiresAt });
		redirect(303, joined.path);
	},
	/** Somebody who is signed in already. */
	enter: async (event) => {
		const { actor, services } = event.locals;
		if (!actor) redirect(303, '/sign-in?to=/join');
		const sent = await formOf(event.request);
		const { code = '' } = sent;
		const looked = await services.joining.look(code, clientOf(event));
		if (!looked.ok) return again(event, looked.reason, sent, looked);
		if (sent['agreed'] !== 'yes') {
			return again(event, 'form', sent, {
				welcome: looked.welcome,
				problems: { agreed: 'agree' }
			});
		}
		const joined = await services.joining.joinAs(actor, code, clientOf(event));
		if (!joined.ok) return again(event, joined.reason, sent, joined);
		redirect(303, joined.path);
	}
};
