import { randomInt } from 'node:crypto';
import type { Connection } from './connection.ts';
import { awarenessEntry, frames, type AwarenessEntry } from './frame.ts';
import { syncLimits } from './limits.ts';
import { Parcel } from './parcel.ts';

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
	/** As she was shown last: without a place, under that other id. */
	isPlaceless: boolean;
	said: Said;
	/** Others were told of her under this id, at this moment (ms since epoch). */
	shownAt: number | null;
	changed: boolean;
	visible: boolean;
	/** Client ids she named that nobody had: one per Y.Doc, and a connection has one Y.Doc. */
	named: number;
	/** She said which id is hers. */
	introduced: boolean;
}

/** People in one message, where a round is not the same for all. */
const GROUP = 16;
/** Yjs changes a client id that proves to be taken: a few are honest, hundreds are not. */
const NAMED_AT_MOST = 4;

/**
 * Who is in one room. Built by the server: the name is the sign-in's, whatever a client says, and
 * who sends nothing is there all the same.
 */
export class Presence {
	readonly #entries = new Map<Connection, Entry>();
	readonly #gone: Entry[] = [];
	/**
	 * Clock of the last entry sent. Goes up over restarts as well: a client remembers the clock of
	 * everybody it saw, and believes only a higher one.
	 */
	#clock = 0;
	/** Who was shown after the last round, by what is hidden from the reader: newcomers share it. */
	readonly #rosters = new Map<string | null, Round>();
	/** Ms of the steady clock of `isDue`. */
	#publishedAt = -Infinity;
	/** Whose an id is in this room; null: made up here. Stock clients repeat what they hear of others. */
	readonly #owners = new Map<number, string | null>();

