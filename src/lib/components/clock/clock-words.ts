import type { Clock } from '$lib/domain/board-mode';
import { m } from '$lib/paraglide/messages';

/** A clock as it stands at one moment of the server's time. */
export interface ShownClock {
	/** 6:24 */
	time: string;
	/** Seconds left; never less than none. */
	left: number;
	total: number;
	isOver: boolean;
	isPaused: boolean;
}

export function readClock(clock: Clock, now: number): ShownClock {
	const isPaused = !('endsAt' in clock);
	const ms = isPaused ? clock.left : clock.endsAt - now;
	// Rounded up: the clock says 0:00 when there is nothing left, and not a second before.
	const left = Math.max(0, Math.ceil(ms / 1000));
	const [minutes, seconds] = [Math.floor(left / 60), left % 60];
	return {
		time: `${minutes}:${String(seconds).padStart(2, '0')}`,
		left,
		total: Math.round(clock.total / 1000),
		isOver: left === 0,
		isPaused
	};
}

/** "Nog 6 minuten en 24 seconden", for who asks a screen reader. */
export function leftWords({ left, isOver, isPaused }: ShownClock): string {
	if (isOver) return m.clock_over();
	const said = m.clock_left({ time: lengthWords(left) });
	return isPaused ? `${said}. ${m.clock_paused()}` : said;
}

/** "1 minuut en 30 seconden" */
export function lengthWords(length: number): string {
	const [minutes, seconds] = [Math.floor(length / 60), length % 60];
	return [
		minutes > 0 && (minutes === 1 ? m.clock_minute() : m.clock_minutes({ n: minutes })),
		seconds > 0 && (seconds === 1 ? m.clock_second() : m.clock_seconds({ n: seconds }))
	]
		.filter((word) => word !== false)
		.join(m.clock_and());
}

/** What is worth saying aloud between two moments: a beginning, a minute and half a minute left, the end. */
export function clockEvent(before: ShownClock, now: ShownClock): string | null {
	if (now.isPaused || before.isPaused) return null;
	// Set anew, or longer: what it says from here on.
	if (now.left > before.left + 1) return leftWords(now);
	if (!before.isOver && now.isOver) return m.clock_over();
	if (before.left > 60 && now.left <= 60 && !now.isOver) return m.clock_one_left();
	if (before.left > 30 && now.left <= 30 && !now.isOver) return m.clock_half_left();
	return null;
}
