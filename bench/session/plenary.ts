import { randomUUID } from 'node:crypto';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import type { Participant } from './participant.ts';
import { each } from './moments.ts';
import { eachSoon, goTo, measures, seen, type Stage } from './walk.ts';
import { codeOf, writeCards } from './writing.ts';

/** Of how many somebody asks something; the others ask it as well. */
const ASKS = 5;

/** How long an answer of the server took, when it did what was asked. */
async function timed(stage: Stage, what: string, act: () => Promise<boolean>): Promise<boolean> {
	const began = performance.now();
	if (!(await act())) return false;
	stage.moments.add(what, performance.now() - began);
	return true;
}

/** It begins, and everybody answers the poll. */
export async function poll(stage: Stage): Promise<void> {
	const { lead, crowd, meeting, size, done } = stage;
	const began = performance.now();
	await lead.presses({ do: 'start' });
	await seen(stage, 1, began, measures.begin);
	await lead.presses({ do: 'poll-open' });
	const open = (person: Participant) => person.now?.poll?.isOpen === true;
	await each(crowd, open, 'the poll open');
	const questions = lead.session.now?.poll?.questions ?? [];
	await eachSoon(crowd, size.spread, async (person, i) => {
		for (const [n, { id }] of questions.entries()) {
			const choice = (i + n) % (meeting.poll[n] ?? 1);
			const answer = { do: 'poll-answer', question: id, choice } as const;
			if (!(await timed(stage, measures.answer, () => person.does(answer)))) continue;
			done.answers.push({ member: person.member, n, choice });
			await person.asksOwn();
		}
	});
	await each(
		crowd,
		(person) => person.now?.poll?.people === crowd.length,
		'all counted in the poll'
	);
	await lead.presses({ do: 'poll-close' });
}

export async function rules(stage: Stage): Promise<void> {
	const { crowd, size, done } = stage;
	await goTo(stage, 'Welkom en afspraken');
	await eachSoon(crowd, size.spread, async (person) => {
		const isDone = await timed(stage, measures.small, () => person.does({ do: 'agree' }));
		if (isDone) done.agreed.push(person.member);
	});
	await each(
		crowd,
		(person) => person.now?.counts.agreed === crowd.length,
		'all counted with the ground rules'
	);
}

export async function questionBox(stage: Stage): Promise<void> {
	const { crowd, size, done } = stage;
	await goTo(stage, 'Ontwikkelingen');
	const askers = crowd.filter((_, i) => i % ASKS === 0);
	await eachSoon(askers, size.spread, async (person, i) => {
		const id = randomUUID();
		const text = `Wat werkt er bij u in de wijk, en hoe weet u dat? ${codeOf('q', i)}`;
		const ask: SessionCommand = { do: 'ask', id, text, notPersonal: [] };
		if (!(await timed(stage, measures.small, () => person.does(ask)))) return;
		done.questions.push({ member: person.member, id });
		await person.asksOwn();
	});
	const box = (person: Participant) => person.now?.box.questions ?? [];
	await each(crowd, (person) => box(person).length === askers.length, 'all questions shown');
	const others = crowd.filter((_, i) => i % ASKS !== 0);
	await eachSoon(others, size.spread, async (person, i) => {
		const question = box(person)[i % askers.length]?.id ?? '';
		const join = { do: 'me-too', question, on: true } as const;
		if (!(await timed(stage, measures.small, () => person.does(join)))) return;
		done.joined.push({ member: person.member, question });
		await person.asksOwn();
	});
	const joined = (person: Participant) =>
		Object.values(person.now?.meToo ?? {}).reduce((sum, n) => sum + n, 0);
	await each(crowd, (person) => joined(person) === others.length, 'all who joined counted');
}

/** Everybody writes what nobody sees, and then it is there for all. */
export async function hiddenWriting(stage: Stage): Promise<void> {
	const { lead, co, crowd, meeting, size, moments, done } = stage;
	await goTo(stage, 'Twee gemeenten vertellen');
	const written = await Promise.all(
		crowd.map((person, i) => writeCards(person, { ...size, code: codeOf('v', i) }))
	);
	done.hidden.push(...written.flat());
	const phase = lead.session.now?.phase.n ?? 0;
	await eachSoon(crowd, size.spread, async (person) => {
		await timed(stage, measures.small, () => person.does({ do: 'ready', on: true, phase }));
	});
	await each(crowd, (person) => person.now?.counts.ready === crowd.length, 'all ready');
	const from = co.board?.phase?.n ?? 0;
	const before = co.board?.cards.n ?? 0;
	const all = before + done.hidden.length;
	const began = performance.now();
	await lead.commands(meeting.boards.first, { do: 'reveal', from });
	const at = await each(
		crowd,
		(person) => person.board?.cards.n === all,
		'all revealed cards',
		(person) => person.board?.cards.at
	);
	moments.add(measures.reveal, ...at.map((moment) => moment - began));
	await each([...crowd, co], (person) => person.isThere, 'on with what was revealed');
}

/** It is over, and what it came to is on the page of everybody. */
export async function ending(stage: Stage): Promise<void> {
	const { lead, crowd, moments } = stage;
	await goTo(stage, 'Afsluiten');
	const from = lead.session.now?.phase.n ?? 0;
	const began = performance.now();
	await lead.presses({ do: 'end', from });
	await each(crowd, (person) => person.now?.status === 'ended', 'over');
	const reported = (person: Participant) => person.reportAt ?? undefined;
	const at = await each(crowd, (person) => person.reportAt !== null, 'reported', reported);
	moments.add(measures.report, ...at.map((moment) => moment - began));
}
