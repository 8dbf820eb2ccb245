import { describe, expect, it } from 'vitest';
import {
	currentAgainstPlan,
	endsWith,
	minutesToTake,
	planBegins,
	stillToCome
} from './session-plan.ts';

const MINUTE = 60_000;
const ten = Date.parse('2026-11-26T10:00:00+01:00');
const item = (id: string, minutes: number, about: { isDropped?: boolean } = {}) => {
	return { id, minutes, isDropped: false, isBreak: false, ...about };
};
const items = [item('in', 5), item('casus', 10), item('wegen', 8), item('uit', 4)];
/** In `casus`, begun at this minute, with so many left at `now`. */
const at = (begun: number, left: number, now: number) => ({
	items,
	itemId: 'casus',
	phaseAt: ten + begun * MINUTE,
	clock: { total: 10 * MINUTE, endsAt: ten + (now + left) * MINUTE },
	now: ten + now * MINUTE
});

describe('the item that runs', () => {
	it('ends as planned, later or sooner', () => {
		expect(currentAgainstPlan(at(5, 6, 9), ten)).toEqual({ ends: ten + 15 * MINUTE, late: 0 });
		expect(currentAgainstPlan(at(9, 6, 13), ten).late).toBe(4);
		expect(currentAgainstPlan(at(3, 6, 7), ten).late).toBe(-2);
	});

	it('ends now when its time is over, and later the longer it goes on', () => {
		expect(currentAgainstPlan(at(5, -3, 18), ten)).toEqual({ ends: ten + 18 * MINUTE, late: 3 });
	});

	it('is measured by when the session began, if it is held at another moment', () => {
		const ran = (minutes: number) => [{ ranAt: ten + minutes * MINUTE, minutes: 5 }];
		expect(planBegins(ten, ran(6))).toBe(ten);
		expect(planBegins(ten, ran(24 * 60))).toBe(ten + 24 * 60 * MINUTE);
		expect(planBegins(ten, [{ ranAt: null, minutes: 5 }])).toBe(ten);
	});
});

describe('when it runs late', () => {
	it('an item left out ends the session by so much sooner', () => {
		const now = at(5, 6, 9);
		expect(endsWith(now, 'uit', false)).toBe(ten + 27 * MINUTE);
		expect(endsWith(now, 'wegen', true)).toBe(ten + 19 * MINUTE);
	});

	it('only what is still to come is left out, and gives minutes', () => {
		expect(stillToCome(items, 'casus').map(({ id }) => id)).toEqual(['wegen', 'uit']);
		expect(minutesToTake(items, 'casus', 5)).toBe(5);
		expect(minutesToTake(items, 'wegen', 5)).toBe(1);
		expect(minutesToTake(items, 'uit', 5)).toBe(0);
	});
});
