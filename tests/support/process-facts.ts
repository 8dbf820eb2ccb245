import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/* What Linux tells of a process, in /proc. */

function status(pid: number, field: string): number {
	const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm');
	return Number(line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Memory it holds now, in MiB. */
export const memoryOf = (pid: number) => status(pid, 'VmRSS');

/** Most memory it held since it started or since `forgetPeak`, in MiB. */
export const peakOf = (pid: number) => status(pid, 'VmHWM');

export function forgetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Open file descriptors, sockets among them. */
export const handlesOf = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;

/** How many files this process may open. */
export function handlesAllowed(): number {
	const limits = readFileSync('/proc/self/limits', 'utf8');
	return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Infinity);
}

/** Ms its main thread ran, and ms it wanted to run and had to wait for a core, since it started. */
export function turnsOf(pid: number): { ran: number; waited: number } {
	const [ran, waited] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
	return { ran: Number(ran) / 1e6, waited: Number(waited) / 1e6 };
}
