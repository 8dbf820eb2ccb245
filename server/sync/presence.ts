import { randomInt } from 'node:crypto';
import type { Connection } from './connection.ts';
import { frames, type AwarenessEntry } from './frame.ts';

/** How a person in the room is shown to the others. */
export interface Person {
	memberId: string;
	name: string;
	initials: string;
	organisation: string;
	domain: string;
}

/** What a client may say of itself; anything else it sends is dropped. */
interface Said {
	/** Which thing she is at, and her selection in its text as Yjs relative positions. */
	place?: { card: string; anchor?: unknown; head?: unknown; typing?: boolean };
}

interface Entry {
	connection: Connection;
	/** Id under which others see it: the client's own once it said so. */
	client: number;
	/** Another id for readers who must not tie this person to what she writes. */
	alias: number;
	clock: number;
	said: Said;
	/** Last clock sent out. */
	sent: number;
	visible: boolean;
}

/**
 * Who is in one room. Built by the server: the name is the sign-in's, whatever a client says, and
 * who sends nothing is there all the same.
 */
export class Presence {
	readonly #entries = new Map<Connection, Entry>();
	readonly #gone: { entry: Entry; clock: number }[] = [];

	join(connection: Connection): void {
		this.#entries.set(connection, {
			connection,
			client: newClientId(),
			alias: newClientId(),
			clock: 1,
			said: {},
			sent: 0,
			visible: true
		});
	}

	/** What a client said. `mayUse`: whether that client id is hers. Entries of others are ignored. */
	hear(
		connection: Connection,
		states: readonly AwarenessEntry[],
		mayUse: (client: number) => boolean
	): void {
		const entry = this.#entries.get(connection);
		if (!entry) return;
		for (const state of states) {
			if (!mayUse(state.client)) continue;
			const said = readSaid(state.state);
			if (said === null) continue;
			if (entry.client !== state.client) {
				if (this.#taken(state.client, connection)) continue;
				if (entry.sent > 0) this.#leave({ ...entry }, entry.clock + 1);
				entry.client = state.client;
				entry.clock = Math.max(entry.clock, state.clock);
			}
			entry.said = said;
			entry.visible = said.visible !== false;
			entry.clock = Math.max(entry.clock + 1, state.clock);
		}
	}

	leave(connection: Connection): void {
		const entry = this.#entries.get(connection);
		if (!entry) return;
		this.#entries.delete(connection);
		if (entry.sent > 0) this.#leave(entry, entry.clock + 1);
	}

	/** Somebody's name, place or organisation changed. */
	refresh(connection: Connection): void {
		const entry = this.#entries.get(connection);
		if (entry) entry.clock += 1;
	}

	/** Connections of pages somebody looks at: these count as use of the sign-in. */
	visible(): Connection[] {
		return [...this.#entries.values()]
			.filter((entry) => entry.visible)
			.map((entry) => entry.connection);
	}

	/** Sends everybody what changed since the last time. */
	publish(): void {
		const changed = [...this.#entries.values()].filter((entry) => entry.clock > entry.sent);
		const gone = this.#gone.splice(0);
		if (changed.length === 0 && gone.length === 0) return;
		for (const reader of this.#entries.keys()) {
			const states = [
				...changed.flatMap((entry) => this.#view(entry, reader) ?? []),
				...gone.map(({ entry, clock }) => ({
					client: hidden(entry, reader) ? entry.alias : entry.client,
					clock,
					state: 'null'
				}))
			];
			if (states.length > 0) reader.sendPresence(frames.awareness(states));
		}
		for (const entry of changed) entry.sent = entry.clock;
	}

	/** Everybody who is here, for a newcomer or one who asks. */
	tell(reader: Connection): void {
		const states = [...this.#entries.values()].flatMap((entry) =>
			entry.sent > 0 ? (this.#view(entry, reader) ?? []) : []
		);
		reader.sendPresence(frames.awareness(states));
	}

	#view(entry: Entry, reader: Connection): AwarenessEntry | null {
		if (entry.connection === reader) return null;
		const user = entry.connection.grant.person;
		if (hidden(entry, reader)) {
			return { client: entry.alias, clock: entry.clock, state: JSON.stringify({ user }) };
		}
		const { place } = entry.said;
		const state = JSON.stringify(place ? { user, place } : { user });
		return { client: entry.client, clock: entry.clock, state };
	}

	/** The same person on the same Y.Doc after a reconnect: the newest connection has the id. */
	#taken(client: number, by: Connection): boolean {
		for (const [connection, entry] of this.#entries) {
			if (entry.client !== client || connection === by) continue;
			if (connection.grant.memberId !== by.grant.memberId) return true;
			entry.client = newClientId();
			entry.sent = 0;
		}
		return false;
	}

	#leave(entry: Entry, clock: number): void {
		this.#gone.push({ entry, clock });
	}
}

/** For this reader the person may be here, but not tied to a client id or a place on the board. */
function hidden(entry: Entry, reader: Connection): boolean {
	return (
		reader.grant.hides !== null && reader.grant.hides === entry.connection.grant.organisationId
	);
}

function newClientId(): number {
	return randomInt(1, 2 ** 32);
}

/** Null when the state says goodbye or is no object. */
function readSaid(json: string): (Said & { visible?: boolean }) | null {
	let state: unknown;
	try {
		state = JSON.parse(json);
	} catch {
		return null;
	}
	if (typeof state !== 'object' || state === null || Array.isArray(state)) return null;
	const { place, visible } = state as { place?: unknown; visible?: unknown };
	const said: Said & { visible?: boolean } = {};
	if (typeof visible === 'boolean') said.visible = visible;
	if (typeof place === 'object' && place !== null) {
		const { card, anchor, head, typing } = place as Record<string, unknown>;
		if (typeof card === 'string' && card.length <= 64) {
			said.place = { card, anchor, head, typing: typing === true };
		}
	}
	return said;
}
