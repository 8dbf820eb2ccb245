import { expect, it } from 'vitest';
import { Commands } from './commands.svelte';

it('two phrases said to be nobody right after each other are both asked', async () => {
	const asked: unknown[] = [];
	const server = {
		do: (command: unknown) => {
			asked.push(command);
			return Promise.resolve({ ok: true as const });
		}
	};
	const commands = new Commands({ show: () => undefined } as never, server as never);
	await Promise.all(['Roos', 'Storm'].map((phrase) => commands.send({ do: 'allow', phrase })));
	expect(asked).toHaveLength(2);
});
