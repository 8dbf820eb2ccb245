import type { ShownZone } from '$lib/documents/board-phase';
import type { Card } from '$lib/documents/card';
import { fieldsOf, LEAD } from '$lib/documents/card-fields';
import type { CardField } from '$lib/domain/template';

/** What one organisation leads, zone by zone; `name` null: what nobody leads. */
export interface LeadRow {
	name: string | null;
	/** In the order of the zones. */
	cells: Card[][];
}

/** Zones in which cards can have a lead, and who leads what there. What nobody leads comes first. */
export function leadOverview(
	zones: readonly ShownZone[],
	cardsIn: (zone: string) => readonly Card[],
	fields: readonly CardField[],
	nameOf: (organisation: string) => string
): { zones: ShownZone[]; rows: LeadRow[] } {
	const isLed = (card: Card) => fieldsOf(card, fields).some(({ id }) => id === LEAD.id);
	const led = zones
		.map((zone) => ({ zone, cards: cardsIn(zone.id).filter(isLed) }))
		// Where nothing was put, a gap only stands out where the method expects something.
		.filter(({ zone, cards }) => cards.length > 0 || zone.level !== undefined);
	const leadOf = ({ fields }: Card) => {
		const lead = fields[LEAD.id];
		return typeof lead === 'string' && lead !== '' ? nameOf(lead) : null;
	};
	// By name, not by id: two that a reader may not tell apart are one row.
	const names = new Set(led.flatMap(({ cards }) => cards.map(leadOf)));
	const rows = [...names]
		.sort((a, b) => (a === null ? -1 : b === null ? 1 : a.localeCompare(b, 'nl')))
		.map((name) => ({
			name,
			cells: led.map(({ cards }) => cards.filter((card) => leadOf(card) === name))
		}));
	return { zones: led.map(({ zone }) => zone), rows };
}
