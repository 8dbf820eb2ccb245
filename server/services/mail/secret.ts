import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'mail-secret';
const BYTES = 32;

/**
 * The secret that signs the links with which mail is stopped; made at the first start. Whoever runs
 * several processes gives them the same one. Without it old links stop working, and nothing else.
 */
export function mailSecret(dataDir: string): Buffer {
	const path = join(dataDir, NAME);
	const known = read(path);
	if (known) return known;
	const fresh = `${path}.${process.pid}`;
	const file = openSync(fresh, 'w', 0o600);
	try {
		writeSync(file, randomBytes(BYTES).toString('hex'));
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	// A link fails where there is one already: of two first starts at once, one wins.
	try {
		linkSync(fresh, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(fresh, { force: true });
	}
	const made = read(path);
	if (!made) throw new Error(`${path} is no secret: remove it, and a new one is made`);
	return made;
}

function read(path: string): Buffer | null {
	let text: string;
	try {
		text = readFileSync(path, 'utf8').trim();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
	if (!/^[0-9a-f]{64}$/.test(text)) {
		throw new Error(`${path} is no secret: remove it, and a new one is made`);
	}
	return Buffer.from(text, 'hex');
}
