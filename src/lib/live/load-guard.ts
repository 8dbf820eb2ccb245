import { insist } from './insist';

/** The rules by which text is held back. */
export type Guard = typeof import('$lib/privacy/guard');

/** Until it is there nothing that is typed is sent. */
export function loadGuard(): Promise<Guard> {
	return insist(() => import('$lib/privacy/guard'));
}
