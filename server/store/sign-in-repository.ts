import type { Db } from './schema.ts';

/** One sign-in: a browser in which somebody entered. */
export interface SignIn {
	/** SHA-256 of the secret, in hex. */
	id: string;
	memberId: string;
	createdAt: Date;
	lastUsedAt: Date;
	/** Absolute end. */
	expiresAt: Date;
	userAgent: string;
	/** When she last gave her password. */
	confirmedAt: Date;
}

export class SignInRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async add(signIn: SignIn): Promise<void> {
		await this.#db
			.insertInto('sign_in')
			.values({
				id: signIn.id,
				member_id: signIn.memberId,
				created_at: signIn.createdAt.toISOString(),
				last_used_at: signIn.lastUsedAt.toISOString(),
				expires_at: signIn.expiresAt.toISOString(),
				user_agent: signIn.userAgent,
				confirmed_at: signIn.confirmedAt.toISOString()
			})
			.execute();
	}

	async find(id: string): Promise<SignIn | null> {
		const row = await this.#db
			.selectFrom('sign_in')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toSignIn(row) : null;
	}

	/** Sign-ins of a member, newest first. */
	async listOf(memberId: string): Promise<SignIn[]> {
		const rows = await this.#db
			.selectFrom('sign_in')
			.selectAll()
			.where('member_id', '=', memberId)
			.orderBy('last_used_at', 'desc')
			.execute();
		return rows.map(toSignIn);
	}

	async touch(ids: Iterable<string>, at: Date): Promise<void> {
		const used = [...ids];
		if (used.length === 0) return;
		await this.#db
			.updateTable('sign_in')
			.set({ last_used_at: at.toISOString() })
			.where('id', 'in', used)
			.execute();
	}

	/** The same sign-in under another secret; false when it is not there any more. */
	async renew(id: string, { newId, at }: { newId: string; at: Date }): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('sign_in')
			.set({ id: newId, confirmed_at: at.toISOString(), last_used_at: at.toISOString() })
			.where('id', '=', id)
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}

	async remove(id: string): Promise<void> {
		await this.#db.deleteFrom('sign_in').where('id', '=', id).execute();
	}

	/** Forgets those that ended before `at`. */
	async removeEnded(at: Date): Promise<void> {
		await this.#db.deleteFrom('sign_in').where('expires_at', '<', at.toISOString()).execute();
	}
}

function toSignIn(row: {
	id: string;
	member_id: string;
	created_at: string;
	last_used_at: string;
	expires_at: string;
	user_agent: string;
	confirmed_at: string | null;
}): SignIn {
	return {
		id: row.id,
		memberId: row.member_id,
		createdAt: new Date(row.created_at),
		lastUsedAt: new Date(row.last_used_at),
		expiresAt: new Date(row.expires_at),
		userAgent: row.user_agent,
		confirmedAt: new Date(row.confirmed_at ?? row.created_at)
	};
}
