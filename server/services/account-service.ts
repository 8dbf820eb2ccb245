import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { hashPassword, PASSWORD_MAX } from '../auth/passwords.ts';
import { insertMember } from '../store/member-repository.ts';
import type { Store } from '../store/store.ts';

/** A one-time link works this long, in ms. */
const LINK_TERM = 7 * 24 * 60 * 60_000;
export const PASSWORD_MIN = 12;

export const NewPassword = v.object({
	token: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'token')),
	password: v.pipe(
		v.string(),
		v.minLength(PASSWORD_MIN, 'short'),
		v.maxLength(PASSWORD_MAX, 'long')
	)
});

/** Addresses with exactly one recipient: no separators, no line breaks. */
export const EmailAddress = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email('email'));

/** Accounts and the one-time links with which people choose their password. */
export class AccountService {
	readonly #store: Store;
	readonly #now: () => Date;
	readonly #newId: () => string;

	constructor(parts: { store: Store; now: () => Date; newId: () => string }) {
		this.#store = parts.store;
		this.#now = parts.now;
		this.#newId = parts.newId;
	}

	/** An account that manages accounts and reads no content; returns the token of its link. */
	async createAdministrator(email: string): Promise<Outcome<string>> {
		const token = randomBytes(32).toString('hex');
		const now = this.#now();
		return this.#store.transaction(async (trx) => {
			const known = await trx
				.selectFrom('member')
				.select('id')
				.where('email', '=', email)
				.executeTakeFirst();
			const id = known?.id ?? this.#newId();
			if (!known) {
				await insertMember(trx, {
					id,
					email,
					name: email.split('@')[0] ?? email,
					initials: email.slice(0, 2).toUpperCase(),
					organisation_id: null,
					job_title: '',
					bio: '',
					domain: 'gedeeld',
					language: 'nl',
					account: 'beheerder',
					password_hash: null,
					demo: 0,
					about: '{}',
					disabled_at: null,
					created_at: now.toISOString()
				});
			}
			await trx
				.insertInto('account_link')
				.values({
					id: hash(token),
					member_id: id,
					expires_at: new Date(now.getTime() + LINK_TERM).toISOString(),
					used_at: null
				})
				.execute();
			return done(token);
		});
	}

	/** Whether the link still works. Looking at it uses nothing up: mail scanners look too. */
	async linkHolds(token: string): Promise<boolean> {
		const link = await this.#store.db
			.selectFrom('account_link')
			.select('used_at')
			.where('id', '=', hash(token))
			.where('used_at', 'is', null)
			.where('expires_at', '>', this.#now().toISOString())
			.executeTakeFirst();
		return link !== undefined;
	}

	/** Sets the password once; returns the address to sign in with. */
	async useLink({ token, password }: v.InferOutput<typeof NewPassword>): Promise<Outcome<string>> {
		const password_hash = await hashPassword(password);
		const at = this.#now().toISOString();
		return this.#store.transaction(async (trx) => {
			const { numUpdatedRows } = await trx
				.updateTable('account_link')
				.set({ used_at: at })
				.where('id', '=', hash(token))
				.where('used_at', 'is', null)
				.where('expires_at', '>', at)
				.executeTakeFirst();
			if (Number(numUpdatedRows) !== 1) return refused('already-done');
			const member = await trx
				.selectFrom('account_link')
				.innerJoin('member', 'member.id', 'account_link.member_id')
				.select(['member.id', 'member.email'])
				.where('account_link.id', '=', hash(token))
				.executeTakeFirstOrThrow();
			await trx.updateTable('member').set({ password_hash }).where('id', '=', member.id).execute();
			return done(member.email);
		});
	}
}

function hash(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
