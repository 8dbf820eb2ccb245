/**
 * What a connection to this document would be answered: 200 with the right to read or write it,
 * 401, 404, 429 or 503; null without an answer. A websocket does not tell a page why it was refused.
 */
export async function askRight(document: string): Promise<number | null> {
	try {
		const signal = AbortSignal.timeout(6_000);
		const answer = await fetch(`/api/sync/${document}`, { cache: 'no-store', signal });
		// Unread, it would stay open until it is aborted.
		answer.arrayBuffer().catch(() => undefined);
		return answer.status;
	} catch {
		return null;
	}
}
