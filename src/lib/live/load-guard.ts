/** The rules by which text is held back. */
export type Guard = typeof import('$lib/privacy/guard');

/** Ms before it is asked for again, when the line is down. */
const AGAIN = 3_000;

/** Until it is there nothing that is typed is sent. */
export async function loadGuard(): Promise<Guard> {
	for (;;) {
		try {
			return await import('$lib/privacy/guard');
		} catch {
			await new Promise((resolve) => setTimeout(resolve, AGAIN));
		}
	}
}
