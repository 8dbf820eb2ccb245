import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import {
	BoardInvitation,
	MemberChoice,
	RoleChange,
	type MemberService
} from '$server/services/member-service.ts';
import { seesMembers, type Actor } from '$lib/domain/access';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { memberView } from '$lib/server/member-view';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { Lab } from '$server/store/lab-repository.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const { members, boards } = locals.services;
	const lab = await openLab(locals, params.lab);
	if (!seesMembers(actor, lab.id)) error(404);
	const mayManage = members.mayManage(actor, lab);
	const known = mayManage ? await boards.list(actor, lab) : null;
	return {
		mayManage,
		members: (await members.list(lab)).map((each) => memberView(each, actor.memberId, known))
	};
};

/** Parse, ask, translate: the four actions differ in their form and in what they ask. */
function change<S extends v.GenericSchema<unknown, { member: string }>>(
	did: 'role' | 'end' | 'invite' | 'withdraw',
	schema: S,
	ask: (
		members: MemberService,
		actor: Actor,
		lab: Lab,
		wanted: v.InferOutput<S>
	) => Promise<Outcome>
) {
	return async ({ locals, params, request }: RequestEvent<{ lab: string }>) => {
		const form = v.safeParse(schema, await formOf(request));
		if (!form.success) return fail(400, { refused: 'invalid' as const });
		const lab = await openLab(locals, params.lab);
		const actor = actorOf(locals);
		const outcome = await ask(locals.services.members, actor, lab, form.output);
		if (!outcome.ok) return fail(statusOf[outcome.reason], { refused: outcome.reason });
		const { member } = form.output;
		// She has just left the lab: this page is not there for her any more.
		if (did === 'end' && member === actor.memberId) redirect(303, '/labs');
		return { did, member };
	};
}

export const actions: Actions = {
	role: change('role', RoleChange, (members, ...rest) => members.setRole(...rest)),
	end: change('end', MemberChoice, (members, actor, lab, { member }) =>
		members.endMembership(actor, lab, member)
	),
	invite: change('invite', BoardInvitation, (members, ...rest) => members.inviteToBoard(...rest)),
	withdraw: change('withdraw', BoardInvitation, (members, ...rest) =>
		members.withdrawInvitation(...rest)
	)
};
