import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTemplate, checkTemplateText, textsOfTemplate } from './template-check.ts';
import type { Template } from './template.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- it is broken in every way there is
type Loose = any;
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- likewise */

const demo = new URL('../../../demo/templates.json', import.meta.url);
const { templates } = JSON.parse(readFileSync(demo, 'utf8')) as { templates: Template[] };

/** A small method, well-formed; `change` breaks it. */
function broken(change: (template: Loose) => unknown) {
	const template = {
		id: 'eigen',
		name: { nl: 'Eigen methode', en: 'Own method' },
		family: 'leren',
		purpose: 'Samen kijken.',
		suits: '',
		rules: ['Een regel.'],
		totalMinutes: 20,
		groupSize: [4, 8],
		zones: [
			{ id: 'begin', name: { nl: 'Begin' }, prompt: 'Wat is er?', cardKinds: ['feit'] },
			{
				id: 'einde',
				name: { nl: 'Einde' },
				prompt: 'En toen?',
				cardKinds: ['les'],
				hiddenUntilStep: 2
			}
		],
		steps: [step(1, 'begin'), step(2, 'einde')],
		cardFields: [{ id: 'trekker', label: 'Trekker', type: 'organisatie' }]
	};
	change(template);
	return checkTemplate(template);
}

function step(n: number, zone: string) {
	return {
		n,
		name: `Stap ${n}`,
		minutes: 10,
		who: 'groep',
		boardMode: 'open',
		instruction: '',
		zoneIds: [zone]
	};
}

