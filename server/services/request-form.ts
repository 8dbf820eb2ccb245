import * as v from 'valibot';
import { isId } from '../../src/lib/domain/document-name.ts';
import { requestLimits } from '../../src/lib/domain/request.ts';

const id = v.pipe(v.string(), v.check(isId, 'invalid'));
const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'long'));
const phrases = v.optional(v.array(v.pipe(v.string(), v.maxLength(200))), []);
/** As she saw it. */
const version = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'invalid'), v.transform(Number));

/** Whom: "member <id>", "organisation <id>" or "topic <name>", as one choice from one list. */
const whom = v.pipe(
	v.string(),
	v.transform((to) => {
		const [, kind = '', of = ''] = /^(\S+) (.{1,60})$/.exec(to) ?? [];
		return { kind, id: of };
	}),
	v.object({ kind: v.picklist(['member', 'organisation', 'topic'], 'empty'), id: v.string() })
);

export const RequestForm = v.object({
	/** Its id, made with the form: sent twice it is one request. */
	id,
	to: whom,
	text: line(requestLimits.text),
	notPersonal: phrases
});
export type RequestForm = v.InferOutput<typeof RequestForm>;

export const RequestStepForm = v.object({ request: id, version });
export type RequestStepForm = v.InferOutput<typeof RequestStepForm>;

export const DeclineForm = v.object({
	...RequestStepForm.entries,
	/** Why: whoever asked looks on from there. */
	note: v.pipe(line(requestLimits.note), v.minLength(1, 'empty')),
	notPersonal: phrases
});
export type DeclineForm = v.InferOutput<typeof DeclineForm>;

export const HandOverForm = v.object({
	...RequestStepForm.entries,
	member: id
});
export type HandOverForm = v.InferOutput<typeof HandOverForm>;
