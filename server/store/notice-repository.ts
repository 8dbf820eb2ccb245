import type { Transaction } from 'kysely';
import type {
	ChosenLevels,
	LevelScope,
	NoticeKind,
	NoticeLevel,
	Rhythm
} from '../../src/lib/domain/notice.ts';
import type { Db, Schema } from './schema.ts';

/** Rows of one statement: SQLite and PostgreSQL both have a most of values. */
const AT_ONCE = 500;

/** What somebody chose for herself. */
export interface OwnLevels {
	person: NoticeLevel | null;
	rhythm: Rhythm | null;
	/** By lab. */
	labs: Map<string, NoticeLevel>;
	/** By question. */
	questions: Map<string, NoticeLevel>;
}

/** Notices in the order in which they came, and what people want told of them. */
export class NoticeRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async markSeen(
		memberId: string,
		about: { questionId: string } | { roundId: string },
		at: Date
	): Promise<void> {
		const seen = this.#db
			.updateTable('notice')
			.set({ seen_at: at.toISOString() })
			.where('member_id', '=', memberId)
			.where('seen_at', 'is', null);
		await (
			'roundId' in about
				? seen.where('round_id', '=', about.roundId)
				: seen.where('question_id', '=', about.questionId)
		).execute();
	}

	/** By question of the lab: how many notices she has not seen. */
	async countUnseen(memberId: string, labId: string): Promise<Map<string, number>> {
		const rows = await this.#db
			.selectFrom('notice')
			.select(['question_id', (is) => is.fn.countAll<number | string>().as('unseen')])
			.where('member_id', '=', memberId)
			.where('lab_id', '=', labId)
			.where('question_id', 'is not', null)
			.where('seen_at', 'is', null)
			.groupBy('question_id')
			.orderBy('question_id')
			.execute();
		return new Map(rows.map((row) => [row.question_id ?? '', Number(row.unseen)]));
	}

	/** What she has not seen of the lab, by question and kind: how much, and since when. */
	async listUnseen(
		memberId: string,
		labId: string
	): Promise<{ questionId: string; kind: NoticeKind; n: number; since: string }[]> {
		const rows = await this.#db
			.selectFrom('notice')
			.select(['question_id', 'kind'])
			.select((is) => [
				is.fn.countAll<number | string>().as('n'),
				is.fn.min<string>('at').as('since')
			])
			.where('member_id', '=', memberId)
			.where('lab_id', '=', labId)
			.where('question_id', 'is not', null)
			.where('seen_at', 'is', null)
			.groupBy(['question_id', 'kind'])
			.orderBy('question_id')
			.orderBy('kind')
			.execute();
		return rows.map(({ question_id, kind, n, since }) => ({
			...{ questionId: question_id ?? '', kind, n: Number(n), since }
		}));
	}

	/** Rounds of the lab of which she has not seen something: how much, and since when. */
	async listUnseenRounds(
		memberId: string,
		labId: string
	): Promise<Map<string, { n: number; since: string }>> {
		const rows = await this.#db
			.selectFrom('notice')
			.select('round_id')
			.select((is) => [
				is.fn.countAll<number | string>().as('n'),
				is.fn.min<string>('at').as('since')
			])
			.where('member_id', '=', memberId)
			.where('lab_id', '=', labId)
			.where('round_id', 'is not', null)
			.where('seen_at', 'is', null)
			.groupBy('round_id')
			.orderBy('round_id')
			.execute();
		return new Map(rows.map(({ round_id, n, since }) => [round_id ?? '', { n: Number(n), since }]));
	}

	/** In how many rounds of these labs there is something she has not seen. */
	async countRounds(memberId: string, labIds: readonly string[]): Promise<number> {
		if (labIds.length === 0) return 0;
		const { n } = await this.#db
			.selectFrom('notice')
			.select((is) => is.fn.count<number | string>('round_id').distinct().as('n'))
			.where('member_id', '=', memberId)
			.where('lab_id', 'in', labIds)
			.where('round_id', 'is not', null)
			.where('seen_at', 'is', null)
			.executeTakeFirstOrThrow();
		return Number(n);
	}

	/** In how many questions of these labs that she asked or follows there is something she has not seen. */
	async countQuestions(memberId: string, labIds: readonly string[]): Promise<number> {
		if (labIds.length === 0) return 0;
		const { n } = await this.#db
			.selectFrom('notice')
			.innerJoin('question', 'question.id', 'notice.question_id')
			.leftJoin('question_follower', (join) =>
				join
					.onRef('question_follower.question_id', '=', 'question.id')
					.on('question_follower.member_id', '=', memberId)
			)
			.select((is) => is.fn.count<number | string>('question.id').distinct().as('n'))
			.where('notice.member_id', '=', memberId)
			.where('notice.lab_id', 'in', labIds)
			.where('notice.seen_at', 'is', null)
			.where((is) =>
				is.or([
					is('question.asked_by', '=', memberId),
					is('question_follower.member_id', 'is not', null)
				])
			)
			.executeTakeFirstOrThrow();
		return Number(n);
	}

	async levelsOf(memberId: string): Promise<OwnLevels> {
		const rows = await this.#db
			.selectFrom('notice_level')
			.selectAll()
			.where('member_id', '=', memberId)
			.orderBy('scope')
			.orderBy('scope_id')
			.execute();
		const of = (scope: 'lab' | 'question') =>
			new Map(
				rows.flatMap((row): [string, NoticeLevel][] =>
					row.scope === scope && row.level ? [[row.scope_id, row.level]] : []
				)
			);
		const person = rows.find(({ scope }) => scope === 'person');
		return {
			person: person?.level ?? null,
			rhythm: person?.rhythm ?? null,
			labs: of('lab'),
			questions: of('question')
		};
	}
}

