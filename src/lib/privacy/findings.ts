import type { Finding } from './personal-data.ts';

/** Held for; a remark is not. */
export function isSerious({ severity }: Pick<Finding, 'severity'>): boolean {
	return severity !== 'attenderen';
}

/** A text with something else in the place of what was found in it, in order of place. */
export function replaced(
	text: string,
	findings: readonly Finding[],
	inPlaceOf: (finding: Finding) => string = ({ replacement }) => replacement ?? ''
): string {
	let next = '';
	let from = 0;
	for (const finding of findings) {
		next += text.slice(from, finding.start) + inPlaceOf(finding);
		from = finding.end;
	}
	return next + text.slice(from);
}
