import { describe, expect, it } from 'vitest';
import type { Author } from '$lib/domain/attribution';
import type { LabItem } from '$server/store/lab-repository.ts';
import { actionsOf, namesOf, nextSession, sessionsOf, wordsOf } from './lab-home.ts';
import { networkOf, scansOf } from './lab-material.ts';

function item(id: string, data: Record<string, unknown>): LabItem {
	return { id, kind: '', title: id, data };
}

const nameOf = (id: string | null | undefined) => id ?? null;

describe('namesOf', () => {
	const tessa: Author = {
		memberId: 'tessa',
		name: 'Tessa Kwakernaat',
		initials: 'TK',
		domain: 'veiligheid',
		organisationId: 'aldermeer',
		organisationLabel: 'Aldermeer',
		organisationKind: 'gemeente',
		sizeClass: 'groot'
	};
	const authors = new Map([[tessa.memberId, tessa]]);

	it('gives a name where the lab shows names', () => {
		expect(namesOf(authors, 'name')('tessa')).toBe('Tessa Kwakernaat');
	});

	it('gives no more than the lab shows', () => {
		expect(namesOf(authors, 'organisation')('tessa')).toBe('Aldermeer');
		expect(namesOf(authors, 'kind')('tessa')).toBe('gemeente');
		expect(namesOf(authors, 'none')('tessa')).toBeNull();
	});

	it('does not know somebody who is not there', () => {
		expect(namesOf(authors, 'name')('jorrit')).toBeNull();
		expect(namesOf(authors, 'name')(null)).toBeNull();
	});
});

describe('sessions', () => {
	const meeting = (id: string, startsAt: string, status: 'planned' | 'ended') => ({
		...{ id, title: id, goal: '', startsAt, minutes: 120, status, role: null }
	});
	const round = { date: '2026-11-12', start: null, status: 'loopt', expertId: 'evelien' };
	const sessions = sessionsOf(
		[
			meeting('late', '2026-12-10T23:30:00.000Z', 'planned'),
			meeting('next', '2026-11-24T09:00:00.000Z', 'planned'),
			meeting('first', '2026-10-06T08:00:00.000Z', 'ended')
		],
		[
			item('round', round),
			item('first', { date: '2026-10-06', start: '10:00', harvest: { lessen: 2 } }),
			item('gone', { date: '2026-10-07', start: '10:00' })
		],
		nameOf
	);

	it('are meetings as planned and rounds by letter, in order of date on the clock in Amsterdam', () => {
		expect(sessions.map(({ id, date, start }) => `${id} ${date} ${start}`)).toEqual([
			'first 2026-10-06 10:00',
			'round 2026-11-12 null',
			'next 2026-11-24 10:00',
			'late 2026-12-11 00:30'
		]);
		expect(sessions.map(({ hasPage }) => hasPage)).toEqual([true, false, true, true]);
	});

	it('keep what a meeting gave, and who is asked in a round', () => {
		expect(sessions[0]).toMatchObject({ status: 'afgerond', harvest: { lessen: 2 } });
		expect(sessions[1]).toMatchObject({ status: 'loopt', expert: 'evelien' });
	});

	it('the next one is the first that is planned, today included', () => {
		expect(nextSession(sessions, '2026-11-16')?.date).toBe('2026-11-24');
		expect(nextSession(sessions, '2026-11-24')?.date).toBe('2026-11-24');
		expect(nextSession(sessions, '2026-11-25')?.date).toBe('2026-12-11');
		expect(nextSession(sessions, '2026-12-12')).toBeNull();
	});
});

describe('actions', () => {
	const action = (id: string, due: string, ownerId: string, isPrivate: boolean) =>
		item(id, { due, ownerId, private: isPrivate, source: 'a board', status: 'open' });
	const items = [
		action('later', '2026-12-20', 'tessa', false),
		action('private', '2026-12-10', 'tessa', true),
		action('sooner', '2026-12-01', 'jorrit', false)
	];

	it('shows a private one to its owner alone', () => {
		const ids = (reader: string) =>
			actionsOf(items, reader, nameOf, () => null).map(({ id }) => id);
		expect(ids('tessa')).toEqual(['sooner', 'private', 'later']);
		expect(ids('jorrit')).toEqual(['sooner', 'later']);
	});

	it('never tells from which board it came: with its lead that would name the contributor', () => {
		expect(JSON.stringify(actionsOf(items, 'tessa', nameOf, () => null))).not.toContain('a board');
	});
});

it('shows settled words that mean two things, and counts the rest', () => {
	const term = (id: string, kind: string, status: string) =>
		item(id, { term: id, social: '', safety: '', joint: '', kind, status });
	const words = wordsOf([
		term('signaal', 'zelfde_woord', 'voorstel'),
		term('casus', 'zelfde_woord', 'vastgesteld'),
		term('overlast', 'spanning', 'vastgesteld')
	]);
	expect(words).toMatchObject({ total: 3, twoSided: 2, proposals: 1 });
	expect(words.shown.map(({ id }) => id)).toEqual(['casus']);
});

it('leaves out a finding about fewer municipalities than the scan allows', () => {
	const finding = (id: string, count: number) => ({ id, text: id, count, of: 49 });
	const [scan] = scansOf(
		[item('scan', { minCell: 5, expectedFindings: [finding('few', 4), finding('enough', 5)] })],
		[item('r1', { status: 'ingediend' }), item('r2', { status: 'concept' })]
	);
	expect(scan?.findings.map(({ id }) => id)).toEqual(['enough']);
	expect(scan?.respondents).toBe(1);
});

it('counts relations and key figures, and names nobody', () => {
	const network = networkOf(
		[item('a', { strength: 'sterk', note: 'wekelijks' }), item('b', { strength: 'ontbreekt' })],
		[item('kf', { label: 'Ouder in de ouderraad' })]
	);
	expect(network).toEqual({
		relations: 2,
		byStrength: { sterk: 1, redelijk: 0, zwak: 0, ontbreekt: 1 },
		keyFigures: 1
	});
});
