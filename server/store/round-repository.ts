import type { Selectable } from 'kysely';
import type { RoundDays, RoundState } from '../../src/lib/domain/expert-round.ts';
import type { Db } from './schema.ts';
import type { ExpertRoundTable } from './schema-round.ts';

export interface Round {
	id: string;
	labId: string;
	title: string;
	text: string;
	state: RoundState;
	days: RoundDays;
	madeBy: string | null;
	madeAt: string;
	openedAt: string | null;
	closedAt: string | null;
	/** YYYY-MM-DD. */
	reviewOn: string | null;
	/** Steps that whoever they are for was told of. */
	told: string[];
	version: number;
}

export interface RoundQuestion {
	questionId: string;
	position: number;
	openedAt: string | null;
	closedAt: string | null;
}

export interface RoundExpert {
	id: string;
	/** Null: she gets an account with the invitation. */
	memberId: string | null;
	name: string;
	organisation: string;
	email: string | null;
	invitedAt: string | null;
	isNew: boolean;
}

/** A foothold that only who leads the round reads. */
export interface RoundDraft {
	id: string;
	roundId: string;
	questionId: string;
	text: string;
	conditions: string;
	forWhom: string;
	validUntil: string | null;
	compass: string[];
	/** Ids of answers. */
	sources: string[];
	madeBy: string | null;
	at: string;
	version: number;
}

