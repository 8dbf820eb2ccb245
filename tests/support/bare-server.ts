import { createServer } from 'node:http';
import { compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';

/** A process of its own with the server but no pages: for tests that kill it. Configured by the environment. */
const lab = await compose(readConfig());
const http = createServer((request, response) =>
	lab.front(request, response, () => {
		response.statusCode = 404;
		response.end();
	})
);
http.on('upgrade', (request, socket, head) => lab.upgrade(request, socket, head));
http.listen(lab.config.port, lab.config.host, () => console.log('listening'));
process.on('SIGTERM', () => {
	http.close();
	void lab.close().then(() => process.exit(0));
});
