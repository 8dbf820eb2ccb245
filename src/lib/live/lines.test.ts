import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CarrierListener, Ending } from './carrier';
import { Lines } from './lines';

/* When a page takes the other way; that both ways work is shown by tests/e2e/fallback.spec.ts. */

class FakeSocket {
	static readonly OPEN = 1;
	static readonly made: FakeSocket[] = [];
	readyState = 0;
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
	onclose: ((event: { code: number }) => void) | null = null;
	closed = false;

	constructor() {
		FakeSocket.made.push(this);
	}

	close(): void {
		this.closed = true;
	}

	send(): void {
		return undefined;
	}
}

let paths: string[];
beforeEach(() => {
	vi.useFakeTimers();
	FakeSocket.made.splice(0);
	paths = [];
	vi.stubGlobal('WebSocket', FakeSocket);
	vi.stubGlobal('location', { protocol: 'https:', host: 'lab.example' });
	vi.stubGlobal('fetch', (path: string) => {
		paths.push(path);
		return new Promise(() => undefined);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const minutes = (n: number) => vi.advanceTimersByTimeAsync(n * 60_000);
const last = () => FakeSocket.made.at(-1)!;

function open(lines: Lines) {
	const endings: Ending[] = [];
	const listener: CarrierListener = {
		opened: () => undefined,
		heard: () => undefined,
		ended: (ending) => endings.push(ending)
	};
	return { carrier: lines.open('board/x', listener), endings };
}

it('takes plain HTTP after websockets brought nothing twice, and not when one did in between', () => {
	const lines = new Lines();
	let moves = 0;
	lines.moved.on(() => (moves += 1));
	lines.noteUnheard('websocket');
	lines.noteHeard('websocket');
	lines.noteUnheard('websocket');
	expect([lines.way, moves]).toEqual(['websocket', 0]);
	lines.noteUnheard('websocket');
	expect([lines.way, moves]).toEqual(['http', 1]);
	open(lines);
	open(lines);
	// One stream for both.
	expect([paths, FakeSocket.made.length]).toEqual([['/api/lines'], 0]);
});

it('does not take a way for closed because the network was away', async () => {
	const lines = new Lines();
	lines.noteLost();
	const during = Date.now();
	await minutes(0.5);
	// Two documents that tried while there was no network; the server answers again.
	lines.noteUnheard('websocket', during);
	lines.noteUnheard('websocket', during);
	expect(lines.way).toBe('websocket');
	await minutes(0.1);
	lines.noteUnheard('websocket', Date.now());
	lines.noteUnheard('websocket', Date.now());
	expect(lines.way).toBe('http');
});

it('takes websockets again when plain HTTP brings nothing either', () => {
	const lines = new Lines();
	lines.noteUnheard('websocket');
	lines.noteUnheard('websocket');
	// Said late, of the way it has left already.
	lines.noteUnheard('websocket');
	lines.noteUnheard('http');
	expect(lines.way).toBe('http');
	lines.noteUnheard('http');
	expect(lines.way).toBe('websocket');
});

it('looks whether websockets get through by now, ever less often, and moves when one does', async () => {
	const lines = new Lines();
	lines.noteUnheard('websocket');
	lines.noteUnheard('websocket');
	await minutes(2.9);
	expect(FakeSocket.made).toHaveLength(0);
	await minutes(0.2);
	expect(FakeSocket.made).toHaveLength(1);
	last().onclose?.({ code: 1006 });
	await minutes(5.9);
	expect(FakeSocket.made).toHaveLength(1);
	await minutes(0.15);
	expect(FakeSocket.made).toHaveLength(2);
	// Opening proves nothing; a word of the server does.
	last().onopen?.();
	expect(lines.way).toBe('http');
	last().onmessage?.({ data: new ArrayBuffer(1) });
	expect([lines.way, last().closed]).toEqual(['websocket', true]);
	await minutes(60);
	expect(FakeSocket.made).toHaveLength(2);
});

it('takes a websocket for unheard when it is closed or stays silent before the first word', async () => {
	const lines = new Lines();
	const cases: [(socket: FakeSocket) => void, Ending][] = [
		[(socket) => socket.onclose?.({ code: 1006 }), { kind: 'unheard' }],
		[(socket) => socket.onclose?.({ code: 1011 }), { kind: 'unheard' }],
		[() => undefined, { kind: 'unheard' }],
		[(socket) => socket.onopen?.(), { kind: 'unheard' }],
		[(socket) => socket.onclose?.({ code: 1013 }), { kind: 'closed', code: 1013 }],
		[(socket) => socket.onclose?.({ code: 4401 }), { kind: 'closed', code: 4401 }]
	];
	for (const [happens, ending] of cases) {
		const { endings } = open(lines);
		happens(last());
		await vi.advanceTimersByTimeAsync(6_100);
		expect(endings).toEqual([ending]);
	}
});

it('stands a browser that lets no page make a websocket', async () => {
	vi.stubGlobal('WebSocket', function refuse() {
		throw new DOMException('not here', 'SecurityError');
	});
	const { endings } = open(new Lines());
	await vi.advanceTimersByTimeAsync(0);
	expect(endings).toEqual([{ kind: 'unheard' }]);
});
