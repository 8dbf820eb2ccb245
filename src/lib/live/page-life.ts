/** What happens to a page that matters to its connections. */
export interface PageLife {
	/** Something changed here is nowhere else yet: the browser asks before it closes the page. */
	isUnsaved(): boolean;
	shown(isVisible: boolean): void;
	/** Back after sleep, after being in the background, or on another network: is the line still there? */
	woke(): void;
	networkLost(): void;
	/** The page may be gone in a moment. */
	leaving(): void;
	/** Back from the browser's store of pages: no connection survived that. */
	restored(): void;
	/** Every few seconds, as long as the browser lets it. */
	tick(): void;
}

const TICK = 5_000;
/** Ms between two ticks that no busy page explains: the machine slept. */
const SLEPT = 15_000;

/** Returns its own undo. */
export function followPage(life: PageLife): () => void {
	let tickedAt = Date.now();
	const tick = () => {
		const now = Date.now();
		if (now - tickedAt > SLEPT) life.woke();
		tickedAt = now;
		life.tick();
	};
	const showing = () => {
		const isVisible = document.visibilityState === 'visible';
		life.shown(isVisible);
		if (isVisible) life.woke();
		// On a phone this may be the last a page hears.
		else life.leaving();
	};
	const closing = (event: BeforeUnloadEvent) => {
		life.leaving();
		if (life.isUnsaved()) event.preventDefault();
	};
	const shown = (event: PageTransitionEvent) => event.persisted && life.restored();
	const listeners = [
		[window, 'online', () => life.woke()],
		[window, 'offline', () => life.networkLost()],
		[window, 'beforeunload', closing],
		[window, 'pagehide', () => life.leaving()],
		[window, 'pageshow', shown],
		[document, 'visibilitychange', showing],
		[document, 'freeze', () => life.leaving()],
		[document, 'resume', () => life.woke()]
	] as [EventTarget, string, EventListener][];
	for (const [target, name, heard] of listeners) target.addEventListener(name, heard);
	const timer = setInterval(tick, TICK);
	life.shown(document.visibilityState === 'visible');
	return () => {
		clearInterval(timer);
		for (const [target, name, heard] of listeners) target.removeEventListener(name, heard);
	};
}
