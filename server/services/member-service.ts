import * as v from 'valibot';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { rights, roles } from '../../src/lib/domain/rights.ts';
import type { Bus } from '../cluster/bus.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { LabMember, MemberRepository } from '../store/member-repository.ts';
import type { AuditTrail } from './audit-trail.ts';

export const RoleChange = v.object({ member: v.string(), role: v.picklist(roles) });
export const MemberChoice = v.object({ member: v.string() });
export const BoardInvitation = v.object({ member: v.string(), board: v.string() });

interface MemberParts {
	members: MemberRepository;
	boards: BoardRepository;
	bus: Bus;
	trail: AuditTrail;
	now: () => Date;
	newId: () => string;
}

/** A member with the boards she is invited to, for the members page. */
export interface MemberRow extends LabMember {
	/** Boards are read by invitation in this role. */
	needsInvitation: boolean;
	invitedTo: string[];
}

/** Members of a lab: who may change a role, end a membership, invite to a board. */
export class MemberService {
	readonly #parts: MemberParts;

	constructor(parts: MemberParts) {
		this.#parts = parts;
	}

	/** Members now, by name. Everybody who reads the lab sees who is in it. */
	async list(lab: Lab): Promise<MemberRow[]> {
		const invitations = await this.#parts.members.listInvitations(lab.id);
		const at = this.#parts.now().toISOString();
		return (await this.#parts.members.listOfLab(lab.id))
			.filter((member) => member.endedAt === null)
			.filter((member) => member.accessUntil === null || member.accessUntil > at)
			.map((member) => ({
				...member,
				needsInvitation: rights['board.read'][member.role] === 'uitgenodigd',
				invitedTo: invitations
					.filter(({ memberId }) => memberId === member.memberId)
					.map(({ thingId }) => thingId)
			}));
	}

	mayManage(actor: Actor, lab: Lab): boolean {
		return can(actor, 'members.manage', { labId: lab.id });
	}

	async setRole(
		actor: Actor,
		lab: Lab,
		{ member, role }: v.InferOutput<typeof RoleChange>
	): Promise<Outcome> {
		const row = await this.#managed(actor, lab, member);
		if (!row.ok) return row;
		if (role !== 'facilitator' && (await this.#isLastFacilitator(lab, row.value))) {
			return refused('last-facilitator');
		}
		await this.#parts.trail.with(
			{
				act: 'member.role-changed',
				memberId: actor.memberId,
				subject: `lab/${lab.id}`,
				detail: { member, from: row.value.role, to: role }
			},
			(trx) => this.#parts.members.within(trx).setRole(lab.id, member, role)
		);
		this.#parts.bus.publish({ kind: 'member-changed', memberId: member });
		return done();
	}

	async endMembership(actor: Actor, lab: Lab, member: string): Promise<Outcome> {
		const row = await this.#managed(actor, lab, member);
		if (!row.ok) return row;
		if (await this.#isLastFacilitator(lab, row.value)) return refused('last-facilitator');
		await this.#parts.trail.with(
			{
				act: 'member.removed',
				memberId: actor.memberId,
				subject: `lab/${lab.id}`,
				detail: { member, role: row.value.role }
			},
			(trx) => this.#parts.members.within(trx).endMembership(lab.id, member, this.#parts.now())
		);
		this.#parts.bus.publish({ kind: 'member-changed', memberId: member });
		return done();
	}

	/** Access to one board for a role that reads by invitation; as long as her membership lasts. */
	async inviteToBoard(
		actor: Actor,
		lab: Lab,
		{ member, board: boardId }: v.InferOutput<typeof BoardInvitation>
	): Promise<Outcome> {
		const row = await this.#managed(actor, lab, member);
		if (!row.ok) return row;
		const board = await this.#parts.boards.find(boardId);
		if (board?.labId !== lab.id || !readsBoard(actor, board)) {
			return refused('not-found');
		}
		const invitation = {
			id: this.#parts.newId(),
			lab_id: lab.id,
			member_id: member,
			thing_kind: 'board' as const,
			thing_id: board.id,
			access_until: row.value.accessUntil,
			invited_by: actor.memberId,
			created_at: this.#parts.now().toISOString()
		};
		await this.#parts.trail.with(
			{
				act: 'member.invited',
				memberId: actor.memberId,
				subject: boardDocument(board.id),
				detail: { member }
			},
			(trx) => this.#parts.members.within(trx).invite(invitation)
		);
		this.#parts.bus.publish({ kind: 'member-changed', memberId: member });
		return done();
	}

	async withdrawInvitation(
		actor: Actor,
		lab: Lab,
		{ member, board }: v.InferOutput<typeof BoardInvitation>
	): Promise<Outcome> {
		const row = await this.#managed(actor, lab, member);
		if (!row.ok) return row;
		if (!row.value.invitedTo.includes(board)) return done();
		await this.#parts.trail.with(
			{
				act: 'member.invitation-withdrawn',
				memberId: actor.memberId,
				subject: boardDocument(board),
				detail: { member }
			},
			(trx) => this.#parts.members.within(trx).withdrawInvitation(member, board)
		);
		this.#parts.bus.publish({ kind: 'member-changed', memberId: member });
		return done();
	}

	async #managed(actor: Actor, lab: Lab, memberId: string): Promise<Outcome<MemberRow>> {
		if (!this.mayManage(actor, lab)) return refused('forbidden');
		const member = (await this.list(lab)).find((each) => each.memberId === memberId);
		return member ? done(member) : refused('not-found');
	}

	/** A lab without a facilitator could be led, and mended, by nobody. */
	async #isLastFacilitator(lab: Lab, member: MemberRow): Promise<boolean> {
		if (member.role !== 'facilitator') return false;
		const others = (await this.list(lab)).filter((each) => each.role === 'facilitator');
		return others.length === 1;
	}
}
