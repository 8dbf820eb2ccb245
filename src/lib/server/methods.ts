import type { Method } from '$lib/components/lab/MethodChoice.svelte';
import type { Services } from '$server/services.ts';
import type { Lab } from '$server/store/lab-repository.ts';

/** What a new board of a lab can be started from, as the form offers it. */
export async function methodsOf({ templates }: Services, lab: Lab): Promise<Method[]> {
	const choices = await templates.choices(lab);
	return choices.map(({ id, version, labId, template }) => {
		return { id, version, isOwn: labId !== null, template };
	});
}
