import type { Attribution } from '$lib/domain/attribution';
import { m } from '$lib/paraglide/messages';

const how: Record<Attribution, () => string> = {
	name: m.how_name,
	organisation: m.how_organisation,
	kind: m.how_kind,
	none: m.how_none
};

/** "Onthul 14 kaarten: door elkaar, zonder naam" */
export function revealEffect(n: number, attribution: Attribution): string {
	if (n === 0) return m.lead_reveal_none();
	if (n === 1) return m.lead_reveal_one({ how: how[attribution]() });
	return m.lead_reveal({ n, how: how[attribution]() });
}
