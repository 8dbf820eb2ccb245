import { createContext } from 'svelte';
import type { SessionOnPage } from './session-on-page.svelte';

/** The running session around the pages of a lab; null: there is none she is in. */
export interface SessionAround {
	current: SessionOnPage | null;
}

export const [getSessionAround, setSessionAround] = createContext<SessionAround>();
