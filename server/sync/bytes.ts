/** What came over the wire is not what the protocol allows. Closed with 1007. */
export class MalformedFrame extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads lib0's encoding without trust: never past the end, never more than the bytes can hold. */
export class ByteReader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	byte(): number {
		if (this.left < 1) throw new MalformedFrame('ends too early');
		return this.#bytes[this.#at++] as number;
	}

	/** Unsigned LEB128 up to 2^53 - 1, without padding. */
	varUint(): number {
		let value = 0;
		for (let factor = 1; ; factor *= 128) {
			const byte = this.byte();
			value += (byte & 127) * factor;
			if (value > Number.MAX_SAFE_INTEGER) throw new MalformedFrame('number too large');
			if (byte < 128) {
				if (byte === 0 && factor > 1) throw new MalformedFrame('padded number');
				return value;
			}
		}
	}

	/** lib0's signed form: sign in bit 7 of the first byte, six bits there, seven in each that follows. */
	varInt(): void {
		for (let bytes = 0, byte = this.byte(); byte > 127; byte = this.byte()) {
			if ((bytes += 1) > 8) throw new MalformedFrame('number too large');
		}
	}

	take(length: number): Uint8Array {
		if (length > this.left) throw new MalformedFrame('ends too early');
		const taken = this.#bytes.subarray(this.#at, this.#at + length);
		this.#at += length;
		return taken;
	}

	varBytes(): Uint8Array {
		return this.take(this.varUint());
	}

	varString(): string {
		try {
			return utf8.decode(this.varBytes());
		} catch (error) {
			if (error instanceof MalformedFrame) throw error;
			throw new MalformedFrame('not UTF-8');
		}
	}

	end(): void {
		if (this.left !== 0) throw new MalformedFrame('bytes left over');
	}
}
