import { expect, it } from 'vitest';
import type { CardField } from '../domain/template.ts';
import { fieldsOf, LEAD, lacksLead, leansOnFact, missingFields } from './card-fields.ts';

const fields: CardField[] = [
	{ id: 'trekker', label: 'Trekker', type: 'organisatie', required: true },
	{ id: 'kanaal', label: 'Waar', type: 'enum', values: ['offline', 'online'] }
];

it('asks who leads of what is done, not of a question', () => {
	expect(fieldsOf({ kind: 'activiteit', fields: {} }, fields)).toHaveLength(2);
	expect(fieldsOf({ kind: 'dilemma', fields: {} }, fields)).toEqual([]);
	expect(lacksLead({ kind: 'interventie', fields: {} }, fields)).toBe(true);
	expect(lacksLead({ kind: 'interventie', fields: { trekker: 'org' } }, fields)).toBe(false);
	expect(lacksLead({ kind: 'vraag', fields: {} }, fields)).toBe(false);
});

it('misses a lead that was asked for, also in a method that does not ask', () => {
	expect(missingFields({ kind: 'advies', fields: { trekker: null } }, [])).toEqual([LEAD]);
	expect(missingFields({ kind: 'activiteit', fields: {} }, [])).toEqual([]);
});

it('takes a duiding for leaning on a feit when it points at one', () => {
	const kindOf = (id: string) => (id === 'f' ? 'feit' : 'vraag');
	expect(leansOnFact({ links: [{ to: 'f', type: 'steunt' }] }, kindOf)).toBe(true);
	expect(leansOnFact({ links: [{ to: 'v', type: 'steunt' }] }, kindOf)).toBe(false);
});
