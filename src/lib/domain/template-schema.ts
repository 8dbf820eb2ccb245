import * as v from 'valibot';
import { domains } from './access.ts';
import { boardModes } from './board-mode.ts';
import { templateLimits as max } from './template-limits.ts';
import { cardKinds, families, levels } from './template.ts';

/*
 * What one template may look like, part by part. Messages are reasons (template-check.ts): what parts
 * have to do with each other is looked at there.
 */

/** What one does not see and what turns text around has no place in a method; a line is a line. */
// eslint-disable-next-line no-control-regex -- that is the point
const unseen = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const clean = (text: string) => text.replace(unseen, '').replace(/\s+/g, ' ').trim();

const text = (most: number) =>
	v.pipe(
		v.string('missing'),
		v.transform(clean),
		v.minLength(1, 'missing'),
		v.maxLength(most, 'long')
	);
const note = (most: number) =>
	v.pipe(v.string('invalid'), v.transform(clean), v.maxLength(most, 'long'));
const whole = (least: number, most: number) =>
	v.pipe(
		v.number('number'),
		v.integer('number'),
		v.minValue(least, 'number'),
		v.maxValue(most, 'number')
	);
const yes = v.boolean('invalid');

/** An id becomes a key and part of a document's name; nothing that an object has by itself. */
const id = v.pipe(
	v.string('id'),
	v.regex(/^[a-z][a-z0-9_-]{0,39}$/, 'id'),
	v.check((name) => !(name in Object.prototype), 'id')
);
const some = <T extends v.GenericSchema>(each: T, least: number, most: number) =>
	v.pipe(v.array(each, 'none'), v.minLength(least, 'none'), v.maxLength(most, 'many'));

const Name = v.object({ nl: text(max.name), en: v.exactOptional(text(max.name)) }, 'missing');
const Kind = v.picklist(cardKinds, 'unknown');

export const ZoneSchema = v.object(
	{
		id,
		name: Name,
		prompt: text(max.prompt),
		cardKinds: some(Kind, 1, cardKinds.length),
		hiddenUntilStep: v.exactOptional(whole(2, max.steps)),
		domain: v.exactOptional(v.picklist(domains, 'unknown')),
		optional: v.exactOptional(yes),
		level: v.exactOptional(v.picklist(levels, 'unknown')),
		marks: v.exactOptional(some(text(max.mark), 1, max.marks)),
		layout: v.exactOptional(v.picklist(['timeline'] as const, 'unknown')),
		row: v.exactOptional(id),
		prominent: v.exactOptional(yes)
	},
	'invalid'
);

export const StepSchema = v.object(
	{
		n: whole(1, max.steps),
		name: text(max.name),
		minutes: whole(1, max.minutes),
		who: note(max.name),
		boardMode: v.picklist(boardModes, 'unknown'),
		instruction: note(max.instruction),
		zoneIds: some(v.string('unknown'), 0, max.zones)
	},
	'invalid'
);

const FieldSchema = v.object(
	{
		id,
		label: text(max.label),
		type: v.picklist(['organisatie', 'organisatie[]', 'enum'] as const, 'unknown'),
		values: v.exactOptional(some(text(max.label), 1, max.values)),
		required: v.exactOptional(yes)
	},
	'invalid'
);

export const TemplateSchema = v.object(
	{
		id,
		name: Name,
		family: v.picklist(families, 'unknown'),
		origin: v.exactOptional(note(max.purpose)),
		purpose: text(max.purpose),
		suits: note(max.purpose),
		rules: some(text(max.rule), 0, max.rules),
		totalMinutes: whole(1, max.steps * max.minutes),
		groupSize: v.tuple([whole(1, max.people), whole(1, max.people)], 'number'),
		zones: some(ZoneSchema, 1, max.zones),
		steps: some(StepSchema, 1, max.steps),
		cardFields: v.exactOptional(some(FieldSchema, 0, max.cardFields)),
		positionsOnly: v.exactOptional(yes),
		noSums: v.exactOptional(yes),
		harvest: v.exactOptional(
			some(
				v.object({ fromKind: Kind, target: text(max.label), prompt: text(max.prompt) }, 'invalid'),
				0,
				max.zones
			)
		)
	},
	'invalid'
);
