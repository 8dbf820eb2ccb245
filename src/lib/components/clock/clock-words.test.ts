import { expect, it } from 'vitest';
import { m } from '$lib/paraglide/messages';
import { clockEvent, leftWords, lengthWords, readClock } from './clock-words';

const minutes = (n: number) => n * 60_000;
const running = (endsAt: number) => ({ total: minutes(10), endsAt });

it('shows minutes and seconds, and never less than none', () => {
	expect(readClock(running(384_000), 0)).toMatchObject({ time: '6:24', isOver: false });
	expect(readClock(running(5_000), 0).time).toBe('0:05');
	expect(readClock(running(5_000), 4_001).time).toBe('0:01');
	expect(readClock(running(5_000), 5_000)).toMatchObject({ time: '0:00', isOver: true });
	expect(readClock(running(5_000), 90_000)).toMatchObject({ time: '0:00', left: 0 });
});

it('stands still while it is paused', () => {
	const paused = { total: minutes(10), left: 61_000 };
	expect(readClock(paused, 0)).toEqual(readClock(paused, minutes(99)));
	expect(readClock(paused, 0)).toMatchObject({ time: '1:01', isPaused: true });
});

it('says in words how long it goes on', () => {
	expect(leftWords(readClock(running(384_000), 0))).toBe('Nog 6 minuten en 24 seconden');
	expect(leftWords(readClock(running(61_000), 0))).toBe('Nog 1 minuut en 1 seconde');
	expect(leftWords(readClock(running(120_000), 0))).toBe('Nog 2 minuten');
	expect(leftWords(readClock(running(0), 0))).toBe(m.clock_over());
});

it('says how long it takes to the second: a turn to speak is half a minute, and not a whole one', () => {
	const whole = (total: number) => lengthWords(readClock({ total, endsAt: total }, 0).total);
	expect([600_000, 60_000, 30_000, 90_000].map(whole)).toEqual([
		'10 minuten',
		'1 minuut',
		'30 seconden',
		'1 minuut en 30 seconden'
	]);
});

it('speaks up at one minute, at half a minute and at the end, once each', () => {
	const said = Array.from({ length: 125 }, (_, s) => {
		const at = (second: number) => readClock(running(120_000), second * 1000);
		return clockEvent(at(s), at(s + 1));
	}).filter((words) => words !== null);
	expect(said).toEqual([m.clock_one_left(), m.clock_half_left(), m.clock_over()]);
});

it('says how long a clock takes that was set anew, and keeps quiet about one that is paused', () => {
	const over = readClock(running(0), 0);
	const again = readClock(running(120_000), 0);
	expect(clockEvent(over, again)).toBe('Nog 2 minuten');
	expect(clockEvent(again, readClock({ total: 0, left: 30_000 }, 0))).toBeNull();
});
