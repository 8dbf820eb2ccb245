import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { limits } from '$lib/domain/limits';
import { statusOf, type Outcome, type Refusal } from '$lib/domain/outcome';
import { findingsOf } from '$lib/forms/guarded-text';
import { formOf, problemsOf, readForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { reasonOf } from '$lib/server/refusal-words';
import { Command } from '$server/services/board-commands.ts';
import type { Actions, PageServerLoad } from './$types';

const Freeze = v.object({
	label: v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(limits.title, 'long'))
});

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { history, allowed } = locals.services;
	const list = orError(await history.list(actor, lab, params.board));
	/** She comes from putting something back: the version that keeps what stood there. */
	const before = list.versions.find(({ id }) => id === url.searchParams.get('restored'));
	const of = list.versions.find(({ id }) => id === url.searchParams.get('of'));
	return {
		list,
		restored: before && of ? { before, of, card: url.searchParams.get('card') } : null,
		/** Of the version a restore from this page would make. */
		fresh: randomUUID(),
		agreed: list.mayFreeze ? await allowed.forWriter(actor, lab, params.board) : []
	};
};

export const actions: Actions = {
	restore: async ({ locals, params, request }) => {
		const { version, before, card } = await formOf(request);
		const about = { do: 'restore', version, before, ...(card ? { card } : {}) };
		const command = v.safeParse(Command, about);
		if (!command.success) return fail(400, refusalOf('invalid'));
		const lab = await openLab(locals, params.lab);
		const { commands } = locals.services;
		const outcome = await commands.run(actorOf(locals), lab, params.board, command.output);
		// Sent twice it is done once.
		const isDone = outcome.ok || outcome.reason === 'already-done';
		if (!isDone) return failed(outcome);
		const query = new URLSearchParams({ restored: before ?? '', of: version ?? '' });
		if (card) query.set('card', card);
		redirect(303, `/labs/${lab.slug}/boards/${params.board}/history?${query}`);
	},
	freeze: async ({ locals, params, request }) => {
		const { values, all } = await readForm(request);
		const { label = '' } = values;
		const notPersonal = all('not-personal');
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const { commands, allowed } = locals.services;
		const agreed = await allowed.forWriter(actor, lab, params.board);
		const found = findingsOf({ label }, [...agreed, ...notPersonal]);
		const sent = { label, notPersonal, found };
		const form = v.safeParse(Freeze, { label });
		if (!form.success) {
			return fail(400, { problem: problemsOf(form.issues)['label'] ?? 'empty', sent });
		}
		// What she says is nobody is so on this board from then on, as when she says it on a card.
		for (const phrase of notPersonal) {
			await commands.run(actor, lab, params.board, { do: 'allow', phrase });
		}
		const outcome = await commands.run(actor, lab, params.board, { do: 'freeze', ...form.output });
		if (!outcome.ok && outcome.reason === 'personal-data') {
			return fail(422, { problem: 'personal-data', sent });
		}
		if (!outcome.ok) return failed(outcome);
		redirect(303, `/labs/${lab.slug}/boards/${params.board}`);
	},
	unfreeze: async ({ locals, params }) => {
		const lab = await openLab(locals, params.lab);
		const { commands } = locals.services;
		const outcome = await commands.run(actorOf(locals), lab, params.board, { do: 'unfreeze' });
		if (!outcome.ok && outcome.reason !== 'already-done') return failed(outcome);
		redirect(303, `/labs/${lab.slug}/boards/${params.board}`);
	}
};

function refusalOf(reason: Refusal) {
	return { refused: reasonOf(reason) };
}

function failed(outcome: Extract<Outcome, { ok: false }>) {
	return fail(statusOf[outcome.reason], refusalOf(outcome.reason));
}
