/**
 * Messages that go to one or many clients together. Each way of carrying them is worked out once,
 * however many get them: a room of a thousand shares one buffer.
 */
export class Parcel {
	/** What all messages are together, without what carries them. */
	readonly bytes: number;
	/** Each message in the chunks it was made of, so that a part of a document is never copied. */
	readonly #chunks: readonly (readonly Uint8Array[])[];
	#framed: readonly Uint8Array[] | null = null;
	#text: string | null = null;

	constructor(messages: readonly (readonly Uint8Array[])[]) {
		this.#chunks = messages;
		this.bytes = messages.reduce((sum, chunks) => sum + sizeOf(chunks), 0);
	}

	static of(...messages: Uint8Array[]): Parcel {
		return new Parcel(messages.map((message) => [message]));
	}

	get messages(): readonly Uint8Array[] {
		return this.#chunks.map((chunks) => {
			const [whole] = chunks;
			return whole && chunks.length === 1 ? whole : Buffer.concat(chunks);
		});
	}

	/**
	 * The messages as websocket frames of a server (RFC 6455: final, binary, unmasked), in as many
	 * chunks as are cheapest to write: what is small is put together, what is large is not copied.
	 */
	get framed(): readonly Uint8Array[] {
		if (this.#framed) return this.#framed;
		const all = this.#chunks.flatMap((chunks) => [frameHead(sizeOf(chunks)), ...chunks]);
		return (this.#framed = this.bytes > COPIED ? all : [Buffer.concat(all)]);
	}

	/** The messages in base64, one a line, for a stream of text. */
	get text(): string {
		return (this.#text ??= this.#chunks
			.map((chunks) => Buffer.concat(chunks).toString('base64'))
			.join('\n'));
	}
}

function sizeOf(chunks: readonly Uint8Array[]): number {
	return chunks.reduce((sum, { length }) => sum + length, 0);
}

/** Bytes up to which copying costs less than another chunk in a system call. */
const COPIED = 16 * 1024;

function frameHead(length: number): Uint8Array {
	if (length < 126) return Uint8Array.of(0x82, length);
	if (length < 65_536) return Uint8Array.of(0x82, 126, length >> 8, length & 255);
	const head = Buffer.alloc(10);
	head[0] = 0x82;
	head[1] = 127;
	head.writeBigUInt64BE(BigInt(length), 2);
	return head;
}
