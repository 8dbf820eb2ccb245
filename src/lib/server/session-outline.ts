import { kindLabel } from '$lib/components/board/card-words';
import {
	actionWords,
	answersLine,
	attendanceLine,
	ballotLine,
	votesLine
} from '$lib/components/session/after-words';
import { optionWords, pollPeopleWords } from '$lib/components/session/poll-words';
import { longDate, moment } from '$lib/components/ui/dates';
import type { Block, Outline } from '$lib/documents/report-outline';
import type { ReportedBoard, SessionReport } from '$lib/documents/session-report';
import { tlpLabel, type Tlp } from '$lib/domain/tlp';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

/** The report of a session in the order in which one reads it, in the language of who asks. */
export function sessionOutline(
	lab: { name: { nl: string; en: string } },
	report: SessionReport,
	{ tlp, leftOut, boardsAt }: { tlp: Tlp; leftOut: number; boardsAt: string }
): Outline {
	const lang = getLocale();
	const state = report.definiteAt
		? m.after_report_definite({ date: longDate(report.definiteAt) })
		: m.after_report_draft();
	return {
		lang,
		label: tlpLabel[tlp],
		title: report.title,
		source: m.after_file_source({ lab: lab.name[lang], date: longDate(report.endedAt) }),
		page: [m.report_page(), m.report_of()],
		unshown: m.report_unshown(),
		blocks: [
			note(`${state}. ${m.after_report_how()}`),
			...(leftOut > 0 ? [note(m.after_file_left_out({ n: leftOut }))] : []),
			...correctingOf(report, boardsAt),
			...(report.text ? [heading(m.after_text()), plain(report.text)] : []),
			heading(m.after_attendance()),
			plain(attendanceLine(report.attendance.total)),
			...agendaOf(report),
			...actionsOf(report),
			...pollOf(report),
			...boxOf(report),
			heading(m.after_boards()),
			...(report.boards.length > 0 ? report.boards.flatMap(boardOf) : [note(m.after_boards_none())])
		]
	};
}

function correctingOf({ correcting, boards }: SessionReport, boardsAt: string): Block[] {
	if (!correcting) return [];
	const links = boards
		.filter(({ id }) => correcting.boards.includes(id))
		.map(({ id, title }) => ({ text: title, href: `${boardsAt}/${id}` }));
	const date = moment(new Date(correcting.until));
	return [{ is: 'links', text: m.after_correct({ date }), links }];
}

function pollOf({ poll }: SessionReport): Block[] {
	if (!poll) return [];
	const head = [m.after_poll_answer(), m.after_poll_times()];
	const questions = poll.questions.flatMap((question): Block[] => {
		const { text: title, n, totals } = question;
		const rows = totals?.map((times, i) => [optionWords(question, i), String(times)]);
		const shown: Block[] = rows ? [{ is: 'table', title, head, rows }] : [];
		return [sub(title), note(answersLine(n, totals !== null)), ...shown];
	});
	return [heading(m.poll_title()), plain(pollPeopleWords(poll.people)), ...questions];
}

function boxOf({ box }: SessionReport): Block[] {
	if (box.length === 0) return [];
	const title = m.after_box();
	const rows = box.map(({ text, n, isDealt }) => {
		return [text, String(n), isDealt ? m.box_dealt() : m.after_box_open()];
	});
	const head = [m.after_box_question(), m.box_me_too(), m.after_box_state()];
	return [heading(title), { is: 'table', title, head, rows }];
}

function agendaOf({ agenda }: SessionReport): Block[] {
	const title = m.after_agenda();
	if (agenda.every(({ took }) => took === null))
		return [heading(title), note(m.after_agenda_none())];
	const minutes = (n: number | null) =>
		n === null ? m.after_agenda_left_out() : m.after_agenda_minutes({ n });
	const rows = agenda.map(({ title, planned, took }) => [title, minutes(planned), minutes(took)]);
	const head = [m.after_agenda_item(), m.after_agenda_planned(), m.after_agenda_took()];
	return [heading(title), { is: 'table', title, head, rows }];
}

function actionsOf({ actions }: SessionReport): Block[] {
	if (actions.length === 0) return [heading(m.after_actions()), note(m.after_actions_none())];
	const blocks = actions.flatMap((action): Block[] => [
		plain(action.text),
		note(
			[
				action.lead ? m.after_action_lead({ name: action.lead }) : m.after_action_no_lead(),
				actionWords[action.status](),
				action.firstStep && m.after_action_first({ text: action.firstStep }),
				action.forWhom && m.after_for_whom({ text: action.forWhom }),
				action.conditions && m.after_conditions({ text: action.conditions })
			]
				.filter(Boolean)
				.join(' · ')
		)
	]);
	return [heading(m.after_actions()), ...blocks];
}

function boardOf(board: ReportedBoard): Block[] {
	const part = (title: string, rows: string[][], head: string[]): Block[] =>
		rows.length === 0 ? [] : [sub(title), { is: 'table', title, head, rows }];
	const cards = (title: string, shown: ReportedBoard['flagged']) =>
		part(
			title,
			shown.map(({ text, kind }) => [text, kindLabel(kind)]),
			[m.report_what(), m.report_kind()]
		);
	const harvest = board.harvest.map(({ text, kind, forWhom, conditions }) => {
		return [text, kindLabel(kind), forWhom, conditions];
	});
	const blocks = [
		...part(m.after_harvest(), harvest, [
			m.report_what(),
			m.report_kind(),
			m.report_for(),
			m.report_conditions()
		]),
		...cards(m.after_flagged(), board.flagged),
		...board.ballots.flatMap((ballot): Block[] => [
			sub(m.after_votes({ name: ballot.name })),
			note(ballotLine(ballot)),
			...ballot.cards.map(({ text, votes }) => plain(`${text} (${votesLine(ballot.kind, votes)})`))
		]),
		...cards(m.after_questions(), board.questions)
	];
	return [
		{ is: 'heading', level: 3, text: `${board.title} (${tlpLabel[board.tlp]})` },
		...(blocks.length > 0 ? blocks : [note(m.after_board_empty())])
	];
}

function heading(text: string): Block {
	return { is: 'heading', level: 2, text };
}

function sub(text: string): Block {
	return { is: 'heading', level: 4, text };
}

function plain(text: string): Block {
	return { is: 'text', text, as: 'plain' };
}

function note(text: string): Block {
	return { is: 'text', text, as: 'note' };
}
