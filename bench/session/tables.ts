import { setTimeout as wait } from 'node:timers/promises';
import { askClock } from './clock.ts';
import { OwnWriting } from './held.ts';
import { each } from './moments.ts';
import type { Participant } from './participant.ts';
import { goTo, measures, type Stage } from './walk.ts';
import { codeOf, writeCards } from './writing.ts';

/** Ms by which two questions for the time may differ: more is another clock. */
const SAME_CLOCK = 250;

/** People over tables, before they are at work. */
export async function divide(stage: Stage, board: string, of: 'here' | 'all'): Promise<void> {
	await stage.lead.commands(board, { do: 'groups', count: stage.size.tables, of });
}

/** Each table writes in its own part while the server goes away and comes back. */
export async function atTables(
	stage: Stage,
	{ title, board, signal }: { title: string; board: string; signal: 'SIGTERM' | 'SIGKILL' }
): Promise<void> {
	const { crowd, size, done } = stage;
	await goTo(stage, title);
	const round = signal === 'SIGKILL' ? 'k' : 's';
	const writing = Promise.all(
		crowd.map((person, i) => writeCards(person, { ...size, code: codeOf(round, i) }))
	);
	// It is waited for below; what went wrong in the meantime is told there.
	writing.catch(() => undefined);
	const updates = (size.cards * size.length) / size.pace.letters;
	await wait((updates * size.pace.pause) / 3);
	await restart(stage, signal);
	done.tables.push({ board, cards: (await writing).flat() });
	await everybodyReads(stage);
}

/** Whoever sits at a table has every letter of the others at it. */
async function everybodyReads({ crowd }: Stage): Promise<void> {
	const parts = crowd.flatMap(({ board }) => board?.writing ?? []);
	const byPart = Map.groupBy(parts, ({ line }) => line.document);
	const hasAll = (own: OwnWriting, all: readonly { own: OwnWriting }[]) =>
		all.every(
			({ own: other }) =>
				other === own || (own.others.clocks.get(other.client) ?? 0) >= other.written
		);
	for (const [document, all] of byPart) {
		await each(all, ({ own }) => hasAll(own, all), `everything of ${document} read by its table`);
	}
}

/** The server ends and begins again, as when it is updated or when it crashes. */
async function restart(stage: Stage, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	const { lab, lead, co, crowd, server, moments, complaints, say } = stage;
	const everybody = [...crowd, co];
	const before = lead.session.now;
	const ahead = await askClock(lab.origin);
	server.note();
	const began = performance.now();
	await lab.kill(signal);
	const gone = performance.now() - began;
	await lab.start();
	say(
		`${signal}: gone after ${gone.toFixed(0)} ms, answers ${(performance.now() - began).toFixed(0)} ms after it`
	);
	const isBack = (person: Participant) =>
		person.liveSince !== Infinity && person.liveSince > began && person.isThere;
	const at = await each(everybody, isBack, `back after ${signal}`);
	const what = signal === 'SIGKILL' ? measures.kill : measures.stop;
	moments.add(what, ...at.map((moment) => moment - began));
	await each([lead], ({ isThere }) => isThere, 'the lead back');
	const drift = (await askClock(lab.origin)) - ahead;
	if (Math.abs(drift) > SAME_CLOCK) complaints.push(`${signal}: the clock is ${drift} ms off`);
	const wanted = JSON.stringify({ phase: before?.phase, clock: before?.clock });
	for (const { now } of everybody) {
		const found = JSON.stringify({ phase: now?.phase, clock: now?.clock });
		if (found !== wanted) complaints.push(`${signal}: ${found} instead of ${wanted}`);
	}
}

/** On to where what the tables wrote comes together on the board. */
export async function comesTogether(stage: Stage, title: string): Promise<void> {
	const { crowd, co, moments, done } = stage;
	const cards = done.tables.at(-1)?.cards.length ?? 0;
	const before = co.board?.cards.n ?? 0;
	const began = performance.now();
	await goTo(stage, title);
	const all = before + cards;
	const at = await each(
		crowd,
		(person) => person.board?.cards.n === all,
		`all ${all} cards of the tables`,
		(person) => person.board?.cards.at
	);
	moments.add(measures.tables, ...at.map((moment) => moment - began));
	await each([...crowd, co], (person) => person.isThere, 'on with what the tables wrote');
}
