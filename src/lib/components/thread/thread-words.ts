import type { ShownAuthor } from '$lib/domain/attribution';
import type {
	AnswerKind,
	AskedAs,
	Certainty,
	Need,
	SizeClass,
	Urgency
} from '$lib/domain/question';
import type { QuestionEventView } from '$lib/documents/thread-view';
import { questionStatus } from '$lib/components/lab/labels';
import type { IconName } from '$lib/components/ui/icons';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

export const needLabel: Record<Need, () => string> = {
	preventief: m.need_preventief,
	interventies: m.need_interventies,
	samenwerking: m.need_samenwerking,
	achtergrond: m.need_achtergrond,
	praktijk: m.need_praktijk
};

export const urgencyLabel: Record<Urgency, () => string> = {
	gewoon: m.urgency_gewoon,
	binnenkort: m.urgency_binnenkort,
	nu: m.urgency_nu
};

export const sizeLabels: Record<SizeClass, () => string> = {
	klein: m.size_klein,
	middel: m.size_middel,
	groot: m.size_groot
};

export const kindLabel: Record<AnswerKind, () => string> = {
	ervaring: m.answer_kind_ervaring,
	mits: m.answer_kind_mits,
	want: m.answer_kind_want,
	kennis: m.answer_kind_kennis,
	tegenvraag: m.answer_kind_tegenvraag,
	perspectief: m.answer_kind_perspectief,
	nuance: m.answer_kind_nuance,
	aanknopingspunt: m.answer_kind_aanknopingspunt
};

export const kindIcon: Record<AnswerKind, IconName> = {
	ervaring: 'footprints',
	mits: 'check',
	want: 'hand',
	kennis: 'lightbulb',
	tegenvraag: 'question',
	perspectief: 'glasses',
	nuance: 'scale',
	aanknopingspunt: 'link'
};

export const certaintyLabel: Record<Certainty, () => string> = {
	'redelijk zeker': m.certainty_redelijk,
	'hangt van de plek af': m.certainty_plek,
	onzeker: m.certainty_onzeker
};

export const askedAsLabel: Record<AskedAs, { label: () => string; hint: () => string }> = {
	name: { label: m.ask_as_name, hint: m.ask_as_name_hint },
	organisation: { label: m.ask_as_organisation, hint: m.ask_as_organisation_hint },
	facilitator: { label: m.ask_as_facilitator, hint: m.ask_as_facilitator_hint },
	nobody: { label: m.ask_as_nobody, hint: m.ask_as_nobody_hint }
};

/** "Sunita Ramkhelawan, Windesluis", as far as it is shown; empty when nothing is. */
export function whoIs({ name, organisation }: ShownAuthor): string {
	return [name, organisation].filter(Boolean).join(', ');
}

/** "A, B en C" */
export function listed(names: readonly string[]): string {
	return new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(names);
}

const acts: Record<string, (said: { name: string; state: string }) => string> = {
	asked: m.log_asked,
	answered: m.log_answered,
	'revised-answer': m.log_revised_answer,
	'took-back-answer': m.log_took_back_answer,
	'removed-answer': m.log_removed_answer,
	foothold: m.log_foothold,
	'revised-foothold': m.log_revised_foothold,
	'withdrew-foothold': m.log_withdrew_foothold,
	'made-lesson': m.log_made_lesson,
	moved: m.log_moved,
	summarised: m.log_summarised,
	pinned: m.log_pinned,
	unpinned: m.log_unpinned,
	requested: m.log_requested,
	'request-accepted': m.log_request_accepted,
	'request-declined': m.log_request_declined,
	'request-handed-over': m.log_request_handed,
	'request-waiting': m.log_request_waiting,
	'request-resumed': m.log_request_resumed,
	'request-withdrawn': m.log_request_withdrawn,
	'request-late': m.log_request_late,
	'merged-into': m.log_merged_into,
	'merged-from': m.log_merged_from,
	unmerged: m.log_unmerged,
	'unmerged-from': m.log_unmerged,
	split: m.log_split,
	'split-from': m.log_split_from,
	'round-opened': m.log_round_opened,
	'round-closed': m.log_round_closed,
	redacted: m.log_redacted
};

/** One line of what was done with a question. */
export function eventWords({ act, name, detail }: QuestionEventView): string {
	const to = detail['to'];
	const state = Object.entries(questionStatus).find(([each]) => each === to)?.[1]() ?? '';
	return (acts[act] ?? m.log_other)({ name: name ?? m.log_somebody(), state });
}
