import { pathToFileURL } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin } from 'vite';
import { paraglide } from './src/messages/compile.ts';
import { defineConfig } from 'vitest/config';

/** SvelteKit hides its route announcer with an inline style, which a strict CSP refuses: take it out; app.css hides it. */
function announcerWithoutInlineStyle(): Plugin {
	return {
		name: 'kennislab-announcer',
		enforce: 'pre',
		transform(code, id) {
			if (!id.endsWith('root.svelte')) return null;
			return code.replace(/(id="svelte-announcer"[^>]*?)\sstyle="[^"]*"/s, '$1');
		}
	};
}

/** `npm run dev` serves pages, api and socket from the same composition root as production. */
function kennislabServer(): Plugin {
	return {
		name: 'kennislab-server',
		apply: 'serve',
		async configureServer(vite) {
			if (process.env['VITEST'] || !vite.httpServer) return;
			const port = vite.config.server.port ?? 5173;
			process.env['PORT'] ??= String(port);
			// Loaded at run time by Node itself, so that the server is not bundled into this config.
			const file = pathToFileURL('server/compose.ts').href;
			const { compose } = (await import(file)) as typeof import('./server/compose.ts');
			const lab = await compose();
			lab.announce();
			vite.middlewares.use((request, response, next) => lab.front(request, response, next));
			vite.httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
				if (request.headers['sec-websocket-protocol'] === 'vite-hmr') return;
				lab.upgrade(request, socket, head);
			});
			vite.httpServer.on('close', () => void lab.close());
		}
	};
}

export default defineConfig({
	plugins: [
		announcerWithoutInlineStyle(),
		paraglideVitePlugin(paraglide),
		sveltekit(),
		kennislabServer()
	],
	test: {
		include: [
			'src/**/*.test.ts',
			'server/**/*.test.ts',
			'bench/**/*.test.ts',
			'tests/{contracts,sync,http}/**/*.test.ts'
		],
		environment: 'node',
		testTimeout: 30_000,
		hookTimeout: 60_000,
		// Sockets, argon2 and PostgreSQL on two cores: two files at a time.
		maxWorkers: 2,
		// Concurrent tests only wait: for time-outs, and for a disk to be full for a while.
		maxConcurrency: 10
	}
});
