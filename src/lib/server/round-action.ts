import type * as v from 'valibot';
import type { Outcome } from '$lib/domain/outcome';
import { guardedAction, type ActionOptions, type Doer } from './guarded-action';

/** Who did something with which round. */
export interface RoundAsked extends Doer {
	/** Of the round, as the address has it. */
	id: string;
	/** Of the question, where the address has one. */
	question: string;
}

interface Params {
	lab: string;
	round?: string;
	question?: string;
}

const pages = {
	askedOf: (doer: Doer, { round = '', question = '' }: Params): RoundAsked => ({
		...doer,
		...{ id: round, question }
	}),
	partOf: ({ draft = '' }: Record<string, string>) => draft
};

/** An action on the page of a round. */
export function roundAction<S extends v.GenericSchema, Value>(
	did: string,
	schema: S,
	ask: (asked: RoundAsked, wanted: v.InferOutput<S>) => Promise<Outcome<Value>>,
	options: ActionOptions<RoundAsked, Value> = {}
) {
	return guardedAction(did, schema, ask, { ...pages, backAs: did }, options);
}
