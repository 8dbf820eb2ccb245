import { mayHarvest } from '../../src/lib/domain/marking.ts';
import { boardsCloseAt, votesIn } from '../../src/lib/domain/session.ts';
import { hiddenZones } from '../../src/lib/domain/template.ts';
import type { Card } from '../../src/lib/documents/card.ts';
import { byOrder } from '../../src/lib/documents/order.ts';
import { fileText } from '../../src/lib/documents/report-text.ts';
import type {
	ReportedBallot,
	ReportedBoard,
	ReportedCard
} from '../../src/lib/documents/session-report.ts';
import type { BallotOutcome } from '../store/ballot-repository.ts';
import type { Session } from '../store/session-repository.ts';
import type { SessionParts } from './session-acts.ts';
import type { ReadBoard } from './session-boards.ts';

type ReportParts = Pick<SessionParts, 'ballots'>;

/** Cards of one ballot that stand in a report. */
const TOP = 5;

/** What a session left on one of its boards, as the reader of that board may see it. */
export async function reportedBoard(
	parts: ReportParts,
	session: Session,
	read: ReadBoard
): Promise<ReportedBoard> {
	const { board, source } = read;
	const isThere = shownOn(read);
	const cards = source.cards.filter(isThere).sort(byOrder);
	const show = (card: (typeof cards)[number]): ReportedCard => ({
		id: card.id,
		kind: card.kind,
		domain: card.domain,
		text: fileText(card.text),
		author: source.authors[card.id] ?? nobody
	});
	const harvest = harvestIn(session, read);
	const harvested = new Set(read.harvest.map(({ card }) => card));
	const isOpen = ({ kind, id }: Card) => kind === 'vraag' && !harvested.has(id);
	return {
		id: board.id,
		title: board.title,
		tlp: board.tlp,
		flagged: cards.filter((card) => card.isFlagged && isSaid(card)).map(show),
		ballots: await reportedBallots(parts, session, read),
		harvest: harvest
			.filter(({ kind }) => kind !== 'actie')
			.map(({ id, kind, texts }) => ({
				id,
				kind,
				text: fileText(texts.text),
				forWhom: fileText(texts.forWhom),
				conditions: fileText(texts.conditions)
			})),
		questions: cards.filter((card) => isOpen(card) && isSaid(card)).map(show)
	};
}

/** Boards of these on which participants can put right what this session harvested. */
export function correctedOn(session: Session, boards: readonly ReadBoard[]): string[] {
	return boards
		.filter(({ board: { mode, held, frozenAt, tlp } }) => {
			return mode === 'oogst' && held === null && frozenAt === null && mayHarvest(tlp);
		})
		.filter((read) => harvestIn(session, read).length > 0)
		.map(({ board }) => board.id);
}

/** What this session harvested on a board, of whatever kind. */
function harvestIn(session: Session, { harvest }: ReadBoard): ReadBoard['harvest'] {
	return harvest.filter(({ at, texts }) => isSaid(texts) && isOf(session, at));
}

const isSaid = ({ text }: { text: string }) => text.trim() !== '';

/** As their tallies show them: of a method without sums there are none. */
async function reportedBallots(
	{ ballots }: ReportParts,
	session: Session,
	read: ReadBoard
): Promise<ReportedBallot[]> {
	if (read.template.noSums) return [];
	const closed = await ballots.listClosed(read.board.id);
	const isThere = shownOn(read);
	const texts = new Map(
		read.source.cards.filter(isThere).map(({ id, text }) => [id, fileText(text)])
	);
	return closed
		.filter(({ closedAt }) => isOf(session, Date.parse(closedAt)))
		.reverse()
		.map(({ id, step, kind, outcome }) => ({
			id,
			name: nameOfVote(session, read, step),
			kind,
			voters: outcome.tally?.voters ?? 0,
			isTooFew: outcome.tally === null,
			cards: countsOf(outcome)
				.flatMap(({ card, votes }) => {
					const text = texts.get(card);
					return text ? { card, text, votes } : [];
				})
				.slice(0, TOP)
		}));
}

function nameOfVote({ items }: Session, { board, template }: ReadBoard, step: number): string {
	const item = votesIn(items, { boardId: board.id, step });
	return item?.title ?? template.steps.find(({ n }) => n === step)?.name ?? board.title;
}

const nobody = { name: null, initials: null, organisation: null, domain: null };

/** What is in the bin or in a zone that is not there yet is no part of it. */
function shownOn({ board, template }: ReadBoard): (card: Card) => boolean {
	const hidden = new Set(hiddenZones(template, board.shownZones).map(({ id }) => id));
	return ({ binnedAt, zone }) => binnedAt === null && !hidden.has(zone);
}

/** Whether something of this moment (ms since epoch) is of this session: until its boards close. */
export function isOf({ startedAt, endedAt, startsAt }: Session, at: number): boolean {
	const from = Date.parse(startedAt ?? startsAt);
	return at >= from && (endedAt === null || at <= boardsCloseAt(Date.parse(endedAt)));
}

function countsOf(outcome: BallotOutcome): { card: string; votes: number }[] {
	if (outcome.kind === 'geheim') return outcome.tally?.cards ?? [];
	return outcome.tally.cards.map(({ card, dots }) => ({ card, votes: dots }));
}
