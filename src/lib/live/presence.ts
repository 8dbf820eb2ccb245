import type { Domain } from '$lib/domain/access';
import { Live, Signal } from './live';
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

	/** Everybody else, in the order they came. */
	readonly others: Live<Present[]>;

	constructor(client: number, send: (frame: Uint8Array<ArrayBuffer>) => void) {
		this.#client = client;
		this.#send = send;
		this.others = new Live(
			() => [...this.#others.values()].map(({ person }) => person),
			this.#changed.on
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

	hear(entries: readonly PresenceEntry[]): void {
		for (const { client, clock, state } of entries) {
			const known = this.#others.get(client);
			if (client === this.#client || (known && known.clock > clock)) continue;
			const person = readPresent(client, state);
			if (person) this.#others.set(client, { clock, person });
			else this.#others.delete(client);
		}
		this.#changed.emit();
	}

	/** The line is down: nobody is known to be here. */
	clear(): void {
		this.#others.clear();
		this.#changed.emit();
	}
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
