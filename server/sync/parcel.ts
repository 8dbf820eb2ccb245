/**
 * Messages that go to one or many clients together. Each way of carrying them is worked out once,
 * however many get them: a room of a thousand shares one buffer.
 */
export class Parcel {
	readonly messages: readonly Uint8Array[];
	#framed: readonly Uint8Array[] | null = null;
	#text: string | null = null;

	constructor(messages: readonly Uint8Array[]) {
		this.messages = messages;
	}

	static of(...messages: Uint8Array[]): Parcel {
		return new Parcel(messages);
	}

	get bytes(): number {
		return this.messages.reduce((sum, { length }) => sum + length, 0);
	}

	/**
	 * The messages as websocket frames of a server (RFC 6455: final, binary, unmasked), in as many
	 * chunks as are cheapest to write: what is small is put together, what is large is not copied.
	 */
	get framed(): readonly Uint8Array[] {
		if (this.#framed) return this.#framed;
		const chunks = this.messages.flatMap((message) => [frameHead(message.length), message]);
		return (this.#framed = this.bytes > COPIED ? chunks : [Buffer.concat(chunks)]);
	}

	/** The messages in base64, one a line, for a stream of text. */
	get text(): string {
		return (this.#text ??= this.messages
			.map(({ buffer, byteOffset, byteLength }) =>
				Buffer.from(buffer, byteOffset, byteLength).toString('base64')
			)
			.join('\n'));
	}
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
