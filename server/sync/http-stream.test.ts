import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Entrance } from './entrance.ts';
import { HttpStream } from './http-stream.ts';
import { syncLimits } from './limits.ts';
import type { Rooms } from './rooms.ts';

/** Time is the only thing a real stream cannot show quickly. */
function aStream() {
	const response = new PassThrough();
	const stream = new HttpStream({
		rooms: {} as Rooms,
		entrance: {} as Entrance,
		owner: { signInId: 's', memberId: 'm' },
		response: response as unknown as ServerResponse,
		failed: () => undefined
	});
	return { stream, told: () => String(response.read() ?? '') };
}

it('first tells where to post to: 128 random bits', () => {
	expect(aStream().told()).toMatch(/^event:stream\ndata:[0-9a-f]{32}\n\n$/);
});

it('says something every 15 seconds, so that nothing between takes the line for dead', () => {
	const { stream, told } = aStream();
	told();
	const start = Date.now();
	stream.tick(start + 14_000);
	expect(told()).toBe('');
	stream.tick(start + 15_100);
	expect(told()).toBe(':\n\n');
});

it('ends when it carries nothing for 30 seconds', () => {
	const { stream } = aStream();
	stream.tick(Date.now() + syncLimits.firstFrame - 100);
	expect(stream.ended).toBe(false);
	stream.tick(Date.now() + syncLimits.firstFrame + 100);
	expect(stream.ended).toBe(true);
});

it('does not outlive a page that posts nothing for a minute, and refuses a fifth POST at once', async () => {
	const { stream } = aStream();
	const never = () => new Promise<204>(() => undefined);
	for (let i = 0; i < syncLimits.postsPerStream; i++) void stream.posting(never);
	expect(await stream.posting(never)).toBe(429);
	stream.tick(Date.now() + syncLimits.streamSilence + 100);
	expect(stream.ended).toBe(true);
});
