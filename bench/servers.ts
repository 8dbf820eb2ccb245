import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Ms a server may take to start or to stop. */
const PATIENCE = 20_000;
/** Ms in a tick of /proc/<pid>/stat. */
const TICK = 10;

/** What a server process says when it listens. */
export interface Ready {
	port: number;
	/** HTTP headers of somebody who may open a socket and write, one set per person. */
	visitors: Record<string, string>[];
	/** Names of two empty documents; none when the server was restarted on an old folder. */
	documents: string[];
}

/** A server in a process of its own. */
export interface BenchServer extends Ready {
	name: string;
	/** Ms of CPU (user and system, all threads) the process has used since it started. */
	cpu(): number;
	/** In order, as a supervisor would; resolves when the process is gone. */
	stop(): Promise<void>;
}

/** The side by side: ours as it runs, against the peer as it is shipped. */
export type Side = 'ours' | 'peer';

const programs: Record<Side, URL> = {
	ours: new URL('./our-server.ts', import.meta.url),
	peer: new URL('./peer-server.ts', import.meta.url)
};

/** `folder`: where it keeps its data; the peer keeps none. `execArgv`: Node's own options. */
export async function startServer(
	side: Side,
	folder: string,
	execArgv: string[] = []
): Promise<BenchServer> {
	const child = fork(programs[side], [folder], {
		execArgv,
		env: { ...process.env, NODE_ENV: 'production' },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc']
	});
	const stop = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill('SIGTERM');
		const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
		await gone;
		clearTimeout(force);
	};
	try {
		const signal = AbortSignal.timeout(PATIENCE);
		const [ready] = (await Promise.race([
			once(child, 'message', { signal }),
			once(child, 'exit', { signal }).then(() => Promise.reject(new Error(`${side}: no start`)))
		])) as [Ready];
		return { ...ready, name: side, cpu: () => cpuOf(child.pid ?? 0), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Linux only. */
function cpuOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name of the program may hold spaces; after it come state, ppid ... utime, stime.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * TICK;
}
