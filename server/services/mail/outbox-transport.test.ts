import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { OutboxTransport } from './outbox-transport.ts';

const id = '5b0e7f5e-8a37-4a7e-9f1c-0d6b2f3f1a11';
const message = (text: string) => ({ id, from: 'a@b.nl', to: 'c@d.nl', bytes: Buffer.from(text) });

describe('the outbox', () => {
	let folder: TemporaryFolder;
	let outbox: OutboxTransport;
	beforeEach(() => {
		folder = temporaryFolder();
		outbox = new OutboxTransport(folder.path);
	});
	afterEach(() => folder.remove());

	it('has one whole file of a mail, however often it was sent', async () => {
		for (const text of ['a longer first one', 'one']) {
			expect(await outbox.send(message(text))).toEqual({ became: 'sent' });
		}
		expect(readdirSync(folder.file('outbox'))).toEqual([`${id}.eml`]);
		expect((await outbox.read(id))?.toString()).toBe('one');
		await outbox.remove(id);
		await outbox.remove(id);
		expect(await outbox.read(id)).toBeNull();
	});

	it('is tried again later when it cannot be written', async () => {
		writeFileSync(folder.file('outbox'), 'a file in its place');
		expect(await outbox.send(message('x'))).toMatchObject({ became: 'later', isLine: true });
		rmSync(folder.file('outbox'));
		expect(await outbox.send(message('x'))).toEqual({ became: 'sent' });
	});

	it('leads nowhere else', async () => {
		writeFileSync(folder.file('secret.eml'), 'secret');
		expect(await outbox.read('../secret')).toBeNull();
		await outbox.remove('../secret');
		expect(readdirSync(folder.path)).toEqual(['secret.eml']);
	});
});
