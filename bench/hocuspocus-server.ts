/**
 * Hocuspocus as it is shipped: all settings its own, in memory, or with its SQLite extension.
 * Started by servers.ts.
 */
import { join } from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';
import { peerDocuments } from './peer-documents.ts';
import type { Ready } from './servers.ts';

const [folder = '', store] = process.argv.slice(2);
const extensions =
	store === 'sqlite' ? [new SQLite({ database: join(folder, 'hocuspocus.sqlite') })] : [];
// It takes port 0 for "none given" in listen(), not in its settings.
const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, extensions });
await server.listen();
process.once('disconnect', () => process.exit(0));
process.send?.({
	port: server.address.port,
	visitors: [{}],
	documents: peerDocuments
} satisfies Ready);
