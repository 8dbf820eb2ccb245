import { compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createHttpServer, listen, serve } from '../../server/listen.ts';
import { endInOrder } from '../../server/shutdown.ts';

/** A process of its own with the server but no pages: for tests that kill it. Configured by the environment. */
const lab = await compose(readConfig());
const server = createHttpServer();
serve(server, lab);
endInOrder(server, lab);
await listen(server, lab.config.port, lab.config.host);
console.log('listening');
