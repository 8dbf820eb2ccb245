import { afterEach, expect, it, vi } from 'vitest';
import { Notices } from '$lib/components/ui/notices.svelte';
import type { SessionCommand } from '$lib/domain/session-command';
import type { SessionView } from '$lib/documents/session-view';
import { Lines } from '$lib/live/lines';
import { SessionOnPage } from './session-on-page.svelte';

afterEach(() => vi.unstubAllGlobals());

/** A session page, and what it asked of a server that answers when it is told to. */
function aPage(live: object = { phase: { n: 1 } }) {
	const asked: SessionCommand[] = [];
	const answers: (() => void)[] = [];
	vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
		asked.push(JSON.parse(body) as SessionCommand);
		return new Promise((resolve) => answers.push(() => resolve(new Response('{}'))));
	});
	const view = { id: crypto.randomUUID(), live } as unknown as SessionView;
	const parts = { lines: new Lines(), notices: new Notices() };
	return { session: new SessionOnPage('lab', () => view, parts), asked, answers };
}

it('does not ask the same thing twice while it is under way, and asks another thing at once', async () => {
	const { session, asked, answers } = aPage();
	const next = session.send({ do: 'speaking', act: 'next' });
	expect(await session.send({ do: 'speaking', act: 'next' })).toBe(false);
	const stop = session.send({ do: 'speaking', act: 'stop' });
	expect(session.isUnderWay('speaking')).toBe(true);
	answers.forEach((answer) => answer());
	expect(await Promise.all([next, stop])).toEqual([true, true]);
	expect(asked.map((each) => 'act' in each && each.act)).toEqual(['next', 'stop']);
	expect(session.isUnderWay('speaking')).toBe(false);
});

it('moves everybody once, whatever is pressed for it', async () => {
	const { session, asked, answers } = aPage();
	const go = session.send({ do: 'go', item: 'a', from: 1 });
	expect(await session.send({ do: 'undo', from: 1 })).toBe(false);
	expect(session.isUnderWay('go')).toBe(true);
	answers.forEach((answer) => answer());
	expect(await go).toBe(true);
	expect(asked).toHaveLength(1);
});

it('takes back the move that was made here, and not one that somebody made after it', async () => {
	const live = { phase: { n: 5 } };
	const { session, asked, answers } = aPage(live);
	const show = vi.spyOn(session, 'show');
	const went = session.goTo({ id: 'b', title: 'Casus' });
	answers.forEach((answer) => answer());
	await went;
	live.phase.n = 7;
	show.mock.lastCall?.[0].undo?.();
	expect(asked).toEqual([
		{ do: 'go', item: 'b', from: 5 },
		{ do: 'undo', from: 6 }
	]);
});

it('shows a word to everybody in the item in which it was said: "one minute left" is of no other', () => {
	const message = { n: 1, text: 'Nog 1 minuut.', at: 5_000 };
	expect(aPage({ message, phase: { at: 4_000 } }).session.message).toEqual(message);
	expect(aPage({ message, phase: { at: 6_000 } }).session.message).toBeNull();
	expect(aPage({ message: null, phase: { at: 4_000 } }).session.message).toBeNull();
});
