import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SmtpTransport } from '../../server/services/mail/smtp-transport.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { NoticeKind } from '../../src/lib/domain/notice.ts';
import { aPost, type Post } from '../support/a-mailer.ts';
import { aLab, aMember, aMembership } from '../support/builders.ts';
import { MailServer, readLetter } from '../support/mail-server.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const HOUR = 60 * 60_000;
/** A Thursday, eleven o'clock there. */
const start = new Date('2026-11-26T10:00:00Z');

describe('mail about an expert round', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let now: Date;
		let server: MailServer;
		let post: Post;
		/** Steps of these are over. */
		let closed: Set<string>;
		/** Of these one may read nothing. */
		let hidden: Set<string>;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			server = await new MailServer().start();
		});
		beforeEach(async () => {
			await empty(store);
			now = start;
			closed = new Set();
			hidden = new Set();
			server.got.length = 0;
			server.answers = [];
			post = aPost({
				...{ store, transport: new SmtpTransport(server.url), now: () => now },
				describeRound: (roundId, memberId, { 'round-step': step, ...rest }) => {
					const kinds =
						closed.has(roundId) || step === undefined ? rest : { ...rest, 'round-step': step };
					const isNothing = Object.keys(kinds).length === 0 || hidden.has(`${roundId}/${memberId}`);
					const path = `/labs/lab-lab/rounds/${roundId}`;
					return Promise.resolve(isNothing ? null : { path, kinds });
				}
			});
			await aLab(store, { id: 'lab', name_nl: 'Lab Noord', name_en: 'Lab North' });
			for (const id of ['tessa', 'marit']) {
				await aMember(store, { id });
				await aMembership(store, { lab_id: 'lab', member_id: id });
			}
		});
		afterAll(async () => {
			await server.stop();
			await store.close();
			await place.remove();
		});

		const tell = (kind: NoticeKind, roundId: string, concerns = true) =>
			post.tell({ to: [{ memberId: 'tessa', concerns }], questionId: null, roundId, kind });
		const beat = async () => {
			await post.mailer.beat();
			expect(post.failures).toEqual([]);
		};
		const letters = () => server.got.map(({ text }) => readLetter(text));
		const mails = () =>
			store.db
				.selectFrom('mail')
				.select(['state', 'last_error', 'payload'])
				.orderBy('id')
				.execute();
		const nextMorning = () => (now = new Date(start.getTime() + 24 * HOUR));

		it('three notices of one round are one mail, which leads to it and has no title', async () => {
			for (const kind of ['round-opened', 'round-step', 'round-step'] as const)
				await tell(kind, 'r');
			await beat();
			expect(server.got.map(({ to }) => to)).toEqual([['tessa@kennislab.example']]);
			const [{ headers, body }] = letters() as [ReturnType<typeof readLetter>];
			expect(headers.get('subject')).toBe('Nieuw bij een expertronde in Kennislab');
			expect(body).toContain(
				'In een expertronde in Lab Noord is dit nieuw: een ronde is begonnen, een nieuwe stap is begonnen (2).'
			);
			expect(body).toContain('https://lab.example/labs/lab-lab/rounds/r\n');
			expect(headers.get('list-unsubscribe')).toMatch(/unsubscribe\/tessa\.lab\.lab\./);
			expect(body).not.toContain('Geen mail meer over deze vraag');
			await beat();
			expect(server.got).toHaveLength(1);
		});

		it('two rounds, a question and the lab are four mails, and one overview', async () => {
			for (const concerns of [true, false]) {
				for (const round of ['one', 'two']) await tell('round-closed', round, concerns);
				const to = [{ memberId: 'tessa', concerns }];
				await post.tell({ to, questionId: 'q' });
				await post.tell({ to, questionId: null, kind: 'action' });
			}
			await beat();
			expect(server.got).toHaveLength(4);
			nextMorning();
			await beat();
			expect(server.got).toHaveLength(5);
			const { body } = letters().at(-1)!;
			for (const path of ['rounds/one', 'rounds/two', 'questions/q']) {
				expect(body).toContain(`https://lab.example/labs/lab-lab/${path}\n`);
			}
			expect(body).toContain(
				'In een expertronde in Lab Noord is dit nieuw: een ronde is gesloten.'
			);
			expect(body).toContain('In Lab Noord is dit nieuw: actie.');
		});

		it('is in her language, and asks after six months whether the footholds still hold', async () => {
			await store.db.updateTable('member').set({ language: 'en' }).execute();
			await tell('round-review', 'r');
			await beat();
			expect(letters()[0]!.headers.get('subject')).toBe('News about an expert round in Kennislab');
			expect(letters()[0]!.body).toContain(
				'There is news in an expert round in Lab North: the question whether the footholds still hold.'
			);
		});

		it('a step of a round that closed before the mail went is not mailed', async () => {
			await server.stop();
			await tell('round-step', 'r');
			await beat();
			expect(await mails()).toMatchObject([{ state: 'waiting' }]);
			closed.add('r');
			await server.start();
			now = new Date(start.getTime() + HOUR);
			await beat();
			expect(server.got).toEqual([]);
			expect(await mails()).toMatchObject([{ state: 'dropped', last_error: 'unreadable' }]);
		});

		it('tells of a round that closed meanwhile only what still is so', async () => {
			await tell('round-step', 'r');
			await tell('round-closed', 'r');
			closed.add('r');
			await beat();
			const [{ body }] = letters() as [ReturnType<typeof readLetter>];
			expect(body).toContain('is dit nieuw: een ronde is gesloten.');
			expect(body).not.toContain('stap');
		});

		it('is not sent of a round she may not read any more, and the overview goes without it', async () => {
			for (const concerns of [true, false]) await tell('round-opened', 'hidden', concerns);
			await tell('round-opened', 'open', false);
			hidden.add('hidden/tessa');
			await beat();
			expect(server.got).toEqual([]);
			expect(await mails()).toMatchObject([{ state: 'dropped', last_error: 'unreadable' }]);
			nextMorning();
			await beat();
			expect(server.got).toHaveLength(1);
			expect(letters()[0]!.body).toContain('rounds/open');
			expect(letters()[0]!.body).not.toContain('rounds/hidden');
		});

		it('does not come of a round she has seen, and what she has seen of it hides no question', async () => {
			await tell('round-opened', 'seen');
			await tell('round-opened', 'unseen');
			// A round and a question of the same name are two things.
			await post.tell({ to: [{ memberId: 'tessa', concerns: true }], questionId: 'seen' });
			const tessa = await post.actor('tessa');
			await post.notices.markRoundSeen(await post.actor('marit'), 'unseen');
			await post.notices.markRoundSeen(tessa, 'seen');
			expect(await post.notices.unread(tessa, 'lab')).toEqual(new Map([['seen', 1]]));
			await beat();
			const bodies = letters().map(({ body }) => body);
			expect(bodies).toHaveLength(2);
			expect(bodies.some((body) => body.includes('rounds/unseen'))).toBe(true);
			expect(bodies.some((body) => body.includes('questions/seen'))).toBe(true);
			expect(bodies.some((body) => body.includes('rounds/seen'))).toBe(false);
		});

		it('goes also where it was queued by a program that knew no rounds', async () => {
			await server.stop();
			await post.tell({ to: [{ memberId: 'tessa', concerns: true }], questionId: 'q' });
			await beat();
			const about = [{ labId: 'lab', questionId: 'q', kinds: { answered: 1 } }];
			await store.db
				.updateTable('mail')
				.set({ payload: JSON.stringify({ about }) })
				.execute();
			await server.start();
			now = new Date(start.getTime() + HOUR);
			await beat();
			expect(letters()[0]!.body).toContain('Bij de vraag “Over q” in Lab Noord is dit nieuw');
			expect((await post.mails.list(['sent'], 9))[0]!.about).toEqual([
				{ ...about[0], roundId: null }
			]);
		});

		it('follows what she chose for its lab', async () => {
			const tessa = await post.actor('tessa');
			await post.notices.setLevel(tessa, { of: 'lab', labId: 'lab' }, 'overzicht');
			await tell('round-step', 'r');
			await beat();
			expect(server.got).toEqual([]);
			nextMorning();
			await beat();
			expect(letters()[0]!.headers.get('subject')).toBe('Uw overzicht van Kennislab');
			await post.notices.setLevel(tessa, { of: 'lab', labId: 'lab' }, 'niets');
			await tell('round-closed', 'r');
			now = new Date(now.getTime() + 24 * HOUR);
			await beat();
			expect(server.got).toHaveLength(1);
		});
	}));
