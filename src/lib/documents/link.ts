/** What one card has to do with another. A duiding leans on a feit; the others the group finds. */
export const linkTypes = ['steunt', 'verheldert', 'versterkt', 'spanning', 'samenhang'] as const;
export type LinkType = (typeof linkTypes)[number];

/** Written by an older or a foreign page in a word of its own: it hangs together, says no more. */
export function linkType(word: string): LinkType {
	return linkTypes.find((each) => each === word) ?? 'samenhang';
}

/** Cards one card points at; more would say nothing. */
export const MOST_LINKS = 20;
