import { createContext } from 'svelte';
import type { Notices } from '$lib/components/ui/notices.svelte';
import type { SessionOnPage } from './session-on-page.svelte';

/** The running session around the pages of a lab; null: there is none she is in. */
export interface SessionAround {
	current: SessionOnPage | null;
	/** What sessions tell, whatever page one is on. */
	readonly notices: Notices;
	/** To where the session is; done also when something came in between. */
	readonly go: (path: string) => Promise<void>;
}

export const [getSessionAround, setSessionAround] = createContext<SessionAround>();
