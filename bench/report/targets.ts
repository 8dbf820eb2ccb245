import type { Results } from '../results.ts';
import { rivals, type Side } from '../servers.ts';
import { median } from '../statistics.ts';

/** What a measure of ours must reach, beside what it reached. */
export interface Reached {
	measure: string;
	wanted: string;
	found: string;
	/** Null: not measured. */
	met: boolean | null;
	/** Ours against the better peer, and the most it may be, where that is what is asked. */
	ratio: { found: number; atMost: number } | null;
}

type Target = (results: Results) => Reached;

function ratio(
	measure: string,
	place: { scenario: string; key: string },
	atMost: number,
	against: readonly Side[] = rivals
): Target {
	return (results) => {
		const ratios = results.ratios(place.scenario, place.key, against).filter(Number.isFinite);
		const found = ratios.length > 0 ? median(ratios) : null;
		return {
			measure,
			wanted: `<= ${atMost}`,
			found: found?.toFixed(2) ?? 'not measured',
			met: found === null ? null : found <= atMost,
			ratio: found === null ? null : { found, atMost }
		};
	};
}

/** Every round counts here, not the median. */
const nothingLost: Target = (results) => {
	const lost = ['kill', 'kill-late'].flatMap((scenario) =>
		['acknowledgedLost', 'seenLost'].flatMap((key) => results.each(scenario, 'ours', key))
	);
	const sum = lost.reduce((total, each) => total + each, 0);
	return {
		measure: 'acknowledged or seen updates lost by kill -9',
		wanted: '0',
		found: lost.length > 0 ? String(sum) : 'not measured',
		met: lost.length > 0 ? sum === 0 : null,
		ratio: null
	};
};

const nothingHoarded: Target = (results) => {
	const each = results.median('stalled', 'ours', 'each');
	const kept = results.median('stalled', 'ours', 'kept');
	const closed = results.median('stalled', 'ours', 'closed');
	const whole = results.median('stalled', 'ours', 'whole');
	const measured = each !== null && kept !== null && closed !== null && whole !== null;
	return {
		measure: 'memory kept for a reader that never reads',
		wanted: '<= 8 MiB, closed',
		found: measured
			? `${each.toFixed(1)} MiB, ${closed} of 20 closed, ${whole} caught up`
			: 'not measured',
		met: measured ? each <= 8 && closed + whole === 20 : null,
		ratio: null
	};
};

/** The table "what it must reach" of the issue, in its order. */
export const targets: readonly Target[] = [
	ratio('burst: server CPU per 1,000 deliveries', { scenario: 'burst', key: 'cpu' }, 0.35),
	ratio('1,000 clients: server CPU, likewise', { scenario: 'fan-out-1000', key: 'cpu' }, 0.6),
	ratio('50 clients: p50, with fsync', { scenario: 'fan-out-50', key: 'p50' }, 1.3),
	ratio('presence of 200: CPU', { scenario: 'presence', key: 'core' }, 0.25),
	ratio('storm of 300 on a board: wall', { scenario: 'storm', key: 'wall' }, 0.15),
	ratio('warm join of a board: CPU', { scenario: 'join-board', key: 'cpu' }, 0.12),
	// In memory a peer has nothing left for a first visitor.
	ratio('cold first visitor (durable peers)', { scenario: 'join-board', key: 'cold' }, 0.4, [
		'yws-leveldb',
		'hocuspocus-sqlite'
	]),
	ratio('memory, idle to 1,000 clients', { scenario: 'fan-out-1000', key: 'growth' }, 1),
	nothingLost,
	nothingHoarded
];
