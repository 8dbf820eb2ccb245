import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Flags for a machine without a display, a sandbox or a network. */
export const chromiumArgs = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** Path of a Chromium on this machine: $CHROMIUM, or the first one on the PATH. */
export function findChromium(): string | null {
	const given = process.env['CHROMIUM'];
	if (given && existsSync(given)) return given;
	for (const name of names) {
		const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
		if (found.status === 0) return found.stdout.trim();
	}
	return null;
}

/** Finds a Chromium, or installs Debian's where that can be done. */
export function ensureChromium(): string {
	const found = findChromium();
	if (found) return found;
	console.log('no Chromium here: installing the one of Debian');
	const run = (...args: string[]) => execFileSync('apt-get', args, { stdio: 'inherit' });
	try {
		run('update');
		run('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
	} catch {
		throw new Error('no Chromium: install one and set CHROMIUM to its path');
	}
	return findChromium() ?? '';
}
