import { describe, expect, it } from 'vitest';
import { newsSince, thinnedOut, type VersionKind } from './history.ts';

const now = Date.parse('2026-11-26T12:00:00.000Z');
const minutes = (n: number) => new Date(now - n * 60_000).toISOString();
const version = (at: string, kind: VersionKind = 'auto') => ({ id: at, at, kind });

describe('newsSince', () => {
	const since = minutes(600);
	it('goes on from the visit before as long as she reloads the page', () => {
		expect(newsSince({ since, lastAt: minutes(29) }, now)).toBe(since);
	});
	it('begins at the end of her last visit when she was away for longer', () => {
		expect(newsSince({ since, lastAt: minutes(31) }, now)).toBe(minutes(31));
	});
	it('tells nothing to who was never here', () => {
		expect(newsSince(null, now)).toBeNull();
	});
});

describe('thinnedOut', () => {
	const gone = (versions: ReturnType<typeof version>[]) =>
		thinnedOut(versions, now).map(({ at }) => at);

	it('keeps every version of the last day', () => {
		expect(gone([5, 6, 7, 1_439].map((n) => version(minutes(n))))).toEqual([]);
	});
	it('keeps the last of an hour in the week before that', () => {
		const [last, first] = [
			version('2026-11-23T09:50:00.000Z'),
			version('2026-11-23T09:10:00.000Z')
		];
		expect(gone([first, last, version('2026-11-23T10:05:00.000Z')])).toEqual([first.at]);
	});
	it('keeps the last of a day before that', () => {
		const [last, first] = [
			version('2026-11-10T17:50:00.000Z'),
			version('2026-11-10T09:10:00.000Z')
		];
		expect(gone([first, last, version('2026-11-11T10:05:00.000Z')])).toEqual([first.at]);
	});
	it('never lets go of what was agreed on', () => {
		const agreed = version('2026-01-10T09:10:00.000Z', 'agreed');
		expect(gone([agreed, version('2026-01-10T09:20:00.000Z')])).toEqual([]);
	});
});
