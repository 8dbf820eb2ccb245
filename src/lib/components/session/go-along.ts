/** Where everybody goes, whoever asks: a room and the bar around it would stop each other on the way. */
export function goAlong(go: (path: string) => Promise<void>): (path: string) => Promise<void> {
	let way: { path: string; done: Promise<void> } | null = null;
	return (path) => {
		if (way?.path !== path) {
			const begun = { path, done: go(path).finally(() => (way = way === begun ? null : way)) };
			way = begun;
		}
		return way.done;
	};
}
