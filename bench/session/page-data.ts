/**
 * What SvelteKit sends a page on its way somewhere: for each layout and the page a flat list in which
 * every value says where its parts stand (devalue). Only what is asked for is put together.
 */
export class PageData {
	readonly #nodes: { type: string; data?: unknown[] }[];

	constructor(text: string) {
		const [line = ''] = text.split('\n', 1);
		const said = JSON.parse(line) as { type: string; nodes?: { type: string; data?: unknown[] }[] };
		if (!said.nodes) throw new Error(`no page data: ${line.slice(0, 200)}`);
		this.#nodes = said.nodes.filter((node) => node !== null);
	}

	/** The value at this place in the page itself. */
	pick<T>(...path: string[]): T {
		const flat = this.#nodes.at(-1)?.data;
		if (!flat) throw new Error('the page sent nothing');
		let at = 0;
		for (const key of path) at = (flat[at] as Record<string, number>)[key] ?? -1;
		return valueAt(flat, at) as T;
	}
}

function valueAt(flat: readonly unknown[], at: number): unknown {
	const value = at < 0 ? undefined : flat[at];
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		// A word first: a date, a map ... of which nothing is asked here.
		if (typeof value[0] === 'string') return value[1];
		return value.map((each: number) => valueAt(flat, each));
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [key, valueAt(flat, each as number)])
	);
}
