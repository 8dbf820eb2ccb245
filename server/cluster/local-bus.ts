import type { Bus, Notice } from './bus.ts';

/** One node: whoever publishes calls the listeners itself. */
export function localBus(): Bus {
	const listeners = new Set<(notice: Notice) => void>();
	return {
		publish(notice) {
			for (const heard of listeners) heard(notice);
		},
		onNotice(heard) {
			listeners.add(heard);
			return () => listeners.delete(heard);
		}
	};
}
