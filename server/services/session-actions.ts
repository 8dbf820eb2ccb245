import { sql } from 'kysely';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import type { ActionStatus } from '../../src/lib/domain/action-status.ts';
import { showAuthor, type Attribution } from '../../src/lib/domain/attribution.ts';
import { boardThing } from '../../src/lib/domain/board-access.ts';
import { CONTRIBUTOR } from '../../src/lib/domain/contributor.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { plansSession } from '../../src/lib/domain/session-access.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { LEAD } from '../../src/lib/documents/card-fields.ts';
import type { HarvestLine } from '../../src/lib/documents/harvest.ts';
import { fileText } from '../../src/lib/documents/report-text.ts';
import type { CarriedAction, CarriedOver } from '../../src/lib/documents/session-report.ts';
import {
	listActionsSaidSince,
	listActionStatuses,
	putActionStatus
} from '../store/action-repository.ts';
import type { Lab, LabItem } from '../store/lab-repository.ts';
import { addEvent, type Session } from '../store/session-repository.ts';
import { itemsFor } from './lab-service.ts';
import { isOf } from './reported-board.ts';
import { boardsOf, type SessionGiven, type SessionParts } from './session-acts.ts';
import { readBoardsOf, type ReadBoard, type ReadingParts } from './session-boards.ts';

/** Who reads, and whether she runs or plans the session in which it is shown. */
interface Reader {
	actor: Actor;
	lab: Lab;
	isLeading: boolean;
	/** How much is shown of who leads an action. */
	attribution: Attribution;
}

/** Which lines of a harvest are meant, with what became of them. */
type Meant = (line: HarvestLine, status: CarriedAction['status']) => boolean;

type Carrying = ReadingParts & Pick<SessionParts, 'sessions'>;

/**
 * What became of the actions of the session before this one; null: there was none. Those that are older
 * come along as long as they are not done with, or somebody said since that session that they are.
 */
export async function carriedOver(
	parts: Carrying,
	{ actor, lab }: Pick<Reader, 'actor' | 'lab'>,
	session: Session
): Promise<CarriedOver | null> {
	const before = await sessionBefore(parts, session);
	if (!before) return null;
	const { attribution } = lab;
	const reader = { actor, lab, isLeading: plansSession(actor, session), attribution };
	const boards = await readBoardsOf(parts, reader, before, attribution);
	const { id, title } = before;
	const endedAt = before.endedAt ?? before.startsAt;
	const begun = session.startedAt === null ? Infinity : Date.parse(session.startedAt);
	const said = await listActionsSaidSince(parts.store.db, lab.id, endedAt);
	const isCarried: Meant = (line, status) =>
		// What is harvested in this session is not of last time, also not while that one's boards are open.
		line.at < begun &&
		(isOf(before, line.at) || status === 'open' || status === 'loopt' || said.has(line.id));
	return {
		from: { id, title, endedAt },
		actions: await actionsOn(parts, reader, boards, isCarried)
	};
}

/** The last one of the lab that had ended when this one began; of one to come, that has ended. */
async function sessionBefore(
	{ sessions, now }: Carrying,
	{ id, labId, startedAt }: Session
): Promise<Session | null> {
	const begun = startedAt ?? now().toISOString();
	const ended = (await sessions.listOfLab(labId))
		.filter((each) => each.id !== id && each.endedAt !== null && each.endedAt <= begun)
		.filter((each) => boardsOf(each).length > 0)
		.sort((a, b) => (a.endedAt ?? '').localeCompare(b.endedAt ?? ''));
	return ended.at(-1) ?? null;
}

