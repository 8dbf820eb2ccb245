import { flagModes } from '../domain/board-command.ts';
import type { LayerPlan } from './board-layers.ts';
import type { BoardPhase } from './board-phase.ts';

/** In the document she writes herself, or by asking the server; null: not at all. */
export type Way = 'document' | 'command' | null;

/** What a reader may do with the cards of a layer now. The server decides; this is what the page offers. */
export interface CardRights {
	edit: boolean;
	/** Moving and bundling. */
	arrange: Way;
	mark: Way;
	bin: Way;
	vote: boolean;
	flag: boolean;
	/** Saying something about it, where everybody reads it. */
	comment: boolean;
	harvest: boolean;
	/** How far it may travel. */
	label: boolean;
	/** Taking what it said out of everything that is kept. */
	redact: boolean;
}

export const noRights: CardRights = {
	edit: false,
	arrange: null,
	mark: null,
	bin: null,
	vote: false,
	flag: false,
	comment: false,
	harvest: false,
	label: false,
	redact: false
};

/** Of the cards of one layer: every card in it is as free as the others. */
export function cardRights(phase: BoardPhase, layer: LayerPlan, isLeading: boolean): CardRights {
	if (layer.access === 'write') {
		const isShared = layer.kind === 'board';
		return {
			edit: true,
			arrange: 'document',
			mark: isShared ? 'document' : null,
			bin: 'document',
			vote: false,
			flag: isShared && maySort(phase, flagModes),
			comment: isShared && phase.maySpeak,
			harvest: isShared && phase.mode === 'oogst' && phase.mayHarvest,
			label: isShared && phase.marking.by !== null,
			redact: isShared && phase.mayRedact
		};
	}
	if (layer.kind !== 'board') return noRights;
	const isRevealed = phase.mode === 'verdekt' && phase.notes.isRevealed;
	return {
		edit: false,
		arrange: maySort(phase, ['ordenen']) ? 'command' : null,
		mark: phase.mayMark ? 'command' : null,
		bin: isLeading && isRevealed && !phase.frozen ? 'command' : null,
		vote: phase.mode === 'stemmen' && phase.ballot?.kind === 'stippen' && phase.ballot.mayVote,
		flag: maySort(phase, flagModes),
		comment: phase.maySpeak,
		harvest: phase.mode === 'oogst' && phase.mayHarvest,
		label: phase.marking.by !== null,
		redact: phase.mayRedact
	};
}

/** Whoever contributes to a board at all (and so keeps notes of her own) orders and points out. */
function maySort(phase: BoardPhase, modes: readonly BoardPhase['mode'][]): boolean {
	if (phase.frozen) return false;
	return modes.includes(phase.mode) && (phase.hasAside || phase.mayMark || phase.mayHarvest);
}
