import { findPersonalData, type Finding } from '../../src/lib/privacy/personal-data.ts';

/** What stands where something was taken out and nothing better is at hand. */
export const TAKEN_OUT = '[weggehaald]';

/** Whether a text is not to come in: what is always blocked, or what nobody said is nobody. */
export function pointsAtPerson(text: string, allow: readonly string[]): boolean {
	return findPersonalData(text, { allow }).some(({ severity }) => severity !== 'attenderen');
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

export function replaced(
	text: string,
	findings: readonly Finding[],
	inPlaceOf: (finding: Finding) => string
): string {
	let next = '';
	let from = 0;
	for (const finding of findings) {
		next += text.slice(from, finding.start) + inPlaceOf(finding);
		from = finding.end;
	}
	return next + text.slice(from);
}

/** What the guard would write, unless that itself points at somebody. */
export function replacementOf({ replacement }: Pick<Finding, 'replacement'>): string {
	return replacement && !pointsAtPerson(replacement, []) ? replacement : TAKEN_OUT;
}
