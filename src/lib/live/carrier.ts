/** How frames travel: over a websocket, or over plain HTTP where a network lets none through. */
export type Way = 'websocket' | 'http';

/** How a connection came to its end. */
export type Ending =
	/** Nothing ever came over it: there is no server, or something between lets it not through. */
	| { kind: 'unheard' }
	/** The server said no before it opened, with this HTTP status. */
	| { kind: 'refused'; status: number }
	/** A websocket close code; 1006 when the line just broke. */
	| { kind: 'closed'; code: number };

/** Who follows one document over a carrier. */
export interface CarrierListener {
	opened(): void;
	heard(frame: Uint8Array): void;
	/** Once, and nothing after it; not after one closed or cut it oneself. */
	ended(ending: Ending): void;
}

/** One connection to one document, over whatever carries it. */
export interface Carrier {
	readonly way: Way;
	send(frame: Uint8Array<ArrayBuffer>): void;
	/** The page may be gone in a moment: what waits leaves now. */
	hurry(): void;
	close(): void;
	/** The line is dead: nothing else that travels over it should wait for it either. */
	cut(): void;
}

/** Ms a connection may take before the first word over it. */
export const PATIENCE = 6_000;
