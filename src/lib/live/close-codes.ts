/** Why a connection will not come back by itself. */
export type RefusalReason =
	'signed-out' | 'no-right' | 'gone' | 'rewritten' | 'full' | 'too-fast' | 'broken';

/** What the page does with a close code of the server (server/sync/limits.ts): null is come back. */
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
		case 4409:
		case 1003:
		case 1007:
		case 1008:
		case 1009:
			return 'broken';
		default:
			return null;
	}
}
