import {
	asideDocument,
	boardDocument,
	notesDocument,
	partDocument,
	zoneDocument
} from '../domain/document-name.ts';
import type { Step } from '../domain/template.ts';
import type { BoardPhase } from './board-phase.ts';

/** The zone cards of private notes say they are in; on no board is it a zone. */
export const ASIDE_ZONE = 'aside';

export type LayerKind = 'board' | 'notes' | 'zone' | 'part' | 'aside';

/**
 * A board as one reader sees it lies in layers, one document each: what she may read, where she may
 * write, and where nobody else looks.
 */
export interface LayerPlan {
	/** As the server knows the document, with what is asked along. Another key is another document. */
	key: string;
	kind: LayerKind;
	/** Zone or group it is of; empty where there is none. */
	part: string;
	access: 'read' | 'write';
	/** Zones its cards can stand in. */
	zones: string[];
}

/** The documents this reader follows now, the board first. */
export function layersOf(
	board: string,
	phase: BoardPhase,
	steps: readonly Step[],
	wantsAside: boolean
): LayerPlan[] {
	const { notes, me } = phase;
	const shown = phase.zones.filter((zone) => !zone.isHidden).map(({ id }) => id);
	const plans: LayerPlan[] = [
		{ key: boardDocument(board), kind: 'board', part: '', access: phase.access, zones: shown }
	];
	if (notes.access !== 'none') {
		const key = `${notesDocument(board, me)}?epoch=${notes.epoch}`;
		plans.push({ key, kind: 'notes', part: '', access: notes.access, zones: notes.zones });
	}
	for (const { id, isHidden } of phase.zones) {
		if (!isHidden) continue;
		const key = zoneDocument(board, id);
		const access = phase.frozen ? 'read' : 'write';
		plans.push({ key, kind: 'zone', part: id, access, zones: [id] });
	}
	// A step that names no zones is about all of them.
	const named = stepOf(phase, steps)?.zoneIds ?? [];
	const isAtWork = phase.mode === 'subgroep';
	const mayWrite = isAtWork && !phase.frozen;
	for (const { id } of groupsOf(phase)) {
		const access = mayWrite && id === phase.group?.id ? 'write' : 'read';
		const zones = isAtWork && named.length > 0 ? named : shown;
		plans.push({ key: partDocument(board, id), kind: 'part', part: id, access, zones });
	}
	if (wantsAside && phase.hasAside) {
		const key = asideDocument(board, me);
		plans.push({ key, kind: 'aside', part: '', access: 'write', zones: [ASIDE_ZONE] });
	}
	return plans;
}

/** Groups whose part she reads, her own first. What hers wrote stays until it is on the board. */
export function groupsOf({ mode, group, desk }: BoardPhase): { id: string; name: string }[] {
	const all = mode === 'subgroep' ? (desk?.groups ?? []) : [];
	const others = all.filter(({ id }) => id !== group?.id);
	return group ? [group, ...others] : others;
}

export function stepOf(phase: BoardPhase, steps: readonly Step[]): Step | undefined {
	return steps.find(({ n }) => n === phase.step);
}

/** Hidden notes are written now, and not beforehand. */
export function isWritingHidden({ mode, notes }: BoardPhase): boolean {
	return mode === 'verdekt' && notes.forStep === null && !notes.isRevealed;
}

/** Where a new card in this zone goes now; null: nowhere. Prepared notes have a place of their own. */
export function layerFor<L extends LayerPlan>(
	layers: readonly L[],
	phase: BoardPhase,
	zone: string
): L | null {
	const open = layers.filter((layer) => layer.access === 'write' && layer.zones.includes(zone));
	const of = (kind: LayerKind) => open.find((layer) => layer.kind === kind);
	const notes = isWritingHidden(phase) ? of('notes') : undefined;
	return of('aside') ?? of('zone') ?? notes ?? of('part') ?? of('board') ?? null;
}
