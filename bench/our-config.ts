import { readConfig, type Config } from '../server/config.ts';

/** Only compared with what a client says it is; the port is one that was free. */
export const ORIGIN = 'http://localhost';

/** Ours as in production, in a folder of the bench. */
export function ourConfig(folder: string): Config {
	return readConfig({ DATA_DIR: folder, ORIGIN, DEMO: '0', LOG_LEVEL: 'warn' });
}
