import { pollLimits } from '$lib/domain/poll';

/** What a form for a poll holds: one text and one list, a line each, per question. */
export function pollValues(values: Readonly<Record<string, string>>) {
	return Array.from({ length: pollLimits.questions }, (_, i) => ({
		text: values[`text-${i}`] ?? '',
		options: values[`options-${i}`] ?? ''
	}));
}

/** Which question of the form each is, and what it asks; what is left empty is none. */
export function pollOfForm(values: Readonly<Record<string, string>>) {
	return pollValues(values)
		.map(({ text, options }, place) => {
			const lines = options
				.split('\n')
				.map((each) => each.trim())
				.filter(Boolean);
			return { place, question: { text, options: lines.length > 0 ? lines : null } };
		})
		.filter(({ question: { text, options } }) => text.trim() !== '' || options !== null);
}
