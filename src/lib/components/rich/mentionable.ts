import { cardMentionId } from '$lib/documents/mentions';
import type { MentionKind } from '$lib/documents/rich-text';
import type { Hit } from '$lib/domain/search';

/** A term or a card that can be mentioned. */
export interface Mentionable {
	kind: MentionKind;
	id: string;
	label: string;
	/** The board of a card. */
	place?: string;
}

/** What can be mentioned from a text: the terms of its lab, and cards where they are looked for. */
export interface MentionSource {
	terms: readonly Mentionable[];
	/** Path of the search page of the lab. */
	search: string;
}

/** Units of a card that stand in the text that mentions it. */
const LONGEST = 60;

/** A card that was found; null: it is no card, or marked for fewer people than may read a question. */
export function cardOf({ kind, parent, anchor, title, snippet, tlp }: Hit): Mentionable | null {
	if (kind !== 'card' || tlp === 'red' || tlp === 'amber-strict') return null;
	const said = [...title, ...(title.length > 0 ? [] : snippet)].map(({ text }) => text).join('');
	const words = said.replace(/\s+/g, ' ').trim();
	if (words === '') return null;
	const label = words.length <= LONGEST ? words : `${words.slice(0, LONGEST).trimEnd()}…`;
	return {
		kind: 'card',
		id: cardMentionId({ board: parent.id, anchor }),
		label,
		place: parent.title
	};
}
