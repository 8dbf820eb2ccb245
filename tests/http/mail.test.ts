import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { MailServer } from '../support/mail-server.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

describe('a server that mails', { timeout: 90_000 }, () => {
	let folder: TemporaryFolder;
	let post: MailServer;
	let server: ChildServer;
	beforeAll(async () => {
		folder = temporaryFolder();
		post = await new MailServer().start();
		server = await ChildServer.withDemo(folder.path, { SMTP_URL: post.url.href });
	});
	beforeEach(async () => {
		post.got.length = 0;
		await server.start();
	});
	afterAll(async () => {
		await server.end('SIGKILL');
		await post.stop();
		folder.remove();
	});

	const tell = (name: string) =>
		server.withStore(async (store) => {
			const { id } = await store.db.selectFrom('lab').select('id').executeTakeFirstOrThrow();
			const member = await server.id(`mem-${name}`);
			await store.db
				.insertInto('notice')
				.values({
					...{ id: randomUUID(), lab_id: id, member_id: member, question_id: null },
					...{ kind: 'action', by_member_id: null, at: new Date().toISOString(), concerns: 1 }
				})
				.execute();
		});
	/** Of their mails, by their names. */
	const states = (...names: string[]) =>
		server
			.look<{ to_address: string; state: string }>(
				'select to_address, state from mail order by to_address'
			)
			.map(({ to_address, state }) => [to_address.split('@')[0] ?? '', state] as const)
			.filter(([name]) => names.includes(name));

	it('sends nothing twice when it was killed between handing over and marking', async () => {
		post.answers = ['keep-and-be-silent'];
		await tell('tessa');
		await until(() => post.got.length === 1, 'the mail to be handed over', 20_000);
		expect(states('tessa', 'jorrit')).toEqual([['tessa', 'sending']]);
		await server.end('SIGKILL');
		await server.start();
		await tell('jorrit');
		await until(() => post.got.length === 2, 'the next mail', 20_000);
		await until(() => states('jorrit').some(([, state]) => state === 'sent'), 'it to be marked');
		expect(states('tessa', 'jorrit')).toEqual([
			['jorrit', 'sent'],
			['tessa', 'uncertain']
		]);
		expect(post.got.map(({ to }) => to)).toEqual([
			['tessa@kennislab.example'],
			['jorrit@kennislab.example']
		]);
	});

	it('does what was asked while the mail server is down, and mails when it is back', async () => {
		await post.stop();
		await tell('noortje');
		await until(() => states('noortje').length === 1, 'the mail to be made', 20_000);
		const waits = await until(
			() =>
				server.look<{ last_error: string }>(
					`select last_error from mail where state = 'waiting' and last_error is not null`
				)[0],
			'it to be tried in vain'
		);
		expect(waits.last_error).toContain('ECONNREFUSED');
		const answer = await fetch(`${server.url}/healthz`);
		expect(answer.status).toBe(200);
		await post.start();
		// The minute until the next try is not waited for.
		await server.withStore((store) =>
			store.db
				.updateTable('mail')
				.set({ next_at: new Date(0).toISOString() })
				.execute()
		);
		await until(() => states('noortje').some(([, state]) => state === 'sent'), 'the mail', 20_000);
		expect(post.got.map(({ to }) => to)).toEqual([['noortje@kennislab.example']]);
	});

	it('ends in order with a mail under way', async () => {
		post.answers = ['keep-and-be-silent'];
		await tell('sunita');
		await until(() => post.got.length === 1, 'the mail to be handed over', 20_000);
		expect(await server.end('SIGTERM')).toBe(0);
		expect(states('sunita')).toEqual([['sunita', 'uncertain']]);
	});
});
