import { argon2, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { keyKinds, type KeyKind } from '../../src/lib/domain/guest-key.ts';

const derive = promisify(argon2);

/** What nobody takes for something else when it is read out or written over: no 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B. */
const signs = '3479ACDEFHJKMNPQRTUVWXY';
const LENGTH = 8;

/**
 * NIST SP 800-63B-4 asks at least 64 bits of a saved code, and 40 of one that is good for one time
 * within ten minutes and beside a name: here some 72 and 54.
 */
const keyLengths: Record<KeyKind, number> = { own: 16, once: 12 };

/** A fresh code, of about 36 bits. */
export function newCode(): string {
	return random(LENGTH);
}

/** As somebody types it: in whatever case, with blanks and hyphens. Null: it is no code. */
export function readCode(text: string): string | null {
	const code = read(text);
	return code?.length === LENGTH ? code : null;
}

export function newKey(kind: KeyKind): string {
	return random(keyLengths[kind]);
}

/** The same for a key; which kind it is, one sees by its length. */
export function readKey(text: string): { kind: KeyKind; key: string } | null {
	const key = read(text);
	const kind = keyKinds.find((each) => keyLengths[each] === key?.length);
	return key !== null && kind !== undefined ? { kind, key } : null;
}

function random(length: number): string {
	return Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
}

function read(text: string): string | null {
	const code = text.toUpperCase().replace(/[\s-]/g, '');
	return [...code].every((sign) => signs.includes(sign)) ? code : null;
}

/**
 * For the store. A code is short enough to be guessed by who has the database, so it is hashed like a
 * password; it is random, so that one salt for all does no harm, and it can be looked up.
 */
export async function hashCode(code: string): Promise<string> {
	const tag = await derive('argon2id', {
		message: code,
		nonce: Buffer.from('kennislab-code-1'),
		memory: 19_456,
		passes: 2,
		parallelism: 1,
		tagLength: 32
	});
	return tag.toString('hex');
}
