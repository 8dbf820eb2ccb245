import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Template } from './template.ts';
import { zoneRows } from './zone-rows.ts';

const { templates } = JSON.parse(readFileSync('demo/templates.json', 'utf8')) as {
	templates: Template[];
};

/** "a | b+c | primair: d, e" */
const rowsOf = (id: string) =>
	zoneRows(templates.find((each) => each.id === id)!.zones).map(({ groups, isAlone }) => {
		const named = groups.map(({ level, zones }) => {
			const ids = zones.map((zone) => zone.id).join('+');
			return level ? `${level}: ${ids}` : ids;
		});
		return `${named.join(', ')}${isAlone ? '' : ' beside'}`;
	});

it('what protects stands beside what weighs, in the same row', () => {
	expect(rowsOf('tpl-trigger')).toEqual([
		'schets',
		'micro+meso+macro+bescherming beside',
		'wit',
		'versterken',
		'opbrengst'
	]);
});

it('three scenarios stand beside each other', () => {
	expect(rowsOf('tpl-scenario')[2]).toBe('rustig+schuurt+escaleert beside');
});

it('levels of prevention are groups of one row, from everybody to who already did something', () => {
	expect(rowsOf('tpl-wiedoetwat')).toEqual([
		'primair: primair_breed+primair_toerusten, secundair: secundair, tertiair: tertiair beside',
		'overgang',
		'gaten',
		'opbrengst'
	]);
});

it('a zone alone with its level still says it', () => {
	const zone = {
		id: 'a',
		name: { nl: 'A' },
		prompt: '?',
		cardKinds: [],
		level: 'primair'
	} as const;
	const [row] = zoneRows([{ ...zone, cardKinds: ['feit'] }]);
	expect(row).toMatchObject({ isAlone: false, groups: [{ level: 'primair' }] });
});

it('every zone of every method is there once, in its order', () => {
	for (const { zones } of templates) {
		const shown = zoneRows(zones).flatMap(({ groups }) => groups.flatMap((group) => group.zones));
		expect(shown).toEqual(zones);
	}
});
