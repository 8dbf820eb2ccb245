import { attributions, coarser, type Attribution } from './attribution.ts';

/** In the order in which they are offered. */
export const exportFormats = ['pdf', 'word', 'csv', 'markdown', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const fileKinds: Record<ExportFormat, { extension: string; type: string }> = {
	pdf: { extension: 'pdf', type: 'application/pdf' },
	word: {
		extension: 'docx',
		type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
	},
	csv: { extension: 'csv', type: 'text/csv; charset=utf-8' },
	markdown: { extension: 'md', type: 'text/markdown; charset=utf-8' },
	json: { extension: 'json', type: 'application/json; charset=utf-8' }
};

/** What of a board somebody takes along. */
export interface ExportOptions {
	format: ExportFormat;
	/** How much of its author a card shows; never more than the lab does. */
	attribution: Attribution;
	comments: boolean;
	/** Only what is pointed out for the harvest. */
	onlyFlagged: boolean;
	/** Ids of zones; null: all she sees. */
	zones: readonly string[] | null;
}

/** Levels one may choose in a lab that shows this much. */
export function attributionsWithin(lab: Attribution): Attribution[] {
	return attributions.filter((each) => coarser(each, lab) === each);
}

/** Outside the lab one says what was said, and not by whom or from which municipality. */
export function usualAttribution(lab: Attribution): Attribution {
	return coarser(lab, 'kind');
}

/** Ms after which a sign-in is not fresh enough any more to take a board along. */
export const FRESH_FOR = 15 * 60_000;
