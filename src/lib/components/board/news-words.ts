import type { CardNews } from '$lib/documents/history-view';
import type { VersionCounts } from '$lib/documents/version-diff';
import type { ChangeKind } from '$lib/domain/history';
import { shortDate } from '$lib/components/ui/dates';
import type { ShownAuthor } from '$lib/domain/attribution';
import { m } from '$lib/paraglide/messages';
import { authorLine } from './card-words';
import { timeOf } from './saved-words';

const kinds: Record<ChangeKind, () => string> = {
	placed: m.news_placed,
	text: m.news_text,
	facts: m.news_facts,
	place: m.news_place,
	bin: m.news_bin,
	back: m.news_back,
	comment: m.news_comment
};

/** "nieuw", "verplaatst": what one says of a card first. */
export function newsLabel(kind: ChangeKind): string {
	return kinds[kind]();
}

/** "3 nieuwe kaarten, 2 gewijzigd, 1 verplaatst": each card counts once, by what is said of it first. */
export function newsCount(cards: readonly CardNews[]): string {
	const count = (...of: ChangeKind[]) =>
		cards.filter(({ what: [first] }) => first !== undefined && of.includes(first)).length;
	return joined([
		[count('placed'), m.news_n_placed],
		[count('text', 'facts'), m.news_n_changed],
		[count('place'), m.news_n_moved],
		[count('back'), m.news_n_back],
		[count('bin'), m.news_n_binned],
		[count('comment'), m.news_n_comment]
	]);
}

/** The same of two moments of a board. */
export function countsWords({ placed, changed, moved, binned }: VersionCounts): string {
	return joined([
		[placed, m.news_n_placed],
		[changed, m.news_n_changed],
		[moved, m.news_n_moved],
		[binned, m.news_n_binned]
	]);
}

function joined(counts: [number, (inputs: { count: number }) => string][]): string {
	return counts.flatMap(([count, words]) => (count > 0 ? words({ count }) : [])).join(', ');
}

/** 14.10; of another day that day before it. */
export function whenOf(moment: Date, now = new Date()): string {
	const day = shortDate(moment);
	return day === shortDate(now) ? timeOf(moment) : `${day} ${timeOf(moment)}`;
}

/** Since when nobody writes, and whose doing that is as far as the reader may know. */
export function frozenWords(by: ShownAuthor | null, when: string): string {
	const isKnown = Boolean(by?.name || by?.organisation);
	return isKnown ? m.frozen_why({ who: authorLine(by), when }) : m.frozen_since({ when });
}
