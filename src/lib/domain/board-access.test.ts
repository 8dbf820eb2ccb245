import { describe, expect, it } from 'vitest';
import type { Actor } from './access.ts';
import { actorAs } from './an-actor.ts';
import {
	boardAccess,
	documentAccess,
	exportRight,
	markerOf,
	partRights,
	type Access,
	type BoardParts,
	type BoardRights
} from './board-access.ts';
import { boardModes, type BoardMode } from './board-mode.ts';
import type { DocumentKind } from './document-name.ts';
import { roles, type Role } from './rights.ts';
import { tlps } from './tlp.ts';

const board: BoardRights = {
	id: 'board',
	labId: 'lab',
	tlp: 'amber',
	attendance: [],
	openedAt: '2026-11-22T09:00:00.000Z',
	contributorId: 'contributor',
	ownerOrganisationId: 'theirs',
	createdBy: null,
	mode: 'open',
	speakerId: null,
	leaderId: null,
	isRevealed: false,
	withdrawnAt: null,
	frozenAt: null,
	held: null,
	sessionLeads: new Set()
};
const invited = { invitations: new Set(['board']) };
/** What each role may with a board: plain, and when invited to it. */
function table(of: BoardRights, about: Partial<Actor> = {}): Record<Role, Access> {
	return Object.fromEntries(
		roles.map((role) => [role, boardAccess(actorAs(role, about), of)])
	) as Record<Role, Access>;
}

