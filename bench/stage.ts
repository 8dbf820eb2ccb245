import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Clients } from './load/clients.ts';
import type { Figures, Scenario, Stage } from './scenario.ts';
import { folderFor, startServer, type Side } from './servers.ts';

/**
 * One server in one scenario, from an empty folder to its end. Null when it did not bring it to an
 * end: that is a result too, and the others go on.
 */
export async function perform(
	scenario: Scenario,
	side: Side,
	folders: string
): Promise<Figures | null> {
	const folder = folderFor(side, folders);
	try {
		return await performIn(folder, scenario, side);
	} catch (error) {
		console.error(`  ${side}: ${error instanceof Error ? error.message : String(error)}`);
		return null;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function performIn(folder: string, scenario: Scenario, side: Side): Promise<Figures> {
	let server = await startServer(side, folder);
	const clients = new Clients(server);
	const late = new AbortController();
	const stage: Stage = {
		side,
		clients,
		get server() {
			return server;
		},
		restart: async (how) => {
			await (how === 'kill' ? server.kill() : server.stop());
			late.signal.throwIfAborted();
			const next = await startServer(side, folder);
			if (late.signal.aborted) await next.stop();
			late.signal.throwIfAborted();
			server = next;
			clients.goTo(server);
		}
	};
	const limit = async () => {
		await wait(scenario.limit, undefined, { signal: late.signal });
		throw new Error(`not done in ${scenario.limit / 1_000} s`);
	};
	try {
		// What a process does right after its start is no part of any scenario.
		await wait(300);
		return await Promise.race([scenario.run(stage), limit()]);
	} finally {
		late.abort();
		clients.drop();
		await server.stop();
	}
}
