import type { Db } from './schema.ts';
import {
	toFoothold,
	toQuestion,
	type Question,
	type CountedQuestion,
	type Answer,
	type Foothold,
	type MovedAnswer,
	type Pin,
	type QuestionEvent,
	type Follower
} from './thread-rows.ts';

/** Questions of labs with everything that was decided about them. */
export class ThreadRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async find(id: string): Promise<Question | null> {
		const row = await this.#db
			.selectFrom('question')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		if (!row) return null;
		return toQuestion(row, row.tlp === 'red' ? await this.#attendance(id) : []);
	}

	/** Of a lab, newest first, those that were put together with another one included. */
	async list(labId: string): Promise<CountedQuestion[]> {
		const rows = await this.#db
			.selectFrom('question')
			.selectAll('question')
			.select((select) => [
				select
					.selectFrom('answer')
					.select((answer) => answer.fn.countAll().as('n'))
					.whereRef('answer.question_id', '=', 'question.id')
					.where('answer.state', '=', 'placed')
					.as('answers'),
				select
					.selectFrom('answer')
					.select((answer) => answer.fn.max('answer.at').as('at'))
					.whereRef('answer.question_id', '=', 'question.id')
					.as('last_answer'),
				select
					.selectFrom('foothold')
					.select((foothold) => foothold.fn.countAll().as('n'))
					.whereRef('foothold.question_id', '=', 'question.id')
					.where('foothold.withdrawn_at', 'is', null)
					.as('footholds'),
				select
					.selectFrom('question_follower')
					.innerJoin('member', 'member.id', 'question_follower.member_id')
					.select((also) => also.fn.count('member.organisation_id').distinct().as('n'))
					.whereRef('question_follower.question_id', '=', 'question.id')
					.where('question_follower.also_at_ours', '=', 1)
					.as('also')
			])
			.where('lab_id', '=', labId)
			.orderBy('asked_at', 'desc')
			.orderBy('id')
			.execute();
		return Promise.all(
			rows.map(async (row) => ({
				...toQuestion(row, row.tlp === 'red' ? await this.#attendance(row.id) : []),
				answers: Number(row.answers),
				footholds: Number(row.footholds),
				alsoAtOurs: Number(row.also),
				lastAt: [row.asked_at, row.state_at, row.last_answer ?? ''].sort().at(-1) ?? row.asked_at
			}))
		);
	}

	/** Ids of all there are, of every lab. */
	async ids(): Promise<string[]> {
		const rows = await this.#db.selectFrom('question').select('id').orderBy('asked_at').execute();
		return rows.map(({ id }) => id);
	}

	/** Those of a lab that are RED. */
	async listRed(labId: string): Promise<Question[]> {
		const rows = await this.#db
			.selectFrom('question')
			.selectAll()
			.where('lab_id', '=', labId)
			.where('tlp', '=', 'red')
			.orderBy('id')
			.execute();
		return Promise.all(rows.map(async (row) => toQuestion(row, await this.#attendance(row.id))));
	}

	/** In the order in which they were placed. */
	async answers(questionId: string): Promise<Answer[]> {
		const rows = await this.#db
			.selectFrom('answer')
			.selectAll()
			.where('question_id', '=', questionId)
			.orderBy('position')
			.execute();
		const writers = await this.#pairs('answer_writer', questionId);
		const helpful = await this.#pairs('answer_helpful', questionId);
		return rows.map((row) => ({
			id: row.id,
			questionId,
			position: row.position,
			memberId: row.member_id,
			writers: writers.get(row.id) ?? [],
			kind: row.kind,
			domain: row.domain,
			certainty: row.certainty,
			state: row.state,
			stateNote: row.state_note,
			replyTo: row.reply_to,
			at: row.at,
			editedAt: row.edited_at,
			helpful: helpful.get(row.id) ?? []
		}));
	}

	/** In the order in which they were set down, those taken back included. */
	async footholds(questionId: string): Promise<Foothold[]> {
		const rows = await this.#db
			.selectFrom('foothold')
			.selectAll()
			.where('question_id', '=', questionId)
			.orderBy('position')
			.execute();
		const sources = await this.#db
			.selectFrom('foothold_source')
			.innerJoin('foothold', 'foothold.id', 'foothold_source.foothold_id')
			.select(['foothold_id', 'answer_id'])
			.where('foothold.question_id', '=', questionId)
			.orderBy('answer_id')
			.execute();
		const tried = await this.#db
			.selectFrom('foothold_tried')
			.innerJoin('foothold', 'foothold.id', 'foothold_tried.foothold_id')
			.innerJoin('organisation', 'organisation.id', 'foothold_tried.organisation_id')
			.select(['foothold_id', 'organisation_id', 'label', 'worked'])
			.where('foothold.question_id', '=', questionId)
			.orderBy('foothold_tried.at')
			.execute();
		return rows.map((row) => ({
			...toFoothold(row),
			sources: sources.flatMap((each) => (each.foothold_id === row.id ? each.answer_id : [])),
			tried: tried.flatMap((each) =>
				each.foothold_id === row.id
					? {
							organisationId: each.organisation_id,
							label: each.label,
							worked: each.worked === 1
						}
					: []
			)
		}));
	}

	/** Whoever follows it, since the longest first. */
	async followers(questionId: string): Promise<Follower[]> {
		const rows = await this.#db
			.selectFrom('question_follower')
			.innerJoin('member', 'member.id', 'question_follower.member_id')
			.select(['member_id', 'organisation_id', 'also_at_ours'])
			.where('question_id', '=', questionId)
			.orderBy('at')
			.orderBy('member_id')
			.execute();
		return rows.map((row) => ({
			memberId: row.member_id,
			organisationId: row.organisation_id,
			alsoAtOurs: row.also_at_ours === 1
		}));
	}

	/** Ids of questions of a lab she follows. */
	async followedBy(memberId: string, labId: string): Promise<Set<string>> {
		const rows = await this.#db
			.selectFrom('question_follower')
			.innerJoin('question', 'question.id', 'question_follower.question_id')
			.select('question.id')
			.where('question_follower.member_id', '=', memberId)
			.where('question.lab_id', '=', labId)
			.orderBy('question.id')
			.execute();
		return new Set(rows.map(({ id }) => id));
	}

	/** Pins of a lab that hold at `now`, the first to end first. */
	async pins(labId: string, now: Date): Promise<Pin[]> {
		const rows = await this.#db
			.selectFrom('question_pin')
			.innerJoin('question', 'question.id', 'question_pin.question_id')
			.select(['question_pin.id', 'question_id', 'place', 'place_id', 'until'])
			.where('question.lab_id', '=', labId)
			.where('until', '>', now.toISOString())
			.orderBy('until')
			.orderBy('question_pin.id')
			.execute();
		return rows.map((row) => ({
			id: row.id,
			questionId: row.question_id,
			place: row.place,
			placeId: row.place_id,
			until: row.until
		}));
	}

	/** What was done with it, oldest first. */
	async events(questionId: string): Promise<QuestionEvent[]> {
		const rows = await this.#db
			.selectFrom('question_event')
			.select(['n', 'at', 'act', 'member_id', 'detail'])
			.where('question_id', '=', questionId)
			.orderBy('n')
			.execute();
		return rows.map((row) => ({
			n: row.n,
			at: row.at,
			act: row.act,
			memberId: row.member_id,
			detail: JSON.parse(row.detail) as Record<string, unknown>
		}));
	}

	/** The question this key opens. */
	async findByKey(labId: string, hash: string): Promise<Question | null> {
		const row = await this.#db
			.selectFrom('question')
			.select('id')
			.where('lab_id', '=', labId)
			.where('key_hash', '=', hash)
			.executeTakeFirst();
		return row ? this.find(row.id) : null;
	}

	/** Questions that were put together with this one, or taken out of it. */
	async kin(questionId: string): Promise<{ merged: Question[]; split: Question[] }> {
		const rows = await this.#db
			.selectFrom('question')
			.selectAll()
			.where((where) =>
				where.or([where('merged_into', '=', questionId), where('split_from', '=', questionId)])
			)
			.orderBy('asked_at')
			.execute();
		const all = await Promise.all(
			rows.map(async (row) => toQuestion(row, await this.#attendance(row.id)))
		);
		return {
			merged: all.filter(({ mergedInto }) => mergedInto === questionId),
			split: all.filter(({ splitFrom }) => splitFrom === questionId)
		};
	}

	/** Answers that stood here once, in the order of their numbers. */
	async movedFrom(questionId: string): Promise<MovedAnswer[]> {
		const rows = await this.#db
			.selectFrom('answer_moved')
			.innerJoin('answer', 'answer.id', 'answer_moved.answer_id')
			.select(['answer.id', 'answer_moved.position', 'answer.question_id', 'answer.position as n'])
			.where('from_question', '=', questionId)
			.orderBy('answer_moved.position')
			.execute();
		return rows.map(({ question_id, ...row }) => ({ ...row, questionId: question_id }));
	}

	/** Ids of questions in which answers of this one stood before. */
	async stoodBefore(questionId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('answer_moved')
			.innerJoin('answer', 'answer.id', 'answer_moved.answer_id')
			.select('from_question')
			.distinct()
			.where('answer.question_id', '=', questionId)
			.where('from_question', '!=', questionId)
			.orderBy('from_question')
			.execute();
		return rows.map(({ from_question }) => from_question);
	}

	/** Members who were at a session it is or was pinned to. */
	async #attendance(questionId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('question_pin')
			.innerJoin('session_attendance', 'session_attendance.session_id', 'question_pin.place_id')
			.select('session_attendance.member_id')
			.distinct()
			.where('question_id', '=', questionId)
			.where('place', '=', 'session')
			.orderBy('session_attendance.member_id')
			.execute();
		return rows.map(({ member_id }) => member_id);
	}

	/** Members by answer. */
	async #pairs(
		table: 'answer_writer' | 'answer_helpful',
		questionId: string
	): Promise<Map<string, string[]>> {
		const rows = await this.#db
			.selectFrom(table)
			.innerJoin('answer', 'answer.id', `${table}.answer_id`)
			.select([`${table}.answer_id`, `${table}.member_id`])
			.where('answer.question_id', '=', questionId)
			.orderBy(`${table}.member_id`)
			.execute();
		const pairs = new Map<string, string[]>();
		for (const { answer_id, member_id } of rows) {
			pairs.set(answer_id, [...(pairs.get(answer_id) ?? []), member_id]);
		}
		return pairs;
	}
}
