import * as encoding from 'lib0/encoding';

/** Writes bytes as lib0 does, for updates no honest editor would make. */
export class Bytes {
	readonly #encoder = encoding.createEncoder();

	uint(...numbers: number[]): this {
		for (const number of numbers) encoding.writeVarUint(this.#encoder, number);
		return this;
	}

	text(text: string): this {
		encoding.writeVarString(this.#encoder, text);
		return this;
	}

	raw(...bytes: number[]): this {
		for (const byte of bytes) encoding.writeUint8(this.#encoder, byte);
		return this;
	}

	bytes(bytes: Uint8Array): this {
		encoding.writeVarUint8Array(this.#encoder, bytes);
		return this;
	}

	plain(bytes: Uint8Array): this {
		encoding.writeUint8Array(this.#encoder, bytes);
		return this;
	}

	done(): Uint8Array {
		return encoding.toUint8Array(this.#encoder);
	}
}

export const bytes = () => new Bytes();

/** Info byte of a struct that stands in a root or a parent, under a key. */
const UNDER_KEY = 32;

/** An update of one client: `structs` says how many, `write` writes them; nothing is deleted. */
export function anUpdate(
	structs: number,
	write: (b: Bytes) => Bytes,
	{ client = 7, clock = 0 } = {}
): Uint8Array {
	return write(bytes().uint(1, structs, client, clock))
		.uint(0)
		.done();
}

/** A struct in the root `cards` under `key`, with the content written after it. */
export function inCards(b: Bytes, content: number, key = 'k', root = 'cards'): Bytes {
	return b
		.raw(content | UNDER_KEY)
		.uint(1)
		.text(root)
		.text(key);
}

/** `depth` maps, each in the one before, in a few bytes each. */
export function nestedMaps(depth: number, client = 7): Uint8Array {
	return anUpdate(
		depth,
		(b) => {
			inCards(b, 7).uint(1);
			for (let i = 1; i < depth; i++) {
				b.raw(7 | UNDER_KEY)
					.uint(0)
					.uint(client, i - 1)
					.text('k')
					.uint(1);
			}
			return b;
		},
		{ client }
	);
}

/** lib0's "any": objects within objects. */
export function deepAny(depth: number): Uint8Array {
	const b = bytes();
	for (let i = 0; i < depth; i++) b.raw(118).uint(1).text('a');
	return b.raw(126).done();
}

/** Hostile updates by name; each must be refused by the scan. */
export const hostileUpdates: Record<string, Uint8Array> = {
	'nothing at all': new Uint8Array(0),
	'a count of 33 million structs': bytes().uint(1, 33_000_000, 7, 0).raw(0).uint(1).done(),
	'a count of 2^52 clients': bytes()
		.uint(2 ** 52)
		.done(),
	'17 clients': Array.from({ length: 17 }, (_, i) => i + 1)
		.reduce(
			(b, client) =>
				inCards(b.uint(1, client, 0), 8)
					.uint(1)
					.raw(126),
			bytes().uint(17)
		)
		.uint(0)
		.done(),
	'a client without structs': bytes().uint(1, 0, 7, 0, 0).done(),
	'an overlong number': bytes().raw(0x81, 0x80, 0x00).done(),
	'a number beyond 2^53': bytes().raw(255, 255, 255, 255, 255, 255, 255, 255, 127).done(),
	'a collected run of 2^31': anUpdate(1, (b) => b.raw(0).uint(2 ** 31)),
	'a collected run of 2^53 - 1': anUpdate(1, (b) => b.raw(0).uint(2 ** 53 - 1)),
	'an empty collected run': anUpdate(1, (b) => b.raw(0).uint(0)),
	'a deleted run of 2^40': anUpdate(1, (b) => inCards(b, 1).uint(2 ** 40)),
	'a clock of 2^52': anUpdate(1, (b) => inCards(b, 8).uint(1).raw(126), { clock: 2 ** 52 }),
	'a skip': anUpdate(1, (b) => b.raw(10).uint(5)),
	'an unknown root': anUpdate(1, (b) => inCards(b, 8, 'k', 'answers').uint(1).raw(126)),
	'a root called __proto__': anUpdate(1, (b) => inCards(b, 8, 'k', '__proto__').uint(1).raw(126)),
	'binary content': anUpdate(1, (b) => inCards(b, 3).bytes(Uint8Array.of(1, 2, 3))),
	'JSON content': anUpdate(1, (b) => inCards(b, 2).uint(1).text('{}')),
	'an embed': anUpdate(1, (b) => inCards(b, 5).text('{}')),
	'a format': anUpdate(1, (b) => inCards(b, 6).text('bold').text('true')),
	'a subdocument': anUpdate(1, (b) => inCards(b, 9).text('guid').plain(deepAny(0))),
	'content of no kind': anUpdate(1, (b) => inCards(b, 11).uint(1)),
	'an array': anUpdate(1, (b) => inCards(b, 7).uint(0)),
	'an XML element': anUpdate(1, (b) => inCards(b, 7).uint(3).text('script')),
	'an XML fragment': anUpdate(1, (b) => inCards(b, 7).uint(4)),
	'an XML hook': anUpdate(1, (b) => inCards(b, 7).uint(5).text('hook')),
	'an XML text': anUpdate(1, (b) => inCards(b, 7).uint(6)),
	'a shared type of no kind': anUpdate(1, (b) => inCards(b, 7).uint(99)),
	'an empty string': anUpdate(1, (b) => inCards(b, 4).text('')),
	'text that is no UTF-8': anUpdate(1, (b) => inCards(b, 4).bytes(Uint8Array.of(0xc3, 0x28))),
	'plain values of 2^50': anUpdate(1, (b) => inCards(b, 8).uint(2 ** 50)),
	'a binary value': anUpdate(1, (b) => inCards(b, 8).uint(1).raw(116).bytes(Uint8Array.of(1))),
	'values nested 17 deep': anUpdate(1, (b) => inCards(b, 8).uint(1).plain(deepAny(17))),
	'values nested 100,000 deep': anUpdate(1, (b) => inCards(b, 8).uint(1).plain(deepAny(50_000))),
	'an object of 2^50 keys': anUpdate(1, (b) =>
		inCards(b, 8)
			.uint(1)
			.raw(118)
			.uint(2 ** 50)
	),
	'an array of 2^50 values': anUpdate(1, (b) =>
		inCards(b, 8)
			.uint(1)
			.raw(117)
			.uint(2 ** 50)
	),
	'a delete set of 2^50 clients': bytes()
		.uint(0, 2 ** 50)
		.done(),
	'a delete set of 2^50 ranges': bytes()
		.uint(0, 1, 7, 2 ** 50)
		.done(),
	'an empty deleted range': bytes().uint(0, 1, 7, 1, 5, 0).done(),
	'20,001 deleted ranges': Array.from({ length: 20_001 }, (_, i) => i * 2)
		.reduce((b, clock) => b.uint(clock, 1), bytes().uint(0, 1, 7, 20_001))
		.done(),
	'bytes left over': bytes().uint(0, 0, 0).done()
};
