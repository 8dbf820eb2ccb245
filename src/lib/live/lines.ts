import { createContext } from 'svelte';
import type { Carrier, CarrierListener, Way } from './carrier';
import { HttpStream } from './http-stream';
import { Signal } from './live';
import { openWebsocket } from './websocket-carrier';

/** Connections in a row that brought nothing though the server answers, before the other way is tried. */
const ENOUGH = 2;
/** Ms to the first look whether websockets get through by now, and at most; doubled in between. */
const LOOK_FIRST = 3 * 60_000;
const LOOK_MOST = 30 * 60_000;

/**
 * How this page reaches the server: a websocket for each document, or one HTTP stream for all of them
 * where a network lets no websocket through. Made by the page and handed down; remembers nothing
 * beyond it.
 */
export class Lines {
	/** The other way from now on: whoever has a connection opens another. */
	readonly moved = new Signal();
	#way: Way = 'websocket';
	#unheard = 0;
	/**
	 * Since when the server is known to answer (ms since epoch), Infinity while it is not: a connection
	 * that was begun before that failed for want of a network, and tells nothing of the way.
	 */
	#answersSince = 0;
	#stream: HttpStream | null = null;
	/** A document somebody follows: what to look for over a websocket. */
	#document = '';
	#look: Carrier | null = null;
	#lookIn = LOOK_FIRST;
	#lookTimer: ReturnType<typeof setTimeout> | undefined;

	get way(): Way {
		return this.#way;
	}

	open(document: string, listener: CarrierListener): Carrier {
		this.#document = document;
		if (this.#way === 'websocket') return openWebsocket(document, listener);
		if (!this.#stream || this.#stream.ended) {
			this.#stream = new HttpStream((path, init) => fetch(path, init));
		}
		return this.#stream.open(document, listener);
	}

	/** A connection was lost, or the server did not answer: the network itself may be away. */
	noteLost(): void {
		this.#answersSince = Infinity;
	}

	noteHeard(way: Way): void {
		this.#noteAnswer();
		if (way === this.#way) this.#unheard = 0;
	}

	/** Nothing came over this way since it was opened, and now the server answers and would have us. */
	noteUnheard(way: Way, openedAt = Date.now()): void {
		const wasAnswering = openedAt >= this.#answersSince;
		this.#noteAnswer();
		if (way !== this.#way || !wasAnswering) return;
		this.#unheard += 1;
		if (this.#unheard >= ENOUGH) this.#take(way === 'http' ? 'websocket' : 'http');
	}

	/** Whether a websocket brings anything by now; what is followed stays where it is meanwhile. */
	lookAgain(): void {
		if (this.#way !== 'http' || this.#look) return;
		this.#look = openWebsocket(this.#document, {
			opened: () => undefined,
			heard: () => this.#take('websocket'),
			ended: () => {
				this.#look = null;
				this.#lookLater();
			}
		});
	}

	stop(): void {
		clearTimeout(this.#lookTimer);
		this.#look?.close();
		this.#look = null;
	}

	#noteAnswer(): void {
		this.#answersSince = Math.min(this.#answersSince, Date.now());
	}

	#take(way: Way): void {
		this.stop();
		this.#way = way;
		this.#unheard = 0;
		if (way === 'http') this.#lookLater();
		this.moved.emit();
	}

	#lookLater(): void {
		clearTimeout(this.#lookTimer);
		this.#lookTimer = setTimeout(() => this.lookAgain(), this.#lookIn);
		this.#lookIn = Math.min(LOOK_MOST, this.#lookIn * 2);
	}
}

export const [getLines, setLines] = createContext<Lines>();
