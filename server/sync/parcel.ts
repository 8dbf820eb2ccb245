/**
 * Messages that go to one or many clients together. Each way of carrying them is worked out once,
 * however many get them: a room of a thousand shares one buffer.
 */
export class Parcel {
	readonly messages: readonly Uint8Array[];
	#framed: Buffer | null = null;
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

	/** The messages as websocket frames of a server (RFC 6455: final, binary, unmasked). */
	get framed(): Buffer {
		return (this.#framed ??= Buffer.concat(
			this.messages.flatMap((message) => [frameHead(message.length), message])
		));
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

function frameHead(length: number): Uint8Array {
	if (length < 126) return Uint8Array.of(0x82, length);
	if (length < 65_536) return Uint8Array.of(0x82, 126, length >> 8, length & 255);
	const head = Buffer.alloc(10);
	head[0] = 0x82;
	head[1] = 127;
	head.writeBigUInt64BE(BigInt(length), 2);
	return head;
}
