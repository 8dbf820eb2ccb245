import * as v from 'valibot';
import { templateLimits } from './template-limits.ts';
import { TemplateSchema } from './template-schema.ts';
import type { Template } from './template.ts';

/** What can be wrong; the page has a sentence for each. */
export const reasons = [
	/** It is not there, or empty. */
	'missing',
	'long',
	'number',
	/** No such kind, mode, level ... */
	'unknown',
	'id',
	/** There has to be at least one. */
	'none',
	'many',
	'twice',
	/** A step names a zone that is not there. */
	'no-zone',
	/** A zone is hidden until a step that is not there. */
	'no-step',
	/** A step is about a zone that is still hidden then. */
	'too-early',
	/** Steps are numbered 1, 2, 3 ... */
	'order',
	/** The smallest group is larger than the largest. */
	'turned',
	/** Minutes of the whole are those of the steps together. */
	'sum',
	/** Only one zone can be the largest. */
	'one',
	/** What follows is no template at all. */
	'invalid'
] as const;
export type Reason = (typeof reasons)[number];

/** One thing that is wrong, and exactly where. */
export interface TemplateProblem {
	/** The list it stands in; null: the method itself. */
	part: 'zones' | 'steps' | 'cardFields' | 'rules' | 'harvest' | null;
	/** 1-based place in that list. */
	n: number | null;
	/** The field, e.g. `prompt` or `name.nl`; empty: the whole of it. */
	field: string;
	reason: Reason;
	/** What is meant: a name that is there twice, the most there may be. */
	about?: string;
}

export type Checked =
	{ ok: true; template: Template } | { ok: false; problems: readonly TemplateProblem[] };

/** A template, or everything that is wrong with it. Whatever it is given, it never throws. */
export function checkTemplate(input: unknown): Checked {
	const parsed = v.safeParse(TemplateSchema, input, { abortPipeEarly: true });
	if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemOf) };
	const template: Template = parsed.output;
	const problems = looseEnds(template);
	return problems.length > 0 ? { ok: false, problems } : { ok: true, template };
}

/** The same of a text that should be JSON. */
export function checkTemplateText(json: string): Checked {
	const no = (reason: Reason): Checked => ({
		ok: false,
		problems: [{ part: null, n: null, field: '', reason }]
	});
	if (json.length > templateLimits.json) return no('long');
	let input: unknown;
	try {
		input = JSON.parse(json);
	} catch {
		return no('invalid');
	}
	return checkTemplate(input);
}

const parts = ['zones', 'steps', 'cardFields', 'rules', 'harvest'] as const;

function problemOf(issue: v.BaseIssue<unknown>): TemplateProblem {
	const [first, ...rest] = (issue.path ?? []).map(({ key }) => key);
	const isThere = issue.received !== 'undefined';
	const reason = (isThere && reasons.find((each) => each === issue.message)) || 'missing';
	const about = typeof issue.requirement === 'number' ? { about: String(issue.requirement) } : {};
	const part = parts.find((each) => each === first);
	const [at, ...inside] = rest;
	// A list as a whole is a field of the method; of one in it, its place and field are named.
	if (!part || typeof at !== 'number') {
		const path = first === undefined ? [] : [first, ...rest];
		return { part: null, n: null, field: path.join('.'), reason, ...about };
	}
	return { part, n: at + 1, field: inside.join('.'), reason, ...about };
}

/** What parts have to do with each other. */
function looseEnds(template: Template): TemplateProblem[] {
	const { zones, steps, cardFields = [] } = template;
	const found: TemplateProblem[] = [];
	const say = (
		part: TemplateProblem['part'],
		n: number | null,
		field: string,
		reason: Reason,
		about?: string
	) => found.push({ part, n, field, reason, ...(about === undefined ? {} : { about }) });

	const [least, most] = template.groupSize;
	if (least > most) say(null, null, 'groupSize', 'turned');
	const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
	if (minutes !== template.totalMinutes) {
		say(null, null, 'totalMinutes', 'sum', String(minutes));
	}
	for (const i of repeated(zones.map(({ id }) => id))) {
		say('zones', i + 1, 'id', 'twice', zones[i]?.id);
	}
	for (const i of repeated(cardFields.map(({ id }) => id))) {
		say('cardFields', i + 1, 'id', 'twice', cardFields[i]?.id);
	}
	const largest = zones.findIndex(({ prominent }) => prominent);
	zones.forEach((zone, i) => {
		if (zone.prominent && i !== largest) say('zones', i + 1, 'prominent', 'one');
		for (const at of repeated(zone.cardKinds)) {
			say('zones', i + 1, 'cardKinds', 'twice', zone.cardKinds[at]);
		}
		for (const at of repeated(zone.marks ?? [])) {
			say('zones', i + 1, 'marks', 'twice', zone.marks?.[at]);
		}
		if ((zone.hiddenUntilStep ?? 0) > steps.length) {
			say('zones', i + 1, 'hiddenUntilStep', 'no-step', String(zone.hiddenUntilStep));
		}
	});
	cardFields.forEach(({ type, values }, i) => {
		if (type === 'enum' && !values) say('cardFields', i + 1, 'values', 'none');
	});
	steps.forEach((step, i) => {
		if (step.n !== i + 1) say('steps', i + 1, 'n', 'order');
		for (const at of repeated(step.zoneIds)) {
			say('steps', i + 1, 'zoneIds', 'twice', step.zoneIds[at]);
		}
		for (const id of new Set(step.zoneIds)) {
			const zone = zones.find((each) => each.id === id);
			if (!zone) say('steps', i + 1, 'zoneIds', 'no-zone', id.slice(0, 60));
			else if ((zone.hiddenUntilStep ?? 0) > i + 1) {
				say('steps', i + 1, 'zoneIds', 'too-early', zone.name.nl);
			}
		}
	});
	return found;
}

/** Places of what was there before. */
function repeated(list: readonly string[]): number[] {
	return list.flatMap((each, i) => (list.indexOf(each) < i ? i : []));
}

/** Every text a person can enter in a template, by the place of its field. */
export function textsOfTemplate(template: Template): [string, string][] {
	const texts: [string, string | undefined][] = [
		['name.nl', template.name.nl],
		['name.en', template.name.en],
		['origin', template.origin],
		['purpose', template.purpose],
		['suits', template.suits],
		...template.rules.map((rule, i): [string, string] => [`rules.${i}`, rule]),
		...template.zones.flatMap((zone, i): [string, string | undefined][] => [
			[`zones.${i}.name.nl`, zone.name.nl],
			[`zones.${i}.name.en`, zone.name.en],
			[`zones.${i}.prompt`, zone.prompt],
			[`zones.${i}.marks`, zone.marks?.join(', ')]
		]),
		...template.steps.flatMap((step, i): [string, string][] => [
			[`steps.${i}.name`, step.name],
			[`steps.${i}.who`, step.who],
			[`steps.${i}.instruction`, step.instruction]
		]),
		...(template.cardFields ?? []).flatMap(
			({ label, values }, i): [string, string | undefined][] => [
				[`cardFields.${i}.label`, label],
				[`cardFields.${i}.values`, values?.join(', ')]
			]
		),
		...(template.harvest ?? []).flatMap(({ target, prompt }, i): [string, string][] => [
			[`harvest.${i}.target`, target],
			[`harvest.${i}.prompt`, prompt]
		])
	];
	return texts.flatMap(([place, text]) => (text ? [[place, text] as [string, string]] : []));
}
