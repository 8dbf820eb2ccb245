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

/** Who does something in which lab. */
export interface Doer {
	services: Services;
	actor: Actor;
	lab: Lab;
}

export interface ActionOptions<Asked, Value> {
	/** Fields that were typed, and those that were ticked. */
	texts?: readonly string[];
	several?: readonly string[];
	/** Path of the page that is shown next; null: the same one. */
	next?: (asked: Asked, value: Value) => string | null | Promise<string | null>;
}

/** What differs from one kind of pages to another. */
interface Pages<Params, Asked> {
	/** What is asked about, from the address. */
	askedOf: (doer: Doer, params: Params) => Asked;
	/** The part of the page whose form it is, from its fields. */
	partOf: (values: Record<string, string>) => string;
	/** As which form what was refused comes back. */
	backAs: string;
}

/**
 * An action of a page in a lab whose form may hold what points at a person: parse, ask, translate. What is
 * refused comes back as it was sent, with what was found in it.
 */
export function guardedAction<
	Params extends { lab: string },
	Asked,
	S extends v.GenericSchema,
	Value
>(
	did: string,
	schema: S,
	ask: (asked: Asked, wanted: v.InferOutput<S>) => Promise<Outcome<Value>>,
	{ askedOf, partOf, backAs }: Pages<Params, Asked>,
	{ texts = [], several = [], next = () => null }: ActionOptions<Asked, Value>
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
		const about = { did: backAs, of: partOf(form.values), sent };
		if (!parsed.success) {
			return fail(400, { ...about, problems: problemsOf(parsed.issues), reason: null });
		}
		const asked = askedOf({ services, actor, lab }, params);
		const outcome = await ask(asked, parsed.output);
		if (!outcome.ok) {
			const { reason, field = '' } = outcome;
			const problems: Record<string, string> = { [field]: reason };
			return fail(statusOf[reason], { ...about, problems, reason: reasonOf(reason) });
		}
		const path = await next(asked, outcome.value);
		if (path !== null) redirect(303, path);
		return { did };
	};
}
