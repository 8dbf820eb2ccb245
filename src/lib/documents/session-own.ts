/** A question of the box as everybody in the room sees it: never with a name. */
export interface RoomQuestion {
	id: string;
	text: string;
	/** Ms since epoch. */
	at: number;
	/** From which organisation, or which kind of one; null where the lab does not tell. */
	from: string | null;
	isDealt: boolean;
	/** Question of the lab it became; null: none yet. */
	threadId: string | null;
}

/** One she asked herself, shown or not. */
export interface OwnQuestion {
	id: string;
	text: string;
	at: number;
	isShown: boolean;
	/** How many joined. */
	n: number;
}

/** One as who runs the session sees it. */
export interface AskedQuestion extends OwnQuestion {
	isDealt: boolean;
	name: string;
	organisation: string;
}

/** What in a session is one member's own, and with it what only those who run it see. */
export interface SessionOwn {
	/** Hers, oldest first. */
	questions: OwnQuestion[];
	/** Ids of those she joined. */
	meToo: string[];
	/** All of them, for who runs it; null for others. */
	asked: AskedQuestion[] | null;
	/** Of guests by code, for who lets them in or runs the session. */
	guests: { n: number; most: number | null; manages: boolean } | null;
	/** What she answered in the poll, by question: 0-based. */
	answers: Record<string, number>;
	/** Questions of the poll that are prepared; null where she prepares none. */
	prepared: number | null;
}
