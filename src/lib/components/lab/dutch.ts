import { getLocale } from '$lib/paraglide/runtime';

/** What stands in a lab is Dutch; on an English page its elements say so, for the right voice. */
export function dutch(): 'nl' | undefined {
	return getLocale() === 'nl' ? undefined : 'nl';
}
