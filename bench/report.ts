import { cpus, loadavg } from 'node:os';
import { fanOutLoad, type FanOut } from './fan-out.ts';
import { joinLoad, type ColdJoin, type WarmJoin } from './join.ts';
import type { Side } from './servers.ts';
import { median } from './statistics.ts';

/** What one server did in one round. */
export interface Figures {
	fanOut: FanOut;
	warm: WarmJoin;
	cold: ColdJoin[];
}

export type Round = Record<Side, Figures>;

/** What is measured, on what, against what. `bytes`: size of the board's document. */
export function preface(bytes: number, peerVersion: string): string {
	const { clients, writers, rate } = fanOutLoad;
	const [cpu] = cpus();
	return [
		"Kennislab's sync server (rights, scan, SQLite; every update fsynced before it is passed on)",
		`beside @y/websocket-server ${peerVersion} as shipped (memory only, no rights), on 127.0.0.1.`,
		`Machine: ${cpus().length} cores (${cpu?.model.trim()}), Node ${process.version}, ${machineLoad()}.`,
		`Fan-out: one room of ${clients} clients, ${writers} writers x ${rate} updates/s.`,
		`Join: a board of ${joinLoad.cards} cards, ${Math.round(bytes / 1_000)} kB.`,
		''
	].join('\n');
}

/** Per line of the table: its name, and the figure of one server in one round (null: has none). */
const lines: [string, (figures: Figures) => number | null][] = [
	['fan-out: write to receipt, p50 ms', ({ fanOut }) => fanOut.p50],
	['fan-out: write to receipt, p99 ms', ({ fanOut }) => fanOut.p99],
	['fan-out: server CPU ms per 1,000', ({ fanOut }) => fanOut.cpu],
	['join, room open: p50 ms', ({ warm }) => warm.p50],
	['join, room open: server CPU ms', ({ warm }) => warm.cpu],
	['join, first after a restart: ms', ({ cold }) => (isWhole(cold) ? timeOf(cold) : null)]
];

/** Medians of the rounds. Each round has its own ratio, for the noise of a moment hits both. */
export function table(rounds: readonly Round[]): string {
	const rows = lines.map(([name, read]) => {
		const pairs = rounds.map(({ ours, peer }) => ({ ours: read(ours), peer: read(peer) }));
		const ratios = pairs.flatMap(({ ours, peer }) => (ours && peer ? ours / peer : []));
		const range = `(${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)})`;
		return [
			name,
			...(['ours', 'peer'] as const).map((side) => {
				const figures = pairs.flatMap((pair) => pair[side] ?? []);
				return figures.length > 0 ? median(figures).toFixed(1) : 'nothing left';
			}),
			ratios.length > 0 ? `${median(ratios).toFixed(2)} ${range}` : '-'
		];
	});
	const head = [`medians of ${rounds.length} rounds`, 'ours', 'peer', 'ours/peer (range)'];
	const rule = ['---', '---:', '---:', '---:'];
	const widths = [34, 12, 12, 18];
	return [head, rule, ...rows]
		.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(widths[i]!))))
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

/** What one must know to read the table. `took`: ms of the whole bench. */
export function remarks(rounds: readonly Round[], took: number): string {
	const fanOuts = rounds.flatMap(({ ours, peer }) => [ours.fanOut, peer.fanOut]);
	const bytes = median(fanOuts.map(({ updateBytes }) => updateBytes));
	const load = Math.max(...fanOuts.map(({ load }) => load));
	const ours = rounds.flatMap((round) => round.ours.cold);
	const peer = rounds.flatMap((round) => round.peer.cold);
	return [
		'',
		`Updates were ${bytes.toFixed(0)} bytes. The load used at most ${Math.round(load * 100)} % of a core.`,
		`After a restart ours had ${fewest(ours)} of ${joinLoad.cards} cards. The peer, which keeps nothing, had`,
		`${fewest(peer)} and said "synced" after ${timeOf(peer).toFixed(0)} ms.`,
		`It took ${Math.round(took / 1_000)} s; ${machineLoad()}. CPU is read in ticks of 10 ms.`
	].join('\n');
}

function isWhole(cold: ColdJoin[]): boolean {
	return fewest(cold) === joinLoad.cards;
}

function timeOf(cold: ColdJoin[]): number {
	return median(cold.map(({ ms }) => ms));
}

function fewest(cold: ColdJoin[]): number {
	return Math.min(...cold.map(({ cards }) => cards));
}

/** How many processes want a core, ours included, over the last minute. */
function machineLoad(): string {
	return `load average ${loadavg()[0]?.toFixed(1)}`;
}
