import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Carrier, CarrierListener, Ending, Way } from './carrier';
import type { Lines } from './lines';
import { Signal } from './live';
import { Provider } from './provider';

/* What a real line cannot show on demand: silence, sleep, a server in trouble. */

/** A page without a browser. */
const page = () => ({
	window: new EventTarget(),
	document: Object.assign(new EventTarget(), { visibilityState: 'visible' })
});
let world: ReturnType<typeof page>;
const asked: string[] = [];
let answer: number;

beforeEach(() => {
	vi.useFakeTimers();
	world = page();
	answer = 200;
	asked.splice(0);
	vi.stubGlobal('window', world.window);
	vi.stubGlobal('document', world.document);
	vi.stubGlobal('navigator', { onLine: true });
	vi.stubGlobal('fetch', (path: string) => {
		asked.push(path);
		return Promise.resolve(new Response(null, { status: answer }));
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** One connection as a server would see it. */
class Far implements Carrier {
	readonly way: Way = 'websocket';
	readonly heard: Uint8Array[] = [];
	gone: 'close' | 'cut' | null = null;
	readonly to: CarrierListener;

	constructor(to: CarrierListener) {
		this.to = to;
	}

	send(frame: Uint8Array): void {
		this.heard.push(frame);
	}

	hurry(): void {
		return undefined;
	}

	close(): void {
		this.gone ??= 'close';
	}

	cut(): void {
		this.gone ??= 'cut';
	}

	say(type: number, ...rest: (number | Uint8Array | string)[]): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, type);
		for (const part of rest) {
			if (typeof part === 'number') encoding.writeVarUint(encoder, part);
			else if (typeof part === 'string') encoding.writeVarString(encoder, part);
			else encoding.writeVarUint8Array(encoder, part);
		}
		this.to.heard(encoding.toUint8Array(encoder));
	}

	/** Opens as for one who may write, with this document on disk. */
	open(doc = new Y.Doc()): this {
		this.to.opened();
		this.say(0, 0, Y.encodeStateVector(doc));
		this.say(0, 1, Y.encodeStateAsUpdate(doc));
		return this;
	}

	/** Everything written to it, as a document. */
	get doc(): Y.Doc {
		const doc = new Y.Doc();
		for (const frame of this.writes) Y.applyUpdate(doc, frame.subarray(3));
		return doc;
	}

	get writes(): Uint8Array[] {
		return this.heard.filter((frame) => frame[0] === 0 && frame[1] !== 0);
	}

	end(ending: Ending): void {
		this.to.ended(ending);
	}
}

function start() {
	const lines: Far[] = [];
	const unheard: Way[] = [];
	const shared = {
		way: 'websocket',
		moved: new Signal(),
		open: (_: string, to: CarrierListener) => {
			lines.push(new Far(to));
			return lines.at(-1)!;
		},
		noteHeard: () => undefined,
		noteLost: () => undefined,
		noteUnheard: (way: Way) => unheard.push(way),
		lookAgain: () => undefined
	};
	const doc = new Y.Doc();
	const provider = new Provider('board/x', doc, shared as unknown as Lines);
	const stop = provider.start();
	const type = (text: string) => doc.getText('t').insert(doc.getText('t').length, text);
	return { lines, unheard, shared, doc, provider, stop, type };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('what is saved', () => {
	it('is what the server counted, the bundles in between included', async () => {
		const { lines, provider, type } = start();
		const far = lines[0]!.open();
		type('a');
		type('b');
		await pass(50);
		type('c');
		await pass(50);
		expect(far.writes).toHaveLength(3);
		expect(provider.unsaved).toBe(3);
		far.say(4, 2);
		expect(provider.unsaved).toBe(1);
		far.say(4, 3);
		expect(provider.unsaved).toBe(0);
	});

	it('begins anew with a connection: what was typed meanwhile goes in the answer to step 1', async () => {
		const { lines, provider, type } = start();
		lines[0]!.open();
		type('a');
		await pass(50);
		lines[0]!.end({ kind: 'closed', code: 1006 });
		type('b');
		await pass(700);
		expect(provider.connection.status).toBe('offline');
		const far = lines[1]!.open();
		expect(provider.connection.status).toBe('live');
		expect(far.doc.getText('t').toJSON()).toBe('ab');
		expect(far.writes).toHaveLength(1);
		far.say(4, 1);
		expect(provider.unsaved).toBe(0);
	});
});

it('takes a first state in pieces as one change, and is synced after the last', () => {
	const { lines, doc, provider } = start();
	const far = lines[0]!;
	const source = new Y.Doc();
	const pieces: Uint8Array[] = [];
	source.on('update', (update: Uint8Array) => pieces.push(update));
	for (const word of ['een ', 'twee ', 'drie'])
		source.getText('t').insert(source.getText('t').length, word);
	let changes = 0;
	const locals: boolean[] = [];
	doc.on('afterTransaction', (transaction: Y.Transaction) => {
		if (transaction.changed.size === 0) return;
		changes += 1;
		locals.push(transaction.local);
	});
	far.to.opened();
	for (const piece of pieces) far.say(0, 2, piece);
	expect([changes, provider.isSynced]).toEqual([0, false]);
	far.say(0, 1, Uint8Array.of(0, 0));
	expect([changes, locals, provider.isSynced]).toEqual([1, [false], true]);
	expect(doc.getText('t').toJSON()).toBe('een twee drie');
	expect(provider.unsaved).toBe(0);
});

it('keeps the pieces of a first state that broke off, and asks for the rest only', async () => {
	const { lines, doc } = start();
	const source = new Y.Doc();
	source.getText('t').insert(0, 'half');
	lines[0]!.to.opened();
	lines[0]!.say(0, 2, Y.encodeStateAsUpdate(source));
	lines[0]!.end({ kind: 'closed', code: 1006 });
	await pass(700);
	lines[1]!.to.opened();
	expect([...lines[1]!.heard[0]!.subarray(3)]).toEqual([...Y.encodeStateVector(doc)]);
	expect(doc.getText('t').toJSON()).toBe('half');
});

describe('a server that cannot save', () => {
	it('is read from; everything waits for its next step 1', async () => {
		const { lines, provider, doc, type } = start();
		const far = lines[0]!.open();
		type('a');
		await pass(50);
		far.say(2, 0, 'niet opgeslagen');
		expect(provider.connection.status).toBe('not-saving');
		type('b');
		await pass(50);
		expect(far.writes).toHaveLength(2);
		const other = new Y.Doc();
		other.getText('u').insert(0, 'van een ander');
		far.say(0, 2, Y.encodeStateAsUpdate(other));
		expect(doc.getText('u').toJSON()).toBe('van een ander');
		far.say(0, 0, Uint8Array.of(0));
		expect(provider.connection.status).toBe('live');
		expect(far.doc.getText('t').toJSON()).toBe('ab');
		// Of three frames the first was empty, the second refused; the third made up for it.
		far.say(4, 3);
		expect(provider.unsaved).toBe(0);
	});
});

describe('a lost right', () => {
	it('ends it for good, whichever way it is told', async () => {
		for (const tell of [
			(far: Far) => far.say(2, 0, 'read-only'),
			(far: Far) => far.end({ kind: 'closed', code: 4403 })
		]) {
			const { lines, provider } = start();
			tell(lines[0]!.open());
			expect(provider.connection).toEqual({ status: 'refused', reason: 'no-right' });
			await pass(60_000);
			expect(lines).toHaveLength(1);
		}
	});

	it('while the line was down shows: what was typed is offered though nobody asks', async () => {
		const { lines, provider, type } = start();
		lines[0]!.open();
		lines[0]!.end({ kind: 'closed', code: 1012 });
		type('te laat');
		await pass(700);
		const far = lines[1]!;
		far.to.opened();
		far.say(0, 1, Uint8Array.of(0, 0));
		expect(far.doc.getText('t').toJSON()).toBe('te laat');
		far.end({ kind: 'closed', code: 4403 });
		expect(provider.connection).toEqual({ status: 'refused', reason: 'no-right' });
		expect(provider.unsaved).toBe(1);
	});
});

describe('coming back', () => {
	it.each([1000, 1001, 1005, 1006, 1011, 1012, 1013])('is tried after %d', async (code) => {
		const { lines } = start();
		lines[0]!.open().end({ kind: 'closed', code });
		await pass(700);
		expect(lines).toHaveLength(2);
	});

	it.each([1003, 1007, 1008, 1009, 4401, 4403, 4404, 4409, 4410, 4413, 4429, 4999])(
		'is not tried after %d',
		async (code) => {
			const { lines, provider } = start();
			lines[0]!.open().end({ kind: 'closed', code });
			await pass(60_000);
			expect([lines.length, provider.connection.status]).toEqual([1, 'refused']);
		}
	);

	it('asks why when nothing came: no right, no sign-in, or a way that is closed', async () => {
		for (const [status, expected] of [
			[401, 'signed-out'],
			[404, 'gone']
		] as const) {
			answer = status;
			const { lines, provider, unheard } = start();
			lines[0]!.end({ kind: 'unheard' });
			await pass(700);
			expect(provider.connection).toEqual({ status: 'refused', reason: expected });
			expect([lines.length, unheard]).toEqual([1, []]);
		}
		answer = 200;
		const { lines, provider, unheard } = start();
		lines[0]!.end({ kind: 'unheard' });
		await pass(700);
		expect([lines.length, unheard]).toEqual([2, ['websocket']]);
		expect(provider.connection.status).toBe('offline');
	});

	it('is tried ever more slowly, at most eight seconds apart', async () => {
		vi.spyOn(Math, 'random').mockReturnValue(1);
		const { lines } = start();
		const waits: number[] = [];
		for (let i = 0; i < 9; i++) {
			lines.at(-1)!.end({ kind: 'refused', status: 503 });
			const before = Date.now();
			while (lines.length === i + 1) await pass(100);
			waits.push(Date.now() - before);
		}
		expect(waits).toEqual([600, 900, 1_300, 1_800, 2_700, 3_900, 5_800, 8_100, 8_100]);
		vi.restoreAllMocks();
	});
});

describe('a line that died without a word', () => {
	it('is asked after twenty seconds of silence and left when no answer comes, and not while the server speaks', async () => {
		const { lines, provider } = start();
		const far = lines[0]!.open();
		for (let i = 0; i < 6; i++) {
			await pass(15_000);
			far.say(1, Uint8Array.of(0));
		}
		const queries = () => far.heard.filter((frame) => frame[0] === 3).length;
		expect([lines.length, queries()]).toEqual([1, 0]);
		await pass(26_000);
		expect([lines.length, queries()]).toEqual([1, 1]);
		far.say(1, Uint8Array.of(0));
		await pass(26_000);
		expect([lines.length, queries()]).toEqual([1, 2]);
		await pass(10_000);
		expect([far.gone, lines.length, provider.connection.status]).toEqual(['cut', 2, 'offline']);
	});

	it('is asked when the page comes into sight, and left when it does not answer', async () => {
		const { lines } = start();
		const far = lines[0]!.open();
		await pass(20_000);
		const queries = () => far.heard.filter((frame) => frame[0] === 3).length;
		world.document.dispatchEvent(new Event('visibilitychange'));
		expect(queries()).toBe(1);
		await pass(3_000);
		far.say(1, Uint8Array.of(0));
		await pass(15_000);
		expect(lines).toHaveLength(1);
		world.window.dispatchEvent(new Event('online'));
		await pass(14_000);
		expect([far.gone, lines.length]).toEqual(['cut', 2]);
	});

	it('is noticed after a laptop slept: at once when it slept long, else by asking', async () => {
		const { lines } = start();
		const far = lines[0]!.open();
		vi.setSystemTime(Date.now() + 20_000);
		await pass(5_000);
		expect(far.heard.some((frame) => frame[0] === 3)).toBe(true);
		far.say(1, Uint8Array.of(0));
		expect(lines).toHaveLength(1);
		vi.setSystemTime(Date.now() + 3_600_000);
		await pass(5_000);
		expect([far.gone, lines.length]).toEqual(['cut', 2]);
	});

	it('does not survive the browser keeping the page aside', () => {
		const { lines } = start();
		const far = lines[0]!.open();
		world.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
		expect(lines).toHaveLength(1);
		world.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
		expect([far.gone, lines.length]).toEqual(['cut', 2]);
	});
});

it('sends at once what waits when the page may be gone, and warns while something is not saved', () => {
	const { lines, type } = start();
	const far = lines[0]!.open();
	type('laatste woord');
	world.window.dispatchEvent(new Event('pagehide'));
	expect(far.doc.getText('t').toJSON()).toBe('laatste woord');
	type(', echt');
	world.document.visibilityState = 'hidden';
	world.document.dispatchEvent(new Event('visibilitychange'));
	expect(far.doc.getText('t').toJSON()).toBe('laatste woord, echt');
	const closing = () => {
		const event = new Event('beforeunload', { cancelable: true });
		world.window.dispatchEvent(event);
		return event.defaultPrevented;
	};
	expect(closing()).toBe(true);
	far.say(4, 3);
	expect(closing()).toBe(false);
});

it('goes another way when the page does, and takes everything along', async () => {
	const { lines, shared, provider, type } = start();
	const far = lines[0]!.open();
	type('a');
	shared.way = 'http';
	shared.moved.emit();
	expect([far.gone, lines.length]).toEqual(['close', 2]);
	expect(provider.connection.status).toBe('connecting');
	expect(lines[1]!.open().doc.getText('t').toJSON()).toBe('a');
	expect(provider.connection.status).toBe('live');
	await pass(0);
});
