import { m } from '$lib/paraglide/messages';
import { longDate } from '$lib/components/ui/dates';
import type { StopId } from '$lib/components/site/loop';
import type { LabHome } from '$lib/server/read-lab-home';

type Stop = { text: string | null; href: string | null };

/** How many there are at each stop of the line; a stop of which a reader sees nothing says what it is for. */
export function loopTexts(home: LabHome, boardsHref: string): Partial<Record<StopId, Stop>> {
	const { scans, questions, boards, sessions, actions, lessons } = home;
	const [scan] = scans;
	const count = <T extends { status: string }>(all: readonly T[], status: T['status']) =>
		all.filter((each) => each.status === status).length;
	const inSessions = sessions.reduce(
		(sum, { harvest }) => sum + (harvest?.aanknopingspunten ?? 0),
		0
	);
	const atQuestions = questions.reduce((sum, { footholds }) => sum + footholds, 0);
	const toShare = lessons.filter(({ status, tlp }) => status === 'vastgesteld' && tlp === 'clear');
	const [review] = lessons.map(({ reviewAt }) => reviewAt).sort();
	return {
		need: stop(scan ? [m.lab_loop_scan({ count: scan.respondents })] : [], '#peiling'),
		question: stop(
			[
				some(questions.length, m.lab_loop_questions),
				some(questions.filter(({ answers }) => answers === 0).length, m.lab_loop_unanswered)
			],
			'#vragen'
		),
		casus: stop(
			[
				some(boards.length, m.lab_loop_boards),
				some(count(boards, 'in_gesprek'), m.lab_loop_talking)
			],
			boardsHref
		),
		session: stop(
			[
				some(count(sessions, 'afgerond'), m.lab_loop_over),
				some(count(sessions, 'loopt'), m.lab_loop_running),
				some(count(sessions, 'gepland'), m.lab_loop_planned)
			],
			'#sessies'
		),
		foothold: stop([
			some(inSessions, m.lab_loop_footholds_sessions),
			some(atQuestions, m.lab_loop_footholds_questions)
		]),
		action: stop(
			[
				some(count(actions, 'gedaan'), m.lab_loop_done),
				some(count(actions, 'bezig'), m.lab_loop_busy),
				some(count(actions, 'open'), m.lab_loop_open)
			],
			'#acties'
		),
		lesson: stop(
			[
				some(count(lessons, 'vastgesteld'), m.lab_loop_settled),
				some(count(lessons, 'concept'), m.lab_loop_draft)
			],
			'#lessen'
		),
		handout: stop([some(toShare.length, m.lab_loop_share)]),
		review: stop(review ? [m.lab_loop_review({ date: longDate(review) })] : [])
	};
}

function some(count: number, say: (inputs: { count: number }) => string): string | null {
	return count > 0 ? say({ count }) : null;
}

function stop(parts: (string | null)[], href: string | null = null): Stop {
	const text = parts.filter((part) => part !== null).join(', ');
	return text === '' ? { text: null, href: null } : { text, href };
}

/** Where the lab is now: a casus under discussion, else a session that runs. */
export function hereNow({ boards, sessions }: LabHome): StopId | null {
	if (boards.some(({ status }) => status === 'in_gesprek')) return 'casus';
	return sessions.some(({ status }) => status === 'loopt') ? 'session' : null;
}
