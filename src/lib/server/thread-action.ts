import type * as v from 'valibot';
import type { Outcome } from '$lib/domain/outcome';
import { guardedAction, type ActionOptions, type Doer } from './guarded-action';

/** Who did something with which question. */
export interface Asked extends Doer {
	/** Of the question. */
	id: string;
}

const pages = {
	askedOf: (doer: Doer, { question }: { lab: string; question: string }): Asked => ({
		...doer,
		id: question
	}),
	partOf: ({ answer, foothold, request }: Record<string, string>) =>
		answer ?? foothold ?? request ?? ''
};

/** An action on the page of a question. `backAs`: as which form what was refused comes back. */
export function threadAction<S extends v.GenericSchema, Value>(
	did: string,
	schema: S,
	ask: (asked: Asked, wanted: v.InferOutput<S>) => Promise<Outcome<Value>>,
	{ backAs = did, ...options }: ActionOptions<Asked, Value> & { backAs?: string } = {}
) {
	return guardedAction(did, schema, ask, { ...pages, backAs }, options);
}
