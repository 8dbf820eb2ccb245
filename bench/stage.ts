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
	lab: string
): Promise<Figures | null> {
	const folder = folderFor(side, lab);
	let server = await startServer(side, folder.path);
	const clients = new Clients(server);
	const stage: Stage = {
		side,
		clients,
		get server() {
			return server;
		},
		restart: async (how) => {
			await (how === 'kill' ? server.kill() : server.stop());
			server = await startServer(side, folder.path);
			clients.goTo(server);
		}
	};
	const late = new AbortController();
	try {
		// What a process does right after its start is no part of any scenario.
		await wait(300);
		return await Promise.race([
			scenario.run(stage),
			wait(scenario.limit, undefined, { signal: late.signal }).then(() => {
				throw new Error(`not done in ${scenario.limit / 1_000} s`);
			})
		]);
	} catch (error) {
		console.error(`  ${side}: ${error instanceof Error ? error.message : String(error)}`);
		return null;
	} finally {
		late.abort();
		clients.drop();
		await server.stop();
		folder.remove();
	}
}
