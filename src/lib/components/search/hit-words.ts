import { boardStatus, lessonStatus, questionStatus } from '$lib/components/lab/labels';
import type { IconName } from '$lib/components/ui/icons';
import type { FoundKind, Hit } from '$lib/domain/search';
import { m } from '$lib/paraglide/messages';

export const foundLabel: Record<FoundKind, () => string> = {
	question: m.search_kind_question,
	answer: m.search_kind_answer,
	foothold: m.search_kind_foothold,
	summary: m.search_kind_summary,
	board: m.search_kind_board,
	card: m.search_kind_card,
	lesson: m.search_kind_lesson,
	term: m.search_kind_term
};

const stateLabels: Record<string, () => string> = {
	...boardStatus,
	...lessonStatus,
	...questionStatus
};

/** States there are among these kinds, with their words. */
export function statesOf(kinds: readonly FoundKind[]): { id: string; label: string }[] {
	const all = {
		...(kinds.includes('question') ? questionStatus : {}),
		...(kinds.includes('board') ? boardStatus : {}),
		...(kinds.includes('lesson') ? lessonStatus : {})
	};
	return Object.entries(all).map(([id, label]) => ({ id, label: label() }));
}

export function stateLabel(state: string): string | null {
	return stateLabels[state]?.() ?? null;
}

/** The place a hit leads to. `lab`: path of the lab. */
export function hrefOf({ parent, anchor }: Hit, lab: string): string {
	const at = anchor === '' ? '' : `#${anchor}`;
	switch (parent.kind) {
		case 'board':
			return `${lab}/boards/${parent.id}${at}`;
		case 'question':
			return `${lab}/questions/${parent.id}${at}`;
		case 'lesson':
			return `${lab}#lesson-${parent.id}`;
		case 'term':
			return `${lab}#woorden`;
	}
}

/** What it is a part of, in words; null: it is a whole. */
export function placeOf({ kind, parent }: Hit): string | null {
	if (kind === 'card') return m.search_on_board({ title: parent.title });
	const isPart = kind === 'answer' || kind === 'foothold' || kind === 'summary';
	return isPart ? m.search_at_question({ title: parent.title }) : null;
}

/** Icons the sprite has. */
export const foundIcon: Record<FoundKind, IconName> = {
	question: 'question',
	answer: 'message',
	foothold: 'footprints',
	summary: 'list',
	board: 'columns',
	card: 'note',
	lesson: 'lightbulb',
	term: 'scale'
};
