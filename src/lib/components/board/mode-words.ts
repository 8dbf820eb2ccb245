import type { IconName } from '$lib/components/ui/icons';
import { stepOf } from '$lib/documents/board-layers';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { BoardMode } from '$lib/domain/board-mode';
import { mayHarvest } from '$lib/domain/marking';
import type { Step } from '$lib/domain/template';
import { m } from '$lib/paraglide/messages';

/** The nine ways of working: their name, what each is for, and what ends with it. */
const modes: Record<
	BoardMode,
	{ icon: IconName; label: () => string; hint: () => string; closes: () => string }
> = {
	uitleg: {
		icon: 'megaphone',
		label: m.mode_uitleg,
		hint: m.mode_uitleg_hint,
		closes: m.mode_uitleg_closes
	},
	open: { icon: 'pencil', label: m.mode_open, hint: m.mode_open_hint, closes: m.mode_open_closes },
	verdekt: {
		icon: 'eye-off',
		label: m.mode_verdekt,
		hint: m.mode_verdekt_hint,
		closes: m.mode_verdekt_closes
	},
	ronde: {
		icon: 'mic',
		label: m.mode_ronde,
		hint: m.mode_ronde_hint,
		closes: m.mode_ronde_closes
	},
	inbrenger_luistert: {
		icon: 'ear',
		label: m.mode_luistert,
		hint: m.mode_luistert_hint,
		closes: m.mode_luistert_closes
	},
	ordenen: {
		icon: 'sort',
		label: m.mode_ordenen,
		hint: m.mode_ordenen_hint,
		closes: m.mode_ordenen_closes
	},
	subgroep: {
		icon: 'users',
		label: m.mode_subgroep,
		hint: m.mode_subgroep_hint,
		closes: m.mode_subgroep_closes
	},
	stemmen: {
		icon: 'vote',
		label: m.mode_stemmen,
		hint: m.mode_stemmen_hint,
		closes: m.mode_stemmen_closes
	},
	oogst: {
		icon: 'bookmark',
		label: m.mode_oogst,
		hint: m.mode_oogst_hint,
		closes: m.mode_oogst_closes
	}
};

export const modeIcon = (mode: BoardMode): IconName => modes[mode].icon;
export const modeLabel = (mode: BoardMode): string => modes[mode].label();
export const modeHint = (mode: BoardMode): string => modes[mode].hint();
/** "verdekt schrijven sluit": what a button says that ends it. */
export const modeCloses = (mode: BoardMode): string => modes[mode].closes();

/** Said once when the method goes on: "Nu: Verdekt schrijven. Schrijf bij elke aanname ..." */
export function enterWords(phase: BoardPhase, steps: readonly Step[]): string {
	const instruction = stepOf(phase, steps)?.instruction ?? '';
	return [m.mode_now({ mode: modeLabel(phase.mode) }), instruction, whoWords(phase)]
		.filter(Boolean)
		.join(' ');
}

/** Who has the word, as this reader may know her. */
export function speakerName({ speaker }: BoardPhase): string | null {
	return speaker && (speaker.name ?? speaker.organisation ?? m.author_unknown());
}

/** One sentence: who may write now, and what the reader herself can do. */
export function whoWords(phase: BoardPhase): string {
	if (phase.frozen) return m.who_frozen();
	const mayWrite = phase.access === 'write';
	switch (phase.mode) {
		case 'uitleg':
			return mayWrite ? m.who_uitleg_you() : m.who_uitleg();
		case 'open':
			return mayWrite ? m.board_who_writes() : m.board_you_read();
		case 'verdekt':
			return hiddenWords(phase);
		case 'ronde': {
			if (phase.speaker?.isMe) return m.who_ronde_you();
			const name = speakerName(phase);
			const said = name === null ? m.who_ronde_nobody() : m.who_ronde({ name });
			return mayWrite ? `${said} ${m.who_ronde_lead()}` : said;
		}
		case 'inbrenger_luistert':
			if (phase.isContributor && !mayWrite) return m.who_luistert_you();
			return mayWrite ? m.who_luistert() : `${m.who_luistert()} ${m.board_you_read()}`;
		case 'ordenen':
			return phase.hasAside ? m.who_ordenen() : m.who_ordenen_read();
		case 'subgroep':
			if (phase.group) return m.who_subgroep_you({ group: phase.group.name });
			if (phase.desk) return m.who_subgroep_lead();
			return phase.hasAside ? m.who_subgroep_none() : m.who_subgroep_read();
		case 'stemmen':
			return ballotWords(phase.ballot);
		case 'oogst':
			if (!mayHarvest(phase.marking.tlp)) return m.who_oogst_red();
			if (phase.mayHarvest) return m.who_oogst_you();
			return phase.hasAside ? m.who_oogst() : m.who_oogst_read();
	}
}

function ballotWords(ballot: BoardPhase['ballot']): string {
	if (!ballot) return m.who_stemmen();
	const { kind, isOpen, isHandedIn, mayVote, budget, cap } = ballot;
	if (!isOpen) return m.who_stemmen_closed();
	if (isHandedIn) return m.who_geheim_in();
	if (kind === 'geheim') return mayVote ? m.who_geheim_you() : m.who_geheim();
	return mayVote ? m.who_stemmen_you({ n: budget, cap }) : m.who_stemmen();
}

function hiddenWords({ notes }: BoardPhase): string {
	if (notes.isRevealed) return m.who_verdekt_revealed();
	return notes.access === 'write' && notes.forStep === null
		? m.who_verdekt()
		: m.who_verdekt_read();
}