describe('boardAccess', () => {
	it('lets the lab write on an open board and keeps uninvited guests out', () => {
		expect(table(board)).toEqual({
			facilitator: 'write',
			ess: 'write',
			gem_oov: 'write',
			gem_sociaal: 'write',
			si: 'write',
			nctv: 'write',
			expert: 'none',
			sleutelfiguur: 'none',
			waarnemer: 'none'
		});
	});

	it('lets invited guests write, and an invited observer read', () => {
		expect(table(board, invited)).toMatchObject({
			expert: 'write',
			sleutelfiguur: 'write',
			waarnemer: 'read'
		});
	});

	it('shows an unopened casus to the facilitator and ESS only, also when others are invited', () => {
		const unopened = { ...board, openedAt: null };
		for (const about of [{}, invited]) {
			expect(table(unopened, about)).toEqual({
				facilitator: 'write',
				ess: 'write',
				gem_oov: 'none',
				gem_sociaal: 'none',
				si: 'none',
				nctv: 'none',
				expert: 'none',
				sleutelfiguur: 'none',
				waarnemer: 'none'
			});
		}
	});

	it('shows an unopened casus to its contributor, not to her colleague', () => {
		const unopened = { ...board, openedAt: null, ownerOrganisationId: 'ours' };
		expect(boardAccess(actorAs('gem_oov', { memberId: 'contributor' }), unopened)).toBe('write');
		expect(boardAccess(actorAs('gem_oov'), unopened)).toBe('none');
	});

	it('opens a red board to whoever facilitates and whose it is, before there is a list', () => {
		const red: BoardRights = { ...board, tlp: 'red' };
		for (const about of [{}, invited]) {
			const { facilitator, ess, ...others } = table(red, about);
			expect(facilitator).toBe('write');
			// An adviser who was invited to a board facilitates it.
			expect(ess).toBe(about === invited ? 'write' : 'none');
			expect(new Set(Object.values(others))).toEqual(new Set(['none']));
		}
		expect(boardAccess(actorAs('gem_oov', { memberId: 'contributor' }), red)).toBe('write');
	});

	it('opens a red board with a list to who was there in four roles, and to whose board it is', () => {
		const red: BoardRights = { ...board, tlp: 'red', attendance: ['me', 'contributor'] };
		for (const about of [{}, invited]) {
			expect(table(red, about)).toEqual({
				facilitator: 'write',
				ess: 'write',
				gem_oov: 'write',
				gem_sociaal: 'write',
				si: 'none',
				nctv: 'none',
				expert: 'none',
				sleutelfiguur: 'none',
				waarnemer: 'none'
			});
		}
		const away = { ...red, attendance: ['somebody'] };
		expect(new Set(Object.values(table(away, invited)))).toEqual(new Set(['none']));
		expect(boardAccess(actorAs('gem_oov', { memberId: 'contributor' }), away)).toBe('write');
		// Whose board it was, and who has another role by now.
		expect(boardAccess(actorAs('nctv', { memberId: 'contributor' }), away)).toBe('none');
	});

	it('lets a board be taken along by the facilitator, and by whose it is as far as it is marked', () => {
		const rightOf = (role: Role | null, of: Partial<BoardRights>, about: Partial<Actor> = {}) =>
			exportRight(actorAs(role, about), { ...board, ...of });
		for (const tlp of tlps) {
			const facilitator = rightOf('facilitator', { tlp, ownerOrganisationId: 'theirs' });
			expect(facilitator, tlp).toBe(tlp === 'red' ? 'red' : 'yes');
			const [contributor, colleague] = [{ memberId: 'contributor' }, { organisationId: 'theirs' }];
			const own = { tlp, ownerOrganisationId: 'theirs' };
			for (const role of ['gem_oov', 'gem_sociaal'] as const) {
				const usual = tlp === 'amber-strict' ? 'no' : 'yes';
				expect(rightOf(role, own, contributor), tlp).toBe(tlp === 'red' ? 'red' : usual);
				// A colleague reads no RED board of hers.
				expect(rightOf(role, own, colleague), tlp).toBe(tlp === 'red' ? 'no' : usual);
				expect(rightOf(role, own, { ...invited, organisationId: 'others' }), tlp).toBe('no');
			}
			const others = ['ess', 'si', 'nctv', 'expert', 'sleutelfiguur', 'waarnemer', null] as const;
			for (const role of others) {
				const about = { ...invited, ...contributor, ...colleague };
				expect(rightOf(role, { ...own, attendance: ['contributor'] }, about), tlp).toBe('no');
			}
		}
	});

	it('lets nothing be taken along of a casus that nobody signed, or that was taken back', () => {
		for (const gone of [{ openedAt: null }, { withdrawnAt: '2026-11-26T09:00:00.000Z' }]) {
			expect(exportRight(actorAs('facilitator'), { ...board, ...gone })).toBe('no');
			const contributor = actorAs('gem_oov', { memberId: 'contributor' });
			expect(exportRight(contributor, { ...board, ...gone })).toBe('no');
		}
	});

	it('tells as whom one may change a label', () => {
		const by = (role: Role, about: Partial<Actor> = {}, of: Partial<BoardRights> = {}) =>
			markerOf(actorAs(role, about), { ...board, ...of });
		expect(by('facilitator')).toBe('facilitator');
		expect(by('gem_oov', { memberId: 'contributor' })).toBe('source');
		// A colleague of the contributor is not the contributor.
		expect(by('gem_oov', { organisationId: 'theirs' })).toBeNull();
		expect(by('ess')).toBeNull();
		const made = { contributorId: null, createdBy: 'me' };
		expect(by('facilitator', {}, made)).toBe('source');
		// She brought it and may not write any more.
		expect(by('waarnemer', { memberId: 'contributor', ...invited })).toBeNull();
	});

	it('gives nothing outside the lab, whoever made the board and whatever the account', () => {
		const about = { ...invited, memberId: 'contributor', organisationId: 'theirs' };
		for (const account of ['member', 'beheerder', 'fg'] as const) {
			expect(boardAccess(actorAs(null, { ...about, account }), board)).toBe('none');
		}
		const elsewhere = { memberships: [{ labId: 'another', role: 'facilitator' as const }] };
		expect(boardAccess(actorAs(null, { ...about, ...elsewhere }), board)).toBe('none');
	});
});

const people = {
	facilitator: actorAs('facilitator'),
	contributor: actorAs('gem_sociaal', { memberId: 'contributor' }),
	participant: actorAs('gem_oov'),
	nctv: actorAs('nctv', { memberId: 'lotte' }),
	observer: actorAs('waarnemer', { memberId: 'hilde', ...invited }),
	outsider: actorAs(null, { memberId: 'nobody' })
};
type Person = keyof typeof people;
const parts: BoardParts = {
	groups: [],
	ownGroup: null,
	hiddenZones: [],
	isHiddenStepComing: false
};

