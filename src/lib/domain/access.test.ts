import { describe, expect, it } from 'vitest';
import { boardAccess, can, roleIn, type Access, type Actor, type BoardRights } from './access.ts';
import { roles, type Role } from './rights.ts';

function actorAs(role: Role | null, about: Partial<Actor> = {}): Actor {
	return {
		memberId: 'me',
		name: 'Me',
		initials: 'M',
		email: 'me@kennislab.example',
		language: 'nl',
		account: 'member',
		domain: 'gedeeld',
		organisationId: 'ours',
		organisationLabel: 'Ours',
		memberships: role ? [{ labId: 'lab', role }] : [],
		invitations: new Set(),
		...about
	};
}

const board: BoardRights = {
	id: 'board',
	labId: 'lab',
	tlp: 'amber',
	openedAt: '2026-11-22T09:00:00.000Z',
	contributorId: 'contributor',
	ownerOrganisationId: 'theirs'
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

	it('opens a red board only to invited people of the four roles that were in its session', () => {
		const red: BoardRights = { ...board, tlp: 'red' };
		expect(new Set(Object.values(table(red)))).toEqual(new Set(['none']));
		expect(table(red, invited)).toEqual({
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

describe('can', () => {
	it('lets a guest read the lab she is a member of, and no other', () => {
		const expert = actorAs('expert');
		expect(can(expert, 'lab.read', { labId: 'lab', id: 'lab' })).toBe(true);
		expect(can(expert, 'lab.read', { labId: 'another', id: 'another' })).toBe(false);
	});

	it('does not take a thing without an owner for the own thing of somebody without organisation', () => {
		const actor = actorAs('gem_oov', { organisationId: '' });
		const ownerless = { labId: 'lab', ownerMemberId: null, ownerOrganisationId: null };
		expect(can(actor, 'export.board', ownerless)).toBe(false);
		expect(can(actor, 'export.board', { labId: 'lab' })).toBe(false);
	});

	it('knows the role of each lab apart', () => {
		const actor = actorAs('nctv', {
			memberships: [
				{ labId: 'lab', role: 'nctv' },
				{ labId: 'another', role: 'facilitator' }
			]
		});
		expect(roleIn(actor, 'lab')).toBe('nctv');
		expect(roleIn(actor, 'another')).toBe('facilitator');
		expect(roleIn(actor, 'third')).toBeNull();
		expect(can(actor, 'board.create', { labId: 'lab' })).toBe(false);
		expect(can(actor, 'board.create', { labId: 'another' })).toBe(true);
	});
});
