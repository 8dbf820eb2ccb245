/* What runs in the page that is measured: it watches, and changes nothing. */

/** When a text of a card was this long on the screen: id of the card, length, ms since epoch. */
export type Sight = [card: string, length: number, at: number];

export interface Probe {
	lcp: number;
	/** Ms at which the board could be written on, since the navigation began. */
	live: number;
	/** Of tasks over 50 ms, since the navigation began. */
	longTasks: { start: number; duration: number }[];
	/** Ms from a key to the paint after it. */
	keys: number[];
	sights: Sight[];
}

/** Installed before the page's own scripts. */
export function installProbe(): void {
	const probe: Probe = { lcp: 0, live: 0, longTasks: [], keys: [], sights: [] };
	Object.assign(window, { probeOf: () => probe });
	new PerformanceObserver((list) => {
		probe.lcp = list.getEntries().at(-1)?.startTime ?? probe.lcp;
	}).observe({ type: 'largest-contentful-paint', buffered: true });
	new PerformanceObserver((list) => {
		for (const { startTime: start, duration } of list.getEntries())
			probe.longTasks.push({ start, duration });
	}).observe({ type: 'longtask', buffered: true });
	addEventListener(
		'keydown',
		({ timeStamp }) => {
			requestAnimationFrame(() => {
				// What is posted in a frame runs after its paint.
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => probe.keys.push(performance.now() - timeStamp);
				port2.postMessage(0);
			});
		},
		{ capture: true }
	);

	const seen = new Map<string, number>();
	const look = (records: MutationRecord[]) => {
		const cards = new Set<Element>();
		for (const { target } of records) {
			const element = target instanceof Element ? target : target.parentElement;
			const card = element?.closest('.card');
			if (card) cards.add(card);
		}
		const at = performance.timeOrigin;
		for (const card of cards) {
			const length = card.querySelector('.card__text')?.textContent?.length ?? 0;
			const id = card.id.slice('card-'.length);
			if (seen.get(id) === length) continue;
			seen.set(id, length);
			requestAnimationFrame(() => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => probe.sights.push([id, length, at + performance.now()]);
				port2.postMessage(0);
			});
		}
	};
	const watchLive = () => {
		const add = document.querySelector<HTMLButtonElement>('.zone__add, .outline__zone .zone__add');
		if (add && !add.disabled) probe.live = performance.now();
		else requestAnimationFrame(watchLive);
	};
	addEventListener('DOMContentLoaded', () => {
		watchLive();
		new MutationObserver(look).observe(document.documentElement, {
			subtree: true,
			childList: true,
			characterData: true
		});
	});
}
