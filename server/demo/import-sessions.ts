import type { Transaction } from 'kysely';
import { checkBallot, defaultBallot, type BallotSettings } from '../../src/lib/domain/ballot.ts';
import { boardModes } from '../../src/lib/domain/board-mode.ts';
import { momentOf } from '../../src/lib/domain/dutch-time.ts';
import { minutesOf, type PlannedItem } from '../../src/lib/domain/session.ts';
import type { Schema } from '../store/schema.ts';
import { assign, writeAgenda } from '../store/session-repository.ts';
import type { Demo, DemoItem } from './demo-data.ts';
import type { Translation } from './translate.ts';

/** A step of a ready script, as demo/ writes it. */
export interface ScriptStep {
	minutes: number;
	title: string;
	who: string;
	what: string;
	toolAction?: string;
	facilitatorNeeds?: string;
	boardMode?: string;
	/** Where one votes. */
	ballot?: BallotSettings;
}

/**
 * An agenda by a script: what works on a board goes to this one, and what helps whoever leads is for
 * her alone. Without a board a mode says what kind of work it is.
 */
export function agendaOfScript(
	steps: readonly ScriptStep[],
	boardId: string | null,
	newId: () => string
): PlannedItem[] {
	return steps.map((step) => {
		const mode = boardModes.find((each) => each === step.boardMode) ?? null;
		return {
			id: newId(),
			title: step.title,
			minutes: step.minutes,
			who: step.who,
			instruction: step.what,
			notes: [step.toolAction, step.facilitatorNeeds].filter(Boolean).join('\n'),
			boardId: mode === null ? null : boardId,
			mode,
			ballot: mode === 'stemmen' ? ballotOf(step) : null,
			step: null,
			isBreak: step.title.startsWith('Pauze'),
			isDropped: false
		};
	});
}

function ballotOf({ title, ballot = defaultBallot }: ScriptStep): BallotSettings {
	const settings = checkBallot(ballot, { noSums: false });
	if (!settings) throw new Error(`${title} has a ballot that cannot be`);
	return settings;
}

/** Meetings of the demo; a round by letter is another thing and has a screen of its own later. */
export async function importSessions(
	trx: Transaction<Schema>,
	{ lab, items }: Demo,
	translation: Translation,
	newId: () => string
): Promise<void> {
	const scripts = new Map((items['script'] ?? []).map((script) => [script.id, script]));
	const [lead, co] = ['mem-marit', 'mem-yassin'].map((id) => translation.id(id));
	for (const session of lab.sessions.filter(({ start }) => typeof start === 'string')) {
		const id = translation.id(session.id);
		const [board] = session['boardIds'] as string[];
		const script = scripts.get(session['scriptId'] as string);
		const steps = (script?.['steps'] ?? []) as ScriptStep[];
		const agenda = agendaOfScript(steps, board ? translation.id(board) : null, newId);
		const startsAt = startOf(session, translation);
		const isOver = session['status'] === 'afgerond';
		const ended = new Date(Date.parse(startsAt) + minutesOf(agenda) * 60_000).toISOString();
		await trx
			.insertInto('session')
			.values({
				id,
				lab_id: translation.id(lab.id),
				title: session['title'] as string,
				goal: '',
				starts_at: startsAt,
				status: isOver ? 'ended' : 'planned',
				started_at: isOver ? startsAt : null,
				ended_at: isOver ? ended : null,
				// People try the demo on these boards: its meetings of weeks ago do not close them.
				boards_closed_at: isOver ? ended : null,
				created_by: lead ?? null,
				created_at: startsAt
			})
			.execute();
		await writeAgenda(trx, id, agenda);
		if (lead) await assign(trx, id, lead, 'lead');
		if (co) await assign(trx, id, co, 'co');
	}
}

/** The hour is on the clock of those who come. */
function startOf(session: DemoItem, translation: Translation): string {
	const day = translation.moment(`${session['date'] as string}T12:00:00Z`).slice(0, 10);
	const at = momentOf(`${day}T${session['start'] as string}`);
	if (at === null) throw new Error(`${session.id} begins at no time`);
	return at;
}
