import { authorLine } from '$lib/components/board/card-words';
import { countsWords } from '$lib/components/board/news-words';
import type { VersionSummary } from '$lib/documents/history-view';
import type { Difference } from '$lib/documents/version-diff';
import { m } from '$lib/paraglide/messages';

/** Why there is this version. */
export function versionLabel({ kind, label, step }: VersionSummary): string {
	switch (kind) {
		case 'auto':
			return m.version_auto();
		case 'step':
			return m.version_step(step);
		case 'before-restore':
			return m.version_before();
		case 'agreed':
			return m.version_agreed({ label });
	}
}

/** "1 nieuwe kaart, 2 gewijzigd. Veranderd door ...": what is in it that was not in the one before. */
export function versionWords({ counts, changers }: VersionSummary): string {
	const what = countsWords(counts) || m.version_nothing();
	const known = changers.filter(({ name, organisation }) => name ?? organisation);
	const who = [...new Set(known.map(authorLine))].join('; ');
	return who === '' ? what : `${what}. ${m.version_changers({ who })}`;
}

const differs: Record<Difference, () => string> = {
	added: m.differs_added,
	removed: m.differs_removed,
	changed: m.differs_changed,
	moved: m.differs_moved
};

export function differenceWords(how: readonly Difference[]): string {
	return how.map((each) => differs[each]()).join(', ');
}
