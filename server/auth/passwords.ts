import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** Longest password that is read, in UTF-16 units: more is refused, not hashed. */
export const PASSWORD_MAX = 256;

/** PHC form: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`, both base64 without padding. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce });
	const { memory, passes, parallelism } = cost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** With `hash` null it takes as long and says no: an unknown address must not answer sooner. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
	const parts = phc.exec(hash ?? '') ?? phc.exec(await decoy());
	if (!parts) return false;
	const [, memory, passes, parallelism, nonce = '', expected = ''] = parts;
	const tag = Buffer.from(expected, 'base64');
	const derived = await derive('argon2id', {
		message: password.normalize('NFC').slice(0, PASSWORD_MAX),
		nonce: Buffer.from(nonce, 'base64'),
		memory: Number(memory),
		passes: Number(passes),
		parallelism: Number(parallelism),
		tagLength: tag.length
	});
	return timingSafeEqual(tag, derived) && hash !== null;
}

let decoyHash: Promise<string> | null = null;
function decoy(): Promise<string> {
	decoyHash ??= hashPassword(randomBytes(16).toString('hex'));
	return decoyHash;
}

function base64(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}
