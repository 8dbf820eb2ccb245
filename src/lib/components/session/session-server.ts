import { PageServer, type Answer } from '$lib/components/ui/page-server';
import type { SessionOwn } from '$lib/documents/session-own';
import type { DeskView } from '$lib/documents/session-view';
import type { SessionCommand } from '$lib/domain/session-command';

/** What pages ask of the server about a session. */
export class SessionServer extends PageServer {
	do(command: SessionCommand): Promise<Answer> {
		return this.post('do', command);
	}

	/** What in it is hers, as it is now; null when there was no answer. */
	own(): Promise<SessionOwn | null> {
		return this.get<SessionOwn>('own');
	}

	/** Null when there was no answer, or it is not for her. */
	desk(): Promise<DeskView | null> {
		return this.get<DeskView>('desk/view');
	}
}
