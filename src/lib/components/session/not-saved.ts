import type { PlanProblem } from '$lib/documents/session-plan';
import type { PlannedItem } from '$lib/domain/session';

/** What became of sending a plan, when it was not kept. */
export interface NotSaved {
	refused?: string;
	problems?: readonly PlanProblem[];
	/** Place of the text that points at somebody. */
	held?: string | null;
	/** Somebody else kept one meanwhile. */
	newest?: { revision: number; items: PlannedItem[] } | null;
	/** The agenda both began with. */
	base?: readonly PlannedItem[];
}
