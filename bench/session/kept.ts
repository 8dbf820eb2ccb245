import { SqlUpdateLog } from '../../server/store/sql-update-log.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Tally } from '../../src/lib/domain/tally.ts';
import { storedDoc } from '../../tests/support/stored-doc.ts';
import type { Stage } from './walk.ts';

/**
 * What people were told was done and is not in the store, or is there another number of times than it
 * was done. The server has ended: what is looked at is what it left.
 */
export async function whatIsLost(stage: Stage): Promise<string[]> {
	const store = await openStore(stage.lab.databaseFile);
	try {
		return [
			...(await lostCards(store, stage)),
			...(await lostVotes(store, stage)),
			...(await lostAnswers(store, stage)),
			...(await lostInRoom(store, stage)),
			...lostOnLines(stage)
		];
	} finally {
		await store.close();
	}
}

async function lostCards(store: Store, { meeting, done }: Stage): Promise<string[]> {
	const log = new SqlUpdateLog(store, () => new Date());
	const read = async (board: string) =>
		new BoardDocument(storedDoc(await log.load(boardDocument(board))));
	const first = await read(meeting.boards.first);
	const texts = count(first.cards().map(({ id }) => first.textOf(id)));
	const lost = done.hidden.flatMap(({ text }) =>
		texts.get(text) === 1 ? [] : `hidden card "${text}": ${texts.get(text) ?? 0} times`
	);
	for (const { board, cards } of done.tables) {
		const document = await read(board);
		for (const { id, text } of cards) {
			const found = document.card(id) ? document.textOf(id) : null;
			if (found !== text) lost.push(`card of a table "${text}": ${JSON.stringify(found)}`);
		}
	}
	return lost;
}

async function lostVotes(store: Store, { meeting, done }: Stage): Promise<string[]> {
	const rows = await store.db
		.selectFrom('vote')
		.innerJoin('ballot', 'ballot.id', 'vote.ballot_id')
		.select(['member_id', 'card_id', 'dots', 'result'])
		.where('board_id', '=', meeting.boards.second)
		.execute();
	const given = count(done.votes.map(({ member, card }) => `${member} ${card}`));
	const kept = new Map(rows.map((row) => [`${row.member_id} ${row.card_id}`, row.dots]));
	const lost = differences('dots of', given, kept);
	const { tally } = JSON.parse(rows[0]?.result ?? '{"tally":{"cards":[]}}') as { tally: Tally };
	const total = new Map(tally.cards.map(({ card, dots }) => [card, dots]));
	return [
		...lost,
		...differences('total of card', count(done.votes.map(({ card }) => card)), total)
	];
}

async function lostAnswers(store: Store, { meeting, done }: Stage): Promise<string[]> {
	const rows = await store.db
		.selectFrom('session_poll_answer')
		.innerJoin('session_poll_question', 'session_poll_question.id', 'question_id')
		.select(['member_id', 'position', 'choice'])
		.where('session_id', '=', meeting.sessionId)
		.execute();
	return differences(
		'answer of',
		count(done.answers.map(({ member, n, choice }) => `${member} ${n} ${choice}`)),
		count(rows.map((row) => `${row.member_id} ${row.position} ${row.choice}`))
	);
}

async function lostInRoom(store: Store, { meeting, done, crowd }: Stage): Promise<string[]> {
	const ofSession = store.db
		.selectFrom('session_attendance')
		.select(['member_id', 'rules_at'])
		.where('session_id', '=', meeting.sessionId);
	const there = await ofSession.execute();
	const asked = await store.db
		.selectFrom('session_question')
		.select(['id', 'member_id'])
		.where('session_id', '=', meeting.sessionId)
		.execute();
	const joined = await store.db
		.selectFrom('session_me_too')
		.select(['question_id', 'member_id'])
		.execute();
	const agreed = there.filter(({ rules_at }) => rules_at !== null);
	const runs = new Set([meeting.lead.member, meeting.co.member]);
	return [
		...differences(
			'there:',
			count(crowd.map(({ member }) => member)),
			count(there.flatMap(({ member_id }) => (runs.has(member_id) ? [] : member_id)))
		),
		...differences('agreed:', count(done.agreed), count(agreed.map((row) => row.member_id))),
		...differences(
			'asked:',
			count(done.questions.map(({ member, id }) => `${member} ${id}`)),
			count(asked.map((row) => `${row.member_id} ${row.id}`))
		),
		...differences(
			'joined:',
			count(done.joined.map(({ member, question }) => `${member} ${question}`)),
			count(joined.map((row) => `${row.member_id} ${row.question_id}`))
		)
	];
}

/** What the server said was on its disk, and did not have when it came back. */
function lostOnLines({ crowd }: Stage): string[] {
	return crowd.flatMap(({ member, lines }) =>
		lines.flatMap(({ document, lost }) => (lost > 0 ? `${member} in ${document}: ${lost}` : []))
	);
}

function count(things: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
	return counts;
}

function differences(
	what: string,
	wanted: ReadonlyMap<string, number>,
	found: ReadonlyMap<string, number>
): string[] {
	return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) => {
		const [told, kept] = [wanted.get(key) ?? 0, found.get(key) ?? 0];
		return told === kept ? [] : `${what} ${key}: ${kept} instead of ${told}`;
	});
}
