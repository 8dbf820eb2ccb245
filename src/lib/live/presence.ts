import type { Domain } from '$lib/domain/access';
import { Live, sameList, Signal } from './live';
import { clientFrames, type PresenceEntry } from './wire';

/** Where somebody is on a board: her card, and her selection as Yjs relative positions. */
export interface Place {
	card: string;
	anchor?: unknown;
	head?: unknown;
	typing?: boolean;
}

/** Somebody else in the room, as the server says. */
export interface Present {
	client: number;
	memberId: string;
	name: string;
	initials: string;
	organisation: string;
	domain: Domain;
	place: Place | null;
}

/** Ms between two announcements of a place that keeps changing. */
const PACE = 120;
/** Ms after the last key before somebody no longer counts as writing. */
const TYPING = 4_000;

/** Who else is here. The server builds it; a page only tells its own place. */
export class Presence {
	readonly #client: number;
	readonly #send: (frame: Uint8Array<ArrayBuffer>) => void;
	readonly #changed = new Signal();
	readonly #others = new Map<number, { clock: number; person: Present }>();
	#clock = 0;
	#place: Place | null = null;
	#visible = true;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#typing: ReturnType<typeof setTimeout> | undefined;

	/** Everybody else, in the order they came, wherever they are. */
	readonly others: Live<Present[]>;
	/** The same, for who wants to know who is here and not where: it sleeps through every move. */
	readonly people: Live<Present[]>;
	readonly #moved = new Set<(cards: ReadonlySet<string>) => void>();

	constructor(client: number, send: (frame: Uint8Array<ArrayBuffer>) => void) {
		this.#client = client;
		this.#send = send;
		const others = () => [...this.#others.values()].map(({ person }) => person);
		this.others = new Live(others, this.#changed.on);
		this.people = new Live(others, this.#changed.on, (a, b) =>
			sameList(a.map(whoIs), b.map(whoIs))
		);
	}

	/** Moving the caret in a card one types in does not end the typing; a pause does. */
	setPlace(place: Place | null): void {
		const goesOn = place !== null && place.card === this.#place?.card && this.#place.typing;
		this.#place = place && goesOn ? { ...place, typing: true } : place;
		if (place?.typing || !this.#place?.typing) clearTimeout(this.#typing);
		if (place?.typing) this.#typing = setTimeout(() => this.#stopTyping(), TYPING);
		this.#timer ??= setTimeout(() => this.announce(), PACE);
	}

	#stopTyping(): void {
		if (!this.#place) return;
		this.#place = { ...this.#place, typing: false };
		this.announce();
	}

	setVisible(visible: boolean): void {
		if (visible === this.#visible) return;
		this.#visible = visible;
		this.announce();
	}

	announce(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#clock += 1;
		const state = { visible: this.#visible, ...(this.#place ? { place: this.#place } : {}) };
		this.#send(clientFrames.presence(this.#client, this.#clock, state));
	}

	/** Who is at a card. */
	at(card: string): Present[] {
		return [...this.#others.values()].flatMap(({ person }) =>
			person.place?.card === card ? person : []
		);
	}

	/** Tells at which cards somebody came, went or moved. Returns its own undo. */
	onMove(moved: (cards: ReadonlySet<string>) => void): () => void {
		this.#moved.add(moved);
		return () => this.#moved.delete(moved);
	}

	hear(entries: readonly PresenceEntry[]): void {
		const cards = new Set<string>();
		const note = (person: Present | null | undefined) =>
			person?.place && cards.add(person.place.card);
		for (const { client, clock, state } of entries) {
			const known = this.#others.get(client);
			if (client === this.#client || (known && known.clock > clock)) continue;
			const person = readPresent(client, state);
			note(known?.person);
			note(person);
			if (person) this.#others.set(client, { clock, person });
			else this.#others.delete(client);
		}
		this.#tell(cards);
	}

	/** The line is down: nobody is known to be here. */
	clear(): void {
		const cards = new Set(
			[...this.#others.values()].flatMap(({ person }) => person.place?.card ?? [])
		);
		this.#others.clear();
		this.#tell(cards);
	}

	#tell(cards: ReadonlySet<string>): void {
		for (const moved of this.#moved) moved(cards);
		this.#changed.emit();
	}
}

function whoIs({ client, memberId, name, organisation }: Present): string {
	return [client, memberId, name, organisation].join(' ');
}

/** How many people are here beside one: somebody with two tabs is one. */
export function countOthers(people: readonly Present[], memberId: string): number {
	const others = new Set(people.map((person) => person.memberId));
	others.delete(memberId);
	return others.size;
}

function readPresent(client: number, state: unknown): Present | null {
	const { user, place } = (state ?? {}) as {
		user?: Omit<Present, 'client' | 'place'>;
		place?: Place;
	};
	return user ? { ...user, client, place: place ?? null } : null;
}
