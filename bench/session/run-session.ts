import type { LabProcess } from '../../tests/support/lab-process.ts';
import { ballot, lessons } from './ballot.ts';
import type { Complaints } from './asker.ts';
import { whatIsLost } from './kept.ts';
import { Lead } from './lead.ts';
import { planMeeting } from './meeting.ts';
import { each, Moments } from './moments.ts';
import { Participant } from './participant.ts';
import { ending, hiddenWriting, poll, questionBox, rules } from './plenary.ts';
import { ServerWatch } from './server-watch.ts';
import { atTables, comesTogether, divide } from './tables.ts';
import { goTo, type Size, type Stage } from './walk.ts';

/** People who come in at the same time. */
const AT_ONCE = 10;

/** What a session brought. */
export interface Held {
	moments: Moments;
	server: ServerWatch;
	/** Seconds it took from the first who came in to the end. */
	seconds: number;
	/** Sockets that were open at most at one moment. */
	sockets: number;
	/** Ms from sending letters to the word that they are on disk. */
	saved: readonly number[];
	/** What was told to be done, and how often. */
	done: Record<string, number>;
	/** What was told to be done and is not there, and whatever else was not as it should be. */
	lost: string[];
	complaints: string[];
}

/** A session by script C, from its plan to its report, in a lab that runs. */
export async function runSession(
	lab: LabProcess,
	size: Size,
	say: (what: string) => void = () => undefined
): Promise<Held> {
	const complaints: Complaints = [];
	const meeting = await planMeeting(lab, size.people, size.tables, complaints);
	const server = new ServerWatch(lab);
	const moments = new Moments();
	const lead = new Lead(meeting, complaints);
	const co = new Participant(meeting, { ...meeting.co, readsAll: true }, complaints);
	const crowd: Participant[] = [];
	const stage: Stage = {
		...{ lab, meeting, size, lead, co, crowd, moments, server, complaints, say },
		done: { hidden: [], tables: [], answers: [], agreed: [], questions: [], joined: [], votes: [] }
	};
	const { first, second } = meeting.boards;
	const began = performance.now();
	let sockets = 0;
	const counting = setInterval(() => {
		const open = [co, ...crowd].flatMap(({ lines }) => lines.filter(({ isLive }) => isLive));
		sockets = Math.max(sockets, open.length + 2);
	}, 500);
	const part = async (title: string, work: () => Promise<void>) => {
		await server.part(title, work);
		const { seconds, cpu } = server.parts.at(-1) ?? { seconds: NaN, cpu: NaN };
		say(`${title}: ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`);
	};
	try {
		await part('coming in', async () => {
			await each([lead], ({ isThere }) => isThere, 'the desk');
			for (let i = 0; i < size.people; i += AT_ONCE) {
				const coming = meeting.crowd
					.slice(i, i + AT_ONCE)
					.map((person) => new Participant(meeting, person, complaints));
				crowd.push(...coming);
				await Promise.all(coming.map(({ asker }) => asker.visits(meeting.path)));
				await each(coming, ({ session }) => session.isLive, 'in the room');
			}
		});
		if (size.first) await divide(stage, first, 'all');
		await divide(stage, second, 'all');
		await part('Inloop en peiling', () => poll(stage));
		await part('Welkom en afspraken', () => rules(stage));
		await part('Ontwikkelingen', () => questionBox(stage));
		await part('Twee gemeenten vertellen', () => hiddenWriting(stage));
		await part('Indelen', async () => {
			await goTo(stage, 'Indelen');
			await divide(stage, first, 'here');
			await each(crowd, (person) => person.isThere, 'told who sits where');
		});
		if (size.first) {
			const round = { title: 'Tafel 1: opgaven', board: first, signal: size.first };
			await part('Tafel 1: opgaven', () => atTables(stage, round));
			await part('Pauze', () => comesTogether(stage, 'Pauze'));
		}
		const round = { title: 'Tafel 2: zoekrichtingen', board: second, signal: size.second };
		await part('Tafel 2: zoekrichtingen', () => atTables(stage, round));
		await part('Terug in één minuut', () => comesTogether(stage, 'Terug in één minuut'));
		await part('Wegen', () => ballot(stage));
		await part('Vier lessen', () => lessons(stage));
		await part('Afsluiten', () => ending(stage));
	} finally {
		clearInterval(counting);
		lead.leave();
		co.leave();
		for (const person of crowd) person.leave();
	}
	const seconds = (performance.now() - began) / 1_000;
	server.note();
	await lab.kill('SIGTERM');
	complaints.push(...errorsIn(lab.output));
	const { hidden, tables, ...others } = stage.done;
	return {
		...{ moments, server, seconds, sockets, complaints },
		saved: crowd.flatMap(({ lines }) => lines.flatMap(({ savedIn }) => savedIn)),
		lost: await whatIsLost(stage),
		done: {
			'hidden cards': hidden.length,
			'cards of tables': tables.flatMap(({ cards }) => cards).length,
			...Object.fromEntries(Object.entries(others).map(([what, all]) => [what, all.length]))
		}
	};
}

/** What the server itself wrote down as gone wrong (pino's levels from 50 on). */
function errorsIn(output: string): string[] {
	return output.split('\n').filter((line) => /^\{"level":[56]0,/.test(line));
}
