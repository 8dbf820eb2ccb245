import * as v from 'valibot';
import {
	ageBands,
	checkPoints,
	origins,
	settings,
	signals,
	sizeClasses,
	type Casus,
	type PreventionPhase
} from '../../src/lib/domain/casus.ts';
import { limits } from '../../src/lib/domain/limits.ts';

const sentence = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(1, 'empty'),
	v.maxLength(limits.sentence, 'long')
);
const choice = <const T extends readonly string[]>(from: T) => v.picklist(from, 'empty');
const phrases = v.optional(v.array(v.pipe(v.string(), v.maxLength(limits.sentence))), []);

/** What somebody fills in to bring a casus, or to change it before its opening. */
export const CasusForm = v.object({
	title: v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(limits.title, 'long')),
	seen: sentence,
	noticedBy: sentence,
	done: sentence,
	around: sentence,
	question: sentence,
	origin: choice(origins),
	size: choice(sizeClasses),
	age: choice(ageBands),
	settings: v.pipe(v.array(choice(settings)), v.minLength(1, 'empty')),
	signal: choice(signals),
	phase: v.string(),
	/** Phrases she says are no personal data, for this time. */
	notPersonal: phrases
});
export type CasusForm = v.InferOutput<typeof CasusForm>;

export const NewCasus = v.object({
	...CasusForm.entries,
	template: v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(100, 'long')),
	// No casus is made of somebody who exists: this answer is asked for, and kept nowhere.
	person: v.literal('no', 'person')
});
export type NewCasus = v.InferOutput<typeof NewCasus>;

function isWholeList(checked: unknown): boolean {
	return Array.isArray(checked) && checkPoints.every((point) => checked.includes(point));
}

const line = v.pipe(v.string(), v.trim(), v.maxLength(limits.remark, 'long'));

/** The check by a second person: everything on the list was looked at. */
export const Signing = v.object({
	version: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
	/** The points she ticked: every one of the list. */
	checked: v.custom<readonly string[]>(isWholeList, 'unchecked'),
	note: line,
	notPersonal: phrases
});
export type Signing = v.InferOutput<typeof Signing>;

export const ChangeRequest = v.object({
	remark: v.pipe(line, v.minLength(1, 'empty')),
	notPersonal: phrases
});
export type ChangeRequest = v.InferOutput<typeof ChangeRequest>;

/** Everything in it that was typed. */
export function textsOf(
	form: Pick<CasusForm, 'title' | 'seen' | 'noticedBy' | 'done' | 'around' | 'question'>
): Record<string, string> {
	const { title, seen, noticedBy, done, around, question } = form;
	return { title, seen, noticedBy, done, around, question };
}

export function casusOf(form: CasusForm, version: number, phase: PreventionPhase | null): Casus {
	const { origin, size, age, settings, signal, seen, noticedBy, done, around } = form;
	const sentences = { seen, noticedBy, done, around };
	return { version, origin, size, age, settings, signal, phase, sentences };
}
