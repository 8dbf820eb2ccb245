import * as v from 'valibot';
import { textsOf } from '$server/services/casus-form.ts';
import { findingsOf } from '$lib/forms/guarded-text';
import { problemsOf, type SentForm } from './form';

/** Every field that a casus is made of, so that what was left out counts as empty. */
const fields = {
	template: '',
	person: '',
	title: '',
	seen: '',
	noticedBy: '',
	done: '',
	around: '',
	question: '',
	origin: '',
	size: '',
	age: '',
	signal: '',
	phase: ''
};

/**
 * A form of a casus as it was sent: what it says, or what is wrong with it. `agreed`: phrases that are
 * no personal data in this lab.
 */
export function parseCasus<T extends v.GenericSchema>(
	schema: T,
	{ values, all }: SentForm,
	agreed: readonly string[]
) {
	const settings = all('settings');
	const notPersonal = all('not-personal');
	const filled = { ...fields, ...values };
	const parsed = v.safeParse(schema, { ...filled, settings, notPersonal });
	return {
		output: parsed.success ? parsed.output : null,
		problems: parsed.success ? {} : problemsOf(parsed.issues),
		/** To fill the form in again. */
		sent: {
			values,
			settings,
			notPersonal,
			found: findingsOf(textsOf(filled), [...agreed, ...notPersonal])
		}
	};
}