/** What each of them may do with a document of this kind, in one mode. */
function may(
	kind: DocumentKind,
	mode: BoardMode,
	about: { part?: string; parts?: Partial<BoardParts>; board?: Partial<BoardRights> } = {}
) {
	const name = { kind, id: 'board', part: about.part ?? '' };
	const answers = (Object.keys(people) as Person[]).map((person) => [
		person,
		documentAccess(people[person], { ...board, mode, ...about.board }, name, {
			...parts,
			...about.parts
		})
	]);
	return Object.fromEntries(answers) as Record<Person, Access>;
}

describe('each mode', () => {
	const readers = {
		facilitator: 'read',
		contributor: 'read',
		participant: 'read',
		nctv: 'read',
		observer: 'read',
		outsider: 'none'
	};
	const expected: Record<BoardMode, object> = {
		uitleg: { ...readers, facilitator: 'write', contributor: 'write' },
		open: {
			...readers,
			facilitator: 'write',
			contributor: 'write',
			participant: 'write',
			nctv: 'write'
		},
		verdekt: readers,
		ronde: { ...readers, facilitator: 'write' },
		inbrenger_luistert: { ...readers, facilitator: 'write', participant: 'write', nctv: 'write' },
		ordenen: readers,
		subgroep: readers,
		stemmen: readers,
		oogst: { ...readers, facilitator: 'write' }
	};
	it.each(boardModes)('%s says who writes the board', (mode) => {
		expect(may('board', mode)).toEqual(expected[mode]);
	});

	it('lets whoever has the word write in a round, unless she is an observer', () => {
		expect(may('board', 'ronde', { board: { speakerId: 'lotte' } }).nctv).toBe('write');
		expect(may('board', 'ronde', { board: { speakerId: 'hilde' } }).observer).toBe('read');
	});

	it('lets an owner who leads her own board of two write as a facilitator would', () => {
		const led = { leaderId: 'contributor' };
		expect(may('board', 'oogst', { board: led }).contributor).toBe('write');
		expect(may('board', 'ronde', { board: led }).contributor).toBe('write');
		expect(may('board', 'verdekt', { board: led }).contributor).toBe('read');
	});

	it.each(boardModes)(
		'%s keeps the live state readable for all, and writable for nobody',
		(mode) => {
			expect(new Set(Object.values({ ...may('state', mode), outsider: 'read' }))).toEqual(
				new Set(['read'])
			);
			expect(may('state', mode).outsider).toBe('none');
		}
	);
});

describe('a document of one person', () => {
	it.each(boardModes)('is hers alone in %s', (mode) => {
		for (const kind of ['notes', 'aside'] as const) {
			const { participant, ...others } = may(kind, mode, {
				part: 'me',
				parts: { isHiddenStepComing: true }
			});
			// The facilitator of this test has the same id; the others do not.
			const { facilitator, ...rest } = others;
			expect([participant, facilitator]).toEqual(['write', 'write']);
			expect(new Set(Object.values(rest))).toEqual(new Set(['none']));
		}
	});

	it('holds notes while they are hidden, and before that only when a hidden step is coming', () => {
		const mine = (mode: BoardMode, about = {}) =>
			may('notes', mode, { part: 'me', ...about }).participant;
		expect(mine('verdekt')).toBe('write');
		expect(mine('verdekt', { board: { isRevealed: true } })).toBe('read');
		expect(mine('open')).toBe('read');
		expect(mine('open', { parts: { isHiddenStepComing: true } })).toBe('write');
	});

	it('is of nobody who only observes', () => {
		expect(may('notes', 'verdekt', { part: 'hilde' }).observer).toBe('none');
		expect(may('aside', 'open', { part: 'hilde' }).observer).toBe('none');
	});
});

