import { beforeEach, describe, expect, it } from 'vitest';
import { steadyClock } from './steady-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.parse('2026-11-25T09:00:00Z');

let wall: number;
let passed: number;
let clock: () => Date;

beforeEach(() => {
	wall = start;
	passed = 12_345;
	clock = steadyClock({ wall: () => wall, passed: () => passed });
});

/** Real time passes; the clock is read every second, as a server does. */
function pass(ms: number): void {
	for (let left = ms; left > 0; left -= 1_000) {
		const step = Math.min(left, 1_000);
		wall += step;
		passed += step;
		clock();
	}
}
const since = () => clock().getTime() - start;

describe('a steady clock', () => {
	it('starts at the wall clock and goes on with it', () => {
		expect(since()).toBe(0);
		pass(90 * MINUTE);
		expect(since()).toBe(90 * MINUTE);
	});

	it.each([HOUR, -HOUR, 24 * HOUR, -24 * HOUR])(
		'goes on as it went when somebody sets the wall clock by %i ms',
		(jump) => {
			pass(MINUTE);
			wall += jump;
			expect(since()).toBe(MINUTE);
			pass(HOUR);
			expect(Math.abs(since() - (HOUR + MINUTE))).toBeLessThanOrEqual(0.01 * HOUR);
			pass(11 * HOUR);
			expect(Math.abs(since() - (12 * HOUR + MINUTE))).toBeLessThanOrEqual(0.12 * HOUR);
		}
	);

	it.each([2_000, -2_000])('has taken over a correction of %i ms in a few minutes', (jump) => {
		wall += jump;
		pass(3 * MINUTE);
		expect(Math.abs(clock().getTime() - wall)).toBeGreaterThan(0);
		pass(MINUTE);
		expect(clock().getTime()).toBe(wall);
	});

	it('never goes back, not even while it follows a clock that was set back', () => {
		wall -= HOUR;
		let before = clock().getTime();
		for (let i = 0; i < 1_000; i++) {
			pass(7);
			expect(clock().getTime()).toBeGreaterThan(before);
			before = clock().getTime();
		}
	});

	it('counts the time the machine was suspended, where that is known', () => {
		wall += 8 * HOUR;
		passed += 8 * HOUR;
		expect(since()).toBe(8 * HOUR);
	});

	it('takes a pause nothing counted for a clock that was set', () => {
		wall += 8 * HOUR;
		pass(HOUR);
		expect(since()).toBeLessThanOrEqual(1.01 * HOUR);
	});

	it('of this machine tells the time', () => {
		const real = steadyClock();
		const before = real().getTime();
		expect(Math.abs(before - Date.now())).toBeLessThan(1_000);
		expect(real().getTime()).toBeGreaterThanOrEqual(before);
	});
});
