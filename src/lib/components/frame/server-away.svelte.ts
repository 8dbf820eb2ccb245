import { navigating } from '$app/state';

/** Whether the server did not answer when the data of a page was asked, and is asked again. */
export const server = $state({ isAway: false });

/**
 * She followed a link and waits for the server. What a page asks before it is left was asked then: nothing is
 * typed into it any more. A page that is live says by itself that it is cut off.
 */
export function isLeaving(): boolean {
	return server.isAway && navigating.to !== null;
}
