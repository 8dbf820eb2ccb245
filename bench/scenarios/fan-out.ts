import { metrics, type Scenario } from '../scenario.ts';
import { measureTyping } from './typing.ts';

const lines = [metrics.cpu, metrics.core, metrics.p50, metrics.p99, metrics.merged, metrics.rss];

/** One room: 5 people type, the others read along. */
function fanOut(clients: number): Scenario {
	const load = { rooms: 1, clients, typists: 5, rate: 10, warmUp: 3_000, measured: 4_000 };
	return {
		name: `fan-out-${clients}`,
		title: `Fan-out: ${clients.toLocaleString('en')} clients in one room`,
		about: '5 of them type, each 10 updates a second of 16 characters (38 bytes); all others read.',
		metrics:
			clients < 1_000
				? [...lines, metrics.load]
				: [
						...lines,
						{ key: 'growth', label: 'memory, more than when idle, MB', digits: 0 },
						metrics.load
					],
		rounds: 3,
		durableRounds: 1,
		limit: 60_000,
		run: (stage) => measureTyping(stage, load)
	};
}

export const fanOuts = [50, 200, 1_000].map(fanOut);
