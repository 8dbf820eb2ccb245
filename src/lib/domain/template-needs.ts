import { hiddenZones, type Template, type Text } from './template.ts';

/** What a method asks for beyond people and time; whoever chooses it is told. */
export type Need =
	| {
			need:
				'positions' | 'lead' | 'groups' | 'contributor' | 'domains' | 'timeline' | 'hidden-writing';
	  }
	| { need: 'hidden'; zone: Text; step: number }
	| { need: 'marks'; zone: Text; marks: readonly string[] };

/** What follows from its zones, steps and fields alone. */
export function needsOf(template: Template): Need[] {
	const { zones, steps, cardFields = [] } = template;
	const has = (mode: string) => steps.some(({ boardMode }) => boardMode === mode);
	const found: (Need | false)[] = [
		template.positionsOnly === true && { need: 'positions' },
		cardFields.some(({ id, required }) => id === 'trekker' && required) && { need: 'lead' },
		has('inbrenger_luistert') && { need: 'contributor' },
		zones.some(({ domain }) => domain && domain !== 'gedeeld') && { need: 'domains' },
		zones.some(({ layout }) => layout === 'timeline') && { need: 'timeline' },
		...hiddenZones(template, []).map(({ name, hiddenUntilStep: step = 1 }): Need => {
			return { need: 'hidden', zone: name, step };
		}),
		...zones
			.filter(({ id }) => {
				// Marks of a zone that is put in order are the contributor's to give.
				return steps.some((step) => step.boardMode === 'ordenen' && step.zoneIds.includes(id));
			})
			.flatMap(({ name, marks }): Need[] => (marks ? [{ need: 'marks', zone: name, marks }] : [])),
		has('subgroep') && { need: 'groups' },
		has('verdekt') && { need: 'hidden-writing' }
	];
	return found.filter((need) => need !== false);
}
