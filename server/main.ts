import { compose } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Handler } from './http.ts';
import { createHttpServer, listen, serve } from './listen.ts';
import { endInOrder } from './shutdown.ts';

/** Starts everything: one process, one port. */
async function main(): Promise<void> {
	const config = readConfig();
	// The built pages read these when they are imported.
	process.env['ORIGIN'] = config.origin;
	if (config.addressHeader) process.env['ADDRESS_HEADER'] = config.addressHeader;
	const lab = await compose(config);
	const built = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = (await import(built)) as { handler: Handler };
	const server = createHttpServer();
	serve(server, lab, handler);
	await listen(server, config.port, config.host).catch(async (error: Error) => {
		await lab.close();
		throw new ConfigError(`cannot listen on ${config.host}:${config.port}: ${error.message}`);
	});
	endInOrder(server, lab);
	lab.announce();
}

main().catch((error: unknown) => {
	// What an operator can mend is one line; anything else keeps its stack.
	console.error(error instanceof ConfigError ? `kennislab: ${error.message}` : error);
	process.exit(1);
});
