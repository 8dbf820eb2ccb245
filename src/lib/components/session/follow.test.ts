import { expect, it } from 'vitest';
import { Following } from './follow.svelte';
import type { SessionOnPage } from './session-on-page.svelte';

/** A session that is where it is said to be, and a page that comes when it is let. */
function aWalk() {
	const now = { phase: { n: 1 }, summon: 0 };
	let there = '/room';
	const session = {
		now,
		path: '/room',
		item: null,
		pathOf: () => there
	} as unknown as SessionOnPage;
	let path = '/room';
	let isLosing = false;
	const arrivals: (() => void)[] = [];
	const following = new Following(session, {
		path: () => path,
		go: (to) =>
			new Promise((resolve) => {
				arrivals.push(() => {
					path = to;
					resolve();
				});
			}),
		isLosing: () => isLosing
	});
	return {
		following,
		path: () => path,
		looks: (to: string) => (path = to),
		types: () => (isLosing = true),
		moves: (to: string) => {
			const before = there;
			there = to;
			now.phase = { n: now.phase.n + 1 };
			return following.heard(before);
		},
		calls: () => {
			now.summon += 1;
			return following.heard(there);
		},
		arrives: async () => {
			arrivals.shift()?.();
			await new Promise((resolve) => setTimeout(resolve));
		}
	};
}

it('goes where the session goes', async () => {
	const walk = aWalk();
	expect(walk.moves('/a')).toBe('moved');
	await walk.arrives();
	expect(walk.path()).toBe('/a');
});

it('misses nothing of what the session did while the page was on its way', async () => {
	const walk = aWalk();
	walk.moves('/a');
	expect(walk.moves('/b')).toBe('moved');
	await walk.arrives();
	await walk.arrives();
	expect(walk.path()).toBe('/b');
});

it('leaves who looks elsewhere where she is, until she asks or everybody is called', async () => {
	const walk = aWalk();
	walk.looks('/members');
	expect(walk.moves('/a')).toBeNull();
	expect(walk.path()).toBe('/members');
	walk.following.join();
	walk.moves('/b');
	await walk.arrives();
	await walk.arrives();
	expect(walk.path()).toBe('/b');
	walk.looks('/members');
	expect(walk.calls()).toBe('called');
	await walk.arrives();
	expect(walk.path()).toBe('/b');
});

it('takes nobody away from what she typed and did not send', () => {
	const walk = aWalk();
	walk.types();
	expect(walk.moves('/a')).toBeNull();
	expect(walk.following.isKept).toBe(true);
	expect(walk.path()).toBe('/room');
});
