import { chosenLevels, type NoticeLevel } from '$lib/domain/notice';
import { m } from '$lib/paraglide/messages';

const words: Record<NoticeLevel, () => string> = {
	overzicht: m.notices_level_overzicht,
	mij: m.notices_level_mij,
	alles: m.notices_level_alles,
	niets: m.notices_level_niets
};

export function levelWord(level: NoticeLevel): string {
	return words[level]();
}

/** What one chooses from; "no mail" is there where a link in a mail set it. */
export function levelOptions(chosen: NoticeLevel | null): { value: string; label: string }[] {
	const levels: NoticeLevel[] = [...chosenLevels];
	if (chosen === 'niets') levels.push('niets');
	return levels.map((level) => ({ value: level, label: levelWord(level) }));
}
