import type { KeyKind } from '../../src/lib/domain/guest-key.ts';
import type { GuestKeyRepository } from '../store/guest-key-repository.ts';
import type { Account } from '../store/member-repository.ts';
import { readKey } from './codes.ts';
import { verifyPassword } from './passwords.ts';

/** By what somebody showed who she is. */
export type Proof = 'password' | KeyKind;

/**
 * What was typed in the field of the password, as a proof; null: it is none. A key is read there too:
 * one door, one throttle. An address that nobody has takes as long as one that somebody has.
 */
export async function proofOf(
	typed: string,
	account: Account | null,
	keys: GuestKeyRepository
): Promise<Proof | null> {
	if (await verifyPassword(typed, account?.passwordHash ?? null)) return 'password';
	const read = readKey(typed);
	if (!read) return null;
	const { key, kind } = read;
	const memberId = account?.memberId ?? '';
	const hash = await keys.hashOf(memberId, kind);
	if (!(await verifyPassword(key, hash)) || hash === null) return null;
	return kind === 'own' || (await keys.spend(memberId, hash)) ? kind : null;
}
