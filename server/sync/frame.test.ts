import { describe, expect, it } from 'vitest';
import { bytes } from '../../tests/support/hand-made.ts';
import { Random, seeds } from '../../tests/support/random.ts';
import { ByteReader, MalformedFrame } from './bytes.ts';
import { frames, readFrame } from './frame.ts';

const some = Uint8Array.of(0, 0);

describe('readFrame', () => {
	it('reads what a stock client says', () => {
		expect(readFrame(frames.stepOne(Uint8Array.of(0)))).toEqual({
			kind: 'sync-step-1',
			stateVector: Uint8Array.of(0)
		});
		expect(readFrame(frames.stepTwo(some))).toEqual({ kind: 'sync-step-2', update: some });
		expect(readFrame(frames.update(some))).toEqual({ kind: 'update', update: some });
		expect(readFrame(Uint8Array.of(3))).toEqual({ kind: 'query-awareness' });
		const states = [{ client: 2 ** 32 - 1, clock: 3, state: '{"naam":"é"}' }];
		expect(readFrame(frames.awareness(states))).toEqual({ kind: 'awareness', states });
	});

	it.each([
		['nothing', new Uint8Array(0)],
		['an unknown type', Uint8Array.of(9)],
		['type 2, which only a server says', frames.denied('no')],
		['type 4, which only a server says', frames.saved(3)],
		['a wrong sub-type', bytes().uint(0, 3).bytes(some).done()],
		['a type without a sub-type', Uint8Array.of(0)],
		['bytes left over', bytes().plain(frames.update(some)).raw(0).done()],
		['a length beyond the end', bytes().uint(0, 2, 1_000_000).done()],
		['an overlong type', bytes().raw(0x80, 0x00).done()],
		['an overlong length', bytes().uint(0, 2).raw(0x82, 0x80, 0x00, 0, 0).done()],
		['an endless number', new Uint8Array(20).fill(255)],
		[
			'a state vector of 2^50 entries',
			bytes()
				.uint(0, 0)
				.bytes(
					bytes()
						.uint(2 ** 50)
						.done()
				)
				.done()
		],
		['a state vector cut off', bytes().uint(0, 0).bytes(bytes().uint(1, 5).done()).done()],
		[
			'presence of 2^50 people',
			bytes()
				.uint(1)
				.bytes(
					bytes()
						.uint(2 ** 50)
						.done()
				)
				.done()
		],
		[
			'presence cut off',
			bytes()
				.uint(1)
				.bytes(bytes().uint(1, 5, 1, 10).done())
				.done()
		],
		['a question with something behind it', Uint8Array.of(3, 0)]
	])('refuses %s', (_, frame) => {
		expect(() => readFrame(frame)).toThrow(MalformedFrame);
	});

	it('leaves out presence that is too large, and keeps the rest', () => {
		const entry = { client: 1, clock: 1, state: '{}' };
		const frame = frames.awareness([
			{ ...entry, state: JSON.stringify('x'.repeat(3_000)) },
			{ ...entry, client: 2 ** 32 },
			entry
		]);
		expect(readFrame(frame)).toEqual({ kind: 'awareness', states: [entry] });
	});

	it('keeps no more than 512 people of one frame', () => {
		const entries = Array.from({ length: 600 }, (_, client) => ({ client, clock: 1, state: '{}' }));
		const frame = readFrame(frames.awareness(entries));
		expect(frame.kind === 'awareness' && frame.states.length).toBe(512);
	});

	it.each(seeds(3))('either reads or refuses, whatever comes (seed %i)', (seed) => {
		const random = new Random(seed);
		for (let i = 0; i < 5_000; i++) {
			const frame = random.bytes(random.int(24));
			if (frame.length > 0 && random.chance(0.7)) frame[0] = random.int(5);
			try {
				readFrame(frame);
			} catch (error) {
				expect(error, Buffer.from(frame).toString('hex')).toBeInstanceOf(MalformedFrame);
			}
		}
	});
});

describe('ByteReader', () => {
	it('reads numbers up to 2^53 - 1 as lib0 writes them', () => {
		for (const number of [0, 1, 127, 128, 300, 2 ** 31, 2 ** 32, 2 ** 53 - 1]) {
			expect(new ByteReader(bytes().uint(number).done()).varUint()).toBe(number);
		}
	});

	it('refuses text that is not UTF-8 and keeps a byte order mark', () => {
		expect(() => new ByteReader(Uint8Array.of(2, 0xc3, 0x28)).varString()).toThrow(MalformedFrame);
		expect(new ByteReader(bytes().text('\ufeffa').done()).varString()).toBe('\ufeffa');
	});
});