	join(connection: Connection): void {
		this.#entries.set(connection, {
			connection,
			client: this.#newId(),
			alias: this.#newId(),
			isPlaceless: connection.grant.isPlaceless,
			said: {},
			shownAt: null,
			changed: true,
			visible: true,
			named: 0,
			introduced: false
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
			const said = readSaid(state.state);
			// Asked last, for it binds the id to her.
			if (said === null || !this.#mayName(entry, state.client) || !mayUse(state.client)) continue;
			this.#owners.set(state.client, connection.grant.memberId);
			if (!entry.introduced) this.#introduce(entry);
			if (entry.client !== state.client) {
				if (this.#taken(state.client, connection)) continue;
				this.#forget(entry);
				entry.client = state.client;
			}
			entry.said = said;
			entry.visible = said.visible !== false;
			entry.changed = true;
		}
	}

	leave(connection: Connection): void {
		const entry = this.#entries.get(connection);
		if (!entry) return;
		this.#entries.delete(connection);
		this.#forget(entry);
	}

	/** Somebody's name, place or organisation changed. */
	refresh(connection: Connection): void {
		this.#rosters.clear();
		const entry = this.#entries.get(connection);
		if (!entry) return;
		if (entry.isPlaceless !== connection.grant.isPlaceless) {
			this.#forget(entry);
			entry.isPlaceless = connection.grant.isPlaceless;
			entry.said = {};
		}
		entry.changed = true;
	}

	/** Connections of pages somebody looks at: these count as use of the sign-in. */
	visible(): Connection[] {
		return [...this.#entries.values()]
			.filter((entry) => entry.visible)
			.map((entry) => entry.connection);
	}

	/** Larger rooms speak less often: everybody tells everybody. `now`: ms of any steady clock. */
	isDue(now: number): boolean {
		const size = this.#entries.size;
		const every = syncLimits.presence.find(({ people }) => size <= people)?.every ?? 0;
		if (now - this.#publishedAt < every) return false;
		this.#publishedAt = now;
		return true;
	}

	/** Sends everybody what changed since the last time, and who has not been heard of for a while. */
	publish(): void {
		const now = Date.now();
		const changed = this.#news(now);
		const gone = this.#gone.splice(0);
		if (changed.length === 0 && gone.length === 0) return;
		const [left, here] = [this.#tick(), this.#tick()];
		// Readers from whom the same is hidden share what they get, but for news of themselves.
		const rounds = new Map<string | null, Round>();
		for (const entry of this.#entries.values()) {
			const { hides } = entry.connection.grant;
			let round = rounds.get(hides);
			if (!round) rounds.set(hides, (round = new Round(hides, { gone, left, changed, here })));
			entry.connection.sendPresence(round.for((other) => this.#isHerself(other, entry)));
		}
		for (const entry of changed) {
			entry.changed = false;
			entry.shownAt = now;
		}
		this.#rosters.clear();
	}

	/**
	 * Who changed, and a few of whom nobody heard for a while: stock clients forget who is silent for
	 * half a minute, and all of a large room at once would be a storm of its own.
	 */
	#news(now: number): Entry[] {
		const stale = now - syncLimits.heartbeat;
		let renewable = Math.max(10, this.#entries.size * syncLimits.presenceRenewed);
		const news: Entry[] = [];
		for (const entry of this.#entries.values()) {
			const isStale = !entry.changed && (entry.shownAt ?? 0) < stale;
			if (!entry.changed && !(isStale && renewable > 0)) continue;
			if (isStale) renewable -= 1;
			if (news.push(entry) === syncLimits.presenceEntries) break;
		}
		return news;
	}

	/** Everybody who is here, for a newcomer or one who asks. */
	tell(reader: Connection): void {
		const self = this.#entries.get(reader);
		const { hides } = reader.grant;
		let roster = this.#rosters.get(hides);
		if (!roster) {
			const shown = [...this.#entries.values()].filter((entry) => entry.shownAt !== null);
			roster = new Round(hides, { gone: [], left: 0, changed: shown, here: this.#tick() });
			this.#rosters.set(hides, roster);
		}
		const isHerself = (entry: Entry) => self !== undefined && this.#isHerself(entry, self);
		const parcels = roster.for(isHerself);
		reader.sendPresence(parcels.length > 0 ? parcels : nobody);
	}

	#tick(): number {
		return (this.#clock = Math.max(this.#clock + 1, Date.now()));
	}

	/**
	 * Her own line; or maybe an old line of the very same page, as long as she did not say which id
	 * is hers: a client that hears of its own id takes it for its own state.
	 */
	#isHerself(entry: Entry, reader: Entry): boolean {
		if (entry === reader) return true;
		const [{ grant }, { grant: own }] = [entry.connection, reader.connection];
		return !reader.introduced && grant.memberId === own.memberId;
	}

	#introduce(entry: Entry): void {
		entry.introduced = true;
		const { memberId } = entry.connection.grant;
		for (const other of this.#entries.values()) {
			if (other.connection.grant.memberId === memberId) other.changed = true;
		}
	}

	#mayName(entry: Entry, client: number): boolean {
		if (client === entry.client) return true;
		const owner = this.#owners.get(client);
		// After a reconnect she names the id she had. Later it is another page of hers, repeated.
		if (owner !== undefined && (entry.named > 0 || owner !== entry.connection.grant.memberId)) {
			return false;
		}
		entry.named += 1;
		return entry.named <= NAMED_AT_MOST;
	}

	/** The same person on the same Y.Doc after a reconnect: the newest connection has the id. */
	#taken(client: number, by: Connection): boolean {
		for (const [connection, entry] of this.#entries) {
			if (entry.client !== client || connection === by) continue;
			if (connection.grant.memberId !== by.grant.memberId) return true;
			entry.client = this.#newId();
			entry.shownAt = null;
			entry.changed = true;
		}
		return false;
	}

	#newId(): number {
		const id = randomInt(1, 2 ** 32);
		this.#owners.set(id, null);
		return id;
	}

	/** Nobody goes by this id any more. */
	#forget(entry: Entry): void {
		this.#rosters.clear();
		if (entry.shownAt !== null) this.#gone.push({ ...entry });
		entry.shownAt = null;
	}
}

const nobody = [Parcel.of(frames.presence([]))];

/**
 * What one round of presence brings to readers from whom the same organisation is hidden. It is
 * shared by all of them; who is in it herself gets the group she is in without her.
 */
class Round {
	readonly #groups: { entries: { entry: Entry; bytes: Uint8Array }[]; shared?: Parcel }[] = [];
	readonly #gone: Parcel[];
	#all: Parcel[] | undefined;

	constructor(
		hides: string | null,
		news: { gone: readonly Entry[]; left: number; changed: readonly Entry[]; here: number }
	) {
		const { gone, left, changed, here } = news;
		const goodbyes = gone.map((entry) => ({ ...viewOf(entry, hides, left), state: 'null' }));
		this.#gone = gone.length > 0 ? [Parcel.of(frames.awareness(goodbyes))] : [];
		for (let at = 0; at < changed.length; at += GROUP) {
			const entries = changed.slice(at, at + GROUP).map((entry) => ({
				entry,
				bytes: awarenessEntry(viewOf(entry, hides, here))
			}));
			this.#groups.push({ entries });
		}
	}

	for(isHerself: (entry: Entry) => boolean): readonly Parcel[] {
		const isIn = this.#groups.map(({ entries }) => entries.some(({ entry }) => isHerself(entry)));
		if (!isIn.includes(true)) return (this.#all ??= this.#together());
		return [
			...this.#gone,
			...this.#groups.flatMap((group, i) => {
				if (!isIn[i]) return (group.shared ??= parcelOf(group.entries));
				const others = group.entries.filter(({ entry }) => !isHerself(entry));
				return others.length > 0 ? parcelOf(others) : [];
			})
		];
	}

	#together(): Parcel[] {
		const entries = this.#groups.flatMap((group) => group.entries);
		return entries.length > 0 ? [...this.#gone, parcelOf(entries)] : this.#gone;
	}
}

function parcelOf(entries: readonly { bytes: Uint8Array }[]): Parcel {
	return Parcel.of(frames.presence(entries.map(({ bytes }) => bytes)));
}

/** For this reader the person may be here, but not tied to a client id or a place on the board. */
function viewOf(entry: Entry, hides: string | null, clock: number): AwarenessEntry {
	const { person: user, organisationId } = entry.connection.grant;
	const { place } = entry.said;
	if (entry.isPlaceless || (hides !== null && hides === organisationId)) {
		return { client: entry.alias, clock, state: JSON.stringify({ user }) };
	}
	return {
		client: entry.client,
		clock,
		state: JSON.stringify(place ? { user, place } : { user })
	};
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
