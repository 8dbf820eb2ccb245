import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BallotSettings } from '../../src/lib/domain/ballot.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { wallClock } from '../../src/lib/domain/dutch-time.ts';
import type { ReportedBallot } from '../../src/lib/documents/session-report.ts';
import type { DeskBallot } from '../../src/lib/documents/desk-board.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { aCard } from '../support/people-on-board.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

/** Who may vote; Marit leads. */
const voters = ['tessa', 'jorrit', 'noortje'] as const;

describe('voting in a session', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;
		/** A card one can vote on. */
		let card: string;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
			await walk.does('marit', { do: 'start' });
			await walk.goes('Wat zou kunnen?');
			const tessa = await walk.open('tessa', boardDocument(walk.boardId));
			card = randomUUID();
			const before = tessa.saved();
			tessa.board.addCard({ ...aCard('Bel elkaar', 'secundair', card), kind: 'activiteit' }, 1);
			await until(() => tessa.saved() > before, 'saved');
		});
		afterEach(async () => {
			vi.useRealTimers();
			walk.stop();
			await server.close();
			await place.remove();
		});

		/** The plan of its vote, from now on; `also` votes by another one. */
		async function plans(
			ballot: BallotSettings,
			also: { title: string; ballot: BallotSettings } | null = null
		): Promise<void> {
			const { sessionPlans } = server.lab.services;
			const [marit, lab] = [await server.actor('marit'), await server.demoLab()];
			const plan = await sessionPlans.open(marit, lab, walk.sessionId);
			if (!plan.ok) throw new Error(plan.reason);
			const { title, goal, roomLink, startsAt, revision, items } = plan.value;
			const outcome = await sessionPlans.save(marit, lab, walk.sessionId, {
				revision,
				plan: {
					...{ title, goal, roomLink, startsAt: wallClock(startsAt) },
					items: items.map((item) => {
						if (item.title === also?.title) {
							return { ...item, mode: 'stemmen', ballot: also.ballot };
						}
						return item.mode === 'stemmen' ? { ...item, ballot } : item;
					})
				},
				notPersonal: []
			});
			if (!outcome.ok) throw new Error(JSON.stringify(outcome));
		}
		const ballot = async (name = 'tessa') => (await walk.phase(name)).ballot;
		const dots = (name: string, n = 1) => walk.do(name, { do: 'vote', card, n });
		const secret = (name: string) => walk.do(name, { do: 'hand-in', cards: [card], blank: false });
		async function ends(): Promise<void> {
			const { live } = await walk.view();
			await walk.does('marit', { do: 'end', from: live.phase.n });
		}
		async function undoes(): Promise<void> {
			await walk.does('marit', { do: 'undo', from: (await walk.view()).live.phase.n });
		}
		async function reported(): Promise<ReportedBallot[]> {
			const outcome = await server.lab.services.sessionReports.open(
				await server.actor('tessa'),
				await server.demoLab(),
				walk.sessionId
			);
			if (!outcome.ok || !outcome.value) throw new Error('no report');
			return outcome.value.boards.flatMap(({ ballots }) => ballots);
		}
		async function onDesk(name = 'marit'): Promise<DeskBallot[]> {
			const outcome = await walk.desk(name);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.ballots;
		}
		async function results(name = 'tessa') {
			const outcome = await server.lab.services.boards.open(
				await server.actor(name),
				await server.demoLab(),
				walk.boardId
			);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.results;
		}
		const inSecretTables = async () => {
			const { db } = server.store;
			const people = await db.selectFrom('secret_participation').select('ballot_id').execute();
			const votes = await db.selectFrom('secret_vote').select('ballot_id').execute();
			return people.length + votes.length;
		};

		it('is as the script says: five dots, one to a card', async () => {
			await walk.goes('Wegen');
			expect(await ballot()).toMatchObject({ kind: 'stippen', budget: 5, cap: 1, isOpen: true });
		});

		it('is as it was planned, until somebody voted', async () => {
			await plans({ kind: 'geheim', budget: 2, cap: 1 });
			await walk.goes('Wegen');
			expect(await ballot()).toMatchObject({ kind: 'geheim', budget: 2, cap: 1 });
			await walk.goes('Oogst');
			await walk.goes('Wegen');
			await secret('tessa');
			await walk.goes('Oogst');
			// Another plan of what is voted on changes nothing: it is refused, with the field.
			await expect(plans({ kind: 'stippen', budget: 9, cap: 9 })).rejects.toThrow(/kind/);
			await walk.goes('Wegen');
			expect(await ballot()).toMatchObject({ kind: 'geheim', isHandedIn: true, mayVote: false });
			await walk.do('marit', { do: 'close-ballot' });
			// Once more is a second ballot, as planned, in which everybody votes.
			await walk.goes('Wegen');
			expect(await ballot()).toMatchObject({ kind: 'geheim', isOpen: true, isHandedIn: false });
		});

		it('takes the place of a ballot that stands there unused, and not of one that is used', async () => {
			await walk.mode('stemmen');
			await walk.do('marit', { do: 'open-ballot', kind: 'stippen', budget: 9, cap: 9 });
			await walk.goes('Wegen');
			expect(await ballot()).toMatchObject({ budget: 5, cap: 1 });
			await walk.do('marit', { do: 'open-ballot', kind: 'stippen', budget: 9, cap: 9 });
			await dots('tessa', 4);
			await walk.goes('Oogst');
			await walk.goes('Wegen');
			expect(await ballot()).toMatchObject({ budget: 9, cap: 9, mine: { [card]: 4 } });
		});

		const dotted: BallotSettings = { kind: 'stippen', budget: 5, cap: 1 };
		const inSecret: BallotSettings = { kind: 'geheim', budget: 1, cap: 1 };

		it.each([
			{ first: dotted, then: inSecret, votes: () => dots('tessa') },
			{ first: inSecret, then: dotted, votes: () => secret('tessa') }
		])(
			'of $first.kind is closed before one of $then.kind begins: until then nothing moves',
			async ({ first, then, votes }) => {
				await plans(first, { title: 'Oogst', ballot: then });
				await walk.goes('Wegen');
				await votes();
				const { live } = await walk.view();
				const { n } = await walk.phase();
				const item = live.agenda.find(({ title }) => title === 'Oogst')!.id;
				const next = { do: 'go', item, from: live.phase.n } as const;
				expect(await walk.asked('marit', next)).toMatchObject({ reason: 'voted' });
				expect((await walk.view()).live).toMatchObject({ phase: live.phase, clock: live.clock });
				expect((await walk.phase()).n).toBe(n);
				expect(await ballot('jorrit')).toMatchObject({ ...first, isOpen: true });
				// Nor after something else in between.
				await walk.goes('Check-out');
				const from = (await walk.view()).live.phase.n;
				expect(await walk.asked('marit', { ...next, from })).toMatchObject({ reason: 'voted' });
				const [left] = await onDesk();
				await walk.do('marit', { do: 'close-ballot', ballot: left!.id });
				await walk.goes('Oogst');
				expect(await ballot()).toMatchObject({ ...then, isOpen: true });
			}
		);

		it('in which nobody voted becomes one of the other kind when the session goes there', async () => {
			await plans(dotted, { title: 'Oogst', ballot: inSecret });
			await walk.goes('Wegen');
			await dots('tessa');
			await dots('tessa', 0);
			await walk.goes('Oogst');
			expect(await ballot()).toMatchObject({ ...inSecret, isOpen: true });
		});

		it('stays open and hidden when the session moves on, and goes on when that is taken back', async () => {
			await walk.goes('Wegen');
			await dots('tessa');
			await walk.goes('Oogst');
			expect(await walk.command('jorrit', { do: 'vote', card, n: 1 })).toMatchObject({
				reason: 'wrong-mode'
			});
			expect(await results()).toEqual([]);
			await undoes();
			expect(await ballot()).toMatchObject({ isOpen: true, mine: { [card]: 1 } });
			await dots('jorrit');
			await walk.do('marit', { do: 'close-ballot' });
			expect(await results()).toMatchObject([{ outcome: { tally: { voters: 2 } } }]);
		});

		it('is closed from the desk at any time of the session, by who leads and by nobody else', async () => {
			await walk.goes('Wegen');
			await dots('tessa');
			expect(await onDesk()).toMatchObject([{ isNow: true, budget: 5, mayClose: true }]);
			await walk.goes('Oogst');
			await walk.goes('Check-out');
			const [left] = await onDesk();
			expect(left).toMatchObject({ isNow: false, voted: 1, of: null, mayClose: true });
			expect((await walk.phase()).desk!.left).toMatchObject([{ id: left!.id, voted: 1 }]);
			const close = { do: 'close-ballot', ballot: left!.id } as const;
			expect(await walk.command('tessa', close)).toMatchObject({ reason: 'forbidden' });
			// Of another board it is none.
			const other = new SessionWalk(server, walk.sessionId, await server.id('brd-opvang'));
			expect(await other.command('marit', close)).toMatchObject({ reason: 'already-done' });
			const both = await Promise.all([walk.command('marit', close), walk.command('yassin', close)]);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
			expect(both).toContainEqual({ ok: false, reason: 'already-done' });
			expect(await onDesk()).toEqual([]);
			expect((await walk.phase()).desk!.left).toEqual([]);
			expect(await results()).toMatchObject([{ outcome: { tally: { voters: 1 } } }]);
			await ends();
			expect(await reported()).toMatchObject([{ voters: 1, cards: [{ card, votes: 1 }] }]);
		});

		it('is closed for all with the session, and the report has what it came to', async () => {
			await walk.goes('Wegen');
			for (const name of voters) await dots(name);
			await ends();
			expect(await walk.command('tessa', { do: 'vote', card, n: 0 })).toMatchObject({
				reason: 'already-done'
			});
			expect(await results()).toMatchObject([{ outcome: { tally: { voters: 3 } } }]);
			expect(await reported()).toMatchObject([
				{ kind: 'stippen', voters: 3, cards: [{ card, votes: 3 }] }
			]);
			const closed = await server.store.db
				.selectFrom('audit')
				.select(['act', 'member_id'])
				.where('act', '=', 'board.ballot-closed')
				.execute();
			expect(closed).toMatchObject([{ member_id: await server.id('mem-marit') }]);
		});

		it('that is secret leaves totals only when the session ends, and nothing of fewer than three', async () => {
			await plans({ kind: 'geheim', budget: 1, cap: 1 });
			await walk.goes('Wegen');
			for (const name of voters) await secret(name);
			await walk.goes('Oogst');
			expect(await inSecretTables()).toBe(4);
			await ends();
			expect(await inSecretTables()).toBe(0);
			expect(await reported()).toMatchObject([
				{ kind: 'geheim', voters: 3, isTooFew: false, cards: [{ card, votes: 3 }] }
			]);
			// What was erased must leave the files as well: that it is owed is in the same commit.
			const gone = async () =>
				(await server.store.db.selectFrom('forgetting').select('id').execute()).length === 0;
			await until(gone, 'forgotten', 15_000);
		});

		it('of fewer than three in secret has no result, also when it was left open', async () => {
			await plans({ kind: 'geheim', budget: 1, cap: 1 });
			await walk.goes('Wegen');
			for (const name of ['tessa', 'jorrit']) await secret(name);
			await walk.goes('Oogst');
			await ends();
			expect(await inSecretTables()).toBe(0);
			expect(await reported()).toMatchObject([{ kind: 'geheim', isTooFew: true, cards: [] }]);
		});

		it('is closed as well when nobody ends the session', async () => {
			await walk.goes('Wegen');
			for (const name of voters) await dots(name);
			const { minutes, startsAt } = await walk.view();
			const ending = Math.max(Date.parse(startsAt), Date.now()) + minutes * 60_000;
			vi.useFakeTimers({ toFake: ['Date'], now: ending + 61 * 60_000 });
			await until(async () => (await walk.view()).status === 'ended', 'closed');
			expect(await reported()).toMatchObject([{ voters: 3, cards: [{ card, votes: 3 }] }]);
		});

		it('in which nobody voted leaves nothing behind, on the desk nor in the report', async () => {
			await walk.goes('Wegen');
			await walk.goes('Oogst');
			expect(await onDesk()).toEqual([]);
			expect((await walk.phase()).desk!.left).toEqual([]);
			await walk.goes('Wegen');
			await ends();
			expect(await reported()).toEqual([]);
			expect(await ballot()).toBeNull();
			expect(
				await server.store.db
					.selectFrom('ballot')
					.select('id')
					.where('board_id', '=', walk.boardId)
					.where('closed_at', 'is', null)
					.execute()
			).toEqual([]);
		});

		it('loses no dot that was taken while the session ended', async () => {
			await walk.goes('Wegen');
			const { live } = await walk.view();
			const [ended, ...votes] = await Promise.all([
				walk.asked('marit', { do: 'end', from: live.phase.n }),
				...voters.map((name) => walk.command(name, { do: 'vote', card, n: 1 }))
			]);
			expect(ended.ok).toBe(true);
			const taken = votes.filter(({ ok }) => ok).length;
			const counted = (await reported()).map(({ cards }) => cards[0]?.votes ?? 0);
			expect(counted).toEqual(taken === 0 ? [] : [taken]);
		});
	}));
