import { metrics, type Scenario } from '../scenario.ts';
import { measureTyping } from './typing.ts';

const load = { rooms: 100, clients: 10, typists: 2, rate: 2, warmUp: 2_000, measured: 4_000 };

export const rooms: Scenario = {
	name: 'rooms',
	title: '100 rooms with 10 clients each',
	about: '2 in each room type, each 2 updates a second: 3,600 deliveries a second.',
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
