import { uptime } from 'node:os';

/** How much faster or slower than real time it may go while it follows the wall clock. */
const SLEW = 0.01;

interface Sources {
	/** Ms since epoch as the machine believes now; jumps when somebody sets it. */
	wall: () => number;
	/** Ms that really passed since some moment; never jumps back. */
	passed: () => number;
}

/**
 * A clock for the age of sign-ins: it starts at the wall clock, goes on with the time that really
 * passes, and follows a wall clock that was set by no more than 1 % of it. An hour ahead signs nobody
 * out, an hour back lets nobody stay longer (but 36 seconds in an hour, 7 minutes in twelve); what
 * NTP mends is followed within a hundred times its size.
 *
 * What it gives up: a process that starts on a wrong clock keeps most of the error until its next
 * start, so start it after time is synchronised; across a restart only the wall clock counts; and
 * where nothing counts the time a machine was suspended (a paused virtual machine, another system
 * than Linux), sign-ins last longer by that time.
 */
export function steadyClock(
	{ wall, passed }: Sources = { wall: Date.now, passed: timePassed() }
): () => Date {
	let now = wall();
	let before = passed();
	return () => {
		const after = passed();
		const elapsed = after - before;
		before = after;
		now += elapsed;
		const most = elapsed * SLEW;
		now += Math.max(-most, Math.min(most, wall() - now));
		return new Date(now);
	};
}

/**
 * On Linux the uptime goes on while the machine is suspended and `performance.now()` does not: after
 * a night with the lid closed nobody is still signed in. Whichever went further counts, so that an
 * uptime that a container makes up can stop no clock.
 */
function timePassed(): () => number {
	const ms = () => uptime() * 1_000;
	const difference = ms() - performance.now();
	return () => Math.max(performance.now(), ms() - difference);
}
