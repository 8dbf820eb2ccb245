import { setTimeout as wait } from 'node:timers/promises';
import { mergeUpdates } from 'yjs';
import { play, schedule } from '../load/schedule.ts';
import { TypingRoom, updatesIn } from '../load/typists.ts';
import type { Figures, Scenario, Stage } from '../scenario.ts';
import { isDurablePeer, type Side } from '../servers.ts';

const load = { clients: 20, typists: 5, rate: 20 };
/** Updates each sends just before the end. */
const IN_FLIGHT = 20;

/** Kills the server while people type, and all of them with it; a fresh one reads what is left. */
async function measureKill(stage: Stage, after: number): Promise<Figures> {
	const { clients } = stage;
	const name = stage.server.documents[0]!;
	const { typists } = await TypingRoom.open(clients, name, load.clients, load.typists);
	// Acknowledgements of what was said while coming in are no part of the count.
	await wait(700);
	const before = typists.map(({ client }) => client.acknowledged);
	await play(schedule(load.typists, load.rate, after, 1), (who) => typists[who]!.type());
	// It dies with a hundred updates on their way: some acknowledged, some seen, some neither.
	for (let i = 0; i < IN_FLIGHT; i++) typists.forEach((typist) => typist.type());
	await wait(3);
	const sent = typists.map(({ sentAt }) => sentAt.length);
	await stage.restart('kill');
	const acknowledges = stage.side !== 'yws' && stage.side !== 'yws-leveldb';
	const acknowledged = typists.map(({ client }, i) => client.acknowledged - before[i]!);
	const seen = typists.map((typist) => typist.seen);
	clients.drop();

	const reader = clients.open(name, { visitor: 0, content: 'keep' });
	await reader.synced;
	await wait(1_000); // yws says so before it has read its store
	const state = mergeUpdates(reader.parts.map(({ bytes }) => bytes));
	const left = typists.map((typist) => updatesIn(state, typist));
	const lost = (had: number[]) =>
		had.reduce((sum, count, i) => sum + Math.max(0, count - left[i]!), 0);
	return {
		sent: total(sent),
		acknowledged: acknowledges ? total(acknowledged) : null,
		acknowledgedLost: acknowledges ? lost(acknowledged) : null,
		seen: total(seen),
		seenLost: lost(seen)
	};
}

function total(counts: number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}

function kill(
	name: string,
	seconds: number,
	rounds: number,
	concerns: (side: Side) => boolean
): Scenario {
	return {
		name,
		title: `Kill -9 after ${seconds} s of typing`,
		about: '20 clients, 5 of them type, 20 updates a second each; all end with the server.',
		metrics: [
			{ key: 'sent', label: 'updates sent', digits: 0, compares: false },
			{ key: 'acknowledged', label: 'acknowledged', digits: 0, compares: false },
			{ key: 'acknowledgedLost', label: 'acknowledged and lost', digits: 0, compares: false },
			{ key: 'seen', label: 'seen by others', digits: 0, compares: false },
			{ key: 'seenLost', label: 'seen by others and lost', digits: 0, compares: false }
		],
		rounds,
		durableRounds: rounds,
		limit: 60_000,
		concerns,
		run: (stage) => measureKill(stage, seconds * 1_000)
	};
}

export const kills = [
	kill('kill', 3, 3, () => true),
	// Hocuspocus stores at the latest 10 s after the first change, so this is where it has stored.
	kill('kill-late', 13, 1, (side) => side === 'ours' || isDurablePeer(side))
];