/** Actions that came from these boards: lines of their harvest that are meant, and actions of the lab that name one. */
export async function actionsOn(
	parts: ReadingParts,
	reader: Reader,
	boards: readonly ReadBoard[],
	isMeant: Meant
): Promise<CarriedAction[]> {
	if (boards.length === 0) return [];
	const { actor, lab } = reader;
	const statuses = await listActionStatuses(parts.store.db, lab.id);
	const items = itemsFor(actor, lab, 'action', await parts.labs.listItems(lab.id, 'action'));
	const known = boards.map((board) => ({
		board,
		items: items.filter(({ data }) => data['source'] === board.board.id)
	}));
	const owners = await parts.members.findAuthors(
		known.flatMap((each) => each.items.flatMap(({ data }) => (data as unknown as Item).ownerId))
	);
	const nameOf = (id: string) => {
		const owner = owners.get(id);
		const shown = owner && showAuthor(owner, reader.attribution, null);
		return shown ? (shown.name ?? shown.organisation) : null;
	};
	return known.flatMap(({ board, items }) => [
		...items.flatMap((item) => fromItem(item, reader, { board, nameOf }) ?? []),
		...fromHarvest(board, reader, { statuses, isMeant })
	]);
}

/** What the demo brought, of an action. */
interface Item {
	ownerId: string;
	private: boolean;
	firstStep: string;
	status: 'open' | 'bezig' | Exclude<ActionStatus, 'loopt'>;
}

/** Null: it is private, and not hers. */
function fromItem(
	{ id, title, data }: LabItem,
	{ actor, isLeading }: Reader,
	{ board, nameOf }: { board: ReadBoard; nameOf: (id: string) => string | null }
): CarriedAction | null {
	const item = data as unknown as Item;
	const isOwn = item.ownerId === actor.memberId;
	if (item.private && !isOwn) return null;
	return {
		id,
		text: title,
		lead: nameOf(item.ownerId),
		firstStep: item.firstStep,
		forWhom: '',
		conditions: '',
		status: item.status === 'bezig' ? 'loopt' : item.status,
		maySet: isLeading || isOwn,
		board: titled(board)
	};
}

function fromHarvest(
	read: ReadBoard,
	{ actor, isLeading }: Reader,
	{ statuses, isMeant }: { statuses: ReadonlyMap<string, ActionStatus>; isMeant: Meant }
): CarriedAction[] {
	const { board, source, harvest } = read;
	return harvest.flatMap(({ texts, ...line }) => {
		const { id, kind, card } = line;
		const status = statuses.get(id) ?? 'open';
		if (kind !== 'actie' || texts.text.trim() === '' || !isMeant(line, status)) return [];
		const from = source.cards.find((each) => each.id === card && each.binnedAt === null);
		const lead = from?.fields[LEAD.id];
		const organisation = lead === CONTRIBUTOR ? board.ownerOrganisationId : lead;
		const isHers =
			organisation === actor.organisationId && can(actor, 'board.write', boardThing(board));
		return {
			id,
			text: fileText(texts.text),
			lead: typeof lead === 'string' ? (source.organisations[lead] ?? null) : null,
			firstStep: '',
			forWhom: fileText(texts.forWhom),
			conditions: fileText(texts.conditions),
			status,
			maySet: isLeading || isHers,
			board: titled(read)
		};
	});
}

function titled({ board }: ReadBoard): CarriedAction['board'] {
	return { id: board.id, title: board.title };
}

/** What became of an action of last time, as it is said in this session. */
export async function setActionStatus(
	parts: SessionParts,
	{ actor, lab, session }: SessionGiven,
	{ action: id, status }: Extract<SessionCommand, { do: 'action' }>
): Promise<Outcome> {
	const carried = await carriedOver(parts, { actor, lab }, session);
	const action = carried?.actions.find((each) => each.id === id);
	if (!action) return refused('not-found');
	if (!action.maySet) return refused('forbidden');
	const at = parts.now();
	await parts.store.transaction(async (trx) => {
		const about = { id, labId: lab.id, boardId: action.board.id };
		await putActionStatus(trx, { ...about, status, by: actor.memberId, at });
		await trx
			.updateTable('session')
			.set({ turn: sql<number>`turn + 1` })
			.where('id', '=', session.id)
			.execute();
		const event = { sessionId: session.id, at, memberId: actor.memberId };
		await addEvent(trx, { ...event, act: 'action', detail: { status } });
	});
	return done();
}
