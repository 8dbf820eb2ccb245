import { expect, it } from 'vitest';
import type { BoardCommand } from '$lib/domain/board-command';
import type { Toast } from '$lib/components/ui/notices.svelte';
import type { BoardState } from './board-state.svelte';
import { setMode } from './lead-acts';

it('takes back the step that was made here, and not one that somebody made after it', async () => {
	const asked: BoardCommand[] = [];
	const shown: Toast[] = [];
	const phase = { n: 5 };
	const ui = {
		phase,
		shared: { phase },
		commands: { send: (command: BoardCommand) => Promise.resolve(asked.push(command) > 0) },
		show: (toast: Toast) => shown.push(toast)
	} as unknown as BoardState;
	await setMode(ui, 'open');
	phase.n = 7;
	shown[0]?.undo?.();
	expect(asked).toEqual([
		{ do: 'mode', mode: 'open', from: 5 },
		{ do: 'undo-step', from: 6 }
	]);
});
