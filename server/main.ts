import { createServer } from 'node:http';
import { compose } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';

/** Starts everything: one process, one port. Stops on SIGTERM and SIGINT without losing a letter. */
async function main(): Promise<void> {
	const config = readConfig();
	// The built pages read these when they are imported.
	process.env['ORIGIN'] = config.origin;
	if (config.addressHeader) process.env['ADDRESS_HEADER'] = config.addressHeader;
	const lab = await compose(config);
	const built = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = (await import(built)) as {
		handler: (request: unknown, response: unknown, next?: () => void) => void;
	};
	const server = createServer(
		{ headersTimeout: 10_000, requestTimeout: 15_000, maxHeaderSize: 16 * 1024 },
		(request, response) =>
			lab.front(request, response, () =>
				handler(request, response, () => {
					response.statusCode = 404;
					response.end();
				})
			)
	);
	server.on('upgrade', (request, socket, head) => lab.upgrade(request, socket, head));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(config.port, config.host, resolve);
	}).catch(async (error: NodeJS.ErrnoException) => {
		await lab.close();
		throw new ConfigError(`cannot listen on ${config.host}:${config.port}: ${error.message}`);
	});
	lab.announce();

	let stopping = false;
	const stop = () => {
		if (stopping) process.exit(1);
		stopping = true;
		server.close();
		lab.close().then(
			() => {
				server.closeAllConnections();
				process.exit(0);
			},
			(error: unknown) => {
				lab.logger.fatal({ err: error }, 'could not stop in order');
				process.exit(1);
			}
		);
	};
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
	// Never limp on after the unforeseen: write down what there is, and let the supervisor restart.
	const fatal = (error: unknown) => {
		lab.logger.fatal({ err: error }, 'unforeseen');
		process.exitCode = 1;
		void lab.close().finally(() => process.exit(1));
	};
	process.on('uncaughtException', fatal);
	process.on('unhandledRejection', fatal);
}

main().catch((error: unknown) => {
	// What an operator can mend is one line; anything else keeps its stack.
	console.error(error instanceof ConfigError ? `kennislab: ${error.message}` : error);
	process.exit(1);
});
