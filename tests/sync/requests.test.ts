import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionRequests, RequestView } from '../../src/lib/documents/request-view.ts';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import { requestLimits } from '../../src/lib/domain/request.ts';
import type { NewQuestionForm } from '../../server/services/question-form.ts';
import type { RequestForm } from '../../server/services/request-form.ts';
import type { MailSubject } from '../../src/lib/domain/mail.ts';
import { describeQuestion } from '../../server/services/thread-notices.ts';
import { LabRepository } from '../../server/store/lab-repository.ts';
import { MemberRepository } from '../../server/store/member-repository.ts';
import { RequestRepository } from '../../server/store/request-repository.ts';
import { ThreadRepository } from '../../server/store/thread-repository.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** A Monday without holidays near it. */
const monday = Date.parse('2026-11-16T09:00:00Z');
const DAY = 86_400_000;

describe('a request to an expert', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let clock = monday;
		// One server for all of them: each asks questions of her own.
		beforeAll(async () => {
			place = await open();
			const isPostgres = place.address.startsWith('postgres');
			const env = isPostgres ? { DATABASE_URL: place.address } : {};
			server = await startTestServer(env, () => new Date(clock));
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});
		afterEach(async () => {
			// Nobody is full in the next test by what this one left.
			await server.store.db
				.updateTable('expert_request')
				.set({ state: 'withdrawn' })
				.where('state', 'in', ['asked', 'accepted', 'waiting', 'handed-over', 'late'])
				.execute();
			clock = monday;
		});

		const requests = () => server.lab.services.requests;
		const threads = () => server.lab.services.threads;
		const who = (name: string) => server.id(`mem-${name}`);
		const asked = async (form: Partial<NewQuestionForm> = {}, name = 'tessa') => {
			const outcome = await threads().askByForm(await server.actor(name), await server.demoLab(), {
				...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
				...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
				...{ size: null, urgency: 'gewoon', tlp: 'amber', askedAs: 'name', notPersonal: [] },
				...form
			});
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.id;
		};
		const ask = async (by: string, question: string, form: Partial<RequestForm>) =>
			requests().ask(await server.actor(by), await server.demoLab(), question, {
				...{ id: randomUUID(), to: { kind: 'member', id: '' }, text: '', notPersonal: [] },
				...form
			});
		const askOf = async (by: string, question: string, expert: string) =>
			ask(by, question, { to: { kind: 'member', id: await who(expert) } });
		const askPool = async (by: string, question: string, member: string) => {
			const { organisationId } = await server.actor(member);
			return ask(by, question, { to: { kind: 'organisation', id: organisationId } });
		};
		const view = async (name: string, question: string): Promise<QuestionRequests> => {
			const seen = await requests().ofQuestion(
				await server.actor(name),
				await server.demoLab(),
				question
			);
			if (!seen.ok) throw new Error(seen.reason);
			return seen.value;
		};
		const one = async (name: string, question: string): Promise<RequestView> => {
			const [first] = (await view(name, question)).list;
			if (!first) throw new Error('no request');
			return first;
		};
		type Step = 'accept' | 'wait' | 'resume' | 'withdraw';
		const does = async (step: Step, name: string, question: string, as?: RequestView) => {
			const { id, version } = as ?? (await one('marit', question));
			const actor = await server.actor(name);
			return requests()[step](actor, await server.demoLab(), question, { request: id, version });
		};
		const declines = async (name: string, question: string, note = 'Geen tijd.') => {
			const { id, version } = await one('marit', question);
			const form = { request: id, version, note, notPersonal: [] };
			return requests().decline(await server.actor(name), await server.demoLab(), question, form);
		};
		const handsOver = async (name: string, question: string, to: string, as?: RequestView) => {
			const { id, version } = as ?? (await one('marit', question));
			const form = { request: id, version, member: await who(to) };
			return requests().handOver(await server.actor(name), await server.demoLab(), question, form);
		};
		const answers = async (name: string, question: string): Promise<Outcome<string>> =>
			threads().answer(await server.actor(name), await server.demoLab(), question, {
				...{ id: randomUUID(), kind: 'kennis', text: 'Wat wij weten.', domain: 'gedeeld' },
				...{ certainty: 'onzeker', source: 'Eigen onderzoek', conditions: '', replyTo: null },
				notPersonal: []
			});
		const questionOf = async (name: string, question: string) =>
			threads().open(await server.actor(name), await server.demoLab(), question);
		const state = async (question: string) => {
			const seen = await questionOf('marit', question);
			return seen.ok ? seen.value.state : seen.reason;
		};
		const acts = async (question: string) => {
			const seen = await questionOf('marit', question);
			return seen.ok ? seen.value.log.map(({ act }) => act) : [];
		};
		/** Kinds of notices somebody got about a question. */
		const told = async (name: string, question: string) => {
			const rows = await server.store.db
				.selectFrom('notice')
				.select('kind')
				.where('member_id', '=', await who(name))
				.where('question_id', '=', question)
				.orderBy('at')
				.orderBy('kind')
				.execute();
			return rows.map(({ kind }) => kind);
		};
		const beat = () => server.lab.requestClock.beat();

		it('is put, taken on and answered; the question says so, and everybody concerned hears', async () => {
			const question = await asked();
			expect(await askOf('marit', question, 'yassin')).toMatchObject({ ok: true });
			expect(await state(question)).toBe('expert_gevraagd');
			expect(await told('yassin', question)).toContain('request');
			const before = await one('yassin', question);
			expect(before).toMatchObject({ state: 'asked', term: { of: 'reaction', left: 2 } });
			expect(before.may).toMatchObject({ accept: true, decline: true, withdraw: false });
			expect(await does('accept', 'yassin', question)).toMatchObject({ ok: true });
			expect(await one('tessa', question)).toMatchObject({
				...{ state: 'accepted', who: { name: 'Yassin Belhadri' } },
				...{ term: { of: 'answer', left: 5, days: 5 }, isMine: false }
			});
			expect(await told('tessa', question)).toContain('request-accepted');
			expect(await told('marit', question)).toContain('request-accepted');
			expect(await answers('yassin', question)).toMatchObject({ ok: true });
			const after = await one('tessa', question);
			expect(after).toMatchObject({ state: 'answered', term: null });
			expect(after.answerId).not.toBeNull();
			expect(await state(question)).toBe('in_gesprek');
			expect(await acts(question)).toEqual(['asked', 'requested', 'request-accepted', 'answered']);
		});

		it('is put by who asked the question, who leads and who runs expert rounds, and by nobody else', async () => {
			const question = await asked();
			expect(await askOf('noortje', question, 'lotte')).toMatchObject({ reason: 'forbidden' });
			expect(await askOf('tessa', question, 'lotte')).toMatchObject({ ok: true });
			expect(await askOf('yassin', question, 'noortje')).toMatchObject({ ok: true });
			expect((await view('noortje', question)).ask).toBeNull();
			expect((await view('tessa', question)).ask).not.toBeNull();
		});

		it('is not put to her who asked, to who only looks on, or to who was asked already', async () => {
			const question = await asked();
			for (const name of ['tessa', 'hilde', 'marit']) {
				expect(await askOf('marit', question, name)).toMatchObject({ field: 'to' });
			}
			await askOf('marit', question, 'yassin');
			expect(await askOf('marit', question, 'yassin')).toMatchObject({ reason: 'already-done' });
			const to = { kind: 'member' as const, id: randomUUID() };
			expect(await ask('marit', question, { to })).toMatchObject({ reason: 'invalid' });
		});

		it('is one, however often it is sent', async () => {
			const question = await asked();
			const form = { id: randomUUID(), to: { kind: 'member' as const, id: await who('daan') } };
			await Promise.all([1, 2, 3].map(() => ask('marit', question, form)));
			expect((await view('marit', question)).list).toHaveLength(1);
		});

		it('with personal data in it is not put, nor declined with it', async () => {
			const question = await asked();
			const to = { kind: 'member' as const, id: await who('yassin') };
			const text = 'Bel hem op 06-12345678';
			expect(await ask('marit', question, { to, text })).toMatchObject({ reason: 'personal-data' });
			await ask('marit', question, { to });
			expect(await declines('yassin', question, text)).toMatchObject({ field: 'note' });
		});

		it('is declined with the reason, which whoever asked reads', async () => {
			const question = await asked();
			await askOf('marit', question, 'yassin');
			expect(await declines('lotte', question)).toMatchObject({ reason: 'forbidden' });
			expect(await declines('yassin', question, 'Dit is werk voor de GGD.')).toMatchObject({
				ok: true
			});
			expect(await one('tessa', question)).toMatchObject({
				...{ state: 'declined', note: 'Dit is werk voor de GGD.', term: null }
			});
			expect(await told('tessa', question)).toContain('request-declined');
			expect(await state(question)).toBe('open');
			expect(await does('accept', 'yassin', question)).toMatchObject({ reason: 'passed' });
		});

		it('lets a guest read and answer this question until a day, and no longer', async () => {
			const question = await asked();
			const other = await asked();
			expect(await questionOf('evelien', question)).toMatchObject({ reason: 'not-found' });
			const { ask: may } = await view('marit', question);
			const evelien = await who('evelien');
			const until = may?.people.find(({ id }) => id === evelien)?.guestUntil;
			expect(await askOf('marit', question, 'evelien')).toMatchObject({ ok: true });
			expect(await questionOf('evelien', question)).toMatchObject({ ok: true });
			expect(await questionOf('evelien', other)).toMatchObject({ reason: 'not-found' });
			const seen = await one('evelien', question);
			expect(seen).toMatchObject({ isMine: true, guestUntil: until });
			expect((await view('evelien', question)).ask).toBeNull();
			clock = Date.parse(until ?? '') - 1;
			expect(await questionOf('evelien', question)).toMatchObject({ ok: true });
			clock += 2;
			expect(await questionOf('evelien', question)).toMatchObject({ reason: 'not-found' });
			expect(await answers('evelien', question)).toMatchObject({ reason: 'not-found' });
		});

		it('takes along the access it gave when it is declined or withdrawn', async () => {
			const declined = await asked();
			await askOf('marit', declined, 'evelien');
			await declines('evelien', declined);
			expect(await questionOf('evelien', declined)).toMatchObject({ reason: 'not-found' });
			const withdrawn = await asked();
			await askOf('marit', withdrawn, 'evelien');
			expect(await does('withdraw', 'noortje', withdrawn)).toMatchObject({ reason: 'forbidden' });
			expect(await does('withdraw', 'marit', withdrawn)).toMatchObject({ ok: true });
			expect(await questionOf('evelien', withdrawn)).toMatchObject({ reason: 'not-found' });
		});

		it('shows a guest nobody of the lab but whoever asked her, to whom she may give it back', async () => {
			const question = await asked();
			await askOf('marit', question, 'evelien');
			const seen = await view('evelien', question);
			const marit = await who('marit');
			expect(seen.colleagues.map(({ id }) => id)).toEqual([marit]);
			expect(JSON.stringify(seen)).not.toMatch(/Slagveer|Benali|Kwakernaat/);
			expect(await handsOver('evelien', question, 'daan')).toMatchObject({ field: 'member' });
			expect(await handsOver('evelien', question, 'marit')).toMatchObject({ ok: true });
			expect(await one('marit', question)).toMatchObject({ state: 'handed-over', isMine: true });
			expect(await questionOf('evelien', question)).toMatchObject({ reason: 'not-found' });
		});

		it('takes its access along at a question that answers were taken out to as well', async () => {
			const question = await asked();
			await askOf('marit', question, 'evelien');
			const answer = await answers('noortje', question);
			if (!answer.ok) throw new Error(answer.reason);
			const to = randomUUID();
			await threads().split(await server.actor('marit'), await server.demoLab(), question, {
				...{ id: to, title: 'Los', text: 'Wat hiervan?', answers: [answer.value] },
				notPersonal: []
			});
			expect(await questionOf('evelien', to)).toMatchObject({ ok: true });
			await declines('evelien', question);
			expect(await questionOf('evelien', to)).toMatchObject({ reason: 'not-found' });
		});

		it('goes along when its question becomes part of another, with its term and its guest', async () => {
			const [from, into] = [await asked(), await asked()];
			await askOf('marit', from, 'evelien');
			await does('accept', 'evelien', from);
			await askOf('marit', from, 'yassin');
			await askOf('marit', into, 'yassin');
			const own = async (id: string) =>
				(await view('evelien', id)).list.find(({ isMine }) => isMine);
			const before = await own(from);
			const seen = await questionOf('marit', from);
			if (!seen.ok) throw new Error(seen.reason);
			const { stateAt } = seen.value;
			const merged = await threads().merge(
				await server.actor('marit'),
				await server.demoLab(),
				from,
				{ into, stateAt }
			);
			expect(merged).toMatchObject({ ok: true });
			expect(before).toMatchObject({ state: 'accepted' });
			const { id, term } = before ?? {};
			expect(await own(into)).toMatchObject({ id, state: 'accepted', term });
			expect(await told('evelien', from)).toContain('merged');
			// He was asked there already: this one is over, and does not count.
			expect((await view('marit', from)).list).toMatchObject([{ state: 'withdrawn' }]);
			expect(await answers('evelien', into)).toMatchObject({ ok: true });
		});

		it('of a question that is parked, harvested or merged fills nobody up', async () => {
			const open = async () =>
				(
					await server.lab.services.requests
						.experts(await server.actor('noortje'), await server.demoLab())
						.then((book) => (book.ok ? book.value.experts : []))
				).find(({ name }) => name.startsWith('Lotte'))?.open;
			const question = await asked();
			await askOf('marit', question, 'lotte');
			expect(await open()).toBe(1);
			const seen = await questionOf('marit', question);
			if (!seen.ok) throw new Error(seen.reason);
			await threads().move(await server.actor('marit'), await server.demoLab(), question, {
				...{ state: 'geparkeerd', note: 'Later.', stateAt: seen.value.stateAt, notPersonal: [] }
			});
			expect(await open()).toBe(0);
		});

		it('waits for whoever asked when she asks back, and no reaction to another answers it', async () => {
			const question = await asked();
			const first = await answers('noortje', question);
			await askOf('marit', question, 'yassin');
			await does('accept', 'yassin', question);
			const says = async (kind: 'tegenvraag' | 'mits', replyTo: string | null) =>
				threads().answer(await server.actor('yassin'), await server.demoLab(), question, {
					...{ id: randomUUID(), kind, text: 'Sinds wanneer?', domain: 'gedeeld' },
					...{ certainty: null, source: '', conditions: '', replyTo, notPersonal: [] }
				});
			await says('mits', first.ok ? first.value : null);
			expect(await one('yassin', question)).toMatchObject({ state: 'accepted' });
			await says('tegenvraag', null);
			expect(await one('yassin', question)).toMatchObject({
				...{ state: 'waiting', term: { isStopped: true } }
			});
			await answers('tessa', question);
			expect(await one('yassin', question)).toMatchObject({ state: 'accepted' });
		});

		it('is hers to answer again when she takes her answer back', async () => {
			const question = await asked();
			await askOf('marit', question, 'yassin');
			await does('accept', 'yassin', question);
			const answer = await answers('yassin', question);
			if (!answer.ok) throw new Error(answer.reason);
			expect(await one('yassin', question)).toMatchObject({ state: 'answered', term: null });
			clock += 3 * DAY;
			await threads().putAway(await server.actor('yassin'), await server.demoLab(), question, {
				...{ answer: answer.value, note: '', notPersonal: [] }
			});
			expect(await one('yassin', question)).toMatchObject({
				...{ state: 'accepted', answerId: null, term: { of: 'answer', used: 0, isLate: false } }
			});
		});

		it('is told by no mail once it is over', async () => {
			const question = await asked();
			await askOf('marit', question, 'yassin');
			const { db } = server.store;
			const tell = describeQuestion({
				...{ threads: new ThreadRepository(db), requests: new RequestRepository(db) },
				...{ members: new MemberRepository(db), labs: new LabRepository(db) },
				now: () => new Date(clock)
			});
			const left = async (kinds: MailSubject['kinds']) =>
				(await tell(question, await who('yassin'), kinds))?.kinds;
			expect(await left({ request: 1, 'request-reminder': 1 })).toEqual({
				...{ request: 1, 'request-reminder': 1 }
			});
			await does('withdraw', 'marit', question);
			expect(await left({ request: 1, 'request-reminder': 1 })).toBeUndefined();
			expect(await left({ request: 1, answered: 2 })).toEqual({ answered: 2 });
		});

		it('of a RED question goes to nobody who may not read that', async () => {
			const question = await asked({ tlp: 'red' });
			for (const name of ['evelien', 'lotte', 'noortje']) {
				expect(await askOf('marit', question, name)).toMatchObject({ field: 'to' });
			}
			const { ask: may } = await view('marit', question);
			expect(may?.people).toEqual([]);
		});

		it('tells nobody who asked when that is not to be known', async () => {
			const question = await asked({ askedAs: 'facilitator' });
			await askOf('tessa', question, 'yassin');
			const seen = await questionOf('yassin', question);
			expect(JSON.stringify([seen, await view('yassin', question)])).not.toContain('Kwakernaat');
			expect(JSON.stringify(await view('yassin', question))).not.toContain(await who('tessa'));
			const rows = await server.store.db
				.selectFrom('notice')
				.select('by_member_id')
				.where('question_id', '=', question)
				.where('kind', '=', 'request')
				.execute();
			expect(rows).toEqual([{ by_member_id: null }]);
		});

		it('of a pool is taken on by the first of it; the second is told', async () => {
			const question = await asked({}, 'sunita');
			expect(await askPool('marit', question, 'tessa')).toMatchObject({ ok: true });
			expect(await one('noortje', question)).toMatchObject({ isMine: false, who: null });
			const shown = await one('tessa', question);
			expect(shown).toMatchObject({ isMine: true, pool: { label: 'Aldermeer' } });
			const outcomes = await Promise.all([
				does('accept', 'tessa', question, shown),
				does('accept', 'jorrit', question, shown)
			]);
			expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
			expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ ok: false });
			expect((await acts(question)).filter((act) => act === 'request-accepted')).toHaveLength(1);
		});

		it('of a topic goes to who can answer on it', async () => {
			const question = await asked();
			const to = { kind: 'topic' as const, id: 'netwerk' };
			expect(await ask('marit', question, { to })).toMatchObject({ ok: true });
			expect((await one('yassin', question)).may.accept).toBe(true);
			expect((await one('noortje', question)).may.accept).toBe(false);
			const nobody = { kind: 'topic' as const, id: 'ruimtevaart' };
			expect(await ask('marit', question, { to: nobody })).toMatchObject({ field: 'to' });
		});

		it('handed over and taken on at once: one wins, the other is told what happened', async () => {
			const question = await asked();
			await askOf('marit', question, 'yassin');
			const shown = await one('yassin', question);
			const outcomes = await Promise.all([
				does('accept', 'yassin', question, shown),
				handsOver('yassin', question, 'daan', shown)
			]);
			// Which comes first is the store's to say.
			expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
			expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'passed' });
			const hers = await one('yassin', question);
			if (outcomes[0]?.ok) expect(hers).toMatchObject({ state: 'accepted', isMine: true });
			else expect((await one('daan', question)).isMine).toBe(true);
		});

		it('handed over is the other one’s to decide on, in a term of her own, with its trail', async () => {
			const question = await asked();
			await askOf('marit', question, 'yassin');
			clock += DAY;
			expect(await handsOver('yassin', question, 'evelien')).toMatchObject({ field: 'member' });
			expect(await handsOver('yassin', question, 'tessa')).toMatchObject({ field: 'member' });
			expect(await handsOver('yassin', question, 'daan')).toMatchObject({ ok: true });
			expect(await one('daan', question)).toMatchObject({
				...{ state: 'handed-over', isMine: true, term: { of: 'reaction', left: 2 } }
			});
			expect(await told('daan', question)).toContain('handed-over');
			expect(await does('accept', 'yassin', question)).toMatchObject({ reason: 'forbidden' });
			const steps = await server.store.db
				.selectFrom('expert_request_step')
				.select(['n', 'state', 'by_member', 'to_member'])
				.where('request_id', '=', (await one('daan', question)).id)
				.orderBy('n')
				.execute();
			const [yassin, daan, marit] = await Promise.all(['yassin', 'daan', 'marit'].map(who));
			expect(steps).toEqual([
				{ n: 1, state: 'asked', by_member: marit, to_member: yassin },
				{ n: 2, state: 'handed-over', by_member: yassin, to_member: daan }
			]);
		});

		it('asked of one expert at two questions at once fills her up once', async () => {
			for (let n = 1; n < requestLimits.open; n++) await askOf('marit', await asked(), 'lotte');
			const [one, other] = [await asked(), await asked()];
			const outcomes = await Promise.all([
				askOf('marit', one, 'lotte'),
				askOf('marit', other, 'lotte')
			]);
			expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
			expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'too-many' });
		});

		it('is refused to who has as many as one may have', async () => {
			for (let n = 0; n < requestLimits.open; n++) {
				expect(await askOf('marit', await asked(), 'lotte')).toMatchObject({ ok: true });
			}
			const question = await asked();
			expect(await askOf('marit', question, 'lotte')).toEqual({
				...{ ok: false, reason: 'too-many', field: 'to' }
			});
			await askOf('marit', question, 'yassin');
			expect(await handsOver('yassin', question, 'lotte')).toMatchObject({ reason: 'too-many' });
			const outcome = await requests().experts(
				await server.actor('noortje'),
				await server.demoLab()
			);
			if (!outcome.ok) throw new Error(outcome.reason);
			const lotte = outcome.value.experts.find(({ name }) => name.startsWith('Lotte'));
			expect(lotte).toMatchObject({ open: requestLimits.open, isFull: true });
		});

		it('stands still while it waits for whoever asked; her next words start it again', async () => {
			const question = await asked();
			await askOf('marit', question, 'yassin');
			expect(await does('wait', 'yassin', question)).toMatchObject({ reason: 'passed' });
			await does('accept', 'yassin', question);
			clock += DAY;
			const before = await one('marit', question);
			expect(await does('wait', 'yassin', question)).toMatchObject({ ok: true });
			expect(await told('tessa', question)).toContain('reacted');
			clock += 14 * DAY;
			await beat();
			expect((await one('yassin', question)).term).toMatchObject({
				...{ used: before.term?.used, isStopped: true, isLate: false }
			});
			expect(await told('yassin', question)).not.toContain('request-reminder');
			expect(await answers('tessa', question)).toMatchObject({ ok: true });
			const after = await one('yassin', question);
			expect(after).toMatchObject({ state: 'accepted', term: { isStopped: false } });
			expect(after.term?.used).toBe(before.term?.used);
			expect(Date.parse(after.term?.due ?? '')).toBeGreaterThan(clock);
			await does('wait', 'yassin', question);
			expect(await does('resume', 'lotte', question)).toMatchObject({ reason: 'forbidden' });
			expect(await does('resume', 'tessa', question)).toMatchObject({ ok: true });
		});

		it('through a week: one reminder, then late once and with the next, however often one looks', async () => {
			const question = await asked();
			await askOf('marit', question, 'evelien');
			await does('accept', 'evelien', question);
			const count = async (name: string, kind: string) =>
				(await told(name, question)).filter((each) => each === kind).length;
			// Seventy percent is early on Friday.
			clock = Date.parse('2026-11-20T06:00:00Z');
			await beat();
			expect(await count('evelien', 'request-reminder')).toBe(0);
			clock = Date.parse('2026-11-20T08:00:00Z');
			await Promise.all([beat(), beat(), beat()]);
			await beat();
			expect(await count('evelien', 'request-reminder')).toBe(1);
			// Monday, the last day, to its end.
			clock = Date.parse('2026-11-23T22:59:00Z');
			await beat();
			expect(await count('evelien', 'request-late')).toBe(0);
			clock = Date.parse('2026-11-23T23:00:00Z');
			await Promise.all([beat(), beat()]);
			clock += 60_000;
			await beat();
			expect(await count('evelien', 'request-late')).toBe(1);
			expect(await count('tessa', 'request-late')).toBe(1);
			expect(await count('evelien', 'request-reminder')).toBe(1);
			// Nobody else is of her organisation: it is with who leads.
			expect(await one('marit', question)).toMatchObject({
				...{ state: 'late', isMine: true, term: { of: 'reaction', left: 2, isLate: false } }
			});
			expect((await acts(question)).filter((act) => act === 'request-late')).toHaveLength(1);
			// Weeks later still once, and she who was at work can end it.
			clock += 21 * DAY;
			await beat();
			expect(await count('marit', 'request-late')).toBe(1);
			clock = Date.parse('2026-11-25T09:00:00Z');
			expect(await answers('evelien', question)).toMatchObject({ ok: true });
			expect((await one('marit', question)).state).toBe('answered');
		});

		it('of a person of ESS goes to the first of ESS when she lets it lie', async () => {
			const question = await asked();
			await askOf('tessa', question, 'yassin');
			clock = Date.parse('2026-11-19T09:00:00Z');
			await beat();
			expect(await one('marit', question)).toMatchObject({ state: 'late', isMine: true });
			expect(await one('yassin', question)).toMatchObject({ isMine: false });
		});

		it('is not reminded of when it was withdrawn, or its question is closed', async () => {
			const withdrawn = await asked();
			await askOf('marit', withdrawn, 'yassin');
			await does('withdraw', 'marit', withdrawn);
			const parked = await asked();
			await askOf('marit', parked, 'yassin');
			const seen = await questionOf('marit', parked);
			await threads().move(await server.actor('marit'), await server.demoLab(), parked, {
				...{ state: 'geparkeerd', note: 'Later.', notPersonal: [] },
				stateAt: seen.ok ? seen.value.stateAt : ''
			});
			clock += 30 * DAY;
			await beat();
			for (const question of [withdrawn, parked]) {
				expect(await told('yassin', question)).not.toContain('request-reminder');
				expect(await told('yassin', question)).not.toContain('request-late');
			}
			expect(await askOf('marit', parked, 'daan')).toMatchObject({ reason: 'passed' });
			expect(await state(parked)).toBe('geparkeerd');
		});

		it('is known by whom it may be put to: fitting ones first, themes without anybody apart', async () => {
			const question = await asked({ title: 'Sleutelfiguren in de wijk' });
			const { ask: may } = await view('marit', question);
			expect(may?.people[0]).toMatchObject({ name: 'Yassin Belhadri', fits: true });
			const lab = await server.demoLab();
			const book = await requests().experts(await server.actor('noortje'), lab);
			if (!book.ok) throw new Error(book.reason);
			expect(book.value.without).toContain('opvang');
			expect(book.value.without).not.toContain('sport');
			expect(await requests().experts(await server.actor('evelien'), lab)).toMatchObject({
				reason: 'not-found'
			});
		});
	}));
