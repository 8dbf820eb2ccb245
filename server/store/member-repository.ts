import type { Transaction } from 'kysely';
import type { Actor } from '../../src/lib/domain/access.ts';
import type { Author } from '../../src/lib/domain/attribution.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import type { Db, MemberTable, Schema } from './schema.ts';

export interface Account {
	memberId: string;
	passwordHash: string | null;
}

/** A person in a lab, as the members page shows her. */
export interface LabMember {
	memberId: string;
	name: string;
	initials: string;
	email: string;
	jobTitle: string;
	domain: Author['domain'];
	organisationLabel: string;
	role: Role;
	accessUntil: string | null;
	endedAt: string | null;
}

export interface DemoPerson {
	email: string;
	name: string;
	initials: string;
	domain: Author['domain'];
	organisation: string;
	account: MemberTable['account'];
	role: Role | null;
}

export class MemberRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** The same, inside somebody's transaction. */
	within(trx: Transaction<Schema>): MemberRepository {
		return new MemberRepository(trx);
	}

	/** The account of an address, unless it is disabled; those of the demo only when it is on. */
	async findAccount(email: string, { demo }: { demo: boolean }): Promise<Account | null> {
		const row = await this.#db
			.selectFrom('member')
			.select(['id', 'password_hash', 'demo'])
			.where('email', '=', email)
			.where('disabled_at', 'is', null)
			.executeTakeFirst();
		return row && (demo || row.demo === 0)
			? { memberId: row.id, passwordHash: row.password_hash }
			: null;
	}

	/** The member with the rights she has at `now`. */
	async findActor(memberId: string, now: Date): Promise<Actor | null> {
		return (await this.findActors([memberId], now)).get(memberId) ?? null;
	}

	/** The same of many, by id; of those who have an account that is not disabled. */
	async findActors(memberIds: Iterable<string>, now: Date): Promise<Map<string, Actor>> {
		const ids = [...new Set(memberIds)];
		if (ids.length === 0) return new Map();
		const members = await this.#db
			.selectFrom('member')
			.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
			.selectAll('member')
			.select('organisation.label as organisation_label')
			.where('member.id', 'in', ids)
			.where('disabled_at', 'is', null)
			.execute();
		if (members.length === 0) return new Map();
		const at = now.toISOString();
		const memberships = await this.#db
			.selectFrom('membership')
			.select(['member_id', 'lab_id', 'role', 'access_until'])
			.where('member_id', 'in', ids)
			.where('ended_at', 'is', null)
			.orderBy('created_at')
			.execute();
		const invitations = await this.#db
			.selectFrom('invitation')
			.select(['member_id', 'thing_id', 'access_until'])
			.where('member_id', 'in', ids)
			.execute();
		const holds = (row: { access_until: string | null }) =>
			row.access_until === null || row.access_until > at;
		const rolesOf = Map.groupBy(memberships.filter(holds), (row) => row.member_id);
		const thingsOf = Map.groupBy(invitations.filter(holds), (row) => row.member_id);
		return new Map(
			members.map((member) => [
				member.id,
				{
					memberId: member.id,
					name: member.name,
					initials: member.initials,
					email: member.email,
					language: member.language,
					account: member.account,
					domain: member.domain,
					organisationId: member.organisation_id ?? '',
					organisationLabel: member.organisation_label ?? '',
					memberships: (rolesOf.get(member.id) ?? []).map(({ lab_id, role }) => ({
						labId: lab_id,
						role
					})),
					invitations: new Set((thingsOf.get(member.id) ?? []).map((row) => row.thing_id))
				}
			])
		);
	}

	/** Whether she has chosen one, and so can sign in. */
	async hasPassword(memberId: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('member')
			.select('id')
			.where('id', '=', memberId)
			.where('password_hash', 'is not', null)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** What she said she can answer on, in her own words. */
	async canAnswerOn(memberId: string): Promise<string[]> {
		const row = await this.#db
			.selectFrom('member')
			.select('about')
			.where('id', '=', memberId)
			.executeTakeFirst();
		const about = JSON.parse(row?.about ?? '{}') as { canAnswerOn?: unknown };
		if (!Array.isArray(about.canAnswerOn)) return [];
		return about.canAnswerOn.filter((each) => typeof each === 'string');
	}

	/** Authors by member id. */
	async findAuthors(memberIds: Iterable<string>): Promise<Map<string, Author>> {
		const ids = [...new Set(memberIds)];
		if (ids.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('member')
			.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
			.select([
				'member.id',
				'member.name',
				'member.initials',
				'member.domain',
				'organisation.id as organisation_id',
				'organisation.label',
				'organisation.kind',
				'organisation.size_class'
			])
			.where('member.id', 'in', ids)
			.execute();
		return new Map(
			rows.map((row) => [
				row.id,
				{
					memberId: row.id,
					name: row.name,
					initials: row.initials,
					domain: row.domain,
					organisationId: row.organisation_id ?? '',
					organisationLabel: row.label ?? '',
					organisationKind: row.kind ?? '',
					sizeClass: row.size_class
				}
			])
		);
	}

	/** Everybody who is or was in the lab, by name. */
	async listOfLab(labId: string): Promise<LabMember[]> {
		const rows = await this.#db
			.selectFrom('membership')
			.innerJoin('member', 'member.id', 'membership.member_id')
			.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
			.select([
				'member.id',
				'member.name',
				'member.initials',
				'member.email',
				'member.job_title',
				'member.domain',
				'organisation.label',
				'membership.role',
				'membership.access_until',
				'membership.ended_at'
			])
			.where('membership.lab_id', '=', labId)
			.orderBy('member.name')
			.execute();
		return rows.map((row) => ({
			memberId: row.id,
			name: row.name,
			initials: row.initials,
			email: row.email,
			jobTitle: row.job_title,
			domain: row.domain,
			organisationLabel: row.label ?? '',
			role: row.role,
			accessUntil: row.access_until,
			endedAt: row.ended_at
		}));
	}

	/** Roles in a lab of those of these members who are in it. */
	async rolesIn(labId: string, memberIds: Iterable<string>): Promise<Map<string, Role>> {
		const ids = [...new Set(memberIds)];
		if (ids.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('membership')
			.select(['member_id', 'role'])
			.where('lab_id', '=', labId)
			.where('member_id', 'in', ids)
			.where('ended_at', 'is', null)
			.orderBy('member_id')
			.execute();
		return new Map(rows.map((row) => [row.member_id, row.role]));
	}

	/** People of the demo with their role, in the order they were imported. */
	async listDemo(): Promise<DemoPerson[]> {
		const rows = await this.#db
			.selectFrom('member')
			.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
			.leftJoin('membership', 'membership.member_id', 'member.id')
			.select([
				'member.email',
				'member.name',
				'member.initials',
				'member.domain',
				'member.account',
				'organisation.label',
				'membership.role'
			])
			.where('member.demo', '>', 0)
			.where('member.disabled_at', 'is', null)
			.orderBy('member.demo')
			.execute();
		return rows.map((row) => ({
			email: row.email,
			name: row.name,
			initials: row.initials,
			domain: row.domain,
			account: row.account,
			organisation: row.label ?? '',
			role: row.role
		}));
	}

	async setRole(labId: string, memberId: string, role: Role): Promise<void> {
		await this.#db
			.updateTable('membership')
			.set({ role })
			.where('lab_id', '=', labId)
			.where('member_id', '=', memberId)
			.execute();
	}

	async endMembership(labId: string, memberId: string, at: Date): Promise<void> {
		await this.#db
			.updateTable('membership')
			.set({ ended_at: at.toISOString() })
			.where('lab_id', '=', labId)
			.where('member_id', '=', memberId)
			.execute();
	}

	async invite(invitation: Schema['invitation']): Promise<void> {
		await this.#db
			.insertInto('invitation')
			.values(invitation)
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'thing_id']).doUpdateSet({
					access_until: invitation.access_until,
					invited_by: invitation.invited_by
				})
			)
			.execute();
	}

	async withdrawInvitation(memberId: string, thingId: string): Promise<void> {
		await this.#db
			.deleteFrom('invitation')
			.where('member_id', '=', memberId)
			.where('thing_id', '=', thingId)
			.execute();
	}

	/** Who is invited to which thing in a lab. */
	async listInvitations(
		labId: string
	): Promise<{ memberId: string; thingId: string; accessUntil: string | null }[]> {
		const rows = await this.#db
			.selectFrom('invitation')
			.select(['member_id', 'thing_id', 'access_until'])
			.where('lab_id', '=', labId)
			.orderBy('created_at')
			.execute();
		return rows.map((row) => ({
			memberId: row.member_id,
			thingId: row.thing_id,
			accessUntil: row.access_until
		}));
	}

	async setLanguage(memberId: string, language: 'nl' | 'en'): Promise<void> {
		await this.#db.updateTable('member').set({ language }).where('id', '=', memberId).execute();
	}
}

/** A new member inside somebody's transaction. */
export async function insertMember(
	trx: Transaction<Schema>,
	member: Schema['member']
): Promise<void> {
	await trx.insertInto('member').values(member).execute();
}
