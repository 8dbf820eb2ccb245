import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresDialect, sqliteDialect } from '../../server/store/dialects.ts';
import { migrate, MigrationFailed } from '../../server/store/migrate.ts';
import type { Schema } from '../../server/store/schema.ts';
import { openStore } from '../../server/store/store.ts';
import { aMember } from '../support/builders.ts';
import type { Place } from '../support/stores.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { onEveryStore } from './describe-store.ts';

/** A copy of migrations/ to which a test adds its own. Beside the original, so its imports hold. */
let folder: TemporaryFolder;
const add = (name: string, up: string) =>
	writeFileSync(
		join(folder.path, name),
		`import { sql } from '${pathToFileURL('node_modules/kysely/dist/index.js').href}';
		export async function up(db) { ${up} }
		export async function down() {}`
	);
const from = () => pathToFileURL(`${folder.path}/`);

beforeEach(() => {
	folder = temporaryFolder();
	for (const file of readdirSync('migrations')) {
		// The same migrations under the same names, loaded from where they are.
		const original = pathToFileURL(join('migrations', file)).href;
		writeFileSync(join(folder.path, file), `export { up, down } from '${original}';`);
	}
});
afterEach(() => folder.remove());

describe('migrations', () =>
	onEveryStore((open) => {
		let place: Place;
		beforeEach(async () => {
			place = await open();
		});
		afterEach(() => place.remove());

		/** The database as an older or newer program finds it. */
		async function raw<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
			const postgres = place.address.startsWith('postgres');
			const { dialect } = postgres ? postgresDialect(place.address) : sqliteDialect(place.address);
			const db = new Kysely<Schema>({ dialect });
			try {
				return await work(db);
			} finally {
				await db.destroy();
			}
		}
		const dialect = () => (place.address.startsWith('postgres') ? 'postgres' : 'sqlite');

		it('run again change nothing', async () => {
			const store = await openStore(place.address);
			await aMember(store, { id: 'ans' });
			await migrate(store.db, store.dialect);
			await store.close();
			const again = await openStore(place.address);
			expect(await again.db.selectFrom('member').select('id').execute()).toEqual([{ id: 'ans' }]);
			await again.close();
		});

		it('that fail leave the old version as it was, and usable', async () => {
			const store = await openStore(place.address);
			await aMember(store, { id: 'ans' });
			await store.close();
			add('2027-01-01-good.ts', `await sql\`create table fresh (id text)\`.execute(db);`);
			add(
				'2027-01-02-bad.ts',
				`await sql\`update member set name = 'changed'\`.execute(db);
				await sql\`insert into no_such_table values (1)\`.execute(db);`
			);
			const failing = raw((db) => migrate(db, dialect(), from()));
			await expect(failing).rejects.toThrow(MigrationFailed);
			await expect(failing).rejects.toThrow(/2027-01-02-bad failed, nothing was changed/);
			const old = await openStore(place.address);
			expect(await old.db.selectFrom('member').select('name').execute()).toEqual([{ name: 'ans' }]);
			await aMember(old, { id: 'bo' });
			await expect(
				old.db
					.selectFrom('fresh' as 'member')
					.selectAll()
					.execute()
			).rejects.toThrow();
			await old.close();
		});

		it('that are mended after a failure are carried out', async () => {
			await (await openStore(place.address)).close();
			add('2027-01-01-bad.ts', 'throw new Error("half way");');
			await expect(raw((db) => migrate(db, dialect(), from()))).rejects.toThrow(/half way/);
			const mended = temporaryFolder();
			cpSync(folder.path, mended.path, { recursive: true });
			folder.remove();
			folder = mended;
			add('2027-01-01-bad.ts', 'await sql`create table mended (id text)`.execute(db);');
			await raw(async (db) => {
				await migrate(db, dialect(), from());
				expect(
					await db
						.selectFrom('mended' as 'member')
						.selectAll()
						.execute()
				).toEqual([]);
			});
		});

		it('of a newer version are not opened by this one', async () => {
			add('2027-01-01-newer.ts', 'await sql`create table newer (id text)`.execute(db);');
			await raw((db) => migrate(db, dialect(), from()));
			const opening = openStore(place.address);
			await expect(opening).rejects.toThrow(MigrationFailed);
			await expect(openStore(place.address)).rejects.toThrow(/made by a newer version/);
		});

		it('started by two processes at once are carried out once', async () => {
			const stores = await Promise.all([openStore(place.address), openStore(place.address)]);
			await Promise.all(stores.map((store) => store.probe()));
			await Promise.all(stores.map((store) => store.close()));
		});
	}));
