import { isSerious, replaced } from '../../src/lib/privacy/findings.ts';
import { findPersonalData, type Finding } from '../../src/lib/privacy/personal-data.ts';

/** What stands where something was taken out and nothing better is at hand. */
export const TAKEN_OUT = '[weggehaald]';

/** Whether a text is not to come in: what is always blocked, or what nobody said is nobody. */
export function pointsAtPerson(text: string, allow: readonly string[]): boolean {
	return findPersonalData(text, { allow }).some(isSerious);
}

/** The text without what is always blocked and without whatever else `isOut` says. */
export function cleaned(text: string, isOut: (finding: Finding) => boolean): string {
	const isBlocked = ({ severity }: Finding) => severity === 'blokkeren';
	const out = findPersonalData(text).filter((each) => isBlocked(each) || isOut(each));
	if (out.length === 0) return text;
	for (const inPlaceOf of [replacementOf, () => TAKEN_OUT]) {
		const next = replaced(text, out, inPlaceOf);
		if (!findPersonalData(next).some(isBlocked)) return next;
	}
	// What was left beside it reads as another number: nothing of such a text is worth keeping.
	return TAKEN_OUT;
}

/** What the guard would write, unless that itself points at somebody. */
export function replacementOf({ replacement }: Pick<Finding, 'replacement'>): string {
	return replacement && !pointsAtPerson(replacement, []) ? replacement : TAKEN_OUT;
}
