import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { readAddress } from '../../src/lib/domain/mail-address.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { hashPassword, PASSWORD_MAX } from '../auth/passwords.ts';
import { insertMember } from '../store/member-repository.ts';
import type { Db } from '../store/schema.ts';
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

/** An address with exactly one recipient; what is wrong with it is the issue's message. */
export const EmailAddress = v.pipe(
	v.string(),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const read = readAddress(dataset.value);
		if (read.address !== null) return read.address;
		addIssue({ message: read.problem });
		return NEVER;
	})
);

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
			return done(await insertLink(trx, id, now));
		});
	}

	/**
	 * The token of a new one-time link; kept nowhere but by who asks. Those made before work as well, until one
	 * is used: one may be in a mail of which nobody knows whether it arrived.
	 */
	makeLink(memberId: string): Promise<string> {
		return insertLink(this.#store.db, memberId, this.#now());
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

	/** Sets the password once, and gives whose it is. No other link of hers works after. */
	async useLink({
		token,
		password
	}: v.InferOutput<typeof NewPassword>): Promise<Outcome<{ memberId: string; email: string }>> {
		const password_hash = await hashPassword(password);
		const at = this.#now().toISOString();
		return this.#store.transaction(async (trx) => {
			// In one statement: of two links of hers at once, one finds the other's row used.
			const used = await trx
				.updateTable('account_link')
				.set({ used_at: at })
				.where('used_at', 'is', null)
				.where('member_id', '=', (is) =>
					is
						.selectFrom('account_link as given')
						.select('given.member_id')
						.where('given.id', '=', hash(token))
						.where('given.used_at', 'is', null)
						.where('given.expires_at', '>', at)
				)
				.returning(['id', 'member_id'])
				.execute();
			const link = used.find(({ id }) => id === hash(token));
			if (!link) return refused('already-done');
			const { email } = await trx
				.updateTable('member')
				.set({ password_hash })
				.where('id', '=', link.member_id)
				.returning('email')
				.executeTakeFirstOrThrow();
			return done({ memberId: link.member_id, email });
		});
	}
}

async function insertLink(db: Db, memberId: string, now: Date): Promise<string> {
	const token = randomBytes(32).toString('hex');
	const expires_at = new Date(now.getTime() + LINK_TERM).toISOString();
	await db
		.insertInto('account_link')
		.values({ id: hash(token), member_id: memberId, expires_at, used_at: null })
		.execute();
	return token;
}

function hash(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
