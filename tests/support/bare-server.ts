import { compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createHttpServer, listen, serve } from '../../server/listen.ts';
import { endInOrder } from '../../server/shutdown.ts';

/** A process of its own with the server but no pages: for tests that kill it. Configured by the environment. */
const lab = await compose(readConfig());
const server = createHttpServer();
serve(server, lab);
endInOrder(server, lab);
await listen(server, lab.config.port, lab.config.host);
console.log('listening');

/** What is left after a garbage collection (`--expose-gc`), for tests that look for leaks. */
process.on('SIGUSR2', () => {
	(globalThis as { gc?: () => void }).gc?.();
	const resources = Object.groupBy(process.getActiveResourcesInfo(), (each) => each);
	const counts = Object.entries(resources).map(([kind, each]) => [kind, each?.length ?? 0]);
	const { heapUsed, external } = process.memoryUsage();
	console.log(`left ${JSON.stringify({ heapUsed, external, ...Object.fromEntries(counts) })}`);
});
