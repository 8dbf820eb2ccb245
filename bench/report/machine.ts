import { cpus, loadavg } from 'node:os';

/** Cores, Node, and how many processes want a core, ours included, over the last minute. */
export function machine(): string {
	const [cpu] = cpus();
	const load = `load average ${loadavg()[0]?.toFixed(1)}`;
	return `${cpus().length} cores (${cpu?.model.trim()}), Node ${process.version}, ${load}`;
}
