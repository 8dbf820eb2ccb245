import { facets } from '$lib/documents/card-filter';

/** Three ways to look at the same board. */
export const views = ['columns', 'perspective', 'outline'] as const;
export type View = (typeof views)[number];

export function viewFrom(params: URLSearchParams): View {
	return views.find((view) => view === params.get('view')) ?? 'columns';
}

/** The same board with the same filter in another view. */
export function hrefOfView(params: URLSearchParams, view: View): string {
	const others = new URLSearchParams(params);
	others.delete('view');
	if (view !== 'columns') others.set('view', view);
	return hrefOf(others);
}

/** Only what a board knows stands in its address. */
export function hrefOf(params: URLSearchParams): string {
	const known = new URLSearchParams(
		[...params].filter(([key]) => key === 'view' || facets.some((facet) => facet === key))
	);
	return `?${known}`;
}
