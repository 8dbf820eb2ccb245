import type { Layer } from './layers.svelte';
import type { BoardPhase, ShownZone } from '$lib/documents/board-phase';
import { groupsOf } from '$lib/documents/board-layers';
import type { Attribution } from '$lib/domain/attribution';
import { BACKUP_DAYS } from '$lib/domain/board-mode';
import { m } from '$lib/paraglide/messages';

/** What somebody may count on who writes hidden: said before she writes, where she writes. */
const promises: Record<Attribution, () => string> = {
	none: () => m.promise_none({ days: BACKUP_DAYS }),
	kind: m.promise_kind,
	organisation: m.promise_organisation,
	name: m.promise_name
};

/** Who reads what is written in this layer, and what becomes of the writer; null: everybody. */
export function promiseOf(
	layer: Pick<Layer, 'kind' | 'part'>,
	phase: BoardPhase,
	zones: readonly ShownZone[]
): string | null {
	switch (layer.kind) {
		case 'notes':
			return promises[phase.notes.attribution]();
		case 'aside':
			return m.promise_aside();
		case 'part': {
			const group = groupsOf(phase).find(({ id }) => id === layer.part);
			return group ? m.promise_part({ group: group.name }) : null;
		}
		case 'zone': {
			const zone = zones.find(({ id }) => id === layer.part);
			return m.promise_zone({ n: zone?.hiddenUntilStep ?? '' });
		}
		case 'board':
			return null;
	}
}
