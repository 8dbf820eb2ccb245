import { describe, expect, it } from 'vitest';
import { can, roleIn } from './access.ts';
import { actorAs } from './an-actor.ts';

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
