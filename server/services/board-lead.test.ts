import { describe, expect, it } from 'vitest';
import { nextClock } from './board-lead.ts';

describe('the clock of a board', () => {
	it('runs for so many minutes from when it is started', () => {
		expect(nextClock(null, { act: 'start', minutes: 5 }, 1_000)).toEqual({
			total: 300_000,
			endsAt: 301_000
		});
	});

	it('stands still with what is left, and goes on with that', () => {
		const paused = nextClock({ total: 300_000, endsAt: 301_000 }, { act: 'pause' }, 101_000);
		expect(paused).toEqual({ total: 300_000, left: 200_000 });
		expect(nextClock(paused!, { act: 'resume' }, 500_000)).toEqual({
			total: 300_000,
			endsAt: 700_000
		});
	});

	it('gets more time, running or standing, and from now on when it had run out', () => {
		const more = { act: 'add', minutes: 2 } as const;
		expect(nextClock({ total: 60_000, endsAt: 90_000 }, more, 80_000)).toEqual({
			total: 180_000,
			endsAt: 210_000
		});
		expect(nextClock({ total: 60_000, left: 10_000 }, more, 80_000)).toEqual({
			total: 180_000,
			left: 130_000
		});
		expect(nextClock({ total: 60_000, endsAt: 90_000 }, more, 200_000)).toEqual({
			total: 180_000,
			endsAt: 320_000
		});
	});

	it('has nothing left when it is paused after its end', () => {
		expect(nextClock({ total: 60_000, endsAt: 90_000 }, { act: 'pause' }, 95_000)).toEqual({
			total: 60_000,
			left: 0
		});
	});

	it('is gone when it is stopped; one that is not there cannot be paused or lengthened', () => {
		expect(nextClock({ total: 1, left: 1 }, { act: 'stop' }, 0)).toBeNull();
		for (const act of ['pause', 'resume', 'add'] as const) {
			expect(nextClock(null, { act, minutes: 1 }, 0)).toBeUndefined();
		}
		expect(nextClock(null, { act: 'start' }, 0)).toBeUndefined();
	});
});
