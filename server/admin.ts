import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { ConfigError, readConfig } from './config.ts';
import { AccountService, EmailAddress } from './services/account-service.ts';
import { openStore } from './store/store.ts';

/** `npm run admin -- create <address>`: the first account, with a one-time link to its password. */
async function main([command, address]: string[]): Promise<void> {
	const email = v.safeParse(EmailAddress, address);
	if (command !== 'create' || !email.success) {
		throw new ConfigError('usage: npm run admin -- create <one e-mail address>');
	}
	const config = readConfig();
	const store = await openStore(config.database);
	const accounts = new AccountService({
		store,
		now: () => new Date(),
		newId: () => randomUUID()
	});
	const made = await accounts.createAdministrator(email.output);
	await store.close();
	if (!made.ok) throw new ConfigError(made.reason);
	console.log(`Valid once, for seven days:\n${config.origin}/welcome/${made.value}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof ConfigError ? `kennislab: ${error.message}` : error);
	process.exit(1);
});
