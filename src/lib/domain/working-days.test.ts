import { describe, expect, it } from 'vitest';
import {
	addWorkingDays,
	addWorkingTime,
	dayOf,
	easterOf,
	holidaysOf,
	isWorkingDay,
	workingDaysBetween,
	workingTimeBetween
} from './working-days.ts';

/** As the almanac has it. */
const easters = [
	...['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01'],
	...['2030-04-21', '2031-04-13', '2032-03-28', '2033-04-17', '2034-04-09', '2035-03-25'],
	...['2036-04-13', '2037-04-05', '2038-04-25', '2039-04-10', '2040-04-01']
];
const years = easters.map((_, i) => 2024 + i);
const DAY = 86_400_000;

/** Every day of these years, at different hours. */
function* moments(): Generator<Date> {
	const end = Date.UTC(2041, 0, 1);
	for (let at = Date.UTC(2024, 0, 1), i = 0; at < end; at += DAY, i++) {
		yield new Date(at + ((i * 7) % 24) * 3_600_000);
	}
}

describe('Dutch working days', () => {
	it('know Easter of every year', () => {
		expect(years.map(easterOf)).toEqual(easters);
	});

	it('leave out the holidays of 2026, with Goede Vrijdag and Bevrijdingsdag at work', () => {
		expect(holidaysOf(2026)).toEqual([
			...['2026-01-01', '2026-04-05', '2026-04-06', '2026-04-27', '2026-05-14'],
			...['2026-05-24', '2026-05-25', '2026-12-25', '2026-12-26']
		]);
		expect(isWorkingDay('2026-04-03')).toBe(true);
		expect(isWorkingDay('2026-05-05')).toBe(true);
	});

	it('keep Bevrijdingsdag free in a lustrum, and the king on Saturday when his day is a Sunday', () => {
		expect(years.filter((year) => holidaysOf(year).includes(`${year}-05-05`))).toEqual([
			...[2025, 2030, 2035, 2040]
		]);
		// In 2038 that day is the second of Easter.
		expect(years.filter((year) => holidaysOf(year).includes(`${year}-04-26`))).toEqual([
			...[2025, 2031, 2036, 2038]
		]);
		expect(holidaysOf(2025)).not.toContain('2025-04-27');
	});

	it('have nine holidays a year, in a lustrum ten, and those after Easter follow from it', () => {
		for (const year of years) {
			const days = holidaysOf(year);
			expect(days).toHaveLength(year % 5 === 0 ? 10 : 9);
			expect(days.every((day) => !isWorkingDay(day))).toBe(true);
			const whitMonday = new Date(Date.parse(`${easterOf(year)}T12:00:00Z`) + 50 * DAY);
			expect(whitMonday.getUTCDay()).toBe(1);
			expect(days).toContain(whitMonday.toISOString().slice(0, 10));
		}
	});

	it('are added to and counted alike, whatever the moment', () => {
		for (const from of moments()) {
			for (const n of [1, 2, 5]) {
				const to = addWorkingDays(from, n);
				expect(isWorkingDay(dayOf(to))).toBe(true);
				expect(workingDaysBetween(from, to)).toBe(n);
				// The very last moment of that day.
				expect(dayOf(to.getTime() + 1)).not.toBe(dayOf(to));
			}
		}
	}, 60_000);

	it('are counted in time as well: what was added is what went by', () => {
		for (const from of moments()) {
			for (const ms of [0, 1, DAY / 3, DAY, 3.7 * DAY]) {
				expect(workingTimeBetween(from, addWorkingTime(from, ms))).toBe(ms);
			}
		}
	}, 60_000);

	it('are those of Amsterdam: late in the evening it is tomorrow there', () => {
		expect(dayOf('2026-11-26T23:30:00Z')).toBe('2026-11-27');
		expect(dayOf('2026-06-26T21:30:00Z')).toBe('2026-06-26');
		expect(dayOf('2026-06-26T22:00:00Z')).toBe('2026-06-27');
		// Thursday night: Monday is one working day after Friday.
		expect(
			workingDaysBetween(new Date('2026-11-26T23:30:00Z'), new Date('2026-11-30T08:00Z'))
		).toBe(1);
	});

	it('last as long as any other across the nights in which the clock changes', () => {
		// 29 March 2026 and 25 October 2026, both Sundays.
		for (const friday of ['2026-03-27T11:00:00Z', '2026-10-23T10:00:00Z']) {
			const from = new Date(friday);
			const to = addWorkingTime(from, DAY);
			// Noon on the wall, and noon again.
			const wall = new Intl.DateTimeFormat('nl-NL', {
				timeZone: 'Europe/Amsterdam',
				hour: '2-digit'
			});
			expect(wall.format(to)).toBe(wall.format(from));
			expect(dayOf(to)).toBe(dayOf(from.getTime() + 3 * DAY));
			expect(workingTimeBetween(from, addWorkingDays(from, 1))).toBe(1.5 * DAY - 1);
		}
	});

	it('go by between Christmas and New Year only where somebody works', () => {
		// 24 December 2026 is a Thursday.
		expect(dayOf(addWorkingDays(new Date('2026-12-24T09:00:00Z'), 1))).toBe('2026-12-28');
		expect(dayOf(addWorkingDays(new Date('2026-12-24T09:00:00Z'), 5))).toBe('2027-01-04');
	});
});
