import { describe, expect, it } from 'vitest';
import { broughtForward, daysFrom, daysProblem, reviewDay, stepOn } from './expert-round.ts';

describe('the days of an expert round', () => {
	it('are the second, third, fifth, sixth and seventh working day', () => {
		// A Thursday: Friday is day two, and the weekend does not count.
		expect(daysFrom('2026-11-19')).toEqual({
			...{ answer: '2026-11-20', test: '2026-11-23', deepen: '2026-11-25' },
			...{ harvest: '2026-11-26', close: '2026-11-27' }
		});
	});

	it('step over the holidays, and begin on a working day', () => {
		// The third is a Saturday, Easter is on the fifth, Easter Monday on the sixth.
		expect(daysFrom('2026-04-04')).toMatchObject({ answer: '2026-04-08', test: '2026-04-09' });
	});

	it('say at which step a round is', () => {
		const days = daysFrom('2026-11-16');
		expect(stepOn(days, '2026-11-16')).toBe('invite');
		expect(stepOn(days, '2026-11-17')).toBe('answer');
		expect(stepOn(days, '2026-11-19')).toBe('test');
		expect(stepOn(days, '2027-01-01')).toBe('close');
	});

	it('are brought forward one step at a time', () => {
		const days = daysFrom('2026-11-16');
		const first = broughtForward(days, '2026-11-16');
		expect(first).toEqual({ ...days, answer: '2026-11-16' });
		expect(broughtForward(days, days.close)).toBeNull();
	});

	it('are refused out of order, over, and longer than two months', () => {
		const days = daysFrom('2026-11-16');
		expect(daysProblem(days, '2026-11-16')).toBeNull();
		expect(daysProblem({ ...days, test: days.close }, '2026-11-16')).toBe('order');
		expect(daysProblem(days, '2026-12-16')).toBe('past');
		expect(daysProblem({ ...days, close: '2027-03-01' }, '2026-11-16')).toBe('long');
	});

	it.each([
		// The seventeenth of May is Whit Monday.
		['2026-11-17', '2027-05-18'],
		// There is no 31st of February, and the 28th is a Sunday.
		['2026-08-31', '2027-03-01'],
		// Five May is free in 2030, a lustrum.
		['2029-11-05', '2030-05-06']
	])('closed on %s is looked at again on %s', (closed, review) => {
		expect(reviewDay(closed)).toBe(review);
	});
});
