import { createHash } from 'node:crypto';
import {
	draftLimits,
	draftRichTexts,
	type DraftContent,
	type DraftDocument,
	type DraftRichText
} from '../../src/lib/documents/draft.ts';
import { plainLine, plainText } from '../../src/lib/documents/plain-text.ts';
import {
	fromPlain,
	isEmptyRich,
	plainOf,
	richLimits,
	type RichDoc
} from '../../src/lib/documents/rich-text.ts';

/** Texts of a draft as a page without JavaScript sends them: plain, and only those on its form. */
export interface DraftForm {
	title?: string;
	text?: string;
	context?: string;
	tried?: string;
	conditions?: string;
	source?: string;
}
export const draftFormFields = [
	'title',
	'text',
	'context',
	'tried',
	'conditions',
	'source'
] as const satisfies (keyof DraftForm)[];

/** The field that is longer than it may be, or null. */
export function fieldTooLong(sent: DraftForm): keyof DraftForm | null {
	const most = {
		...draftLimits,
		text: richLimits.text,
		context: richLimits.text,
		tried: richLimits.text
	};
	return draftFormFields.find((field) => (sent[field]?.length ?? 0) > most[field]) ?? null;
}

/** A mark of each text as a page showed it: by that it is known whether somebody wrote in it since. */
export type SeenMarks = Partial<Record<keyof DraftForm, string>>;

/** The marks of what stands there, for a page that shows it. */
export function marksOf(content: DraftContent): Required<SeenMarks> {
	const marks = draftFormFields.map((field) => [field, markOf(shownOf(content, field))]);
	return Object.fromEntries(marks) as Required<SeenMarks>;
}

/**
 * A text that says what it said already keeps its headings, lists and links, and one that was not changed
 * on the page stays as it stands by now. Gives the field that somebody else changed meanwhile; then nothing
 * is written.
 */
export function writeForm(
	draft: DraftDocument,
	sent: DraftForm,
	seen: SeenMarks = {}
): keyof DraftForm | null {
	const now = draft.read();
	const changed = draftFormFields.flatMap((field) => {
		const next = sent[field] === undefined ? undefined : asTyped(sent[field]);
		const isAsItIs = next === undefined || next === shownOf(now, field);
		return isAsItIs || markOf(next) === seen[field] ? [] : [{ field, next }];
	});
	const passed = changed.find(({ field }) => {
		return seen[field] !== undefined && seen[field] !== markOf(shownOf(now, field));
	});
	if (passed) return passed.field;
	for (const { field, next } of changed) {
		if (isRich(field)) draft.write({ [field]: fromPlain(plainText(next)) }, null);
		else draft.write({ [field]: field === 'title' ? plainLine(next) : plainText(next) }, null);
	}
	return null;
}

/** What its author typed on another page; text null: of the text itself nothing. */
export type TypedElsewhere = Pick<Partial<DraftContent>, 'conditions' | 'source' | 'facts'> & {
	text: RichDoc | null;
};

/** Puts it behind what stands there; what she chose counts where nothing was chosen. */
export function writeBehind(
	draft: DraftDocument,
	{ text: more, conditions = '', source = '', facts = {} }: TypedElsewhere
): void {
	const { text, ...stood } = draft.read();
	const behind = (all: string, typed: string) =>
		typed.trim() === '' || all.includes(typed) ? all : [all, typed].filter(Boolean).join('\n');
	const content = isEmptyRich(text) ? [] : text.content;
	draft.write(
		{
			...(more && { text: { ...text, content: [...content, ...more.content] } }),
			conditions: behind(stood.conditions, conditions),
			source: behind(stood.source, source),
			facts: { ...facts, ...stood.facts }
		},
		null
	);
}

function isRich(field: keyof DraftForm): field is DraftRichText {
	return (draftRichTexts as readonly string[]).includes(field);
}

function shownOf(content: DraftContent, field: keyof DraftForm): string {
	return asTyped(isRich(field) ? plainOf(content[field]) : content[field]);
}

/** A browser takes the first line break of a field away, and sends others as two signs. */
function asTyped(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(/^\n/, '');
}

function markOf(text: string): string {
	return createHash('sha256').update(asTyped(text)).digest('base64url').slice(0, 16);
}
