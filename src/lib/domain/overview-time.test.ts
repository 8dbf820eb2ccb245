import { describe, expect, it } from 'vitest';
import { lastOverview } from './overview-time.ts';

describe('the morning of an overview', () => {
	it.each([
		// Winter: an hour ahead of UTC.
		['2026-11-27T06:29:59Z', '2026-11-26', '2026-11-26T06:30:00.000Z'],
		['2026-11-27T06:30:00Z', '2026-11-27', '2026-11-27T06:30:00.000Z'],
		// After midnight there, before it here.
		['2026-11-27T23:30:00Z', '2026-11-27', '2026-11-27T06:30:00.000Z'],
		// The night in which the clock goes forward, and the one in which it goes back.
		['2026-03-29T05:29:00Z', '2026-03-28', '2026-03-28T06:30:00.000Z'],
		['2026-03-29T05:30:00Z', '2026-03-29', '2026-03-29T05:30:00.000Z'],
		['2026-10-25T05:45:00Z', '2026-10-24', '2026-10-24T05:30:00.000Z'],
		['2026-10-25T06:30:00Z', '2026-10-25', '2026-10-25T06:30:00.000Z'],
		['2027-01-01T06:00:00Z', '2026-12-31', '2026-12-31T06:30:00.000Z']
	])('daily at %s is that of %s', (now, day, at) => {
		expect(lastOverview('daily', new Date(now))).toEqual({ day, at });
	});

	it.each([
		['2026-11-27T12:00:00Z', '2026-11-23'],
		['2026-11-23T06:29:00Z', '2026-11-16'],
		['2026-11-23T06:30:00Z', '2026-11-23'],
		['2026-11-29T22:00:00Z', '2026-11-23'],
		// Monday there, Sunday here.
		['2026-11-29T23:30:00Z', '2026-11-23'],
		['2026-03-30T05:30:00Z', '2026-03-30']
	])('weekly at %s is that of Monday %s', (now, day) => {
		expect(lastOverview('weekly', new Date(now)).day).toBe(day);
	});
});
