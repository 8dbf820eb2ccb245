import type { Reason, TemplateProblem } from '$lib/domain/template-check';
import { m } from '$lib/paraglide/messages';

const places: Record<Exclude<TemplateProblem['part'], null>, (n: number) => string> = {
	zones: (n) => m.template_at_zone({ n }),
	steps: (n) => m.template_at_step({ n }),
	cardFields: (n) => m.template_at_field({ n }),
	rules: (n) => m.template_at_rule({ n }),
	harvest: (n) => m.template_at_harvest({ n })
};

const fields: Record<string, () => string> = {
	name: m.template_field_name,
	'name.nl': m.template_field_name,
	'name.en': m.template_field_name_en,
	purpose: m.template_field_purpose,
	suits: m.template_field_suits,
	groupSize: m.template_field_size,
	totalMinutes: m.template_field_minutes,
	minutes: m.template_field_minutes,
	prompt: m.template_field_prompt,
	cardKinds: m.template_field_kinds,
	marks: m.template_field_marks,
	hiddenUntilStep: m.template_field_hidden,
	level: m.template_field_level,
	domain: m.template_field_domain,
	who: m.template_field_who,
	boardMode: m.template_field_mode,
	instruction: m.template_field_instruction,
	zoneIds: m.template_field_zones,
	zones: m.template_field_zones,
	steps: m.template_field_steps,
	rules: m.template_field_rules,
	label: m.template_field_label,
	type: m.template_field_type,
	values: m.template_field_values,
	id: m.template_field_id,
	prominent: m.template_zone_prominent
};

const reasons: Record<Reason, (about: { about: string }) => string> = {
	missing: m.template_reason_missing,
	long: m.template_reason_long,
	number: m.template_reason_number,
	unknown: m.template_reason_unknown,
	id: m.template_reason_id,
	none: m.template_reason_none,
	many: m.template_reason_many,
	twice: m.template_reason_twice,
	'no-zone': m.template_reason_no_zone,
	'no-step': m.template_reason_no_step,
	'too-early': m.template_reason_too_early,
	order: m.template_reason_order,
	turned: m.template_reason_turned,
	sum: m.template_reason_sum,
	one: m.template_reason_one,
	invalid: m.template_reason_invalid
};

/** What is wrong, as it stands at the field itself. */
export function reasonWords({ reason, about = '' }: TemplateProblem): string {
	const text = reasons[reason]({ about });
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Zone 3, vraag: dit is leeg." */
export function problemWords(problem: TemplateProblem): string {
	const { part, n, about = '' } = problem;
	const place = part === null || n === null ? m.template_at_method() : places[part](n);
	const reason = reasons[problem.reason]({ about });
	// Of something in a list within a field (cardKinds.2) the field is named.
	const field = fields[problem.field] ?? fields[problem.field.split('.')[0] ?? ''];
	return field
		? m.template_problem({ place, field: field(), reason })
		: m.template_problem_whole({ place, reason });
}
