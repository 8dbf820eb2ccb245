import { describe, expect, it } from 'vitest';
import { levelThatHolds, wayOf, type NoticeLevel } from './notice.ts';

describe('the level of a notice', () => {
	it('is of the thread, else of the lab, else of the person, else what concerns me', () => {
		const none = { question: null, lab: null, person: null };
		expect(levelThatHolds(none)).toBe('mij');
		expect(levelThatHolds({ ...none, person: 'alles' })).toBe('alles');
		expect(levelThatHolds({ ...none, person: 'alles', lab: 'overzicht' })).toBe('overzicht');
		expect(levelThatHolds({ person: 'alles', lab: 'overzicht', question: 'mij' })).toBe('mij');
	});

	it.each<[NoticeLevel, boolean, string]>([
		['alles', false, 'now'],
		['alles', true, 'now'],
		['mij', true, 'now'],
		['mij', false, 'overview'],
		['overzicht', true, 'overview'],
		['niets', true, 'none']
	])('%s, concerns me: %s, goes %s', (level, concerns, way) => {
		expect(wayOf(level, 'daily', concerns)).toBe(way);
	});

	it('without an overview nothing waits for one', () => {
		expect(wayOf('overzicht', 'none', true)).toBe('none');
		expect(wayOf('mij', 'none', true)).toBe('now');
	});
});
