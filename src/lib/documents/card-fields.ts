import type { CardField, CardKind } from '../domain/template.ts';
import type { Card } from './card.ts';

/** Cards that say what is done are carried by somebody; a question or a dilemma is nobody's to lead. */
const done: readonly CardKind[] = ['activiteit', 'interventie', 'actie'];

/** Who leads it: asked of a card that came with the question, also in a method that does not ask. */
export const LEAD: CardField = {
	id: 'trekker',
	label: 'Trekker',
	type: 'organisatie',
	required: true
};

type Carrier = Pick<Card, 'kind' | 'fields'>;

/** Fields this card has in a method. */
export function fieldsOf(card: Carrier, fields: readonly CardField[]): readonly CardField[] {
	const own = done.includes(card.kind) ? fields : [];
	const isAsked = LEAD.id in card.fields && !own.some(({ id }) => id === LEAD.id);
	return isAsked ? [LEAD, ...own] : own;
}

/** What is asked for and not there. */
export function missingFields(card: Carrier, fields: readonly CardField[]): CardField[] {
	return fieldsOf(card, fields).filter(({ id, required }) => required && !card.fields[id]);
}

export function lacksLead(card: Carrier, fields: readonly CardField[]): boolean {
	return missingFields(card, fields).some(({ id }) => id === LEAD.id);
}

/** A duiding leans on something that was seen: it points at a feit. */
export function leansOnFact(
	card: Pick<Card, 'links'>,
	kindOf: (id: string) => CardKind | undefined
): boolean {
	return card.links.some(({ to }) => kindOf(to) === 'feit');
}
