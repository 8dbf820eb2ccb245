import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditTrail } from '../../server/services/audit-trail.ts';
import { MailDesk } from '../../server/services/mail-desk.ts';
import { SmtpTransport } from '../../server/services/mail/smtp-transport.ts';
import { queueWelcome, type Welcome } from '../../server/services/mail/welcome.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aPost, type Post } from '../support/a-mailer.ts';
import { aLab, aMember, aMembership } from '../support/builders.ts';
import { MailServer, readLetter } from '../support/mail-server.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = new Date('2026-11-26T10:00:00Z');
const password = 'een lange zin om te onthouden';

describe('a welcome mail', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let now: Date;
		let server: MailServer;
		let transport: SmtpTransport;
		let post: Post;
		/** Of these rounds nobody may read anything. */
		let hidden: Set<string>;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			server = await new MailServer().start();
			transport = new SmtpTransport(server.url);
		});
		beforeEach(async () => {
			await empty(store);
			now = start;
			hidden = new Set();
			server.got.length = 0;
			server.answers = [];
			post = aPost({
				...{ store, transport, now: () => now },
				describeRound: (roundId, _memberId, kinds) =>
					Promise.resolve(
						hidden.has(roundId) ? null : { path: `/labs/lab-lab/rounds/${roundId}`, kinds }
					)
			});
			await aLab(store, { id: 'lab', name_nl: 'Lab Noord', name_en: 'Lab North' });
			await aMember(store, { id: 'guest' });
			await aMembership(store, { lab_id: 'lab', member_id: 'guest' });
		});
		afterAll(async () => {
			await server.stop();
			await store.close();
			await place.remove();
		});

		const invite = (about: Partial<Welcome> = {}) => {
			const parts = { newId: () => crypto.randomUUID(), host: 'lab.example' };
			const welcome: Welcome = {
				...{ memberId: 'guest', email: 'guest@kennislab.example', language: 'nl' },
				...{ labId: 'lab', roundId: 'r', at: now },
				...about
			};
			return store.transaction((trx) => queueWelcome(trx, parts, welcome));
		};
		const later = (ms: number) => (now = new Date(now.getTime() + ms));
		const beat = async () => {
			await post.mailer.beat();
			expect(post.failures).toEqual([]);
		};
		const letter = (n = 0) => readLetter(server.got[n]!.text);
		const tokenIn = ({ body }: { body: string }) =>
			/https:\/\/lab\.example\/welcome\/([0-9a-f]{64})\n/.exec(body)?.[1] ?? 'none';
		const links = () => store.db.selectFrom('account_link').selectAll().execute();
		const mails = () =>
			store.db.selectFrom('mail').select(['state', 'last_error']).orderBy('id').execute();
		const choosesPassword = () =>
			store.db.updateTable('member').set({ password_hash: 'hers' }).execute();

		it('says that she is invited and how to come in, and nothing of the round', async () => {
			expect(await invite()).toBe(true);
			await beat();
			expect(server.got.map(({ to }) => to)).toEqual([['guest@kennislab.example']]);
			const { headers, body } = letter();
			expect(headers.get('subject')).toBe('U bent uitgenodigd in Kennislab');
			expect(body).toContain('U bent als expert uitgenodigd voor een ronde in Lab Noord.');
			expect(body).toContain('Met deze link kiest u een wachtwoord:');
			expect(body).toContain('De link werkt zeven dagen, en één keer.');
			expect(body).not.toContain('rounds/r');
			const stops = [...body.matchAll(/\/unsubscribe\/guest\.(\w+)\./g)].map(([, of]) => of);
			expect(new Set(stops)).toEqual(new Set(['lab', 'all']));
			expect(headers.get('list-unsubscribe')).toMatch(/\/unsubscribe\/guest\.lab\.lab\./);
		});

		it('is in her language', async () => {
			await invite({ language: 'en' });
			await beat();
			expect(letter().headers.get('subject')).toBe('You are invited to Kennislab');
			expect(letter().body).toContain('You are invited as an expert to a round in Lab North.');
		});

		it('has a link that is nowhere in the store, and works once', async () => {
			await invite();
			await beat();
			const token = tokenIn(letter());
			const tables = await store.db.introspection.getTables();
			const read: string[] = [];
			for (const { name } of tables) {
				const rows = await store.db
					.selectFrom(name as 'member')
					.selectAll()
					.execute();
				expect(JSON.stringify(rows)).not.toContain(token);
				if (rows.length > 0) read.push(name);
			}
			expect(read).toEqual(expect.arrayContaining(['mail', 'account_link', 'member']));
			expect(await post.accounts.linkHolds(token)).toBe(true);
			const used = await post.accounts.useLink({ token, password });
			expect(used).toMatchObject({
				...{ ok: true, value: { email: 'guest@kennislab.example', memberId: 'guest' } }
			});
			expect(await post.accounts.linkHolds(token)).toBe(false);
			expect(await post.accounts.useLink({ token, password })).toMatchObject({ ok: false });
		});

		it('has a link from when it goes, for seven days', async () => {
			await server.stop();
			await invite();
			expect(await links()).toEqual([]);
			later(3 * DAY);
			await server.start();
			await beat();
			const token = tokenIn(letter());
			later(7 * DAY - 1);
			expect(await post.accounts.linkHolds(token)).toBe(true);
			later(1);
			expect(await post.accounts.linkHolds(token)).toBe(false);
		});

		it('makes no link while it waits for its hour', async () => {
			for (let n = 0; n < 5; n++) await invite({ roundId: `r${n}` });
			await beat();
			expect(server.got).toHaveLength(5);
			expect(await links()).toHaveLength(5);
			await invite();
			await beat();
			expect(await links()).toHaveLength(5);
			later(HOUR);
			await beat();
			expect(server.got).toHaveLength(6);
			expect(await links()).toHaveLength(6);
		});

		it('tried again after the line broke has a link that works, and the one before it did too', async () => {
			server.answers = ['keep-and-hang-up'];
			await invite();
			await beat();
			expect(await mails()).toMatchObject([{ state: 'uncertain' }]);
			later(HOUR);
			await beat();
			expect(server.got).toHaveLength(1);
			const [mail] = await post.mails.list(['uncertain'], 9);
			expect(await post.mails.retry(mail!.id, now)).toBe(true);
			await beat();
			expect(await mails()).toEqual([{ state: 'sent', last_error: null }]);
			const [first, second] = [tokenIn(letter(0)), tokenIn(letter(1))];
			expect(second).not.toBe(first);
			expect(letter(1).headers.get('message-id')).toBe(letter(0).headers.get('message-id'));
			expect(await post.accounts.linkHolds(first)).toBe(true);
			const used = await post.accounts.useLink({ token: second, password });
			expect(used).toMatchObject({ ok: true });
			// Whoever finds the other one in her mailbox changes nothing with it.
			expect(await post.accounts.linkHolds(first)).toBe(false);
		});

		it('of two links used at once sets one password', async () => {
			await aMember(store, { id: 'other' });
			const others = await post.accounts.makeLink('other');
			const tokens = await Promise.all([1, 2].map(() => post.accounts.makeLink('guest')));
			const used = await Promise.all(
				tokens.map((token) => post.accounts.useLink({ token, password }))
			);
			expect(used.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
			expect(await post.accounts.linkHolds(others)).toBe(true);
		});

		it('goes again by itself while the mail server is down, with a link that works', async () => {
			await server.stop();
			await invite();
			await beat();
			expect(await mails()).toMatchObject([{ state: 'waiting' }]);
			await server.start();
			later(2 * MINUTE);
			await beat();
			expect(server.got).toHaveLength(1);
			expect(await post.accounts.linkHolds(tokenIn(letter()))).toBe(true);
		});

		it('is one for each round, however often and whoever asks for it', async () => {
			const asked = await Promise.all([invite(), invite()]);
			expect(asked.toSorted()).toEqual([false, true]);
			await beat();
			expect(await invite()).toBe(false);
			expect(await invite({ roundId: 'another' })).toBe(true);
			await beat();
			expect(server.got).toHaveLength(2);
		});

		it('leads to the round where she has a password by then, and makes no link', async () => {
			await invite();
			await choosesPassword();
			await beat();
			const { body } = letter();
			expect(body).toContain('U bent als expert uitgenodigd voor een ronde in Lab Noord.');
			expect(body).toContain('https://lab.example/labs/lab-lab/rounds/r\n');
			expect(body).not.toContain('/welcome/');
			expect(body).not.toContain('wachtwoord');
			expect(await links()).toEqual([]);
		});

		it('goes however little she wants to be told', async () => {
			const guest = await post.actor('guest');
			await post.notices.setLevel(guest, { of: 'person' }, 'niets');
			await post.notices.setLevel(guest, { of: 'lab', labId: 'lab' }, 'niets');
			await post.notices.setRhythm(guest, 'none');
			await invite();
			await beat();
			expect(tokenIn(letter())).toHaveLength(64);
		});

		it.each<[string, string, () => Promise<unknown>]>([
			[
				'her account was closed',
				'gone',
				() => store.db.updateTable('member').set({ disabled_at: start.toISOString() }).execute()
			],
			[
				'she was removed',
				'gone',
				async () => {
					await store.db.deleteFrom('membership').execute();
					await store.db.deleteFrom('member').execute();
				}
			],
			[
				'she left the lab',
				'unreadable',
				() => store.db.updateTable('membership').set({ ended_at: start.toISOString() }).execute()
			],
			['her invitation was withdrawn', 'unreadable', () => Promise.resolve(hidden.add('r'))],
			[
				'her address became two',
				'unreachable',
				() => store.db.updateTable('member').set({ email: 'a@b.example, c@d.example' }).execute()
			]
		])('is not sent once %s, and makes no link', async (_, why, change) => {
			await invite();
			await change();
			await beat();
			expect(server.got).toEqual([]);
			expect(await mails()).toEqual([{ state: 'dropped', last_error: why }]);
			expect(await links()).toEqual([]);
		});

		it.each([
			'a@b.example, c@d.example',
			'a@b.example\r\nBcc: c@d.example',
			'"a@b.example"@c.example',
			'',
			'guest@gast.invalid'
		])('is not made for %j', async (email) => {
			expect(await invite({ email })).toBe(false);
			expect(await mails()).toEqual([]);
		});

		it('is seen by the administrator without its link, and sent again by her', async () => {
			await aMember(store, { id: 'ans', account: 'beheerder' });
			const trail = new AuditTrail({ store, now: () => now, logger: pino({ level: 'silent' }) });
			const desk = new MailDesk({
				...{ store, mails: post.mails, trail, transport, outbox: null },
				...{ wake: () => undefined, now: () => now }
			});
			server.answers = ['keep-and-hang-up'];
			await invite();
			await beat();
			const ans = await post.actor('ans');
			const seen = await desk.look(ans);
			const line = seen.ok ? seen.value.attention[0] : undefined;
			expect(line).toMatchObject({
				...{ to: 'guest@kennislab.example', subject: 'U bent uitgenodigd in Kennislab' },
				state: 'uncertain'
			});
			expect(JSON.stringify(seen)).not.toContain(tokenIn(letter()));
			expect(await desk.retry(await post.actor('guest'), line!.id)).toMatchObject({ ok: false });
			expect(await desk.retry(ans, line!.id)).toMatchObject({ ok: true });
			await beat();
			expect(server.got).toHaveLength(2);
			expect(await post.accounts.linkHolds(tokenIn(letter(1)))).toBe(true);
		});
	}));
