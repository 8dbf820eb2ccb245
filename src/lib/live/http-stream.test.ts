import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CarrierListener, Ending } from './carrier.ts';
import { HttpStream } from './http-stream.ts';

/* What a real server cannot be made to do on demand; the rest is in tests/http/lines.test.ts. */

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

interface Post {
	body: Uint8Array;
	keepalive: boolean;
	answer: (status: number | null) => void;
}

class Far {
	readonly posts: Post[] = [];
	#events: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
	readonly stream: HttpStream;

	constructor(status: number | 'silent' = 200) {
		this.stream = new HttpStream((_, init) =>
			init.method === 'POST' ? this.#post(init) : this.#open(status)
		);
	}

	#open(status: number | 'silent'): Promise<Response> {
		if (status === 'silent') return new Promise(() => undefined);
		const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
			start: (controller) => (this.#events = controller)
		});
		return Promise.resolve(new Response(body, { status }));
	}

	#post(init: RequestInit): Promise<Response> {
		return new Promise((resolve, reject) => {
			this.posts.push({
				body: init.body as Uint8Array,
				keepalive: init.keepalive ?? false,
				answer: (status) =>
					status === null ? reject(new TypeError('lost')) : resolve(new Response(null, { status }))
			});
		});
	}

	async say(text: string): Promise<void> {
		this.#events?.enqueue(new TextEncoder().encode(text));
		await vi.advanceTimersByTimeAsync(0);
	}

	async answer(post: number, status: number | null): Promise<void> {
		this.posts[post]!.answer(status);
		await vi.advanceTimersByTimeAsync(0);
	}
}

function listener(): CarrierListener & { endings: Ending[]; heardAll: number[][] } {
	const endings: Ending[] = [];
	const heardAll: number[][] = [];
	return {
		endings,
		heardAll,
		opened: () => undefined,
		heard: (frame) => heardAll.push([...frame]),
		ended: (ending) => endings.push(ending)
	};
}

it('sends what is said in one turn in one POST, and one POST after another', async () => {
	const far = new Far();
	const carrier = far.stream.open('d', listener());
	carrier.send(Uint8Array.of(1));
	await far.say('event:stream\ndata:abc\n\n');
	expect(far.posts).toHaveLength(1);
	carrier.send(Uint8Array.of(2));
	carrier.send(Uint8Array.of(3));
	await vi.advanceTimersByTimeAsync(50);
	expect(far.posts).toHaveLength(1);
	await far.answer(0, 204);
	expect(far.posts.map(({ body }) => [...body])).toEqual([
		[1, 0, 1, 1, 100, 1, 1, 1, 1, 1],
		[2, 1, 1, 1, 2, 1, 1, 1, 3]
	]);
});

it('sends the same POST again when its answer gets lost, and gives up after five', async () => {
	const far = new Far();
	const one = listener();
	far.stream.open('d', one);
	await far.say('event:stream\ndata:abc\n\n');
	for (const [i, status] of [null, 503, null, 429].entries()) {
		await far.answer(i, status);
		await vi.advanceTimersByTimeAsync(4_000);
	}
	expect(new Set(far.posts.map(({ body }) => body.join())).size).toBe(1);
	expect(one.endings).toEqual([]);
	await far.answer(4, null);
	expect(one.endings).toEqual([{ kind: 'closed', code: 1006 }]);
});

it.each([409, 404, 400, 413])('begins anew after %d: every document is told', async (status) => {
	const far = new Far();
	const [one, other] = [listener(), listener()];
	far.stream.open('d', one);
	far.stream.open('e', other);
	await far.say('event:stream\ndata:abc\n\n');
	await far.answer(0, status);
	expect([...one.endings, ...other.endings]).toEqual(Array(2).fill({ kind: 'closed', code: 1006 }));
	expect(far.stream.ended).toBe(true);
});

it('does not wait for an answer when the page may be gone', async () => {
	const far = new Far();
	const carrier = far.stream.open('d', listener());
	await far.say('event:stream\ndata:abc\n\n');
	carrier.send(Uint8Array.of(9));
	carrier.hurry();
	expect(far.posts.map(({ body, keepalive }) => [body[0], keepalive])).toEqual([
		[1, false],
		[2, true]
	]);
});

it('is unheard when the first word does not come, and refused with the status there was', async () => {
	const silent = new Far('silent');
	const one = listener();
	silent.stream.open('d', one);
	await vi.advanceTimersByTimeAsync(6_100);
	expect(one.endings).toEqual([{ kind: 'unheard' }]);
	const refused = new Far(429);
	const other = listener();
	refused.stream.open('d', other);
	await vi.advanceTimersByTimeAsync(0);
	expect(other.endings).toEqual([{ kind: 'refused', status: 429 }]);
});

it('says that the page is still there when it hears the server and was quiet for ten seconds', async () => {
	const far = new Far();
	far.stream.open('d', listener());
	await far.say('event:stream\ndata:abc\n\n');
	await far.answer(0, 204);
	await vi.advanceTimersByTimeAsync(9_000);
	await far.say(':\n\n');
	expect(far.posts).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(6_000);
	await far.say(':\n\n');
	expect(far.posts.map(({ body }) => [...body]).at(-1)).toEqual([2]);
});

it('reads events however they are cut in pieces', async () => {
	const far = new Far();
	const one = listener();
	far.stream.open('d', one);
	const text =
		'event:stream\ndata:abc\n\n:\n\nevent:opened\ndata:1\n\nevent:1\ndata:AQI=\ndata:Aw==\n\n';
	for (const letter of text) await far.say(letter);
	expect(one.heardAll).toEqual([[1, 2], [3]]);
});

it('ends with its last document, once everything said has arrived', async () => {
	const far = new Far();
	const carrier = far.stream.open('d', listener());
	await far.say('event:stream\ndata:abc\n\n');
	await far.answer(0, 204);
	carrier.send(Uint8Array.of(9));
	carrier.close();
	await vi.advanceTimersByTimeAsync(0);
	expect(far.stream.ended).toBe(false);
	await far.answer(1, 204);
	expect(far.stream.ended).toBe(true);
});
