import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { LayerPlan } from '$lib/documents/board-layers';
import { HeldTexts } from '$lib/live/held-texts';
import type { LiveBoard } from '$lib/live/live-board';
import { HeldOnPage } from './held-on-page.svelte';
import { Layers } from './layers.svelte';

/** A document of cards with one card, whose line can be refused. */
function fake() {
	const doc = new Y.Doc();
	const text = doc.getText('c');
	const heard = new Set<() => void>();
	const live = {
		refusal: null as string | null,
		text,
		held: new HeldTexts({ origin: {}, limit: 2000, textOf: () => text }),
		start: () => () => undefined,
		onConnection: (changed: () => void) => {
			heard.add(changed);
			return () => heard.delete(changed);
		},
		refuse(reason: string) {
			live.refusal = reason;
			for (const each of [...heard]) each();
		}
	};
	return live;
}

it('a layer that was written anew and opened again sends what is clean', async () => {
	vi.useFakeTimers();
	const made: ReturnType<typeof fake>[] = [];
	const plan = (key: string, kind: LayerPlan['kind']): LayerPlan => ({
		key,
		kind,
		part: '',
		access: 'write',
		zones: ['z']
	});
	let held: HeldOnPage | null = null as HeldOnPage | null;
	const layers = new Layers(
		() => {
			const live = fake();
			made.push(live);
			return live as unknown as LiveBoard;
		},
		{
			opened: () => held?.judge(),
			leaving: () => undefined,
			isTypedIn: () => false,
			refused: () => undefined
		}
	);
	held = new HeldOnPage({
		get layers() {
			return layers.current;
		},
		harvest: null,
		phase: { allowed: [] },
		editing: null
	} as never);
	layers.follow([plan('board/1', 'board'), plan('part/1/g', 'part')]);
	const stop = layers.start();
	vi.useRealTimers();
	await held.start();
	vi.useFakeTimers();
	const first = made[1]!;
	first.held.open('c')!.type('gewoon iets. ', 13);
	expect(first.text.toJSON()).toBe('gewoon iets. ');
	first.refuse('rewritten');
	await vi.advanceTimersByTimeAsync(10);
	await vi.advanceTimersByTimeAsync(4_000);
	expect(made.length).toBe(3);
	const again = made[2]!;
	again.held.open('c')!.type('gewoon iets. ', 13);
	again.held.open('c')!.decide();
	stop();
	vi.useRealTimers();
	expect(again.text.toJSON()).toBe('gewoon iets. ');
});
