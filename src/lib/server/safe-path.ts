/**
 * A path inside this site to go to, or /labs. Anything a browser could read as another site (`//x`,
 * `/\\x`, `https:x`) goes to /labs too.
 */
export function safePath(wanted: string | null | undefined): string {
	if (!wanted?.startsWith('/') || /^\/[/\\]/.test(wanted)) return '/labs';
	if (wanted.includes('\\') || [...wanted].some((letter) => letter < ' ')) return '/labs';
	const { origin, pathname, search, hash } = new URL(wanted, 'http://inside.invalid');
	// `/..//x` is `//x` once the dots are gone.
	const inside = origin === 'http://inside.invalid' && !pathname.startsWith('//');
	return inside ? pathname + search + hash : '/labs';
}
