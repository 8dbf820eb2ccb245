import { describe, expect, it } from 'vitest';
import { hashPassword, PASSWORD_MAX, verifyPassword } from './passwords.ts';

describe('passwords', () => {
	it('are kept as argon2id with a salt of their own', async () => {
		const [one, two] = await Promise.all([hashPassword('geheim'), hashPassword('geheim')]);
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
		expect(one).not.toBe(two);
	});

	it('are known again, and nothing else is', async () => {
		const hash = await hashPassword('een lang wachtwoord');
		expect(await verifyPassword('een lang wachtwoord', hash)).toBe(true);
		for (const wrong of ['Een lang wachtwoord', 'een lang wachtwoord ', '', 'x']) {
			expect(await verifyPassword(wrong, hash)).toBe(false);
		}
	});

	it('are the same however the keyboard composed the letters', async () => {
		const hash = await hashPassword('caf\u00e9-caf\u00e9');
		expect(await verifyPassword('cafe\u0301-cafe\u0301', hash)).toBe(true);
	});

	it('of an account without one never fit, not even that of the decoy', async () => {
		expect(await verifyPassword('', null)).toBe(false);
		expect(await verifyPassword('anything', null)).toBe(false);
		expect(await verifyPassword('anything', 'not a hash')).toBe(false);
	});

	it('do not fit a hash whose cost was tampered with', async () => {
		const hash = await hashPassword('x');
		expect(await verifyPassword('x', hash.replace('m=19456', 'm=19448'))).toBe(false);
	});

	it('of the greatest length fit', async () => {
		const long = 'ü'.repeat(PASSWORD_MAX);
		expect(await verifyPassword(long, await hashPassword(long))).toBe(true);
	});

	it('are refused for an unknown account in about the time of a known one', async () => {
		const hash = await hashPassword('x');
		await verifyPassword('warm', null);
		const time = async (of: string | null) => {
			const from = performance.now();
			for (let i = 0; i < 5; i++) await verifyPassword('y', of);
			return performance.now() - from;
		};
		const [known, unknown] = [await time(hash), await time(null)];
		// A wide margin: this catches an answer without hashing, not a scheduler.
		expect(unknown).toBeGreaterThan(known / 5);
	});
});
