import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Services } from '$server/services.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import type { Actor } from '$lib/domain/access';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { problemsOf, readForm } from './form';
import { actorOf, openLab } from './open-lab';
import { reasonOf } from './refusal-words';
import { sentBack } from './thread-form';

/** Who did something with which round. */
export interface RoundAsked {
	services: Services;
	actor: Actor;
	lab: Lab;
	/** Of the round, as the address has it. */
	id: string;
	/** Of the question, where the address has one. */
	question: string;
}

interface Options<Value> {
	/** Fields that were typed, and those that were ticked. */
	texts?: readonly string[];
	several?: readonly string[];
	/** Path of the page that is shown next; null: the same one. */
	next?: (asked: RoundAsked, value: Value) => string | null;
}

type Params = { lab: string; round?: string; question?: string };

/** An action on the page of a round: parse, ask, translate. They differ in their form and in what they ask. */
export function roundAction<S extends v.GenericSchema, Value>(
	did: string,
	schema: S,
	ask: (asked: RoundAsked, wanted: v.InferOutput<S>) => Promise<Outcome<Value>>,
	{ texts = [], several = [], next = () => null }: Options<Value> = {}
) {
	return async ({ locals, params, request }: RequestEvent<Params>) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const { services } = locals;
		const form = await readForm(request);
		const sent = sentBack(form, texts, await services.allowed.ofLab(lab), several);
		const lists = Object.fromEntries(several.map((name) => [name, form.all(name)]));
		// A field called id would hide that of its form.
		const id = form.values['uid'] ?? '';
		const given = { ...form.values, ...lists, id, notPersonal: form.all('not-personal') };
		const parsed = v.safeParse(schema, given);
		const about = { did, of: form.values['draft'] ?? '', sent };
		if (!parsed.success) {
			return fail(400, { ...about, problems: problemsOf(parsed.issues), reason: null });
		}
		const asked = {
			...{ services, actor, lab, id: params.round ?? '', question: params.question ?? '' }
		};
		const outcome = await ask(asked, parsed.output);
		if (!outcome.ok) {
			const { reason, field = '' } = outcome;
			const problems: Record<string, string> = { [field]: reason };
			return fail(statusOf[reason], { ...about, problems, reason: reasonOf(reason) });
		}
		const path = next(asked, outcome.value);
		if (path !== null) redirect(303, path);
		return { did };
	};
}