describe('a hidden zone', () => {
	it('is of contributor and facilitator until it is shown, and then of nobody', () => {
		const hidden = may('zone', 'uitleg', { part: 'afloop', parts: { hiddenZones: ['afloop'] } });
		expect(hidden).toEqual({
			facilitator: 'write',
			contributor: 'write',
			participant: 'none',
			nctv: 'none',
			observer: 'none',
			outsider: 'none'
		});
		expect(new Set(Object.values(may('zone', 'uitleg', { part: 'afloop' })))).toEqual(
			new Set(['none'])
		);
	});
});

describe('the part of a group', () => {
	it('is written by its group while it works, read by whoever leads, and closed to the rest', () => {
		const about = { part: 'g', parts: { groups: ['g', 'h'], ownGroup: 'g' } };
		expect(may('part', 'subgroep', about)).toMatchObject({
			participant: 'write',
			observer: 'none'
		});
		expect(may('part', 'open', about).participant).toBe('read');
		const other = may('part', 'subgroep', {
			part: 'h',
			parts: { groups: ['g', 'h'], ownGroup: 'g' }
		});
		expect(other).toEqual({
			facilitator: 'read',
			contributor: 'none',
			participant: 'none',
			nctv: 'none',
			observer: 'none',
			outsider: 'none'
		});
		// A group that is not there has no part, for whoever asks.
		const none = may('part', 'subgroep', { part: 'x', parts: { groups: ['g'], ownGroup: 'x' } });
		expect(new Set(Object.values(none))).toEqual(new Set(['none']));
	});
});

describe('the harvest', () => {
	it('is written in its own mode, by whoever may harvest', () => {
		expect(may('harvest', 'oogst')).toMatchObject({
			participant: 'write',
			nctv: 'write',
			observer: 'read',
			outsider: 'none'
		});
		expect(may('harvest', 'open').participant).toBe('read');
		const red = { board: { tlp: 'red', attendance: ['me'] } } as const;
		expect(may('harvest', 'oogst', red)).toMatchObject({ participant: 'read', nctv: 'none' });
	});
});

describe('partRights', () => {
	const atWork: BoardRights = { ...board, mode: 'subgroep' };
	const host = { ...actorAs('gem_oov'), memberId: 'host' };
	const guest = { ...actorAs('gem_oov'), memberId: 'guest' };
	const other = { ...actorAs('gem_oov'), memberId: 'other' };
	const group = { hostId: 'host', memberIds: ['host', 'guest'] };
	const nothing = { cards: 'none', clock: false, ask: false, answer: false };

	it('give a host her own part, whoever sits there its cards and a call, and others nothing', () => {
		const all = { cards: 'write', clock: true, ask: true, answer: true };
		expect(partRights(host, atWork, group)).toEqual(all);
		expect(partRights(guest, atWork, group)).toEqual({ ...all, clock: false, answer: false });
		expect(partRights(other, atWork, group)).toEqual(nothing);
		expect(partRights(host, atWork, { hostId: 'other', memberIds: ['other'] })).toEqual(nothing);
	});

	it('end for a host who left her group, may not write now, or lost the board', () => {
		expect(partRights(host, atWork, { hostId: 'host', memberIds: ['guest'] })).toEqual(nothing);
		const barred = { ...atWork, barred: new Set(['host']) };
		expect(partRights(host, barred, group)).toEqual(nothing);
		const observer = { ...actorAs('waarnemer', invited), memberId: 'host' };
		expect(partRights(observer, atWork, group)).toEqual(nothing);
		expect(partRights(host, { ...atWork, frozenAt: '2026' }, group).cards).toBe('read');
		expect(partRights(host, { ...atWork, withdrawnAt: '2026' }, group)).toEqual(nothing);
	});

	it('let whoever leads read, run and answer everywhere, and make no host a facilitator', () => {
		const leading = { cards: 'read', clock: true, ask: false, answer: true };
		expect(partRights(actorAs('facilitator'), atWork, group)).toEqual(leading);
		expect(boardAccess(host, atWork)).toBe('read');
		expect(boardAccess(host, { ...board, mode: 'oogst' })).toBe('read');
	});
});
