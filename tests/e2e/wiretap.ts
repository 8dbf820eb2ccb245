import type { Page } from '@playwright/test';

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
		const wanted = Buffer.from(letters);
		const bodies = await Promise.all(this.#bodies);
		return [...this.#frames, ...bodies].some((bytes) => bytes.includes(wanted));
	}

	/** How much there was to search, so that a test knows it listened. */
	get frames(): number {
		return this.#frames.length;
	}
}