/** What she chose for one question, its lab and herself. */
export function chosenFor(
	levels: OwnLevels,
	place: { labId: string; questionId: string | null }
): ChosenLevels {
	return {
		question: place.questionId === null ? null : (levels.questions.get(place.questionId) ?? null),
		lab: levels.labs.get(place.labId) ?? null,
		person: levels.person
	};
}

export interface NewNotice {
	id: string;
	labId: string;
	memberId: string;
	questionId: string | null;
	roundId: string | null;
	kind: NoticeKind;
	by: string | null;
	at: Date;
	concerns: boolean;
}

export async function insertNotices(
	trx: Transaction<Schema>,
	notices: readonly NewNotice[]
): Promise<void> {
	for (let from = 0; from < notices.length; from += AT_ONCE) {
		const rows = notices.slice(from, from + AT_ONCE).map((notice) => ({
			id: notice.id,
			lab_id: notice.labId,
			member_id: notice.memberId,
			question_id: notice.questionId,
			round_id: notice.roundId,
			kind: notice.kind,
			by_member_id: notice.by,
			at: notice.at.toISOString(),
			concerns: notice.concerns ? 1 : 0
		}));
		await trx.insertInto('notice').values(rows).execute();
	}
}

/** Null: as where it was not chosen. The rhythm of a person stays what it is. */
export async function writeLevel(
	db: Db,
	memberId: string,
	scope: LevelScope,
	level: NoticeLevel | null
): Promise<void> {
	await db
		.insertInto('notice_level')
		.values({ member_id: memberId, ...keyOf(scope), level })
		.onConflict((conflict) =>
			conflict.columns(['member_id', 'scope', 'scope_id']).doUpdateSet({ level })
		)
		.execute();
}

export async function writeRhythm(db: Db, memberId: string, rhythm: Rhythm): Promise<void> {
	await db
		.insertInto('notice_level')
		.values({ member_id: memberId, ...keyOf({ of: 'person' }), level: null, rhythm })
		.onConflict((conflict) =>
			conflict.columns(['member_id', 'scope', 'scope_id']).doUpdateSet({ rhythm })
		)
		.execute();
}

/** What was chosen for labs and questions no longer stands in the way of what holds for the person. */
export async function removeExceptions(db: Db, memberId: string): Promise<void> {
	await db
		.deleteFrom('notice_level')
		.where('member_id', '=', memberId)
		.where('scope', '!=', 'person')
		.execute();
}

/** The same for the questions of one lab. */
export async function removeExceptionsIn(db: Db, memberId: string, labId: string): Promise<void> {
	await db
		.deleteFrom('notice_level')
		.where('member_id', '=', memberId)
		.where('scope', '=', 'question')
		.where('scope_id', 'in', (inner) =>
			inner.selectFrom('question').select('id').where('lab_id', '=', labId)
		)
		.execute();
}

function keyOf(scope: LevelScope) {
	switch (scope.of) {
		case 'person':
			return { scope: scope.of, scope_id: '' };
		case 'lab':
			return { scope: scope.of, scope_id: scope.labId };
		case 'question':
			return { scope: scope.of, scope_id: scope.questionId };
	}
}
