import { describe, expect, it } from 'vitest';
import { missingOf } from './desk-people.ts';
import type { DeskPerson } from './session-view.ts';

const person = (name: string, about: Partial<DeskPerson>): DeskPerson => ({
	...{ memberId: name, name, initials: 'X', organisation: 'Aldermeer', domain: 'sociaal' },
	...{ role: null, isHere: true, isOnBoard: true, goneSince: null, wasSeen: true },
	...about
});

describe('who is missing', () => {
	it('is who lost the line, who is elsewhere, and who was never seen, in this order', () => {
		const people = [
			person('Nooit', { isHere: false, wasSeen: false, isOnBoard: false }),
			person('Elders', { isOnBoard: false }),
			person('Hier', {}),
			person('Weg', { isHere: false, goneSince: 1, isOnBoard: false })
		];
		expect(missingOf(people).map(({ person, why }) => [person.name, why])).toEqual([
			['Weg', 'gone'],
			['Elders', 'elsewhere'],
			['Nooit', 'unseen']
		]);
	});

	it('is nobody at the desk, nor anybody where no board is needed', () => {
		expect(missingOf([person('Marit', { role: 'lead', isOnBoard: false })])).toEqual([]);
		expect(missingOf([person('Tessa', { isOnBoard: null })])).toEqual([]);
		const gone = person('Marit', { role: 'lead', isHere: false, goneSince: 1 });
		expect(missingOf([gone])).toHaveLength(1);
	});
});
