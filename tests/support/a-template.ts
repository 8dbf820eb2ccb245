import type { Template } from '../../src/lib/domain/template.ts';

/** A method with two zones, one that comes later, and fields. */
export function aTemplateOf(about: Partial<Template> = {}): Template {
	const zone = (id: string) => ({
		id,
		name: { nl: `Zone ${id}`, en: `Zone ${id}` },
		prompt: `Vraag van ${id}`,
		cardKinds: ['feit' as const]
	});
	return {
		id: 'tpl',
		family: 'leren',
		name: { nl: 'Werkvorm', en: 'Method' },
		purpose: '',
		suits: '',
		rules: [],
		totalMinutes: 10,
		groupSize: [2, 8],
		zones: [zone('eerst'), zone('tweede'), { ...zone('later'), hiddenUntilStep: 2 }],
		steps: [
			{
				n: 1,
				name: 'Begin',
				minutes: 5,
				who: '',
				boardMode: 'open',
				instruction: '',
				zoneIds: ['eerst']
			}
		],
		cardFields: [
			{ id: 'trekker', label: 'Trekker', type: 'organisatie', required: true },
			{ id: 'partners', label: 'Doet mee', type: 'organisatie[]' }
		],
		...about
	};
}
