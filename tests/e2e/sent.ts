import type { Page } from '@playwright/test';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { holds } from './wiretap.ts';

/** Everything a page sends from here on: frames of its sockets, and bodies of what it posts. */
export class Sent {
	readonly #frames: Buffer[] = [];
	readonly #posted: Buffer[] = [];

	constructor(page: Page) {
		page.on('websocket', (socket) => {
			socket.on('framesent', ({ payload }) => this.#frames.push(Buffer.from(payload)));
		});
		page.on('request', (request) => {
			const body = request.postDataBuffer();
			if (body) this.#posted.push(body);
		});
	}

	get frames(): number {
		return this.#frames.length;
	}

	/** Whether these letters stand in a row in any one frame or body. */
	has(letters: string): boolean {
		return [...this.#frames, ...this.#posted].some((bytes) => holds(bytes, letters));
	}

	/**
	 * What the documents said after each thing that was sent, and everything ever typed in the order in
	 * which it went: letters that went one by one stand in a row again.
	 */
	said(): string[] {
		const said = new Set<string>();
		const doc = new Y.Doc({ gc: false });
		const typed = new Map<number, string>();
		for (const frame of this.#frames) {
			const update = updateIn(frame);
			if (!update) continue;
			for (const struct of Y.decodeUpdate(update).structs) {
				if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
				const { client } = struct.id;
				typed.set(client, (typed.get(client) ?? '') + struct.content.str);
			}
			Y.applyUpdate(doc, update);
			for (const card of doc.getMap<Y.Map<unknown>>('cards').values()) {
				const text = card.get('text');
				if (text instanceof Y.Text) said.add(text.toJSON());
			}
		}
		return [...said, ...typed.values()];
	}
}

function updateIn(frame: Uint8Array): Uint8Array | null {
	const decoder = decoding.createDecoder(frame);
	if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) return null;
	return decoding.readVarUint8Array(decoder);
}
