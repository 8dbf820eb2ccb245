/** Gives every id of the demo a random one, and moves its dates to today. */
export class Translation {
	readonly ids = new Map<string, string>();
	readonly #newId: () => string;
	readonly #days: number;

	/** `anchor` is the demo's today (YYYY-MM-DD); `now` becomes it. */
	constructor(anchor: string, now: Date, newId: () => string) {
		this.#newId = newId;
		const today = Date.parse(now.toISOString().slice(0, 10));
		this.#days = Math.round((today - Date.parse(anchor)) / 86_400_000);
	}

	/** Registers the `id` of everything in `things`, at any depth, that looks like a demo id. */
	register(things: unknown): void {
		if (Array.isArray(things)) things.forEach((thing) => this.register(thing));
		else if (typeof things === 'object' && things !== null) {
			const { id } = things as { id?: unknown };
			if (typeof id === 'string' && isDemoId(id) && !this.ids.has(id)) {
				this.ids.set(id, this.#newId());
			}
			Object.values(things).forEach((value) => this.register(value));
		}
	}

	/** The new id; throws when the demo names something it does not have. */
	id(demoId: string): string {
		const id = this.ids.get(demoId);
		if (!id) throw new Error(`demo/ names ${demoId}, which it does not have`);
		return id;
	}

	/** The same thing with new ids and moved dates, at any depth. */
	whole<T>(thing: T): T {
		return this.#whole(thing) as T;
	}

	/** A date or a moment with an offset, moved, as a moment in UTC. */
	moment(text: string): string {
		return new Date(this.#move(text)).toISOString();
	}

	/** The last moment of a date. */
	endOf(date: string): string {
		return `${this.#move(date).slice(0, 10)}T23:59:59.999Z`;
	}

	#whole(thing: unknown): unknown {
		if (typeof thing === 'string') return this.ids.get(thing) ?? this.#move(thing);
		if (Array.isArray(thing)) return thing.map((each) => this.#whole(each));
		if (typeof thing !== 'object' || thing === null) return thing;
		return Object.fromEntries(
			Object.entries(thing).map(([key, value]) => [this.ids.get(key) ?? key, this.#whole(value)])
		);
	}

	#move(text: string): string {
		const match = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d.*)?$/.exec(text);
		if (!match) return text;
		const date = new Date(`${match[1]}T00:00:00Z`);
		date.setUTCDate(date.getUTCDate() + this.#days);
		return date.toISOString().slice(0, 10) + (match[2] ?? '');
	}
}

function isDemoId(id: string): boolean {
	return /^((lab|ses|scr|mem|org|gem|brd|crd|thr|ans|scan|resp|les|act|rel|kf|term|lk)-|q\d)/.test(id);
}
