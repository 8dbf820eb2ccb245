import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { can } from './access.ts';
import { actorAs as roleActor } from './an-actor.ts';
import { rights, roles, type Capability, type Right, type Role } from './rights.ts';

interface Matrix {
	roles: string[];
	capabilities: { id: string; allow: Record<string, string> }[];
}

const matrix = JSON.parse(readFileSync('demo/roles.json', 'utf8')) as Matrix;
const cells = matrix.capabilities.flatMap(({ id, allow }) =>
	roles.map((role) => [id as Capability, role, allow[role] as Right] as const)
);

const lab = 'lab';
const actorAs = (role: Role, invitations: string[] = []) =>
	roleActor(role, { invitations: new Set(invitations) });

const theirs = {
	labId: lab,
	id: 'thing',
	ownerMemberId: 'somebody',
	ownerOrganisationId: 'elsewhere'
};

describe('the role matrix', () => {
	it('has the nine roles of demo/roles.json in its order, and its 33 capabilities', () => {
		expect(matrix.roles).toEqual([...roles]);
		expect(matrix.capabilities).toHaveLength(33);
		expect(cells).toHaveLength(33 * 9);
	});

	it.each(cells)('%s for %s is "%s", as in demo/roles.json', (capability, role, right) => {
		expect(rights[capability][role]).toBe(right);
	});

	const extra = (Object.keys(rights) as Capability[]).filter(
		(id) => !matrix.capabilities.some((each) => each.id === id)
	);

	it('adds only what the matrix lacks', () => {
		expect(extra.sort()).toEqual([
			'board.freeze',
			'content.redact',
			'guard.allow',
			'members.manage',
			'session.plan',
			'template.adapt',
			'thread.pin',
			'thread.read'
		]);
	});

	it('lets whoever reads boards read questions', () => {
		expect(rights['thread.read']).toEqual(rights['board.read']);
	});

	const lead = extra.filter((capability) => capability !== 'thread.read');
	it.each(lead)('%s lies with the facilitator alone', (capability) => {
		for (const role of roles) {
			expect(can(actorAs(role, ['thing']), capability, theirs)).toBe(role === 'facilitator');
		}
	});
});

describe('can', () => {
	it.each(cells)('answers %s for %s as "%s" means', (capability, role, right) => {
		const actor = actorAs(role);
		const invited = actorAs(role, ['thing']);
		const own = { ...theirs, ownerMemberId: 'me' };
		const ofOurs = { ...theirs, ownerOrganisationId: 'ours' };
		expect({
			stranger: can(actor, capability, theirs),
			own: can(actor, capability, own),
			ofOurs: can(actor, capability, ofOurs),
			invited: can(invited, capability, theirs)
		}).toEqual({
			stranger: right === 'ja',
			own: right === 'ja' || right === 'eigen',
			ofOurs: right === 'ja' || right === 'eigen',
			invited: right === 'ja' || right === 'uitgenodigd'
		});
	});

	it.each(cells)('refuses %s to %s of another lab', (capability, role) => {
		const elsewhere = { ...theirs, labId: 'another', ownerMemberId: 'me' };
		expect(can(actorAs(role, ['thing', 'another']), capability, elsewhere)).toBe(false);
	});
});
