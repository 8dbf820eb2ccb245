import type { Clients } from './load/clients.ts';
import type { BenchServer, Side } from './servers.ts';

/** What one server did in one round; null: it has no such thing. */
export type Figures = Record<string, number | null>;

/** A line of the result table. */
export interface Metric {
	key: string;
	label: string;
	digits: number;
	/** Whether less is better, so that a ratio says something; by default it is. */
	compares?: false;
}

/** What a scenario gets: a server just started on a folder of its own, and a way to be its clients. */
export interface Stage {
	side: Side;
	server: BenchServer;
	clients: Clients;
	/** Ends the server in order, or by `kill`, and starts it again on what it left. */
	restart(how: 'stop' | 'kill'): Promise<void>;
}

export interface Scenario {
	name: string;
	title: string;
	/** What is done and how, in one sentence. */
	about: string;
	metrics: readonly Metric[];
	/** Rounds in which it runs at most, and those in which the peers' durable runs stand beside. */
	rounds: number;
	durableRounds: number;
	/** Ms one server may take. */
	limit: number;
	/** Whether this server has anything to show here; all do by default. */
	concerns?(side: Side): boolean;
	run(stage: Stage): Promise<Figures>;
}

/** The usual lines, so that they read the same everywhere. */
export const metrics = {
	cpu: { key: 'cpu', label: 'server CPU, ms per 1,000 deliveries', digits: 2 },
	core: { key: 'core', label: 'share of a core the server used, %', digits: 0 },
	p50: { key: 'p50', label: 'write to receipt, p50 ms', digits: 1 },
	p99: { key: 'p99', label: 'write to receipt, p99 ms', digits: 1 },
	merged: { key: 'merged', label: 'deliveries per frame', digits: 1, compares: false },
	rss: { key: 'rss', label: 'memory of the server, MB', digits: 0 },
	load: { key: 'load', label: 'share of a core the load used, %', digits: 0, compares: false }
} as const satisfies Record<string, Metric>;
