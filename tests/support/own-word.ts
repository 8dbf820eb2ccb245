import { randomBytes } from 'node:crypto';

/**
 * A word that no other test writes, letters only and no vowel: the digits of a UUID are now and
 * then a telephone number to the guard of personal data, and would be taken out.
 */
export const ownWord = (): string =>
	Array.from(randomBytes(16), (byte) => 'bcdfghjkmnpqrstv'[byte % 16]).join('');
