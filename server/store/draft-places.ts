import type { Db } from './schema.ts';

/** Ids of all drafts about a question: of itself, of its answers and its summary, placed or not. */
export async function listDraftsAbout(db: Db, questionId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('draft')
		.select('id')
		.where((where) => {
			const answers = where
				.selectFrom('answer')
				.select('answer.id')
				.where('answer.question_id', '=', questionId);
			return where.or([
				where('question_id', '=', questionId),
				where('id', '=', questionId),
				where('id', 'in', answers),
				where('answer_id', 'in', answers)
			]);
		})
		.orderBy('id')
		.execute();
	return rows.map(({ id }) => id);
}

/** Ids of the drafts an answer, or a later wording of it, was placed from. */
export async function listPlacedOf(db: Db, answerId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('draft')
		.select('id')
		.where('placed_at', 'is not', null)
		.where((where) => where.or([where('id', '=', answerId), where('answer_id', '=', answerId)]))
		.orderBy('id')
		.execute();
	return rows.map(({ id }) => id);
}

/** What its writers said is nobody, where that holds words that are erased. */
export async function forgetPhrases(
	db: Db,
	draftId: string,
	isGone: (folded: string) => boolean
): Promise<void> {
	const rows = await db
		.selectFrom('draft_phrase')
		.select('folded')
		.where('draft_id', '=', draftId)
		.orderBy('folded')
		.execute();
	const gone = rows.map(({ folded }) => folded).filter(isGone);
	if (gone.length === 0) return;
	await db
		.deleteFrom('draft_phrase')
		.where('draft_id', '=', draftId)
		.where('folded', 'in', gone)
		.execute();
}
