import * as v from 'valibot';
import {
	DeclineForm,
	HandOverForm,
	RequestForm,
	RequestStepForm
} from '$server/services/request-form.ts';
import type { Requests } from '$server/services/requests.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import type { Actor } from '$lib/domain/access';
import type { Outcome } from '$lib/domain/outcome';
import { threadAction, type Asked } from './thread-action';

/** Who by what she did reads the question no more goes back to the lab. */
async function next({ services, actor, lab, id }: Asked): Promise<string | null> {
	const after = await services.people.findActor(actor.memberId, services.now());
	const still = after && (await services.requests.ofQuestion(after, lab, id));
	return still?.ok ? null : `/labs/${lab.slug}`;
}

function act<S extends v.GenericSchema>(
	did: string,
	schema: S,
	ask: (
		requests: Requests,
		actor: Actor,
		lab: Lab,
		id: string,
		wanted: v.InferOutput<S>
	) => Promise<Outcome<unknown>>,
	texts: readonly string[] = []
) {
	return threadAction(
		did,
		schema,
		({ services, actor, lab, id }, wanted) => ask(services.requests, actor, lab, id, wanted),
		{ texts, next }
	);
}

export const requestActions = {
	request: act('request', RequestForm, (requests, ...rest) => requests.ask(...rest), ['text']),
	'request-accept': act('request-accept', RequestStepForm, (requests, ...rest) =>
		requests.accept(...rest)
	),
	'request-decline': act(
		'request-decline',
		DeclineForm,
		(requests, ...rest) => requests.decline(...rest),
		['note']
	),
	'request-hand': act('request-hand', HandOverForm, (requests, ...rest) =>
		requests.handOver(...rest)
	),
	'request-wait': act('request-wait', RequestStepForm, (requests, ...rest) =>
		requests.wait(...rest)
	),
	'request-resume': act('request-resume', RequestStepForm, (requests, ...rest) =>
		requests.resume(...rest)
	),
	'request-withdraw': act('request-withdraw', RequestStepForm, (requests, ...rest) =>
		requests.withdraw(...rest)
	)
};
