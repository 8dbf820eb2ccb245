import { askServerTime, serverAhead } from '$lib/live/server-time';

/** Ms between two looks at it. */
const TICK = 250;

/** The moment by the server's clock, for several clocks on one page. */
export class ServerClock {
	/** Ms since epoch. */
	now = $state(Date.now());
	#ahead = 0;

	/** Returns its own undo. */
	start(): () => void {
		const compare = async () => {
			const ahead = await serverAhead({ here: () => Date.now(), there: askServerTime });
			if (ahead !== null) this.#ahead = ahead;
		};
		void compare();
		const timer = setInterval(() => (this.now = Date.now() + this.#ahead), TICK);
		const seen = () => document.visibilityState === 'visible' && void compare();
		document.addEventListener('visibilitychange', seen);
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', seen);
		};
	}
}
