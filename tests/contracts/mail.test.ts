import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailTransport, Message, Sent } from '../../server/services/mail/transport.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember, aMembership } from '../support/builders.ts';
import { aPost, type Post } from '../support/a-mailer.ts';
import { readLetter } from '../support/mail-server.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Thursday, eleven o'clock there. */
const start = new Date('2026-11-26T10:00:00Z');

/** What would have gone out, to whom and when. */
class Pigeons implements MailTransport {
	readonly name = { kind: 'smtp', host: 'pigeons' } as const;
	readonly sent: (Message & { at: Date })[] = [];
	readonly #now: () => Date;
	isIdempotent = false;
	/** What becomes of the next ones. */
	fate: (message: Message) => Sent | Promise<Sent> = () => ({ became: 'sent' });

	constructor(now: () => Date) {
		this.#now = now;
	}

	async send(message: Message): Promise<Sent> {
		const became = await this.fate(message);
		if (became.became === 'sent') this.sent.push({ ...message, at: this.#now() });
		return became;
	}
}

describe('mail of what happened', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let now: Date;
		let pigeons: Pigeons;
		let post: Post;
		/** Questions members may not read, and what they are called otherwise. */
		let hidden: Set<string>;
		let untitled: Set<string>;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			now = start;
			hidden = new Set();
			untitled = new Set();
			pigeons = new Pigeons(() => now);
			post = another();
			await aLab(store, { id: 'lab', name_nl: 'Lab Noord', name_en: 'Lab North' });
			for (const id of ['tessa', 'marit', 'evelien']) {
				await aMember(store, { id });
				await aMembership(store, { lab_id: 'lab', member_id: id });
			}
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const another = () =>
			aPost({
				...{ store, transport: pigeons, now: () => now },
				describe: (question, member, kinds) =>
					Promise.resolve(
						hidden.has(`${question}/${member}`)
							? null
							: {
									path: `/labs/lab-lab/questions/${question}`,
									title: untitled.has(question) ? null : `Titel van ${question}`,
									kinds
								}
					)
			});
		const later = (ms: number) => (now = new Date(now.getTime() + ms));
		const tell = (memberId: string, questionId: string | null, concerns: boolean) =>
			post.tell({ to: [{ memberId, concerns }], questionId });
		const beat = async () => {
			await post.mailer.beat();
			expect(post.failures).toEqual([]);
		};
		/** Beats through the time, every few minutes. */
		const pass = async (ms: number, step = 10 * MINUTE) => {
			for (const end = now.getTime() + ms; now.getTime() < end;) {
				later(step);
				await beat();
			}
		};
		const to = () => pigeons.sent.map((each) => each.to.split('@')[0]);
		const letters = () => pigeons.sent.map(({ bytes }) => readLetter(bytes.toString()));
		const states = async () =>
			(
				await store.db.selectFrom('mail').select(['state', 'last_error']).orderBy('id').execute()
			).map(({ state, last_error }) => [state, last_error]);
		const level = async (who: string, ...[scope, chosen]: LevelArguments) =>
			post.notices.setLevel(await post.actor(who), scope, chosen);
		type LevelArguments = [
			Parameters<Post['notices']['setLevel']>[1],
			Parameters<Post['notices']['setLevel']>[2]
		];

		it('is written beside it, for each once and never for who did it', async () => {
			const at = { memberId: 'tessa', concerns: false };
			const all = [at, { ...at, concerns: true }, at, { memberId: 'marit', concerns: true }];
			await post.tell({ by: 'marit', to: all });
			const rows = await store.db.selectFrom('notice').selectAll().execute();
			expect(rows).toMatchObject([
				{ member_id: 'tessa', by_member_id: 'marit', concerns: 1, at: start.toISOString() }
			]);
			const undone = store.transaction(async (trx) => {
				const news = { labId: 'lab', questionId: 'q', kind: 'asked', by: null, to: [at] } as const;
				await post.notices.add(trx, news);
				throw new Error('the question was not placed');
			});
			await expect(undone).rejects.toThrow('not placed');
			expect(await store.db.selectFrom('notice').selectAll().execute()).toHaveLength(1);
		});

		it('comes at once where it concerns her, and the rest the next morning', async () => {
			await tell('tessa', 'one', true);
			await tell('tessa', 'two', false);
			await beat();
			expect(to()).toEqual(['tessa']);
			expect(letters()[0]!.body).toContain('Titel van one');
			await pass(20 * HOUR);
			expect(to()).toEqual(['tessa']);
			await pass(HOUR);
			expect(to()).toEqual(['tessa', 'tessa']);
			expect(letters()[1]!.headers.get('subject')).toBe('Uw overzicht van Kennislab');
			expect(letters()[1]!.body).toContain('Titel van two');
			expect(letters()[1]!.body).not.toContain('Titel van one');
		});

		it('of one question within a beat is one mail, of two questions two', async () => {
			for (const question of ['one', 'two', 'one']) await tell('tessa', question, true);
			await beat();
			expect(to()).toEqual(['tessa', 'tessa']);
			const [one, two] = ['one', 'two'].map(
				(question) => letters().find(({ body }) => body.includes(`Titel van ${question}`))!.body
			);
			expect(one).toContain('nieuw: antwoord (2).');
			expect(two).toContain('nieuw: antwoord.');
			await beat();
			expect(pigeons.sent).toHaveLength(2);
		});

		it('follows the level of the thread, then of the lab, then of the person', async () => {
			await level('tessa', { of: 'person' }, 'alles');
			await level('tessa', { of: 'lab', labId: 'lab' }, 'overzicht');
			await level('tessa', { of: 'question', questionId: 'loud' }, 'alles');
			await level('marit', { of: 'question', questionId: 'quiet' }, 'niets');
			for (const who of ['tessa', 'marit']) {
				for (const question of ['loud', 'quiet']) await tell(who, question, who === 'marit');
			}
			await beat();
			expect(to().toSorted()).toEqual(['marit', 'tessa']);
			for (const { body } of letters()) expect(body).toContain('Titel van loud');
			await pass(DAY);
			expect(to().toSorted()).toEqual(['marit', 'tessa', 'tessa']);
			const tessa = await post.actor('tessa');
			const place = { labId: 'lab', questionId: 'loud' };
			expect(await post.notices.levelsOf(tessa, place)).toEqual({
				...{ own: 'alles', otherwise: 'overzicht' }
			});
			await level('tessa', { of: 'question', questionId: 'loud' }, null);
			await level('tessa', { of: 'lab', labId: 'lab' }, null);
			expect(await post.notices.levelsOf(tessa, place)).toEqual({ own: null, otherwise: 'alles' });
		});

		it('no level is set for what one may not read', async () => {
			hidden.add('q/tessa');
			await aLab(store, { id: 'other' });
			const notFound = { ok: false, reason: 'not-found' };
			expect(await level('tessa', { of: 'question', questionId: 'q' }, 'alles')).toEqual(notFound);
			expect(await level('tessa', { of: 'lab', labId: 'other' }, 'alles')).toEqual(notFound);
			expect(await store.db.selectFrom('notice_level').selectAll().execute()).toEqual([]);
		});

		it('comes as an overview a day through a week, and not on a day without news', async () => {
			// Thursday, Friday, and nothing in the weekend; then Monday.
			for (let day = 0; day < 7; day++) {
				if ([0, 1, 4].includes(day)) await tell('tessa', 'q', false);
				await pass(DAY, 30 * MINUTE);
			}
			expect(pigeons.sent.map(({ at }) => at.toISOString())).toEqual([
				'2026-11-27T06:30:00.000Z',
				'2026-11-28T06:30:00.000Z',
				'2026-12-01T06:30:00.000Z'
			]);
		});

		it('comes on Mondays to who wants it weekly, and never to who wants none', async () => {
			await post.notices.setRhythm(await post.actor('tessa'), 'weekly');
			await post.notices.setRhythm(await post.actor('marit'), 'none');
			for (let day = 0; day < 14; day++) {
				for (const who of ['tessa', 'marit']) await tell(who, `q${day}`, false);
				await pass(DAY, HOUR / 2);
			}
			expect(to()).toEqual(['tessa', 'tessa']);
			expect(pigeons.sent.map(({ at }) => at.toISOString())).toEqual([
				'2026-11-30T06:30:00.000Z',
				'2026-12-07T06:30:00.000Z'
			]);
			expect(letters()[1]!.body).toContain('Titel van q4');
			expect(letters()[1]!.body).not.toContain('Titel van q3');
			// Nothing of hers waits for ever.
			const left = store.db.selectFrom('notice').select('id').where('member_id', '=', 'marit');
			expect(await left.where('dealt_at', 'is', null).execute()).toEqual([]);
		});

		it.each([
			['forward', '2026-03-28T20:00:00Z', '2026-03-29T05:30:00.000Z'],
			['back', '2026-10-24T20:00:00Z', '2026-10-25T06:30:00.000Z']
		])('comes at half past seven on the day the clock goes %s', async (_, evening, morning) => {
			now = new Date(evening);
			await tell('tessa', 'q', false);
			await pass(20 * HOUR);
			expect(pigeons.sent.map(({ at }) => at.toISOString())).toEqual([morning]);
		});

		it('comes once, with two who beat at once and after a crash, and late where nobody ran', async () => {
			for (let i = 0; i < 5; i++) await tell(i < 3 ? 'tessa' : 'marit', `q${i}`, false);
			await beat();
			now = new Date('2026-11-27T09:00:00Z');
			const other = another();
			await Promise.all([post.mailer.beat(), other.mailer.beat()]);
			await Promise.all([another().mailer.beat(), other.mailer.beat()]);
			expect([...post.failures, ...other.failures]).toEqual([]);
			expect(to().toSorted()).toEqual(['marit', 'tessa']);
			const made = await store.db.selectFrom('mail').select('once').orderBy('once').execute();
			expect(made.map(({ once }) => once)).toEqual([
				'overview/marit/2026-11-27',
				'overview/tessa/2026-11-27'
			]);
		});

		it('does not come for what she has seen, and what is unread is counted by question', async () => {
			for (const [question, concerns] of [
				['one', true],
				['one', false],
				['two', false]
			] as const) {
				await tell('tessa', question, concerns);
			}
			await tell('tessa', null, false);
			const tessa = await post.actor('tessa');
			expect(await post.notices.unread(tessa, 'lab')).toEqual(
				new Map([
					['one', 2],
					['two', 1]
				])
			);
			await post.notices.markSeen(tessa, 'one');
			expect(await post.notices.unread(tessa, 'lab')).toEqual(new Map([['two', 1]]));
			expect(await post.notices.unread(await post.actor('marit'), 'lab')).toEqual(new Map());
			await beat();
			await post.notices.markSeen(tessa, 'two');
			await store.db.deleteFrom('notice').where('question_id', 'is', null).execute();
			await pass(DAY);
			expect(pigeons.sent).toEqual([]);
		});

		it('holds no content, and no title above TLP:GREEN', async () => {
			untitled.add('secret');
			await tell('tessa', 'secret', true);
			await beat();
			const [{ headers, body }] = letters() as [ReturnType<typeof readLetter>];
			expect(body).not.toContain('Titel van');
			expect(body).not.toContain('antwoord');
			expect(body).toContain('Er is iets nieuws bij een vraag in Lab Noord.');
			expect(body).toContain('https://lab.example/labs/lab-lab/questions/secret');
			expect(headers.get('subject')).toBe('Nieuw bij een vraag in Kennislab');
			const { payload } = await store.db
				.selectFrom('mail')
				.select('payload')
				.executeTakeFirstOrThrow();
			expect(JSON.parse(payload)).toEqual({
				about: [{ labId: 'lab', questionId: 'secret', roundId: null, kinds: { answered: 1 } }]
			});
		});

		it('is in her language, to one recipient, and says how to stop it', async () => {
			await store.db.updateTable('member').set({ language: 'en' }).execute();
			await tell('tessa', 'q', true);
			await beat();
			const [{ headers, body }] = letters() as [ReturnType<typeof readLetter>];
			expect(body).toContain('The question “Titel van q” in Lab North has news: answer.');
			expect(headers.get('to')).toBe('tessa@kennislab.example');
			expect(headers.get('from')).toBe('Kennislab <kennislab@lab.example>');
			expect(headers.get('date')).toBe('Thu, 26 Nov 2026 10:00:00 +0000');
			expect(headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@lab\.example>$/);
			expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
			expect(headers.get('list-unsubscribe')).toMatch(
				/^<https:\/\/lab\.example\/unsubscribe\/tessa\.question\.q\.[\w-]{43}>$/
			);
			const links = body.match(/https?:\/\/[^\s"<]+/g) ?? [];
			expect(links.length).toBeGreaterThan(4);
			for (const link of links) expect(link).toMatch(/^https:\/\/lab\.example\//);
		});

		it.each<[string, string, () => Promise<unknown>]>([
			[
				'her account is closed',
				'gone',
				() => store.db.updateTable('member').set({ disabled_at: start.toISOString() }).execute()
			],
			[
				'she left the lab',
				'unreadable',
				() => store.db.updateTable('membership').set({ ended_at: start.toISOString() }).execute()
			],
			[
				'her time as a guest is over',
				'unreadable',
				() =>
					store.db.updateTable('membership').set({ access_until: start.toISOString() }).execute()
			],
			['she may not read it any more', 'unreadable', () => Promise.resolve(hidden.add('q/tessa'))],
			['she stopped it', 'unwanted', () => level('tessa', { of: 'person' }, 'niets')],
			[
				'her address became two',
				'unreachable',
				() =>
					store.db
						.updateTable('member')
						.set({ email: 'a@b.example, c@d.example' })
						.where('id', '=', 'tessa')
						.execute()
			]
		])('is not sent once %s', async (_, why, change) => {
			pigeons.fate = () => ({ became: 'later', why: 'down', isLine: true });
			await tell('tessa', 'q', true);
			await beat();
			await change();
			pigeons.fate = () => ({ became: 'sent' });
			later(HOUR);
			await beat();
			expect(pigeons.sent).toEqual([]);
			expect(await states()).toEqual([['dropped', why]]);
		});

		it('reaches no address that leads nowhere', async () => {
			await store.db
				.updateTable('member')
				.set({ email: 'x@gast.invalid' })
				.where('id', '=', 'tessa')
				.execute();
			await tell('tessa', 'q', true);
			await pass(DAY, HOUR);
			expect(await states()).toEqual([]);
		});

		it('is five an hour to one address at most, and nothing is lost', async () => {
			for (let i = 0; i < 12; i++) {
				await tell('tessa', `q${i}`, true);
				later(1);
			}
			await tell('marit', 'q', true);
			await beat();
			expect(to().filter((who) => who === 'tessa')).toHaveLength(5);
			expect(to()).toContain('marit');
			await pass(50 * MINUTE);
			expect(pigeons.sent).toHaveLength(6);
			// More of what waits is one mail with it.
			await tell('tessa', 'q11', true);
			await pass(3 * HOUR);
			const tessa = pigeons.sent.filter((each) => each.to.startsWith('tessa'));
			expect(tessa).toHaveLength(12);
			for (const each of tessa) {
				const hour = tessa.filter(({ at }) => Math.abs(at.getTime() - each.at.getTime()) < HOUR);
				expect(hour.length).toBeLessThanOrEqual(5);
			}
			expect(letters().filter(({ body }) => body.includes('antwoord (2)'))).toHaveLength(1);
		});

		it('stays five an hour when it all comes out at once', async () => {
			pigeons.fate = () => ({ became: 'later', why: 'down', isLine: false });
			for (let i = 0; i < 5; i++) {
				await tell('tessa', `q${i}`, true);
				await beat();
			}
			for (let i = 0; i < 5; i++) {
				const mail = await store.db
					.selectFrom('mail')
					.selectAll()
					.limit(1)
					.executeTakeFirstOrThrow();
				const id = `${mail.id.slice(0, -1)}${i}x`;
				await store.db
					.insertInto('mail')
					.values({ ...mail, id, message_id: `<${id}>` })
					.execute();
			}
			pigeons.fate = () => ({ became: 'sent' });
			later(5 * MINUTE);
			await beat();
			expect(pigeons.sent).toHaveLength(5);
			await pass(70 * MINUTE);
			expect(pigeons.sent).toHaveLength(10);
		});

		it('waits while nothing gets out, tries ever less often, and is given up after two days', async () => {
			pigeons.fate = () => ({ became: 'later', why: 'nobody listens', isLine: true });
			await tell('tessa', 'q', true);
			/** Minutes since it was made. */
			const tried: number[] = [];
			for (;;) {
				await beat();
				tried.push((now.getTime() - start.getTime()) / MINUTE);
				const [mail] = await post.mails.list(['waiting'], 9);
				if (!mail) break;
				now = new Date(Date.parse(mail.nextAt) - 1);
				await beat();
				expect((await post.mails.find(mail.id))?.attempts).toBe(tried.length);
				later(1);
			}
			expect(tried.slice(0, 6)).toEqual([0, 1, 6, 21, 81, 321]);
			expect(tried.at(-1)! / 60).toBeGreaterThan(44);
			expect(tried.at(-1)! / 60).toBeLessThan(48);
			expect(await states()).toEqual([['failed', 'nobody listens']]);
			const [mail] = await post.mails.list(['failed'], 9);
			expect(await post.mails.retry(mail!.id, now)).toBe(true);
			pigeons.fate = () => ({ became: 'sent' });
			await beat();
			expect(to()).toEqual(['tessa']);
			expect(await post.mails.retry(mail!.id, now)).toBe(false);
			expect(await post.mails.stop(mail!.id, now)).toBe(false);
		});

		it('of others goes on where one address refuses it', async () => {
			pigeons.fate = ({ to }) =>
				to.startsWith('tessa') ? { became: 'never', why: '550 unknown' } : { became: 'sent' };
			for (const who of ['tessa', 'marit']) await tell(who, 'q', true);
			await beat();
			expect(to()).toEqual(['marit']);
			expect((await states()).toSorted()).toEqual([
				['failed', '550 unknown'],
				['sent', null]
			]);
		});

		it('that was handed over by a process that is gone is uncertain, and sent again by nobody', async () => {
			let isHandedOver!: () => void;
			const handedOver = new Promise<void>((resolve) => (isHandedOver = resolve));
			pigeons.fate = (message) => {
				pigeons.sent.push({ ...message, at: now });
				isHandedOver();
				return new Promise(() => undefined);
			};
			await tell('tessa', 'q', true);
			void post.mailer.beat();
			await handedOver;
			pigeons.fate = () => ({ became: 'sent' });
			post = another();
			later(11 * MINUTE);
			await beat();
			await pass(HOUR);
			expect(pigeons.sent).toHaveLength(1);
			expect(await states()).toEqual([['uncertain', 'interrupted']]);
			// Unless a person says so: with the same message id.
			const [mail] = await post.mails.list(['uncertain'], 9);
			await post.mails.retry(mail!.id, now);
			await beat();
			const ids = letters().map(({ headers }) => headers.get('message-id'));
			expect(ids).toEqual([ids[0], ids[0]]);
		});

		it('is never put back once it was handed over, also where that cannot be written down', async () => {
			await tell('tessa', 'q', true);
			const breaking = another();
			pigeons.fate = () => {
				breaking.mails.settle = () => Promise.reject(new Error('the disk is full'));
				return { became: 'sent' };
			};
			await breaking.mailer.beat();
			expect(breaking.failures).toHaveLength(1);
			pigeons.fate = () => ({ became: 'sent' });
			// Long enough that whoever took it must be gone.
			await pass(HOUR);
			expect(to()).toEqual(['tessa']);
			expect(await states()).toEqual([['uncertain', 'interrupted']]);
		});

		it('goes again by itself where twice the same is one', async () => {
			pigeons.isIdempotent = true;
			let isTaken!: () => void;
			const taken = new Promise<void>((resolve) => (isTaken = resolve));
			pigeons.fate = () => {
				isTaken();
				return new Promise(() => undefined);
			};
			await tell('tessa', 'q', true);
			void post.mailer.beat();
			await taken;
			pigeons.fate = () => ({ became: 'sent' });
			post = another();
			later(11 * MINUTE);
			await beat();
			expect(to()).toEqual(['tessa']);
			expect(await states()).toEqual([['sent', null]]);
		});

		it('is put back when the process ends before it was handed over, and others wait', async () => {
			for (const question of ['one', 'two']) await tell('tessa', question, true);
			let isTaken!: () => void;
			const taken = new Promise<void>((resolve) => (isTaken = resolve));
			pigeons.fate = () => {
				isTaken();
				return new Promise((resolve) =>
					setTimeout(() => resolve({ became: 'later', why: 'stopped', isLine: true }), 20)
				);
			};
			const beating = post.mailer.beat();
			await taken;
			await post.mailer.stop();
			await beating;
			expect((await states()).map(([state]) => state)).toEqual(['waiting', 'waiting']);
		});

		it('is put back when what it would say cannot be looked up', async () => {
			const broken = aPost({
				...{ store, transport: pigeons, now: () => now },
				describe: () => Promise.reject(new Error('no store'))
			});
			await tell('tessa', 'q', true);
			await broken.mailer.beat();
			expect(broken.failures).toHaveLength(1);
			later(2 * MINUTE);
			await beat();
			expect(to()).toEqual(['tessa']);
		});

		it('goes from the list after a month, with whatever was kept of it', async () => {
			await tell('tessa', 'q', true);
			await beat();
			const forgotten: string[] = [];
			post = aPost({
				...{ store, transport: pigeons, now: () => now },
				forgot: (id) => Promise.resolve(void forgotten.push(id))
			});
			later(29 * DAY);
			await beat();
			expect(forgotten).toEqual([]);
			later(2 * DAY);
			await beat();
			expect(forgotten).toHaveLength(1);
			expect(await states()).toEqual([]);
		});
	}));
