import * as v from 'valibot';
import { noticeLevels, rhythms, type LevelScope } from '$lib/domain/notice';

/** An id of a form; whether there is such a thing is the service's to say. */
const id = v.optional(v.pipe(v.string(), v.maxLength(64)), '');

/** A level for whatever the form names: a question, else a lab, else the person. Empty: none of its own. */
export const NoticeForm = v.object({
	question: id,
	lab: id,
	level: v.union([
		v.picklist(noticeLevels),
		v.pipe(
			v.literal(''),
			v.transform(() => null)
		)
	])
});

export const RhythmForm = v.object({ rhythm: v.picklist(rhythms) });

/** Null: a person has no level of less than her own. */
export function noticeScope({
	question,
	lab,
	level
}: v.InferOutput<typeof NoticeForm>): LevelScope | null {
	if (question !== '') return { of: 'question', questionId: question };
	if (lab !== '') return { of: 'lab', labId: lab };
	return level === null ? null : { of: 'person' };
}
