import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { datedSteps, daysFrom, roundLimits } from '../../src/lib/domain/expert-round.ts';
import { dayOf } from '../../src/lib/domain/working-days.ts';
import type { AnswerKind } from '../../src/lib/domain/question.ts';
import type { RoundView } from '../../src/lib/documents/round-view.ts';
import type { NewQuestionForm } from '../../server/services/question-form.ts';
import type { NewRoundForm } from '../../server/services/round-form.ts';
import { describeRounds } from '../../server/services/round-notices.ts';
import { LabRepository } from '../../server/store/lab-repository.ts';
import { MemberRepository } from '../../server/store/member-repository.ts';
import { RoundRepository } from '../../server/store/round-repository.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** A Monday without holidays near it. */
const monday = Date.parse('2026-11-16T09:00:00Z');
const DAY = 86_400_000;

describe('a round with experts', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let clock = monday;
		// One server for all of them: each makes rounds of questions of her own.
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
		afterEach(() => {
			clock = monday;
		});

		const rounds = () => server.lab.services.rounds;
		const threads = () => server.lab.services.threads;
		const who = (name: string) => server.id(`mem-${name}`);
		const by = async (name: string) => [await server.actor(name), await server.demoLab()] as const;
		const asked = async (form: Partial<NewQuestionForm> = {}) => {
			const outcome = await threads().askByForm(...(await by('tessa')), {
				...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
				...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
				...{ size: null, urgency: 'gewoon', tlp: 'amber', askedAs: 'name', notPersonal: [] },
				...form
			});
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.id;
		};
		const make = async (questions: string[], form: Partial<NewRoundForm> = {}, name = 'marit') =>
			rounds().make(...(await by(name)), {
				...{ id: randomUUID(), title: 'Ouders en school', text: 'Wat is bekend?' },
				...{ questions, start: dayOf(clock), notPersonal: [] },
				...form
			});
		const made = async (...questions: string[]) => {
			const outcome = await make(questions.length > 0 ? questions : [await asked()]);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		};
		const view = async (name: string, round: string): Promise<RoundView> => {
			const seen = await rounds().open(...(await by(name)), round);
			if (!seen.ok) throw new Error(seen.reason);
			return seen.value;
		};
		const sees = async (name: string, round: string) => {
			const seen = await rounds().open(...(await by(name)), round);
			return seen.ok ? 'yes' : seen.reason;
		};
		type Step = 'start' | 'goOn' | 'close' | 'drop';
		const does = async (step: Step, name: string, round: string, as?: RoundView) => {
			const { version } = as ?? (await view('marit', round));
			return rounds()[step](...(await by(name)), round, { version });
		};
		const adds = async (round: string, expert: string) =>
			rounds().addExpert(...(await by('marit')), round, { member: await who(expert) });
		const started = async (questions: string[] = [], ...experts: string[]) => {
			const round = await made(...questions);
			for (const expert of experts.length > 0 ? experts : ['evelien']) await adds(round, expert);
			expect(await does('start', 'marit', round)).toMatchObject({ ok: true });
			return round;
		};
		const reads = async (name: string, question: string) => {
			const seen = await threads().open(...(await by(name)), question);
			return seen.ok ? seen.value.state : seen.reason;
		};
		const answers = async (
			name: string,
			question: string,
			said: { kind?: AnswerKind; replyTo?: string; text?: string } = {}
		): Promise<string> => {
			const outcome = await threads().answer(...(await by(name)), question, {
				...{ id: randomUUID(), text: 'Wat wij weten.', domain: 'gedeeld', certainty: 'onzeker' },
				...{ source: 'Eigen onderzoek', conditions: '', notPersonal: [] },
				...{ kind: 'kennis', replyTo: null, ...said }
			});
			if (!outcome.ok) throw new Error(`${outcome.reason} ${outcome.field ?? ''}`);
			return outcome.value;
		};
		const drafts = async (round: string, question: string, text = 'Bel eerst de ouders') =>
			rounds().draft(...(await by('marit')), round, question, {
				...{ draft: randomUUID(), version: null, text, conditions: 'Er is een vaste persoon.' },
				...{ forWhom: 'elke gemeente', validUntil: null, compass: [], sources: [] },
				notPersonal: []
			});
		const told = async (name: string, round: string) => {
			const rows = await server.store.db
				.selectFrom('notice')
				.select('kind')
				.where('member_id', '=', await who(name))
				.where('round_id', '=', round)
				.orderBy('at')
				.orderBy('kind')
				.execute();
			return rows.map(({ kind }) => kind);
		};
		const beat = () => server.lab.roundClock.beat();

		it('is heard of by nobody until it starts, and then by its experts and the lab', async () => {
			const question = await asked();
			const round = await made(question);
			await adds(round, 'evelien');
			expect(await sees('tessa', round)).toBe('not-found');
			expect(await sees('evelien', round)).toBe('not-found');
			expect(await reads('evelien', question)).toBe('not-found');
			expect(await told('evelien', round)).toEqual([]);

			expect(await does('start', 'marit', round)).toMatchObject({ ok: true });
			expect(await sees('tessa', round)).toBe('yes');
			expect(await sees('evelien', round)).toBe('yes');
			expect(await reads('evelien', question)).toBe('expert_gevraagd');
			expect(await told('evelien', round)).toEqual(['round-opened']);
			expect(await told('tessa', round)).toEqual(['round-opened']);
		});

		it('shows a guest its own questions, and says beforehand how much of the lab it does not', async () => {
			const [question, other] = [await asked(), await asked()];
			const round = await made(question);
			await adds(round, 'evelien');
			const { sight, days } = await view('marit', round);
			expect(sight?.questions).toEqual(['Ouders']);
			expect(sight?.hidden.questions).toBeGreaterThan(0);
			expect(sight?.hidden.boards).toBeGreaterThan(0);
			expect(sight?.until.slice(0, 10)).toBe(days.close);
			await does('start', 'marit', round);
			expect(await reads('evelien', other)).toBe('not-found');
			const [evelien, lab] = await by('evelien');
			const list = await threads().list(evelien, lab);
			expect(list.map(({ id }) => id)).toContain(question);
			expect(list.map(({ id }) => id)).not.toContain(other);
			expect((await view('evelien', round)).sight).toBeNull();
			expect((await view('evelien', round)).candidates).toEqual([]);
		});

		it('is started, moved on and closed by who runs rounds, and by nobody else', async () => {
			const question = await asked();
			expect(await make([question], {}, 'tessa')).toMatchObject({ reason: 'forbidden' });
			expect(await make([question], {}, 'evelien')).toMatchObject({ reason: 'forbidden' });
			expect(await make([question], {}, 'lotte')).toMatchObject({ reason: 'forbidden' });
			const round = await started([question]);
			const seen = await view('marit', round);
			for (const step of ['goOn', 'close'] as const) {
				expect(await does(step, 'tessa', round, seen)).toMatchObject({ reason: 'forbidden' });
				expect(await does(step, 'evelien', round, seen)).toMatchObject({ reason: 'forbidden' });
			}
			expect((await view('marit', round)).state).toBe('running');
			// ESS runs rounds as well.
			expect(await does('close', 'yassin', round)).toMatchObject({ ok: true });
		});

		it('takes four questions at most, none that a guest could not read, and none of another round', async () => {
			const five = await Promise.all([1, 2, 3, 4, 5].map(() => asked()));
			const red = await asked({ tlp: 'red' });
			expect(await make([red])).toMatchObject({ field: 'questions' });
			expect(await make([randomUUID()])).toMatchObject({ field: 'questions' });
			const four = five.slice(0, roundLimits.questions);
			const round = await started(four);
			expect((await view('marit', round)).questions).toHaveLength(4);
			const second = await made(four[0] ?? '');
			await adds(second, 'evelien');
			expect(await does('start', 'marit', second)).toEqual({
				...{ ok: false, reason: 'already-done', field: 'questions' }
			});
			expect(await does('close', 'marit', round)).toMatchObject({ ok: true });
			expect(await does('start', 'marit', second)).toMatchObject({ ok: true });
		});

		it('does not start without an expert, nor on days that are over', async () => {
			const round = await made();
			expect(await does('start', 'marit', round)).toMatchObject({ field: 'experts' });
			await adds(round, 'evelien');
			clock += 30 * DAY;
			expect(await does('start', 'marit', round)).toMatchObject({ field: 'days' });
			clock = monday;
			expect(await does('start', 'marit', round)).toMatchObject({ ok: true });
		});

		it('has no words in it that point at somebody', async () => {
			const question = await asked();
			const text = 'Bel Willem Bosman op 06 12345678';
			expect(await make([question], { text })).toMatchObject({
				...{ reason: 'personal-data', field: 'text' }
			});
		});

		it('gives somebody new an account that reads the round and nothing else, and a mail to enter by', async () => {
			const question = await asked();
			const round = await made(question);
			const email = `expert-${randomUUID().slice(0, 8)}@universiteit.example`;
			const invite = async (address: string) =>
				rounds().addNewExpert(...(await by('marit')), round, {
					...{ name: 'Ans de Vries', organisation: 'Universiteit', email: address }
				});
			expect(await invite(email)).toMatchObject({ ok: true });
			expect(await invite(email)).toMatchObject({ reason: 'already-done' });
			// Who manages accounts reads no content.
			expect(await invite('beheer@kennislab.example')).toMatchObject({ field: 'email' });
			const member = () =>
				server.store.db
					.selectFrom('member')
					.selectAll()
					.where('email', '=', email)
					.executeTakeFirst();
			expect(await member()).toBeUndefined();
			await does('start', 'marit', round);
			const ans = await member();
			expect(ans).toMatchObject({ name: 'Ans de Vries', initials: 'AV', password_hash: null });
			const actor = await server.lab.services.people.findActor(ans?.id ?? '', new Date(clock));
			if (!actor) throw new Error('no actor');
			const lab = await server.demoLab();
			expect(actor.memberships).toMatchObject([{ labId: lab.id, role: 'expert' }]);
			expect((await threads().list(actor, lab)).map(({ id }) => id)).toEqual([question]);
			const mails = await server.store.db
				.selectFrom('mail')
				.select(['to_address', 'kind'])
				.where('to_address', '=', email)
				.where('kind', '=', 'welcome')
				.execute();
			expect(mails).toHaveLength(1);

			// Her link runs out in a week: she can be sent another, once a day, until she has a password.
			const expertOf = async () => (await view('marit', round)).experts[0];
			expect(await expertOf()).toMatchObject({ isAwaited: true });
			const again = async (name: string) =>
				rounds().welcomeAgain(...(await by(name)), round, { expert: (await expertOf())?.id ?? '' });
			expect(await again('tessa')).toMatchObject({ reason: 'forbidden' });
			expect(await again('marit')).toEqual({ ok: true });
			expect(await again('marit')).toMatchObject({ reason: 'already-done' });
			clock += 24 * 3_600_000;
			expect(await again('marit')).toEqual({ ok: true });
			await server.store.db
				.updateTable('member')
				.set({ password_hash: 'hers' })
				.where('email', '=', email)
				.execute();
			expect(await again('marit')).toMatchObject({ reason: 'passed' });
			expect(await expertOf()).toMatchObject({ isAwaited: false });

			await does('close', 'marit', round);
			clock += 1000;
			const after = await server.lab.services.people.findActor(ans?.id ?? '', new Date(clock));
			expect(after?.memberships).toEqual([]);
		});

		it('keeps somebody new in the lab for as long as one of her rounds runs, and for a request she has', async () => {
			const [first, second] = [await made(await asked()), await made(await asked())];
			const email = `expert-${randomUUID().slice(0, 8)}@universiteit.example`;
			const invite = async (round: string) =>
				rounds().addNewExpert(...(await by('marit')), round, {
					...{ name: 'Bo de Wit', organisation: 'Universiteit', email }
				});
			await invite(first);
			await does('start', 'marit', first);
			const { days, version } = await view('marit', second);
			const later = daysFrom(dayOf(clock + 14 * DAY));
			await rounds().setDays(...(await by('marit')), second, {
				...{ version, ...days, close: later.close }
			});
			await invite(second);
			await does('start', 'marit', second);
			const bo = await server.store.db
				.selectFrom('member')
				.select('id')
				.where('email', '=', email)
				.executeTakeFirstOrThrow();
			const memberships = async () =>
				(await server.lab.services.people.findActor(bo.id, new Date(clock)))?.memberships.length;
			const [own] = (await view('marit', second)).questions;
			const asks = await server.lab.services.requests.ask(...(await by('marit')), own?.id ?? '', {
				...{ id: randomUUID(), to: { kind: 'member', id: bo.id }, text: '', notPersonal: [] }
			});
			expect(asks).toMatchObject({ ok: true });
			// The days of the first are over; those of the second are not.
			clock = Date.parse(`${days.close}T12:00:00Z`) + 2 * DAY;
			expect(await memberships()).toBe(1);
			await does('close', 'marit', first);
			clock += 1000;
			expect(await memberships()).toBe(1);
			await does('close', 'marit', second);
			clock += 1000;
			expect(await memberships()).toBe(1);
			clock += 60 * DAY;
			expect(await memberships()).toBe(0);
		});

		it('ends the access of its guests when it closes, and leaves what came otherwise', async () => {
			const [question, other] = [await asked(), await asked()];
			const requests = server.lab.services.requests;
			await requests.ask(...(await by('marit')), other, {
				...{ id: randomUUID(), to: { kind: 'member', id: await who('evelien') } },
				...{ text: '', notPersonal: [] }
			});
			const round = await started([question, other]);
			expect(await reads('evelien', question)).toBe('expert_gevraagd');
			await does('close', 'marit', round);
			expect(await reads('evelien', question)).toBe('not-found');
			expect(await sees('evelien', round)).toBe('not-found');
			// She was asked about this one by itself.
			expect(await reads('evelien', other)).toBe('expert_gevraagd');
		});

		it('leaves a guest her round when a request to her is withdrawn', async () => {
			const question = await asked();
			const requests = server.lab.services.requests;
			const round = await started([question]);
			const id = randomUUID();
			await requests.ask(...(await by('marit')), question, {
				...{ id, to: { kind: 'member', id: await who('evelien') }, text: '', notPersonal: [] }
			});
			const asks = await requests.ofQuestion(...(await by('marit')), question);
			const version = asks.ok ? (asks.value.list[0]?.version ?? 0) : 0;
			expect(
				await requests.withdraw(...(await by('marit')), question, { request: id, version })
			).toMatchObject({ ok: true });
			expect(await reads('evelien', question)).toBe('expert_gevraagd');
			await does('close', 'marit', round);
			expect(await reads('evelien', question)).toBe('not-found');
		});

		it('ends as well what came to its guests by an answer that went to a question of its own', async () => {
			const question = await asked();
			const round = await started([question]);
			const answer = await answers('evelien', question);
			const gone = await threads().split(...(await by('marit')), question, {
				...{ id: randomUUID(), title: 'Los', text: 'Wat hiervan?', answers: [answer] },
				notPersonal: []
			});
			if (!gone.ok) throw new Error(gone.reason);
			expect(await reads('evelien', gone.value)).toBe('in_gesprek');
			await does('close', 'marit', round);
			expect(await reads('evelien', gone.value)).toBe('not-found');
		});

		it('has no step left to mail once it closed, and for its guests nothing at all', async () => {
			const round = await started();
			const { db } = server.store;
			const tell = describeRounds({
				...{ rounds: new RoundRepository(db), members: new MemberRepository(db) },
				...{ labs: new LabRepository(db), now: () => new Date(clock) }
			});
			const kinds = { 'round-step': 1, 'round-closed': 1 };
			const left = async (name: string) => (await tell(round, await who(name), kinds))?.kinds;
			expect(await left('evelien')).toEqual({ 'round-step': 1 });
			expect(await left('tessa')).toEqual({ 'round-step': 1 });
			await does('close', 'marit', round);
			expect(await left('evelien')).toBeUndefined();
			expect(await left('tessa')).toEqual({ 'round-closed': 1 });
		});

		it('ends the access of its guests by itself on its last day', async () => {
			const question = await asked();
			const round = await started([question]);
			const { days } = await view('marit', round);
			clock = Date.parse(`${days.close}T22:00:00Z`);
			expect(await reads('evelien', question)).toBe('expert_gevraagd');
			clock += DAY;
			expect(await reads('evelien', question)).toBe('not-found');
		});

		it('runs longer when its last day is later, for its guests as well', async () => {
			const question = await asked();
			const round = await started([question]);
			const { version, days } = await view('marit', round);
			const later = daysFrom(dayOf(clock + 14 * DAY));
			expect(
				await rounds().setDays(...(await by('marit')), round, {
					...{ version, ...days, close: later.close }
				})
			).toMatchObject({ ok: true });
			clock = Date.parse(`${days.close}T12:00:00Z`) + 2 * DAY;
			expect(await reads('evelien', question)).toBe('expert_gevraagd');
			const now = await view('marit', round);
			const wrong = { ...now.days, harvest: now.days.answer, version: now.version };
			expect(await rounds().setDays(...(await by('marit')), round, wrong)).toMatchObject({
				field: 'order'
			});
		});

		it('is new in somebody’s work until she looks, and the header counts the same', async () => {
			const unread = async (name: string) => {
				const work = await server.lab.services.work.of(await server.actor(name));
				return work.unread.flatMap(({ rows }) => rows);
			};
			const news = async (name: string) =>
				server.lab.services.work.countNew(await server.actor(name));
			const before = { evelien: await news('evelien'), tessa: await news('tessa') };
			const round = await started();
			const { evelien, tessa } = before;
			expect([await news('evelien'), await news('tessa')]).toEqual([evelien + 1, tessa + 1]);
			expect((await unread('evelien')).find(({ id }) => id === round)).toMatchObject({ n: 1 });
			expect(await unread('tessa')).toHaveLength(before.tessa + 1);
			await server.lab.services.notices.markRoundSeen(await server.actor('evelien'), round);
			expect(await news('evelien')).toBe(before.evelien);
			expect((await unread('evelien')).map(({ id }) => id)).not.toContain(round);
			// That it closed is new to the lab; to its guest, who cannot open it any more, it is not.
			await does('close', 'marit', round);
			expect([await news('evelien'), await news('tessa')]).toEqual([evelien, tessa + 1]);
			expect(await unread('evelien')).toHaveLength(evelien);
		});

		it('tells whose turn it is when a step begins, once, whatever was passed over', async () => {
			const round = await started();
			const { days } = await view('marit', round);
			await beat();
			expect(await told('evelien', round)).toEqual(['round-opened']);
			clock = Date.parse(`${days.answer}T09:00:00Z`);
			await beat();
			await beat();
			expect(await told('evelien', round)).toEqual(['round-opened', 'round-step']);
			expect(await told('tessa', round)).toEqual(['round-opened']);
			clock = Date.parse(`${days.test}T09:00:00Z`);
			await beat();
			expect(await told('tessa', round)).toEqual(['round-opened', 'round-step']);
			expect(await told('evelien', round)).toHaveLength(2);
			// The machine stood still over the deepening.
			clock = Date.parse(`${days.harvest}T09:00:00Z`);
			await beat();
			expect(await told('evelien', round)).toHaveLength(2);
			expect(await told('marit', round)).toEqual(['round-step']);
		});

		it('goes on to its next step before its day when that is asked', async () => {
			const round = await started();
			expect((await view('tessa', round)).step).toBe('invite');
			for (const step of datedSteps) {
				expect(await does('goOn', 'marit', round)).toMatchObject({ ok: true });
				expect((await view('tessa', round)).step).toBe(step);
			}
			expect(await does('goOn', 'marit', round)).toMatchObject({ reason: 'already-done' });
		});

		it('counts what the practice test of an answer gave, and never who did not read', async () => {
			const question = await asked();
			const round = await started([question]);
			const answer = await answers('evelien', question);
			clock += 1000;
			await answers('tessa', question, { kind: 'ervaring', replyTo: answer });
			await answers('noortje', question, { kind: 'mits', replyTo: answer });
			await answers('jorrit', question, { kind: 'mits', replyTo: answer });
			await threads().visit(...(await by('noortje')), question);
			const [seen] = (await view('marit', round)).questions;
			expect(seen?.answers).toMatchObject([{ tested: { ervaring: 1, mits: 2, want: 0 } }]);
			expect(seen?.read?.n).toBe(1);
			expect(seen?.read?.of).toBeGreaterThan(5);
			expect(JSON.stringify(seen?.read)).toMatch(/^\{"n":\d+,"of":\d+\}$/);
			expect((await view('tessa', round)).questions[0]?.read).toBeNull();
			await expect(answers('tessa', question, { kind: 'want' })).rejects.toThrow('invalid kind');
		});

		it('asks its experts to go into three reactions, and sees which they did', async () => {
			const question = await asked();
			const round = await started([question]);
			const answer = await answers('evelien', question);
			const said = [];
			for (const name of ['tessa', 'noortje', 'jorrit', 'sunita']) {
				said.push(await answers(name, question, { kind: 'want', replyTo: answer }));
			}
			const pins = async (reaction: string, name = 'marit') =>
				rounds().pin(...(await by(name)), round, { question, answer: reaction });
			expect(await pins(said[0] ?? '', 'tessa')).toMatchObject({ reason: 'forbidden' });
			expect(await pins(answer)).toMatchObject({ reason: 'not-found' });
			for (const id of said.slice(0, 3)) expect(await pins(id)).toMatchObject({ ok: true });
			expect(await pins(said[3] ?? '')).toMatchObject({ reason: 'too-many' });
			await answers('evelien', question, { replyTo: said[1] ?? '', text: 'Dat klopt deels.' });
			const reactions = (await view('evelien', round)).questions[0]?.reactions ?? [];
			expect(reactions.filter(({ isPinned }) => isPinned)).toHaveLength(3);
			expect(reactions.filter(({ isGoneInto }) => isGoneInto).map((r) => r.answer.id)).toEqual([
				said[1]
			]);
		});

		it('waits with whoever has the turn, until she did what it asks', async () => {
			const question = await asked();
			const round = await started([question]);
			const waits = async (name: string) =>
				(await rounds().turns(...(await by(name)))).some(({ id }) => id === round);
			const { days } = await view('marit', round);
			expect(await waits('evelien')).toBe(false);
			clock = Date.parse(`${days.answer}T09:00:00Z`);
			expect(await waits('evelien')).toBe(true);
			const answer = await answers('evelien', question);
			expect(await waits('evelien')).toBe(false);
			expect(await waits('tessa')).toBe(false);
			clock = Date.parse(`${days.test}T09:00:00Z`);
			expect(await waits('tessa')).toBe(true);
			const said = await answers('tessa', question, { kind: 'mits', replyTo: answer });
			expect(await waits('tessa')).toBe(false);
			expect(await waits('noortje')).toBe(true);
			await rounds().pin(...(await by('marit')), round, { question, answer: said });
			clock = Date.parse(`${days.deepen}T09:00:00Z`);
			expect(await waits('evelien')).toBe(true);
			await answers('evelien', question, { replyTo: said });
			expect(await waits('evelien')).toBe(false);
			expect(await waits('marit')).toBe(false);
			clock = Date.parse(`${days.harvest}T09:00:00Z`);
			expect(await waits('marit')).toBe(true);
			expect(await waits('yassin')).toBe(false);
		});

		it('tells who leads it at once that an answer came in', async () => {
			const question = await asked();
			await started([question]);
			await answers('evelien', question);
			const rows = await server.store.db
				.selectFrom('notice')
				.select(['kind', 'concerns'])
				.where('member_id', '=', await who('marit'))
				.where('question_id', '=', question)
				.where('kind', '=', 'answered')
				.execute();
			expect(rows).toEqual([{ kind: 'answered', concerns: 1 }]);
		});

		it('keeps footholds in draft until it closes, and then places them where they belong', async () => {
			const [question, other] = [await asked(), await asked()];
			const round = await started([question, other]);
			const answer = await answers('evelien', question);
			expect(await drafts(round, question)).toMatchObject({ ok: true });
			expect(await drafts(round, randomUUID())).toMatchObject({ reason: 'not-found' });
			const footholds = async (id: string, name = 'tessa') => {
				const seen = await threads().open(...(await by(name)), id);
				return seen.ok ? seen.value.footholds : [];
			};
			expect(await footholds(question)).toEqual([]);
			const drafted = await rounds().drafts(...(await by('tessa')), round, question);
			expect(drafted).toMatchObject({ reason: 'forbidden' });
			const own = await rounds().drafts(...(await by('marit')), round, question);
			const [draft] = own.ok ? own.value : [];
			if (!draft) throw new Error('no draft');
			const revise = (version: number) =>
				by('marit').then((as) =>
					rounds().draft(...as, round, question, {
						...{ draft: draft.id, version, text: 'Bel de ouders', conditions: 'Overdag.' },
						...{ forWhom: 'elke gemeente', validUntil: null, compass: [], sources: [answer] },
						notPersonal: []
					})
				);
			expect(await revise(draft.version)).toMatchObject({ ok: true });
			expect(await revise(draft.version)).toMatchObject({ reason: 'passed' });
			// Through another round it is not there.
			const elsewhere = await asked();
			const through = await rounds().draft(
				...(await by('marit')),
				await started([elsewhere]),
				elsewhere,
				{
					...{ draft: draft.id, version: draft.version + 1, text: 'Bel niet', conditions: '' },
					...{ forWhom: 'elke gemeente', validUntil: null, compass: [], sources: [] },
					notPersonal: []
				}
			);
			expect(through).toMatchObject({ reason: 'passed' });

			await does('close', 'marit', round);
			const { reviewOn } = await view('tessa', round);
			expect(await footholds(question)).toMatchObject([
				{ text: 'Bel de ouders', conditions: 'Overdag.', validUntil: reviewOn }
			]);
			expect(await footholds(other)).toEqual([]);
			expect(await reads('tessa', question)).toBe('aanknopingspunten');
			expect(await reads('tessa', other)).toBe('open');
		});

		it('does not close while something is in draft at a question that may not be harvested', async () => {
			const question = await asked();
			const round = await started([question]);
			await drafts(round, question);
			const { db } = server.store;
			await db.updateTable('question').set({ tlp: 'red' }).where('id', '=', question).execute();
			expect(await does('close', 'marit', round)).toMatchObject({ field: 'drafts' });
			expect((await view('marit', round)).state).toBe('running');
			const own = await rounds().drafts(...(await by('marit')), round, question);
			const [draft] = own.ok ? own.value : [];
			await rounds().dropDraft(...(await by('marit')), round, { draft: draft?.id ?? '' });
			expect(await does('close', 'marit', round)).toMatchObject({ ok: true });
		});

		it('asks half a year later, once, whether it still holds; and then of no step any more', async () => {
			const round = await started();
			await does('close', 'marit', round);
			const { reviewOn, days } = await view('marit', round);
			expect(reviewOn).toBe('2027-05-18');
			clock = Date.parse(`${days.test}T09:00:00Z`);
			await beat();
			expect(await told('evelien', round)).toEqual(['round-closed', 'round-opened']);
			clock = Date.parse(`${reviewOn}T07:00:00Z`);
			await beat();
			await beat();
			expect(await told('marit', round)).toEqual(['round-review']);
		});

		it('is closed by one of two who do so at once; the other is told', async () => {
			const round = await started();
			const seen = await view('marit', round);
			const outcomes = await Promise.all([
				does('close', 'marit', round, seen),
				does('close', 'yassin', round, seen)
			]);
			expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
			expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'passed' });
		});

		it('ends what a restart cut off: every question hears that it began and that it closed', async () => {
			const question = await asked();
			const round = await started([question]);
			expect(await drafts(round, question)).toMatchObject({ ok: true });
			// As if the process ended right after the decision.
			await server.store.db
				.updateTable('expert_round')
				.set({ state: 'closed', closed_at: new Date(clock).toISOString(), review_on: '2027-05-18' })
				.where('id', '=', round)
				.execute();
			expect(await reads('tessa', question)).toBe('expert_gevraagd');
			await beat();
			expect(await reads('tessa', question)).toBe('aanknopingspunten');
			await beat();
			const seen = await threads().open(...(await by('tessa')), question);
			const acts = seen.ok ? seen.value.log.map(({ act }) => act) : [];
			expect(acts.filter((act) => act === 'round-closed')).toHaveLength(1);
		});

		it('is thrown away as long as nobody heard of it', async () => {
			const round = await made();
			expect(await does('drop', 'marit', round)).toMatchObject({ ok: true });
			expect(await sees('marit', round)).toBe('not-found');
			const running = await started();
			expect(await does('drop', 'marit', running)).toMatchObject({ reason: 'passed' });
		});
	}));
