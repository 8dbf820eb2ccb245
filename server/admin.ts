import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { ConfigError, readConfig, type Config } from './config.ts';
import { AccountService, EmailAddress } from './services/account-service.ts';
import { AuditRepository } from './store/audit-repository.ts';
import { openStore, type Store } from './store/store.ts';

const usage = `usage:
  npm run admin -- create <one e-mail address>
  npm run admin -- audit [<head noted before>]`;
/** What is wrong with an address; the rest is no address at all. */
const wrong: Partial<Record<string, string>> = {
	break: 'an address has no line break\n',
	several: 'one address at a time\n',
	quoted: 'the bare address, without a name, quotes or brackets\n',
	long: 'an address has at most 254 letters, and 64 before the @\n'
};
/** As `audit` prints it: the number of a row and its hash. */
const Head = v.pipe(
	v.string(),
	v.regex(/^\d+:[0-9a-f]{64}$/),
	v.transform((text) => ({
		seq: Number(text.split(':')[0]),
		hash: text.slice(text.indexOf(':') + 1)
	}))
);

async function main([command, argument]: string[]): Promise<void> {
	if (command === 'create') await create(argument);
	else if (command === 'audit') await audit(argument);
	else throw new ConfigError(usage);
}

/** The first account, with a one-time link to its password. */
async function create(address: string | undefined): Promise<void> {
	const email = v.safeParse(EmailAddress, address);
	if (!email.success) throw new ConfigError(`${wrong[email.issues[0].message] ?? ''}${usage}`);
	await withStore(async (store, config) => {
		const parts = { store, now: () => new Date(), newId: () => randomUUID() };
		const made = await new AccountService(parts).createAdministrator(email.output);
		if (!made.ok) throw new ConfigError(made.reason);
		console.log(`Valid once, for seven days:\n${config.origin}/welcome/${made.value}`);
	});
}

/** Walks the whole audit trail; its head, noted elsewhere, shows next time whether an end was cut off. */
async function audit(noted: string | undefined): Promise<void> {
	const head = v.safeParse(v.optional(Head), noted);
	if (!head.success) throw new ConfigError(usage);
	await withStore(async (store) => {
		const check = await new AuditRepository(store).verify(head.output);
		if (!check.ok)
			throw new ConfigError(`the audit trail is broken: row ${check.seq} ${check.problem}`);
		console.log(`The audit trail holds. Its head:\n${check.head.seq}:${check.head.hash}`);
	});
}

async function withStore(work: (store: Store, config: Config) => Promise<void>): Promise<void> {
	const config = readConfig();
	const store = await openStore(config.database);
	try {
		await work(store, config);
	} finally {
		await store.close();
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof ConfigError ? `kennislab: ${error.message}` : error);
	process.exit(1);
});