/** Rounds with experts, with what is in them. */
export class RoundRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async find(id: string): Promise<Round | null> {
		const row = await this.#db
			.selectFrom('expert_round')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toRound(row) : null;
	}

	/** Of a lab, the newest first. */
	async list(labId: string): Promise<Round[]> {
		const rows = await this.#db
			.selectFrom('expert_round')
			.selectAll()
			.where('lab_id', '=', labId)
			.orderBy('made_at', 'desc')
			.orderBy('id')
			.execute();
		return rows.map(toRound);
	}

	/** Ids of those in which something may be due: running, or closed with something left to do. */
	async due(today: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('expert_round')
			.select('id')
			.where((where) =>
				where.or([
					where('state', '=', 'running'),
					where.and([
						where('state', '=', 'closed'),
						where('review_on', '<=', today),
						where('told', 'not like', '%"review"%')
					]),
					where.exists(
						where
							.selectFrom('expert_round_question')
							.select('question_id')
							.whereRef('expert_round_question.round_id', '=', 'expert_round.id')
							.where('expert_round.state', '=', 'closed')
							.where('expert_round_question.closed_at', 'is', null)
					)
				])
			)
			.orderBy('id')
			.execute();
		return rows.map(({ id }) => id);
	}

	/** In the order of the round. */
	async questions(roundId: string): Promise<RoundQuestion[]> {
		const rows = await this.#db
			.selectFrom('expert_round_question')
			.selectAll()
			.where('round_id', '=', roundId)
			.orderBy('position')
			.execute();
		return rows.map((row) => ({
			...{ questionId: row.question_id, position: row.position },
			...{ openedAt: row.opened_at, closedAt: row.closed_at }
		}));
	}

	/** In the order in which they were added. */
	async experts(roundId: string): Promise<RoundExpert[]> {
		const rows = await this.#db
			.selectFrom('expert_round_expert')
			.selectAll()
			.where('round_id', '=', roundId)
			.orderBy('at')
			.orderBy('id')
			.execute();
		return rows.map((row) => ({
			...{ id: row.id, memberId: row.member_id, name: row.name, organisation: row.organisation },
			...{ email: row.email, invitedAt: row.invited_at, isNew: row.is_new === 1 }
		}));
	}

	/** Rounds a member was invited to as an expert. */
	async invitedTo(memberId: string): Promise<Set<string>> {
		const rows = await this.#db
			.selectFrom('expert_round_expert')
			.select('round_id')
			.where('member_id', '=', memberId)
			.where('invited_at', 'is not', null)
			.execute();
		return new Set(rows.map(({ round_id }) => round_id));
	}

	/** Running rounds of a lab by question. */
	async running(labId: string): Promise<Map<string, Round>> {
		const rows = await this.#db
			.selectFrom('expert_round')
			.innerJoin('expert_round_question', 'expert_round_question.round_id', 'expert_round.id')
			.selectAll('expert_round')
			.select('question_id')
			.where('lab_id', '=', labId)
			.where('state', '=', 'running')
			.orderBy('question_id')
			.execute();
		return new Map(rows.map((row) => [row.question_id, toRound(row)]));
	}

	/** Every round a question was or is in, but those that are only prepared; the newest first. */
	async ofQuestion(questionId: string): Promise<Round[]> {
		const rows = await this.#db
			.selectFrom('expert_round')
			.innerJoin('expert_round_question', 'expert_round_question.round_id', 'expert_round.id')
			.selectAll('expert_round')
			.where('question_id', '=', questionId)
			.where('state', '!=', 'prepared')
			.orderBy('expert_round.opened_at', 'desc')
			.execute();
		return rows.map(toRound);
	}

	/** Ids of answers the experts are asked to go into, the first pinned first. */
	async pins(roundId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('expert_round_pin')
			.select('answer_id')
			.where('round_id', '=', roundId)
			.orderBy('at')
			.orderBy('answer_id')
			.execute();
		return rows.map(({ answer_id }) => answer_id);
	}

	drafts(roundId: string): Promise<RoundDraft[]> {
		return this.#drafts('round_id', roundId);
	}

	/** Of all rounds a question is in. */
	draftsOn(questionId: string): Promise<RoundDraft[]> {
		return this.#drafts('question_id', questionId);
	}

	async #drafts(of: 'round_id' | 'question_id', id: string): Promise<RoundDraft[]> {
		const rows = await this.#db
			.selectFrom('expert_round_draft')
			.selectAll()
			.where(of, '=', id)
			.orderBy('at')
			.orderBy('id')
			.execute();
		return rows.map((row) => ({
			...{ id: row.id, roundId: row.round_id, questionId: row.question_id, text: row.text },
			...{ conditions: row.conditions, forWhom: row.for_whom, validUntil: row.valid_until },
			compass: JSON.parse(row.compass) as string[],
			sources: JSON.parse(row.sources) as string[],
			...{ madeBy: row.made_by, at: row.at, version: row.version }
		}));
	}

	/** Whether this address can take part: it is nobody's yet, or of somebody who takes part in labs. */
	async mayBeGuest(email: string): Promise<boolean> {
		const known = await this.#db
			.selectFrom('member')
			.select(['account', 'disabled_at'])
			.where('email', '=', email)
			.executeTakeFirst();
		return known === undefined || (known.account === 'member' && known.disabled_at === null);
	}

	/** Of these members those who looked at a question since then. */
	async readSince(
		questionId: string,
		since: string,
		memberIds: readonly string[]
	): Promise<number> {
		if (memberIds.length === 0) return 0;
		const { n } = await this.#db
			.selectFrom('question_seen')
			.select((select) => select.fn.countAll<number | string>().as('n'))
			.where('question_id', '=', questionId)
			.where('at', '>=', since)
			.where('member_id', 'in', memberIds)
			.executeTakeFirstOrThrow();
		return Number(n);
	}

	/** How much there is of a lab that a guest of a round does not see. */
	async countLab(labId: string): Promise<{ questions: number; boards: number; sessions: number }> {
		const count = async (table: 'question' | 'board' | 'session') => {
			const { n } = await this.#db
				.selectFrom(table)
				.select((select) => select.fn.countAll<number | string>().as('n'))
				.where('lab_id', '=', labId)
				.executeTakeFirstOrThrow();
			return Number(n);
		};
		return {
			questions: await count('question'),
			boards: await count('board'),
			sessions: await count('session')
		};
	}
}

function toRound(row: Selectable<ExpertRoundTable>): Round {
	return {
		id: row.id,
		labId: row.lab_id,
		title: row.title,
		text: row.text,
		state: row.state,
		days: JSON.parse(row.days) as RoundDays,
		madeBy: row.made_by,
		madeAt: row.made_at,
		openedAt: row.opened_at,
		closedAt: row.closed_at,
		reviewOn: row.review_on,
		told: JSON.parse(row.told) as string[],
		version: row.version
	};
}
