import { metrics, type Scenario } from '../scenario.ts';
import { measureTyping } from './typing.ts';

const load = { rooms: 1, clients: 200, typists: 20, rate: 20, warmUp: 3_000, measured: 4_000 };

export const burst: Scenario = {
	name: 'burst',
	title: 'Burst: 400 updates a second to 200 clients',
	about: '20 of 200 in one room type, each 20 updates a second: 79,600 deliveries a second.',
	metrics: [
		metrics.cpu,
		metrics.core,
		metrics.p50,
		metrics.p99,
		metrics.merged,
		metrics.rss,
		metrics.load
	],
	rounds: 3,
	durableRounds: 1,
	limit: 60_000,
	run: (stage) => measureTyping(stage, load)
};
