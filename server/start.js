// Plain JavaScript, so that an older Node can read it and say what is wrong.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
	console.error(
		`kennislab: needs Node 24, this is ${process.versions.node}. ` +
			'Start it with "npm start": the package "node" brings the right one.'
	);
	process.exit(1);
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} path @returns {number} newest change below it, ms since epoch */
function newest(path) {
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return readdirSync(path)
		.filter((name) => name !== 'paraglide' && name !== '.meta.json' && name !== 'README.md')
		.reduce((latest, name) => Math.max(latest, newest(`${path}/${name}`)), 0);
}

const built = `${root}build/handler.js`;
const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
const stale =
	!existsSync(built) ||
	sources.some((source) => newest(`${root}${source}`) > statSync(built).mtimeMs);
if (stale) {
	console.log('kennislab: building the pages, once');
	const build = spawnSync(process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build'], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'inherit']
	});
	if (build.status !== 0) {
		console.error('kennislab: the build failed');
		process.exit(1);
	}
}
await import('./main.ts');
