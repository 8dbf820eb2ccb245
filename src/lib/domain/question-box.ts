export const boxLimits = {
	/** UTF-16 units of one question. */
	text: 280,
	/** Questions everybody in the room is sent. */
	shown: 100,
	/** Questions of one person in one session. */
	ofOne: 20
} as const;

/** Most people ask it first; of two alike the older. What is dealt with comes last. */
export function byInterest(
	a: { n: number; at: number; isDealt: boolean },
	b: { n: number; at: number; isDealt: boolean }
): number {
	return Number(a.isDealt) - Number(b.isDealt) || b.n - a.n || a.at - b.at;
}
