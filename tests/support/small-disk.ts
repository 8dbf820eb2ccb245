import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { ChildServer } from './child-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A place for a database that can be made to refuse every write, and to take them again. */
export interface Disk {
	path: string;
	refuse(server: ChildServer): void;
	accept(server: ChildServer): void;
	remove(): void;
}

/** Whether this process may mount: a small disk is a file system of its own. */
export function canMount(): boolean {
	const folder = temporaryFolder();
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.path], {
			stdio: 'ignore'
		});
		execFileSync('umount', [folder.path], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	} finally {
		folder.remove();
	}
}

/** A file system of 16 MiB in memory; it refuses when it is full (ENOSPC). */
export function smallDisk(): Disk {
	const folder = temporaryFolder();
	execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder.path]);
	const ballast = folder.file('ballast');
	return {
		path: folder.path,
		refuse() {
			const file = openSync(ballast, 'a');
			for (const size of [64 * 1024, 512, 1]) {
				try {
					for (;;) writeSync(file, Buffer.alloc(size));
				} catch (error) {
					if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
				}
			}
			closeSync(file);
		},
		accept: () => rmSync(ballast, { force: true }),
		remove() {
			execFileSync('umount', ['-l', folder.path]);
			folder.remove();
		}
	};
}

/**
 * A disk that from one moment on refuses every write of the server to any file, wherever it stands
 * (EFBIG by RLIMIT_FSIZE 0, set with prlimit on the running process). A disk cannot be mounted
 * read-only while somebody has a file on it open for writing; to SQLite this looks the same.
 */
export function refusingDisk(): Disk {
	const folder = temporaryFolder();
	const limit = (server: ChildServer, size: string) =>
		execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${size}:unlimited`]);
	return {
		path: folder.path,
		refuse: (server) => limit(server, '0'),
		accept: (server) => limit(server, 'unlimited'),
		remove: () => folder.remove()
	};
}
