import type { Attribution, ShownAuthor } from '../domain/attribution.ts';
import type { ChangeKind, VersionKind } from '../domain/history.ts';
import type { Zone } from '../domain/template.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { CopiedCard } from './card-copy.ts';
import type { Difference, VersionCounts } from './version-diff.ts';

/** What others did with one card since a reader was here; nothing of what it says, nor when. */
export interface CardNews {
	card: string;
	/** What holds of it, what one says first in front. */
	what: ChangeKind[];
	/** As this reader may know her; null: nobody may, or nobody in particular. */
	by: ShownAuthor | null;
}

/** What changed on a board since a reader's visit before this one. */
export interface BoardNews {
	/** End of that visit (ISO 8601); null: she was never here, or nothing is told now. */
	since: string | null;
	/** Up to when this tells it: what she has seen when she says so. */
	until: string;
	cards: CardNews[];
}

export const noNews: BoardNews = { since: null, until: '', cards: [] };

/** A version in the list of a board. */
export interface VersionSummary {
	id: string;
	at: string;
	kind: VersionKind;
	label: string;
	/** Of the method, as it is called. */
	step: { n: number; name: string };
	/** Who froze or restored. */
	by: ShownAuthor | null;
	/** Who changed something since the version before it, each once. */
	changers: ShownAuthor[];
	counts: VersionCounts;
	cards: number;
}

/** What a page about the history of a board says around it. */
export interface HistoryFrame {
	id: string;
	title: string;
	question: string;
	tlp: Tlp;
	/** Closed for writing since, as this version. */
	frozen: { at: string; version: string } | null;
	mayFreeze: boolean;
	/** The board as a whole; one card. */
	mayRestore: { board: boolean; card: boolean };
	attribution: Attribution;
}

export interface VersionList extends HistoryFrame {
	versions: VersionSummary[];
}

/** A card as it stood in a version, or came after it. */
export interface VersionCard extends Pick<
	CopiedCard,
	'id' | 'kind' | 'domain' | 'basis' | 'text' | 'marks' | 'bundle' | 'bundleTitle'
> {
	author: ShownAuthor | null;
	/** Facts of the method in words: label and value. */
	facts: { label: string; value: string }[];
	/** What is different from the board now, seen from the version. */
	differs: Difference[];
	/** What it says now, where that is something else. */
	now: string | null;
}

/** A board as it stood, read-only, with what is different now. */
export interface VersionView extends HistoryFrame {
	version: VersionSummary;
	zones: { zone: Pick<Zone, 'id' | 'name'>; cards: VersionCard[]; later: VersionCard[] }[];
	/** Cards that are different now, and that came later. */
	counts: VersionCounts;
}
