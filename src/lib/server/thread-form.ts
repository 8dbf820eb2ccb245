import { findingsOf, type Findings } from '$lib/forms/guarded-text';
import type { SentForm } from './form';

/** A form that came back: to fill it in again, and what was found in it. */
export interface SentBack {
	values: Record<string, string>;
	/** Fields that may be given several times. */
	several: Record<string, string[]>;
	notPersonal: string[];
	found: Record<string, Findings>;
}

/** `texts`: the names of what was typed; `several`: of what was ticked. */
export function sentBack(
	{ values, all }: SentForm,
	texts: readonly string[],
	agreed: readonly string[],
	several: readonly string[] = []
): SentBack {
	const notPersonal = all('not-personal');
	const typed = Object.fromEntries(texts.map((name) => [name, values[name] ?? '']));
	return {
		values,
		several: Object.fromEntries(several.map((name) => [name, all(name)])),
		notPersonal,
		found: findingsOf(typed, [...agreed, ...notPersonal])
	};
}
