import type { TemplateProblem } from '$lib/domain/template-check';
import type { TemplateDraft } from './template-draft.svelte';

/** Where the names of a definition stand in the form. */
const names: Record<string, string> = {
	name: 'nl',
	'name.nl': 'nl',
	'name.en': 'en',
	prompt: 'prompt',
	cardKinds: 'kinds',
	marks: 'marks',
	hiddenUntilStep: 'hidden',
	prominent: 'prominent',
	minutes: 'minutes',
	who: 'who',
	instruction: 'instruction',
	zoneIds: 'zones',
	label: 'label',
	values: 'values',
	purpose: 'purpose',
	suits: 'suits',
	groupSize: 'least',
	rules: 'rules'
};

type At = Pick<TemplateProblem, 'part' | 'n' | 'field'>;

/** Id of the field in the form that a problem is about, as the form stands now. */
export function fieldOf(draft: TemplateDraft, { part, n, field }: At): string {
	const at = (n ?? 1) - 1;
	const name = names[field] ?? names[field.split('.')[0] ?? ''];
	switch (part) {
		case 'zones':
			return `${draft.zones[at]?.key ?? 'zones'}-${name ?? 'nl'}`;
		case 'steps':
			// A step is called by its name alone.
			return `${draft.steps[at]?.key ?? 'steps'}-${name === 'nl' ? 'name' : (name ?? 'name')}`;
		case 'cardFields':
			return `${draft.fields[at]?.key ?? 'fields'}-${name ?? 'label'}`;
		case 'rules':
			return 'method-rules';
		case 'harvest':
			return 'method-nl';
		case null:
			if (field === 'zones' || field === 'steps') return field;
			return `method-${name ?? 'nl'}`;
	}
}

/** `zones.1.prompt` as the server names a text, by part and place. */
export function placeOf(path: string): At {
	const [part, n, ...field] = path.split('.');
	const isPart = part === 'zones' || part === 'steps' || part === 'cardFields' || part === 'rules';
	if (!isPart) return { part: null, n: null, field: path };
	return { part, n: Number(n) + 1, field: field.join('.') };
}
