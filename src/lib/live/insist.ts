/** Ms before it is asked for again, when the line is down. */
const AGAIN = 3_000;

/** A part of the program that is loaded later: asked for until it comes. */
export async function insist<T>(load: () => Promise<T>): Promise<T> {
	for (;;) {
		try {
			return await load();
		} catch {
			await new Promise((resolve) => setTimeout(resolve, AGAIN));
		}
	}
}
