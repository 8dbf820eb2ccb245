import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOf, rssOf } from './process-figures.ts';

/** Ms a server may take to start or to stop. */
const PATIENCE = 20_000;
const LAB = 'lab';

/** Ours as it runs; each peer as it is shipped, in memory, and with the best store it has. */
export const sides = ['ours', 'yws', 'hocuspocus', 'yws-leveldb', 'hocuspocus-sqlite'] as const;
export type Side = (typeof sides)[number];

/** The two whose better one is the measure. */
export const rivals = ['yws', 'hocuspocus'] as const satisfies readonly Side[];

export function isDurablePeer(side: Side): boolean {
	return side === 'yws-leveldb' || side === 'hocuspocus-sqlite';
}

export type Wire = 'ours' | 'y-websocket' | 'hocuspocus';

const ourProgram = new URL('./our-server.ts', import.meta.url);
const yws = new URL('./websocket-server.ts', import.meta.url);
const hocuspocus = new URL('./hocuspocus-server.ts', import.meta.url);

const programs: Record<Side, { file: URL; wire: Wire; args: string[] }> = {
	ours: { file: ourProgram, wire: 'ours', args: [] },
	yws: { file: yws, wire: 'y-websocket', args: [] },
	hocuspocus: { file: hocuspocus, wire: 'hocuspocus', args: [] },
	'yws-leveldb': { file: yws, wire: 'y-websocket', args: ['leveldb'] },
	'hocuspocus-sqlite': { file: hocuspocus, wire: 'hocuspocus', args: ['sqlite'] }
};

/** What a server process says when it listens. */
export interface Ready {
	port: number;
	/** HTTP headers of somebody who may open a socket and write, one set per person. */
	visitors: Record<string, string>[];
	/** Names of documents that are empty in a new folder. */
	documents: string[];
}

/** A server in a process of its own. */
export interface BenchServer extends Ready {
	side: Side;
	wire: Wire;
	pid: number;
	/** Ms of CPU it has used since it started. */
	cpu(): number;
	/** MB of memory. */
	rss(): number;
	/** In order, as a supervisor would; resolves when the process is gone. */
	stop(): Promise<void>;
	/** No goodbye, no flush. */
	kill(): Promise<void>;
}

/** `folder`: where it keeps its data; those in memory keep none. */
export async function startServer(side: Side, folder: string): Promise<BenchServer> {
	const { file, wire, args } = programs[side];
	const child = fork(file, [folder, ...args], {
		// As `npm start` starts ours; the peers' own ways to start give none.
		execArgv: side === 'ours' ? ['--max-semi-space-size=8'] : [],
		env: { ...process.env, NODE_ENV: 'production' },
		// Hocuspocus and yws tell on standard output what they do.
		stdio: ['ignore', 'ignore', 'inherit', 'ipc']
	});
	const end = async (signal: NodeJS.Signals) => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill(signal);
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
		const pid = child.pid!;
		return {
			...ready,
			side,
			wire,
			pid,
			cpu: () => cpuOf(pid),
			rss: () => rssOf(pid),
			stop: () => end('SIGTERM'),
			kill: () => end('SIGKILL')
		};
	} catch (error) {
		await end('SIGKILL');
		throw error;
	}
}

/** A lab of ours with many members and empty boards, made once in a process of its own. */
export async function prepareLab(folders: string): Promise<void> {
	const maker = new URL('./our-lab.ts', import.meta.url);
	const child = fork(maker, [join(folders, LAB)], {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc']
	});
	const [code] = (await once(child, 'exit')) as [number];
	if (code !== 0) throw new Error('the lab could not be made');
}

/** A folder as a server finds it: for ours a copy of the prepared lab, for a peer empty. */
export function folderFor(side: Side, folders: string): string {
	const folder = mkdtempSync(join(folders, 'server-'));
	if (side === 'ours') cpSync(join(folders, LAB), folder, { recursive: true });
	return folder;
}
