import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Composed } from './compose.ts';

/** Ms after which the process ends, in order or not: supervisors kill after ten seconds. */
const PATIENCE = 9_000;
/** Ms for clients to answer that they were told, and for requests under way to be answered. */
const GOODBYE = 1_500;

/**
 * SIGTERM and SIGINT end the process in order: no new sockets, everything on disk, every client told
 * to come back, and only then is nobody listening any more. A second signal ends it at once. After
 * something unforeseen it ends likewise, with 1: it never limps on.
 */
export function endInOrder(
	server: Server,
	lab: Pick<Composed, 'drain' | 'close'> & { logger: Pick<Composed['logger'], 'fatal'> },
	patience = PATIENCE
): void {
	const sockets = new Set<Duplex>();
	server.on('upgrade', (_, socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});

	let code: number | null = null;
	const end = async (wanted: number) => {
		code = wanted;
		setTimeout(() => {
			lab.logger.fatal('could not stop in time');
			process.exit(1);
		}, patience);
		try {
			await lab.drain();
			await atMost(GOODBYE, Promise.all([...sockets].map((socket) => closed(socket))));
			await atMost(GOODBYE, new Promise((resolve) => server.close(resolve)));
			server.closeAllConnections();
			await lab.close();
		} catch (error) {
			lab.logger.fatal({ err: error }, 'could not stop in order');
			code = 1;
		}
		process.exit(code);
	};
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			if (code !== null) process.exit(1);
			void end(0);
		});
	}
	for (const failure of ['uncaughtException', 'unhandledRejection'] as const) {
		process.on(failure, (error: unknown) => {
			lab.logger.fatal({ err: error }, 'unforeseen');
			if (code === null) void end(1);
			else code = 1;
		});
	}
}

function closed(socket: Duplex): Promise<void> {
	return new Promise((resolve) => {
		if (socket.closed) resolve();
		else socket.once('close', () => resolve());
	});
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
	await Promise.race([work, wait(ms)]);
}
