import { domains, type Domain } from '$lib/domain/access';
import type { CardField } from '$lib/domain/template';
import type { Card } from '$lib/documents/card';
import { fieldsOf, missingFields } from '$lib/documents/card-fields';
import type { IconName } from '$lib/components/ui/icons';
import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';
import { domainLabel } from './card-words';

/** Fields the product knows in both languages; those of a method of one's own have its words. */
const labels: Record<string, () => string> = {
	trekker: m.field_trekker,
	partners: m.field_partners,
	domein: m.field_domein,
	kanaal: m.field_kanaal
};
const values: Record<string, () => string> = {
	offline: m.field_value_offline,
	online: m.field_value_online,
	beide: m.field_value_beide
};
const icons: Record<string, IconName> = { trekker: 'user', partners: 'users', kanaal: 'signal' };

export function fieldLabel({ id, label }: Pick<CardField, 'id' | 'label'>): string {
	return labels[id]?.() ?? label;
}

export function fieldIcon(id: string): IconName {
	return icons[id] ?? 'info';
}

/** An organisation by its name, or what the board calls it; a choice in words. Never an id. */
export function valueWords(
	ui: BoardState,
	{ type }: Pick<CardField, 'type'>,
	value: string
): string {
	if (type !== 'enum') return ui.view.organisations[value] || m.organisation_unknown();
	const domain = domains.find((each) => each === value);
	return domain ? domainLabel(domain satisfies Domain) : (values[value]?.() ?? value);
}

/** What stands in a field, whatever a foreign page put there. */
export function valuesOf(card: Pick<Card, 'fields'>, id: string): string[] {
	const value = card.fields[id];
	return [value].flat().filter((each): each is string => typeof each === 'string' && each !== '');
}

/** Fields this card has here. */
export function fieldsOn(ui: BoardState, card: Card): readonly CardField[] {
	return fieldsOf(card, ui.view.template.cardFields);
}

/** What its fields say; also what it brought from another method. */
export function factsOf(ui: BoardState, card: Card): { id: string; says: string }[] {
	const own = fieldsOn(ui, card);
	const brought = known.filter(({ id }) => !own.some((field) => field.id === id));
	return [...own, ...brought].flatMap((field) => {
		const words = valuesOf(card, field.id).map((value) => valueWords(ui, field, value));
		if (words.length === 0) return [];
		const says = m.card_field_says({ label: fieldLabel(field), value: words.join(', ') });
		return { id: field.id, says };
	});
}

const known: readonly CardField[] = [
	{ id: 'trekker', label: '', type: 'organisatie' },
	{ id: 'partners', label: '', type: 'organisatie[]' },
	{ id: 'kanaal', label: '', type: 'enum' }
];

/** What is asked for and not there, in words. */
export function missing(ui: BoardState, card: Card): { id: string; says: string }[] {
	return missingFields(card, ui.view.template.cardFields).map((field) => ({
		id: field.id,
		says:
			field.id === 'trekker'
				? m.card_no_lead()
				: m.card_field_says({ label: fieldLabel(field), value: m.card_field_none() })
	}));
}
