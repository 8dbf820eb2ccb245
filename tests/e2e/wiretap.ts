import type { Page } from '@playwright/test';

/**
 * What is random in a frame, and may hold any four digits: ids, and the client of a place in a text, which
 * presence says in decimals. A sign stands for each, so that what stood around it does not become a row.
 */
const random = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"client":\d+,"clock":\d+/g;

/** Whether these letters stand in a row in what went over a line. */
export function holds(bytes: Buffer, letters: string): boolean {
	const wanted = Buffer.from(letters).toString('latin1');
	return bytes.toString('latin1').replaceAll(random, '\0').includes(wanted);
}

/** Everything a page receives from here on: frames of its sockets, and bodies of what it fetches. */
export class Wiretap {
	readonly #frames: Buffer[] = [];
	readonly #bodies: Promise<Buffer>[] = [];

	constructor(page: Page) {
		page.on('websocket', (socket) => {
			socket.on('framereceived', ({ payload }) => this.#frames.push(Buffer.from(payload)));
		});
		page.on('response', (response) => {
			// Built files are the same for everybody; one of them is a list of names.
			if (response.url().includes('/_app/immutable/')) return;
			// A redirect has no body, and of a stream there is no end to wait for.
			this.#bodies.push(
				response.body().then(
					(body) => body,
					() => Buffer.alloc(0)
				)
			);
		});
	}

	/** Starts anew: what came with opening a page is no longer meant. */
	forget(): void {
		this.#frames.length = 0;
		this.#bodies.length = 0;
	}

	/** Whether these letters came in anything so far. */
	async heard(letters: string): Promise<boolean> {
		const bodies = await Promise.all(this.#bodies);
		return [...this.#frames, ...bodies].some((bytes) => holds(bytes, letters));
	}

	/** How much there was to search, so that a test knows it listened. */
	get frames(): number {
		return this.#frames.length;
	}
}
