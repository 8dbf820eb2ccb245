import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one test's own. */
export interface TemporaryFolder {
	path: string;
	file(name: string): string;
	remove(): void;
}

export function temporaryFolder(): TemporaryFolder {
	const path = mkdtempSync(join(tmpdir(), 'kennislab-'));
	return {
		path,
		file: (name) => join(path, name),
		remove: () => rmSync(path, { recursive: true, force: true })
	};
}
