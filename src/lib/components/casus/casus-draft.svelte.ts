import { GuardedForm } from '$lib/components/ui/guarded-form.svelte';
import type { Findings } from '$lib/forms/guarded-text';
import { ageBands, casusSentences, origins, rarityOf, settings } from '$lib/domain/casus';
import { limits } from '$lib/domain/limits';
import { m } from '$lib/paraglide/messages';
import { sentenceLabel } from './band-labels';

/** What a form for a casus begins with, or came back with. */
export interface CasusValues {
	/** By the name of the field; of the choices one each. */
	values: Readonly<Record<string, string>>;
	settings: readonly string[];
	notPersonal: readonly string[];
	/** Of a form that came back from the server: what was found in it. */
	found?: Readonly<Record<string, Findings>>;
}

/** The texts of a casus in the order of the form. */
export const casusTexts = [...casusSentences, 'question', 'title'] as const;
const bands = ['origin', 'size', 'age', 'signal', 'phase'] as const;
type Band = (typeof bands)[number];

/** A casus as it is being filled in. */
export class CasusDraft {
	readonly guard: GuardedForm;
	/** What is chosen, by group: a list, for some take several. */
	readonly chosen: Record<Band | 'settings', string[]> = $state({
		origin: [],
		size: [],
		age: [],
		signal: [],
		phase: [],
		settings: []
	});

	/** `agreed`: phrases that are no personal data in this lab. */
	constructor({ values, settings, notPersonal, found }: CasusValues, agreed: readonly string[]) {
		const texts = casusTexts.map((name) => [name, values[name] ?? ''] as const);
		this.guard = new GuardedForm(Object.fromEntries(texts), { agreed, notPersonal, found });
		for (const band of bands) this.chosen[band] = values[band] ? [values[band]] : [];
		this.chosen.settings = [...settings];
	}

	/** Why somebody might be recognised by the choices alone. */
	get rarity() {
		const one = <T extends string>(known: readonly T[], value: string | undefined) =>
			known.find((each) => each === value);
		const origin = one(origins, this.chosen.origin[0]);
		const age = one(ageBands, this.chosen.age[0]);
		return rarityOf({
			...(origin ? { origin } : {}),
			...(age ? { age } : {}),
			...(this.chosen.size[0] === 'klein' ? { size: 'klein' } : {}),
			settings: settings.filter((each) => this.chosen.settings.includes(each))
		});
	}

	/** What else than a person is wrong with a text, in words. */
	problemOf(name: string, problem: string | undefined): string | null {
		if (!problem) return null;
		const max = name === 'title' ? limits.title : limits.sentence;
		const typed = this.guard.texts[name]?.trim().length ?? 0;
		if (problem === 'long') return m.casus_too_long({ max, typed });
		return name === 'title' ? m.boards_title_missing() : m.casus_sentence_missing();
	}
}

/** Labels of the texts, in the order of the form. */
export function textLabels(): Record<string, string> {
	const labels = casusTexts.map((name) => {
		return [name, name === 'title' ? m.boards_field_title() : sentenceLabel[name]()] as const;
	});
	return Object.fromEntries(labels);
}
