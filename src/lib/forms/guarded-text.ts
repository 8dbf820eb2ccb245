import { isSerious } from '../privacy/findings.ts';
import { findPersonalData, type Finding } from '../privacy/personal-data.ts';

/*
 * Personal data in the fields of a plain form: the same answer while one types and on the server. What
 * is held is not sent and not stored; what is remarked on is only pointed at.
 */

/** What is found in one text: in order of place. */
export interface Findings {
	/** Blocked, or to be replaced or confirmed: the form does not go out with these. */
	held: Finding[];
	/** Worth a second look, and no more. */
	remarks: Finding[];
}

/** `notPersonal`: phrases whoever fills in the form says are no personal data. */
export function findingsIn(text: string, notPersonal: readonly string[] = []): Findings {
	const found = findPersonalData(text, { allow: notPersonal });
	return {
		held: found.filter(isSerious),
		remarks: found.filter((finding) => !isSerious(finding))
	};
}

/** The same for several texts, by their names: what a page is given that cannot look itself. */
export function findingsOf(
	texts: Readonly<Record<string, string>>,
	notPersonal: readonly string[] = []
): Record<string, Findings> {
	return Object.fromEntries(
		Object.entries(texts).map(([name, text]) => [name, findingsIn(text, notPersonal)])
	);
}
