import type { Attribution } from '$lib/domain/attribution';
import { m } from '$lib/paraglide/messages';

const words: Record<Attribution, { label: () => string; what: () => string }> = {
	name: { label: m.attribution_name, what: m.attribution_name_what },
	organisation: { label: m.attribution_organisation, what: m.attribution_organisation_what },
	kind: { label: m.attribution_kind, what: m.attribution_kind_what },
	none: { label: m.attribution_none, what: m.attribution_none_what }
};

export const attributionLabel = (attribution: Attribution): string => words[attribution].label();
/** What it means for who writes. */
export const attributionWhat = (attribution: Attribution): string => words[attribution].what();
