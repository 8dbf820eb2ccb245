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
import { fileText } from '../../src/lib/documents/report-text.ts';
import type { CarriedAction, CarriedOver } from '../../src/lib/documents/session-report.ts';
import { listActionStatuses, putActionStatus } from '../store/action-repository.ts';
import type { Lab, LabItem } from '../store/lab-repository.ts';
import { addEvent, type Session } from '../store/session-repository.ts';
import { itemsFor } from './lab-service.ts';
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

type Carrying = ReadingParts & Pick<SessionParts, 'sessions'>;

/** What became of the actions of the session before this one; null: there was none. */
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
	const { id, title, endedAt } = before;
	return {
		from: { id, title, endedAt: endedAt ?? before.startsAt },
		actions: await actionsOn(parts, reader, boards)
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

/** Actions that came from these boards: lines of their harvest, and actions of the lab that name one. */
export async function actionsOn(
	parts: ReadingParts,
	reader: Reader,
	boards: readonly ReadBoard[]
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
		...fromHarvest(board, reader, statuses)
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
	statuses: ReadonlyMap<string, ActionStatus>
): CarriedAction[] {
	const { board, source, harvest } = read;
	return harvest.flatMap(({ id, kind, card, texts }) => {
		if (kind !== 'actie' || texts.text.trim() === '') return [];
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
			status: statuses.get(id) ?? 'open',
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
