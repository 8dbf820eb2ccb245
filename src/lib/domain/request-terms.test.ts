import { describe, expect, it } from 'vitest';
import { termOf, type Timed } from './request-terms.ts';
import { dayOf, workingTimeBetween } from './working-days.ts';

const DAY = 86_400_000;
/** A Monday without holidays around it. */
const monday = '2026-11-16T09:00:00.000Z';
const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 10, day, hour));
const request = (over: Partial<Timed> = {}): Timed => ({
	...{ state: 'asked', startedAt: monday, waitingSince: null, waited: 0 },
	...{ reactionDays: 2, answerDays: 5, ...over }
});

describe('the term of a request', () => {
	it('is two working days to react, to the end of the second', () => {
		const term = termOf(request(), at(16));
		expect(term).toMatchObject({ of: 'reaction', daysLeft: 2, isLate: false, usedFraction: 0 });
		expect(dayOf(term.due)).toBe('2026-11-18');
		expect(termOf(request(), term.due).isLate).toBe(false);
		expect(termOf(request(), new Date(term.due.getTime() + 1)).isLate).toBe(true);
	});

	it('is five working days to answer once she took it on, without the weekend', () => {
		const accepted = request({ state: 'accepted', startedAt: at(18).toISOString() });
		const term = termOf(accepted, at(20));
		expect(term).toMatchObject({ of: 'answer', daysLeft: 3 });
		expect(dayOf(term.due)).toBe('2026-11-25');
		const saturday = termOf(accepted, at(21));
		expect(termOf(accepted, at(22)).usedFraction).toBe(saturday.usedFraction);
	});

	it('reminds at seventy percent', () => {
		const { remindAt } = termOf(request(), at(16));
		expect(termOf(request(), new Date(remindAt.getTime() - 1)).isDueToRemind).toBe(false);
		expect(termOf(request(), remindAt).isDueToRemind).toBe(true);
		expect(termOf(request(), remindAt).usedFraction).toBeCloseTo(0.7, 6);
	});

	it('stands still while it waits for the asker, and is due as much later', () => {
		const accepted = request({ state: 'accepted' });
		const waiting = { ...accepted, state: 'waiting' as const, waitingSince: at(17).toISOString() };
		const before = termOf(accepted, at(17));
		const during = termOf(waiting, at(24));
		expect(during.usedFraction).toBe(before.usedFraction);
		expect(during).toMatchObject({ isStopped: true, isLate: false, isDueToRemind: false });
		expect(termOf(waiting, at(30)).isLate).toBe(false);
		const waited = workingTimeBetween(at(17), at(24));
		expect(waited).toBe(5 * DAY);
		const after = termOf({ ...accepted, waited }, at(24));
		expect(after.usedFraction).toBe(before.usedFraction);
		expect(workingTimeBetween(before.due, after.due)).toBe(waited);
	});

	it('is never late when nobody waits for it any more', () => {
		for (const state of ['answered', 'declined', 'withdrawn'] as const) {
			expect(termOf(request({ state }), at(30))).toMatchObject({
				isLate: false,
				isDueToRemind: false
			});
		}
	});
});
