import { randomBytes } from 'node:crypto';
import { ABSOLUTE, hash } from '../../server/auth/sign-ins.ts';
import type { Store } from '../../server/store/store.ts';

/** A sign-in put straight into the store, without a password: the Cookie header to send. */
export async function aSignIn(
	store: Store,
	memberId: string,
	expiresAt = new Date(Date.now() + ABSOLUTE)
): Promise<string> {
	const secret = randomBytes(32).toString('hex');
	const now = new Date().toISOString();
	await store.db
		.insertInto('sign_in')
		.values({
			id: hash(secret),
			member_id: memberId,
			created_at: now,
			last_used_at: now,
			expires_at: expiresAt.toISOString(),
			user_agent: 'test'
		})
		.execute();
	return `__Host-kennislab=${secret}`;
}
