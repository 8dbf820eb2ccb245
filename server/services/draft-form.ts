import { draftLimits, type DraftDocument } from '../../src/lib/documents/draft.ts';
import { plainLine, plainText } from '../../src/lib/documents/plain-text.ts';
import { fromPlain, plainOf, richLimits } from '../../src/lib/documents/rich-text.ts';

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

/** A text that says what it said already keeps its headings, lists and links. */
export function writeForm(draft: DraftDocument, sent: DraftForm): void {
	const now = draft.read();
	for (const field of ['text', 'context', 'tried'] as const) {
		const next = sent[field]?.replace(/\r\n?/g, '\n');
		if (next === undefined || next === plainOf(now[field])) continue;
		draft.write({ [field]: fromPlain(plainText(next)) }, null);
	}
	for (const field of ['title', 'conditions', 'source'] as const) {
		const next = sent[field];
		if (next === undefined) continue;
		draft.write({ [field]: field === 'title' ? plainLine(next) : plainText(next) }, null);
	}
}
