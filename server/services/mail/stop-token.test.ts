import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StopScope } from '../../../src/lib/domain/notice.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { mailSecret } from './secret.ts';
import { readStopToken, stopToken } from './stop-token.ts';

describe('a link that stops mail', () => {
	let folder: TemporaryFolder;
	beforeEach(() => {
		folder = temporaryFolder();
	});
	afterEach(() => folder.remove());

	it.each<StopScope>([
		{ of: 'question', questionId: '5b0e7f5e-8a37-4a7e-9f1c-0d6b2f3f1a11' },
		{ of: 'lab', labId: 'lab' },
		{ of: 'overview' },
		{ of: 'all' }
	])('says whose and what: %j', (scope) => {
		const secret = mailSecret(folder.path);
		const token = stopToken(secret, 'tessa', scope);
		// The same after a restart, and in every try of a mail.
		expect(stopToken(mailSecret(folder.path), 'tessa', scope)).toBe(token);
		expect(readStopToken(secret, token)).toEqual({ memberId: 'tessa', scope });
		expect(readStopToken(secret, token.replace('tessa', 'marit'))).toBeNull();
		expect(readStopToken(secret, token.replace(scope.of, 'all').slice(0, -1) + '_')).toBeNull();
		expect(readStopToken(Buffer.alloc(32), token)).toBeNull();
		for (const other of ['', '.', `${token}.`, `${token}a`, 'x'.repeat(10_000)]) {
			expect(readStopToken(secret, other)).toBeNull();
		}
	});

	it('has a secret of its own in each place, and no guessed one', () => {
		const other = temporaryFolder();
		expect(mailSecret(folder.path)).toHaveLength(32);
		expect(mailSecret(folder.path).equals(mailSecret(other.path))).toBe(false);
		other.remove();
		writeFileSync(folder.file('mail-secret'), '');
		expect(() => mailSecret(folder.path)).toThrow(/is no secret/);
	});
});
