import { expect, it } from 'vitest';
import { Following } from './follow.svelte';
import { goAlong } from './go-along';
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
	const stopped: (() => void)[] = [];
	const following = new Following(session, {
		path: () => path,
		go: (to) =>
			new Promise((resolve) => {
				stopped.push(resolve);
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
		/** Something else the page asked for took its place: it never came. */
		isStopped: async () => {
			arrivals.shift();
			stopped.shift()?.();
			await new Promise((resolve) => setTimeout(resolve));
		},
		arrives: async () => {
			stopped.shift();
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

it('sets out once more when something else the page asked for stopped it on its way', async () => {
	const walk = aWalk();
	walk.moves('/a');
	await walk.isStopped();
	expect(walk.path()).toBe('/room');
	await walk.arrives();
	expect(walk.path()).toBe('/a');
});

it('sets out no more for who was asked, and stays for what she typed', async () => {
	const walk = aWalk();
	walk.moves('/a');
	walk.types();
	await walk.isStopped();
	await walk.arrives();
	expect([walk.path(), walk.following.isKept]).toEqual(['/room', true]);
});

it('goes one way for whoever asks for it, and anew once that is over', async () => {
	const asked: string[] = [];
	const go = goAlong((path) => {
		asked.push(path);
		return new Promise((resolve) => setTimeout(resolve));
	});
	await Promise.all([go('/a'), go('/a')]);
	await Promise.all([go('/a'), go('/b')]);
	expect(asked).toEqual(['/a', '/a', '/b']);
});
