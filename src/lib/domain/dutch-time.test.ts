import { expect, it } from 'vitest';
import { momentOf, wallClock } from './dutch-time.ts';

it('a moment is what the clock in Amsterdam shows, in winter and in summer', () => {
	expect(momentOf('2026-11-24T10:00')).toBe('2026-11-24T09:00:00.000Z');
	expect(momentOf('2026-07-01T10:00')).toBe('2026-07-01T08:00:00.000Z');
	expect(momentOf('2026-11-24T10:00:00')).toBe('2026-11-24T09:00:00.000Z');
	expect(wallClock('2026-07-01T08:00:00.000Z')).toBe('2026-07-01T10:00');
});

it('an hour that does not exist is none, and of one that comes twice it is the first', () => {
	expect(momentOf('2027-03-28T02:30')).toBeNull();
	expect(momentOf('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
});

it('what is no time is none', () => {
	for (const text of ['', 'morgen', '2026-13-01T10:00', '2026-02-30T10:00', '2026-11-24']) {
		expect(momentOf(text)).toBeNull();
	}
});