describe('a template', () => {
	it.each(templates.map((template) => [template.id, template] as const))(
		'%s of the product is one, and comes out as it went in',
		(_id, template) => {
			const checked = checkTemplate(template);
			expect(checked).toEqual({ ok: true, template });
		}
	);

	it('whole is let through, with what one does not see taken out of its texts', () => {
		expect(broken(() => undefined).ok).toBe(true);
		const checked = broken((it) => (it.zones[0].prompt = ' Wat\u202e is\n\u0000er? '));
		expect(checked.ok && checked.template.zones[0]!.prompt).toBe('Wat is er?');
	});

	type Break = (it: Loose) => unknown;
	it.each<[string, Break, string]>([
		['no zones', (it) => (it.zones = []), '- zones none'],
		['zones that are no list', (it) => (it.zones = { 0: 'x' }), '- zones none'],
		['zones left out', (it) => delete it.zones, '- zones missing'],
		['a zone that is nothing', (it) => (it.zones[1] = null), 'zones 2 invalid'],
		['a zone that is a text', (it) => (it.zones[1] = 'einde'), 'zones 2 invalid'],
		['the same zone twice', (it) => (it.zones[1].id = 'begin'), 'zones 2 id twice'],
		['an id with capitals', (it) => (it.zones[0].id = 'Begin'), 'zones 1 id id'],
		['an id that is a path', (it) => (it.zones[0].id = '../x'), 'zones 1 id id'],
		['an id every object has', (it) => (it.zones[0].id = 'constructor'), 'zones 1 id id'],
		['no id', (it) => delete it.zones[0].id, 'zones 1 id missing'],
		['a zone without a name', (it) => (it.zones[1].name.nl = '  '), 'zones 2 name.nl missing'],
		['a name that is no name', (it) => (it.zones[1].name = 'Einde'), 'zones 2 name missing'],
		['a prompt too long', (it) => (it.zones[1].prompt = 'x'.repeat(241)), 'zones 2 prompt long'],
		['no kinds of cards', (it) => (it.zones[1].cardKinds = []), 'zones 2 cardKinds none'],
		['an unknown kind', (it) => (it.zones[1].cardKinds = ['x']), 'zones 2 cardKinds.0 unknown'],
		['a kind twice', (it) => it.zones[1].cardKinds.push('les'), 'zones 2 cardKinds twice'],
		['an unknown level', (it) => (it.zones[1].level = 'kwartair'), 'zones 2 level unknown'],
		['an unknown domain', (it) => (it.zones[1].domain = 'zorg'), 'zones 2 domain unknown'],
		['an unknown layout', (it) => (it.zones[1].layout = 'kaart'), 'zones 2 layout unknown'],
		['a mark twice', (it) => (it.zones[1].marks = ['a', 'a']), 'zones 2 marks twice'],
		[
			'two largest zones',
			(it) => it.zones.forEach((zone: Loose) => (zone.prominent = true)),
			'zones 2 prominent one'
		],
		[
			'a zone hidden until a step there is none of',
			(it) => (it.zones[0].hiddenUntilStep = 9),
			'zones 1 hiddenUntilStep no-step'
		],
		[
			'a zone hidden until half a step',
			(it) => (it.zones[1].hiddenUntilStep = 1.5),
			'zones 2 hiddenUntilStep number'
		],
		[
			'a step about what is still hidden',
			(it) => it.steps[0].zoneIds.push('einde'),
			'steps 1 zoneIds too-early'
		],
		['no steps', (it) => (it.steps = []), '- steps none'],
		['a step about no zone', (it) => (it.steps[1].zoneIds = ['x']), 'steps 2 zoneIds no-zone'],
		[
			'a step about the prototype',
			(it) => (it.steps[1].zoneIds = ['__proto__']),
			'steps 2 zoneIds no-zone'
		],
		['no minutes', (it) => (it.steps[1].minutes = 0), 'steps 2 minutes number'],
		['a day of minutes', (it) => (it.steps[1].minutes = 1440), 'steps 2 minutes number'],
		['minutes in words', (it) => (it.steps[1].minutes = 'tien'), 'steps 2 minutes number'],
		['an unknown mode', (it) => (it.steps[1].boardMode = 'stil'), 'steps 2 boardMode unknown'],
		['a step out of order', (it) => (it.steps[1].n = 1), 'steps 2 n order'],
		['a step without a name', (it) => (it.steps[0].name = ''), 'steps 1 name missing'],
		['minutes that do not add up', (it) => (it.totalMinutes = 45), '- totalMinutes sum'],
		['a group turned around', (it) => (it.groupSize = [9, 3]), '- groupSize turned'],
		['a group of one number', (it) => (it.groupSize = [9]), '- groupSize.1 missing'],
		['no name', (it) => delete it.name, '- name missing'],
		['an unknown family', (it) => (it.family = 'spel'), '- family unknown'],
		['a rule that is empty', (it) => it.rules.push(' '), 'rules 2 missing'],
		['too many zones', (it) => (it.zones = Array(17).fill(it.zones[0])), '- zones many'],
		['a field twice', (it) => it.cardFields.push(it.cardFields[0]), 'cardFields 2 id twice'],
		['a field of no type', (it) => (it.cardFields[0].type = 'x'), 'cardFields 1 type unknown'],
		[
			'a choice without choices',
			(it) => (it.cardFields[0].type = 'enum'),
			'cardFields 1 values none'
		]
	])('with %s is refused, and told exactly where', (_what, change, expected) => {
		const checked = broken(change);
		expect(checked.ok).toBe(false);
		const told = checked.ok
			? []
			: checked.problems.map(({ part, n, field, reason }) =>
					[part ?? '-', n, field, reason].filter(Boolean).join(' ')
				);
		expect(told).toContain(expected);
	});

	it('tells everything that is wrong at once', () => {
		const checked = broken((it) => {
			it.zones[0].prompt = '';
			it.steps[1].minutes = -1;
			it.name.nl = '';
		});
		expect(!checked.ok && checked.problems.map(({ part, n }) => `${part} ${n}`)).toEqual([
			'null null',
			'zones 1',
			'steps 2'
		]);
	});

	it('never makes it throw, whatever it is', () => {
		const texts = [
			'',
			'{',
			'null',
			'[]',
			'0',
			'"x"',
			'true',
			'['.repeat(90_000),
			'{"a":'.repeat(15_000),
			`"${'x'.repeat(200_000)}"`,
			'{"__proto__":{"zones":[]},"constructor":1}',
			'{"zones":{"length":1e9},"steps":"x","name":[],"rules":0,"groupSize":"ab"}',
			'{"zones":[[],1,"x",null,{}],"steps":[{}],"name":{"nl":{}},"rules":[{}]}',
			'{"toString":null,"id":{"toString":1},"zones":[{"id":["begin"]}]}'
		];
		for (const text of texts) {
			const checked = checkTemplateText(text);
			expect(checked.ok, text.slice(0, 40)).toBe(false);
			expect(!checked.ok && checked.problems.length, text.slice(0, 40)).toBeGreaterThan(0);
		}
		expect(({} as Record<string, unknown>)['zones']).toBeUndefined();
	});

	it('knows nothing that it was not asked for', () => {
		const checked = broken((it) => {
			it.owner = 'iemand';
			it.zones[0].secret = 'x';
		});
		expect(checked.ok && JSON.stringify(checked.template)).not.toMatch(/owner|secret/);
	});

	it('gives every text in it to who looks for personal data', () => {
		const [template] = templates;
		const kept = new Set<string>();
		const walk = (value: unknown, key = ''): void => {
			if (typeof value === 'string' && !['id', 'boardMode', 'family', 'fromKind'].includes(key)) {
				kept.add(value);
			} else if (value && typeof value === 'object') {
				for (const [name, inside] of Object.entries(value)) {
					if (!['cardKinds', 'zoneIds'].includes(name))
						walk(inside, Array.isArray(value) ? key : name);
				}
			}
		};
		walk(template);
		const given = new Set(textsOfTemplate(template as Template).map(([, text]) => text));
		expect([...kept].filter((text) => !given.has(text))).toEqual([]);
	});
});
