import { askServerTime, serverAhead } from '$lib/live/server-time';

/** Ms between two looks at it, unless said otherwise. */
const TICK = 250;
/** Ms a clock may differ from the time that really passed before it was set, or the machine slept. */
const SET = 1_000;
/** Ms for which an answer holds for clocks that begin: with every step of a session there is another. */
const FRESH = 5 * 60_000;

/** Ms the server is ahead of this page, and when it said so: one answer for all its clocks. */
let ahead = 0;
let saidAt: number | null = null;
let asking: Promise<void> | null = null;

function compare(): Promise<void> {
	asking ??= serverAhead({ here: () => Date.now(), there: askServerTime }).then((ms) => {
		asking = null;
		if (ms === null) return;
		ahead = ms;
		saidAt = performance.now();
	});
	return asking;
}

/** The moment by the server's clock, whatever the clock of this machine says, for what is drawn. */
export class ServerClock {
	/** Ms since epoch. */
	now: number;
	/** The server was asked, so it does not jump any more. */
	isSet = false;

	/** `at`: until the page is alive, and the server was asked. */
	constructor(at = Date.now()) {
		this.now = $state(at);
	}

	/** Goes on, and asks the server again when it may be wrong. Returns its own undo. */
	start(every = TICK): () => void {
		const apart = () => Date.now() - performance.now();
		let known = apart();
		const show = () => (this.now = Date.now() + ahead);
		const set = () => {
			this.isSet = true;
			show();
		};
		const ask = () => {
			this.isSet = false;
			void compare().then(set);
		};
		const tick = () => {
			show();
			if (Math.abs(apart() - known) < SET) return;
			known = apart();
			ask();
		};
		if (saidAt !== null && performance.now() - saidAt < FRESH) set();
		else ask();
		const timer = setInterval(tick, every);
		const seen = () => document.visibilityState === 'visible' && ask();
		document.addEventListener('visibilitychange', seen);
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', seen);
		};
	}
}
