/** Why a connection will not come back by itself. */
export type RefusalReason =
	'signed-out' | 'no-right' | 'gone' | 'rewritten' | 'full' | 'too-fast' | 'broken';

/**
 * What the page does with a close code of the server (server/sync/limits.ts): null is come back. That
 * is what 1001, 1012 and 1013 ask for, and what a line that broke (1006) or something in between that
 * closed it for reasons of its own (1000, 1005, 1011, 1014) needs.
 */
export function refusalOf(code: number): RefusalReason | null {
	switch (code) {
		case 4401:
			return 'signed-out';
		case 4403:
			return 'no-right';
		case 4404:
			return 'gone';
		case 4410:
			return 'rewritten';
		case 4413:
			return 'full';
		case 4429:
			return 'too-fast';
		case 1002:
		case 1003:
		case 1007:
		case 1008:
		case 1009:
			return 'broken';
		default:
			return code >= 4000 ? 'broken' : null;
	}
}

/** Codes only our server closes with; others may be of something in between. */
export function isOfServer(code: number): boolean {
	return code >= 4000 || [1003, 1007, 1008, 1009, 1012, 1013].includes(code);
}

/** Why a connection was refused before it opened, by its HTTP status; null is come back. */
export function refusalOfStatus(status: number | null): RefusalReason | null {
	if (status === 401) return 'signed-out';
	return status === 404 ? 'gone' : null;
}
