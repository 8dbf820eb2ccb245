import type { DeskPerson } from './session-view.ts';

/** Why somebody is not where the session is; null: she is, or she runs it from her desk. */
export type Missing = 'gone' | 'elsewhere' | 'unseen';

export function missingBy(person: DeskPerson): Missing | null {
	if (!person.isHere) return person.wasSeen ? 'gone' : 'unseen';
	const runs = person.role === 'lead' || person.role === 'co';
	return person.isOnBoard === false && !runs ? 'elsewhere' : null;
}

/** Who is gone first, who was never seen last: of those one expects least. */
const order: readonly Missing[] = ['gone', 'elsewhere', 'unseen'];

export function missingOf(people: readonly DeskPerson[]): { person: DeskPerson; why: Missing }[] {
	return people
		.flatMap((person) => {
			const why = missingBy(person);
			return why ? [{ person, why }] : [];
		})
		.sort((a, b) => order.indexOf(a.why) - order.indexOf(b.why));
}
