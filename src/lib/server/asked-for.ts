import type { Services } from '$server/services.ts';

/** The round somebody new was asked into, when there is one: that is what she came for. Null: /labs. */
export async function askedFor(services: Services, memberId: string): Promise<string | null> {
	const actor = await services.people.findActor(memberId, services.now());
	if (!actor) return null;
	const places: string[] = [];
	for (const { lab } of await services.labs.list(actor)) {
		const rounds = (await services.rounds.list(actor, lab)).filter(
			({ state, isExpert }) => state === 'running' && isExpert
		);
		places.push(...rounds.map(({ id }) => `/labs/${lab.slug}/rounds/${id}`));
	}
	return places.length === 1 ? (places[0] ?? null) : null;
}
