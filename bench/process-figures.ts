import { readFileSync } from 'node:fs';

/** Ms in a tick of /proc/<pid>/stat. */
const TICK = 10;

/** Ms of CPU (user and system, all threads) a process has used since it started. Linux only. */
export function cpuOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name of the program may hold spaces; after it come state, ppid ... utime, stime.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** MB of memory a process occupies. */
export function rssOf(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) / 1_000;
}

/** How much of one core the load itself takes: near 100 % it is the load that is measured. */
export function watchLoad(): () => number {
	const before = process.cpuUsage();
	const started = performance.now();
	return () => {
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 10 / (performance.now() - started);
	};
}

/** Memory of a process from here until it is asked for, in MB. */
export function watchMemory(pid: number): () => number[] {
	const seen = [rssOf(pid)];
	const timer = setInterval(() => {
		try {
			seen.push(rssOf(pid));
		} catch {
			clearInterval(timer); // it is gone, and so is what wanted to know
		}
	}, 100);
	return () => {
		clearInterval(timer);
		return seen;
	};
}
