import { PageServer, type Answer } from '$lib/components/ui/page-server';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { BoardCommand } from '$lib/domain/board-command';

/** What the page of a board asks of the server. */
export class BoardServer extends PageServer {
	/** Her phase as it is now; null when there was no answer, or none for her. */
	phase(): Promise<BoardPhase | null> {
		return this.get<BoardPhase>('phase');
	}

	/** She has seen what was new up to a moment. */
	seen(until: string): Promise<Answer> {
		return this.post('news', { until });
	}

	/** Asks for something narrower than writing. A refusal comes with its reason in words. */
	do(command: BoardCommand): Promise<Answer> {
		return this.post('do', command);
	}
}
