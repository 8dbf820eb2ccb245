import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { needsOf } from './template-needs.ts';
import type { Template } from './template.ts';

const { templates } = JSON.parse(readFileSync('demo/templates.json', 'utf8')) as {
	templates: Template[];
};
const needs = (id: string) =>
	needsOf(templates.find((each) => each.id === id)!).map(({ need }) => need);

it.each([
	['tpl-incident', ['hidden', 'hidden-writing']],
	['tpl-roddel', ['contributor']],
	['tpl-tienstappen', ['marks', 'hidden-writing']],
	['tpl-krachtenveld', ['positions', 'groups', 'hidden-writing']],
	['tpl-trigger', ['hidden-writing']],
	['tpl-wiedoetwat', ['lead', 'hidden-writing']],
	['tpl-scenario', ['groups', 'hidden-writing']],
	['tpl-reconstructie', ['timeline', 'hidden-writing']],
	['tpl-taalbrug', ['domains', 'groups', 'hidden-writing']]
])('what %s asks for follows from what it is', (id, expected) => {
	expect(needs(id)).toEqual(expected);
});

it('a hidden zone is named with the step in which it opens', () => {
	const incident = templates.find(({ id }) => id === 'tpl-incident')!;
	expect(needsOf(incident)[0]).toEqual({
		need: 'hidden',
		zone: { nl: 'Hoe liep het?', en: 'Outcome' },
		step: 8
	});
});
