import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readScripts } from '../../server/demo/ready-scripts.ts';
import { NewSession } from '../../server/services/session-plans.ts';
import type { PlanView } from '../../src/lib/documents/session-view.ts';
import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { wallClock } from '../../src/lib/domain/dutch-time.ts';
import { minutesOf } from '../../src/lib/domain/session.ts';
import { SessionWalk } from '../support/session-walk.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';
import { onEveryStore } from './describe-store.ts';

describe('plans of sessions', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		/** A session of its own for each test. */
		let id: string;

		beforeAll(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});
		beforeEach(async () => {
			id = await planned({
				from: 'script:scr-kennislab',
				board: await server.id('brd-wiedoetwat')
			});
		});

		const plans = () => server.lab.services.sessionPlans;
		const lab = () => server.demoLab();
		const form = (about: Record<string, unknown> = {}) =>
			v.parse(NewSession, {
				...{ title: 'Een sessie', startsAt: '2026-12-01T10:00', from: 'empty' },
				...about
			});
		async function create(about: Record<string, unknown> = {}, who = 'marit') {
			return plans().create(await server.actor(who), await lab(), form(about));
		}
		async function planned(about: Record<string, unknown>): Promise<string> {
			const outcome = await create(about);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		}
		async function plan(of = id, who = 'marit'): Promise<PlanView> {
			const outcome = await plans().open(await server.actor(who), await lab(), of);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		}
		/** As the page sends it in. */
		const draftOf = ({ title, goal, startsAt, roomLink, items }: PlanView) => ({
			...{ title, goal, roomLink, startsAt: wallClock(startsAt) },
			items: structuredClone(items)
		});
		type Draft = ReturnType<typeof draftOf>;
		async function save(
			change: (draft: Draft) => unknown,
			{ who = 'marit', from }: { who?: string; from?: PlanView } = {}
		) {
			const view = from ?? (await plan());
			const draft = draftOf(view);
			const other = change(draft);
			const sent = other === undefined ? draft : other;
			const about = { revision: view.revision, plan: sent, notPersonal: [] };
			return plans().save(await server.actor(who), await lab(), id, about);
		}
		const anItem = (title: string) => ({
			...{ id: null as unknown as string, title, minutes: 5, who: '', instruction: '', notes: '' },
			...{ boardId: null, mode: null, ballot: null, step: null, isBreak: false, isDropped: false }
		});

		it('start from each ready script: its steps, its time together, and what is done beforehand', async () => {
			expect(readScripts().map((each) => `${each.id} ${each.totalMinutes}`)).toEqual([
				'scr-kennislab 120',
				'scr-regio 120',
				'scr-intervisie 60'
			]);
			for (const script of readScripts()) {
				const { items } = await plan(await planned({ from: `script:${script.id}` }));
				expect(minutesOf(items)).toBe(script.totalMinutes);
				expect(items.map(({ title }) => title)).toEqual([
					'Vooraf',
					...script.steps.map(({ title }) => title)
				]);
				expect(items[0]).toMatchObject({ minutes: 0, notes: script.before.join('\n') });
				expect(items.every(({ boardId }) => boardId === null)).toBe(true);
			}
		});

		it('from whatever they start can be kept as they are: no text of ours is held back', async () => {
			const { templates } = server.lab.services;
			const methods = await templates.choices(await lab());
			for (const from of [
				...readScripts().map((script) => `script:${script.id}`),
				...methods.map((method) => `template:${method.id}`)
			]) {
				id = await planned({ from });
				expect(await save(() => undefined)).toMatchObject({ ok: true });
			}
		});

		it('put what works on a board on the board one chooses, and nothing else', async () => {
			const board = await server.id('brd-wiedoetwat');
			const { items } = await plan();
			expect(items.filter(({ mode }) => mode !== null).length).toBeGreaterThan(5);
			for (const { mode, boardId } of items) expect(boardId).toBe(mode === null ? null : board);
		});

		it('vote as their script says: five dots in script A, three in script C', async () => {
			for (const [script, budget] of [
				['scr-kennislab', 5],
				['scr-regio', 3]
			] as const) {
				const { items } = await plan(await planned({ from: `script:${script}` }));
				expect(items.filter(({ ballot }) => ballot !== null)).toMatchObject([
					{ title: 'Wegen', ballot: { kind: 'stippen', budget, cap: 1 } }
				]);
			}
		});

		it('choose how one votes in an item, and nothing else has a ballot', async () => {
			const wegen = (of: { items: PlanView['items'] }) =>
				of.items.find(({ mode }) => mode === 'stemmen')!;
			const choose = (ballot: object | null) =>
				save((draft) => void (wegen(draft).ballot = ballot as never));
			expect((await choose({ kind: 'stippen', budget: 8, cap: 3 })).ok).toBe(true);
			expect(wegen(await plan()).ballot).toEqual({ kind: 'stippen', budget: 8, cap: 3 });
			// In secret a card is chosen or not, whatever was said beside it.
			expect((await choose({ kind: 'geheim', budget: 2, cap: 9 })).ok).toBe(true);
			expect(wegen(await plan()).ballot).toEqual({ kind: 'geheim', budget: 2, cap: 1 });
			expect((await choose(null)).ok).toBe(true);
			expect(wegen(await plan()).ballot).toEqual({ kind: 'stippen', budget: 3, cap: 1 });
			// Where nobody is shown a result, nobody is asked in secret; not by a copy either.
			const noSums = await server.id('brd-jongere');
			await choose({ kind: 'geheim', budget: 2, cap: 1 });
			const outcome = await save((draft) => void (wegen(draft).boardId = noSums));
			expect('problems' in outcome && outcome.problems).toMatchObject([
				{ n: 12, field: 'kind', reason: 'sums' }
			]);
			expect(wegen(await plan()).boardId).toBe(await server.id('brd-wiedoetwat'));
			const copy = await plan(await planned({ from: `session:${id}`, board: noSums }));
			expect(wegen(copy)).toMatchObject({ boardId: noSums, ballot: { kind: 'stippen' } });
			const same = await plan(await planned({ from: `session:${id}` }));
			expect(wegen(same)).toMatchObject({ ballot: { kind: 'geheim', budget: 2 } });
		});

		it('start from the steps of a method, numbered where the board is of that method', async () => {
			const board = await server.id('brd-wiedoetwat');
			const { boards, templates } = server.lab.services;
			const view = await boards.open(await server.actor('marit'), await lab(), board);
			if (!view.ok) throw new Error(view.reason);
			const methods = await templates.choices(await lab());
			const own = methods.find(({ template }) => template.name.nl === view.value.template.name.nl)!;
			const other = methods.find(({ key }) => key !== own.key)!;
			for (const [method, isNumbered] of [
				[own, true],
				[other, false]
			] as const) {
				const { items } = await plan(await planned({ from: `template:${method.id}`, board }));
				const { steps } = method.template;
				expect(items.map(({ title, mode, step }) => [title, mode, step])).toEqual(
					steps.map((step) => [step.name, step.boardMode, isNumbered ? step.n : null])
				);
				expect(items.every(({ boardId }) => boardId === board)).toBe(true);
			}
		});

		it('start from an earlier session, as it was planned, with items of their own', async () => {
			const from = await plan(await server.id('ses-02'));
			const copy = await plan(await planned({ from: `session:${from.id}` }));
			const bare = (view: PlanView) => view.items.map((item) => ({ ...item, id: '' }));
			expect(bare(copy)).toEqual(bare(from));
			expect(copy.items.some((item) => from.items.some((each) => each.id === item.id))).toBe(false);
			const board = await server.id('brd-opvang');
			const moved = await plan(await planned({ from: `session:${from.id}`, board }));
			expect(new Set(moved.items.flatMap(({ boardId }) => boardId ?? []))).toEqual(
				new Set([board])
			);
		});

		it('start empty, led by whoever plans, and are in the audit trail', async () => {
			const fresh = await planned({ from: 'empty', goal: 'Samen kijken' });
			const view = await plan(fresh);
			expect(view).toMatchObject({
				...{ items: [], goal: 'Samen kijken', status: 'planned', revision: 1 },
				startsAt: '2026-12-01T09:00:00.000Z'
			});
			expect(view.members.filter(({ role }) => role !== null)).toMatchObject([{ role: 'lead' }]);
			const rows = await server.store.db
				.selectFrom('audit')
				.selectAll()
				.where('subject', '=', sessionDocument(fresh))
				.execute();
			expect(rows.map(({ act, detail }) => [act, detail])).toEqual([
				['session.planned', '{"from":"empty"}']
			]);
		});

		it('name what is wrong with a new one, and keep nothing of it', async () => {
			const count = async () =>
				(await server.store.db.selectFrom('session').select('id').execute()).length;
			const before = await count();
			const bad: [Record<string, unknown>, string, string][] = [
				[{ title: 'Over 06 12345678' }, 'personal-data', 'title'],
				[{ goal: 'Bel 06 12345678' }, 'personal-data', 'goal'],
				[{ from: 'script:scr-expertronde' }, 'invalid', 'from'],
				[{ from: 'script:nope' }, 'invalid', 'from'],
				[{ from: 'template:nope' }, 'invalid', 'from'],
				[{ from: `session:${crypto.randomUUID()}` }, 'invalid', 'from'],
				[{ board: crypto.randomUUID() }, 'invalid', 'board'],
				[{ board: '../nope' }, 'invalid', 'board']
			];
			for (const [about, reason, field] of bad) {
				expect(await create(about)).toMatchObject({ ok: false, reason, field });
			}
			const unfit: [Record<string, unknown>, string, string][] = [
				[{ title: ' ' }, 'title', 'missing'],
				[{ title: 'x'.repeat(121) }, 'title', 'long'],
				[{ startsAt: '' }, 'startsAt', 'missing'],
				[{ startsAt: '2027-03-28T02:30' }, 'startsAt', 'time'],
				[{ from: '' }, 'from', 'empty'],
				[{ from: 'wat:dan' }, 'from', 'invalid']
			];
			for (const [about, field, message] of unfit) {
				const all = { title: 'Een sessie', startsAt: '2026-12-01T10:00', from: 'empty', ...about };
				const [issue] = v.safeParse(NewSession, all, { abortPipeEarly: true }).issues ?? [];
				expect([issue?.path?.[0]?.key, issue?.message]).toEqual([field, message]);
			}
			expect(await count()).toBe(before);
		});

		it('are made by who may plan, and read and kept by them and by who runs the session', async () => {
			expect(await create({}, 'tessa')).toMatchObject({ reason: 'forbidden' });
			const ask = async (who: string) => plans().open(await server.actor(who), await lab(), id);
			expect(await ask('tessa')).toMatchObject({ reason: 'not-found' });
			expect(await ask('yassin')).toMatchObject({ reason: 'not-found' });
			const from = await plan();
			const change = (draft: Draft) => void (draft.title = 'Anders');
			expect(await save(change, { who: 'tessa', from })).toMatchObject({ reason: 'forbidden' });
			expect(await save(change, { who: 'evelien', from })).toMatchObject({ reason: 'not-found' });
			const co = { member: await server.id('mem-yassin'), role: 'co' as const };
			await plans().appoint(await server.actor('marit'), await lab(), id, co);
			expect((await ask('yassin')).ok).toBe(true);
			expect((await save(change, { who: 'yassin' })).ok).toBe(true);
			expect((await plan()).title).toBe('Anders');
		});

		it('keep what is sent in: texts clean, new items with an id, order as given', async () => {
			const [, second] = (await plan()).items;
			const outcome = await save((draft) => {
				draft.title = '  Een \u202enieuwe\u200b  naam ';
				draft.startsAt = '2026-07-01T09:30';
				draft.roomLink = 'https://vergader.example/kamer';
				draft.items = [anItem('Nieuw'), draft.items[1]!];
			});
			expect(outcome).toMatchObject({ ok: true, value: { revision: 2 } });
			const view = await plan();
			expect(view).toMatchObject({
				title: 'Een nieuwe naam',
				startsAt: '2026-07-01T07:30:00.000Z',
				roomLink: 'https://vergader.example/kamer'
			});
			expect(view.items).toMatchObject([{ title: 'Nieuw' }, { id: second!.id }]);
			expect(outcome.ok && outcome.value.ids).toEqual(view.items.map((item) => item.id));
		});

		it('of two who save at once keep the first; the second is told how it is now', async () => {
			const from = await plan();
			expect((await save((draft) => void draft.items.pop(), { from })).ok).toBe(true);
			const second = await save((draft) => void (draft.title = 'De mijne'), { from });
			expect(second).toMatchObject({ ok: false, reason: 'passed', newest: { revision: 2 } });
			expect(await plan()).toMatchObject({ title: 'Een sessie', revision: 2 });
			const both = await Promise.all([
				save((draft) => void (draft.title = 'Een')),
				save((draft) => void (draft.title = 'Twee'))
			]);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		});

		it('name every field that is wrong, and keep what there was', async () => {
			const before = await plan();
			const broken: [(draft: Draft) => unknown, number | null, string, string][] = [
				[(draft) => void (draft.title = ''), null, 'title', 'missing'],
				[(draft) => void (draft.goal = 'x'.repeat(501)), null, 'goal', 'long'],
				[(draft) => void (draft.startsAt = 'morgen'), null, 'startsAt', 'time'],
				[(draft) => void (draft.roomLink = 'http://vergader.example'), null, 'roomLink', 'link'],
				[(draft) => void (draft.roomLink = 'javascript:alert(1)'), null, 'roomLink', 'link'],
				[(draft) => void (draft.roomLink = 'https://a:b@c.example'), null, 'roomLink', 'link'],
				[(draft) => void (draft.items[1]!.title = ' '), 2, 'title', 'missing'],
				[(draft) => void (draft.items[1]!.title = 'x'.repeat(121)), 2, 'title', 'long'],
				[(draft) => void (draft.items[2]!.minutes = 241), 3, 'minutes', 'number'],
				[(draft) => void (draft.items[2]!.minutes = -1), 3, 'minutes', 'number'],
				[(draft) => void (draft.items[2]!.minutes = 2.5), 3, 'minutes', 'number'],
				[(draft) => void (draft.items[2]!.minutes = null as never), 3, 'minutes', 'number'],
				[(draft) => void (draft.items[0]!.who = 'x'.repeat(81)), 1, 'who', 'long'],
				[
					(draft) => void (draft.items[0]!.instruction = 'x'.repeat(1001)),
					1,
					'instruction',
					'long'
				],
				[(draft) => void (draft.items[0]!.notes = 'x'.repeat(2001)), 1, 'notes', 'long'],
				[(draft) => void (draft.items[0]!.mode = 'dansen' as never), 1, 'mode', 'unknown'],
				[(draft) => void (draft.items[0]!.boardId = crypto.randomUUID()), 1, 'boardId', 'unknown'],
				[(draft) => void (draft.items[2]!.step = 40), 3, 'step', 'unknown'],
				[(draft) => void (draft.items[2]!.step = 0), 3, 'step', 'number'],
				[(draft) => void (draft.items[11]!.ballot!.cap = 6), 12, 'cap', 'cap'],
				[(draft) => void (draft.items[11]!.ballot!.cap = 0), 12, 'cap', 'number'],
				[(draft) => void (draft.items[11]!.ballot!.budget = 0), 12, 'budget', 'number'],
				[(draft) => void (draft.items[11]!.ballot!.budget = 21), 12, 'budget', 'number'],
				[(draft) => void (draft.items[11]!.ballot!.budget = null as never), 12, 'budget', 'number'],
				[(draft) => void (draft.items[11]!.ballot!.kind = 'hand' as never), 12, 'kind', 'unknown'],
				[
					(draft) => void delete (draft.items[11] as { ballot?: unknown }).ballot,
					12,
					'ballot',
					'missing'
				],
				[(draft) => void (draft.items[11]!.mode = 'open'), 12, 'ballot', 'invalid'],
				[(draft) => void (draft.items[0]!.id = crypto.randomUUID()), 1, 'title', 'unknown'],
				[
					(draft) => void draft.items.push(draft.items[0]!),
					before.items.length + 1,
					'title',
					'twice'
				],
				[
					(draft) => void (draft.items = Array.from({ length: 61 }, () => anItem('Veel'))),
					null,
					'items',
					'many'
				],
				[() => ({}), null, 'title', 'missing'],
				[() => null, null, '', 'invalid'],
				[() => [], null, 'title', 'missing']
			];
			for (const [change, n, field, reason] of broken) {
				const outcome = await save(change);
				const [problem] = 'problems' in outcome ? outcome.problems : [];
				expect(problem).toMatchObject({ n, field, reason });
			}
			expect(await plan()).toEqual(before);
		});

		it('hold personal data in whatever field, by its place, and take what is said to be none', async () => {
			const said = 'Bel 06 12345678';
			const held: [(draft: Draft) => unknown, string][] = [
				[(draft) => void (draft.title = said), 'title'],
				[(draft) => void (draft.goal = said), 'goal'],
				[(draft) => void (draft.roomLink = 'https://vergader.example/a.b@post.nl'), 'roomLink'],
				[(draft) => void (draft.items[3]!.title = said), 'items.3.title'],
				[(draft) => void (draft.items[3]!.who = said), 'items.3.who'],
				[(draft) => void (draft.items[3]!.instruction = said), 'items.3.instruction'],
				[(draft) => void (draft.items[3]!.notes = said), 'items.3.notes']
			];
			const before = await plan();
			for (const [change, field] of held) {
				expect(await save(change)).toMatchObject({ reason: 'personal-data', field });
			}
			expect(await plan()).toEqual(before);
			const draft = draftOf(before);
			draft.items[3]!.notes = 'Vraag Fatima el Amrani om te beginnen.';
			const sent = { revision: 1, plan: draft, notPersonal: ['Fatima el Amrani'] };
			const marit = await server.actor('marit');
			expect(
				await plans().save(marit, await lab(), id, { ...sent, notPersonal: [] })
			).toMatchObject({ reason: 'personal-data', field: 'items.3.notes' });
			expect((await plans().save(marit, await lab(), id, sent)).ok).toBe(true);
		});

		it('leave a board that is on the agenda already where it is, also for who may not read it', async () => {
			const board = await server.id('brd-wiedoetwat');
			const co = { member: await server.id('mem-yassin'), role: 'co' as const };
			await plans().appoint(await server.actor('marit'), await lab(), id, co);
			const set = (tlp: 'red' | 'amber') =>
				server.store.db.updateTable('board').set({ tlp }).where('id', '=', board).execute();
			await set('red');
			try {
				expect((await plan(id, 'yassin')).boards.some((each) => each.id === board)).toBe(false);
				const change = (draft: Draft) => void (draft.items[0]!.minutes = 3);
				expect((await save(change, { who: 'yassin' })).ok).toBe(true);
				const adds = (draft: Draft) => void (draft.items[1]!.boardId = board);
				const outcome = await save(adds, { who: 'yassin' });
				expect('problems' in outcome && outcome.problems).toMatchObject([
					{ n: 2, field: 'boardId', reason: 'unknown' }
				]);
			} finally {
				await set('amber');
			}
		});

		it('of a running session keep what ran in its place; the rest moves, and everybody sees it', async () => {
			const walk = new SessionWalk(server, id, await server.id('brd-wiedoetwat'));
			await walk.does('marit', { do: 'start' });
			await walk.goes('Casus');
			const room = await walk.room('tessa');
			await until(() => room()?.phase.n === 2, 'in the room');
			const { items, ran } = await plan();
			const titles = (draft: Draft) => draft.items.map(({ title }) => title);
			expect(items.filter((item) => ran.includes(item.id)).map(({ title }) => title)).toEqual([
				'Inloop',
				'Casus'
			]);
			const refused: [(draft: Draft) => unknown, string][] = [
				[(draft) => void draft.items.splice(1, 1), 'items'],
				[(draft) => void draft.items.unshift(...draft.items.splice(4, 1)), 'place'],
				[(draft) => void draft.items.splice(1, 0, anItem('Ervoor')), 'place'],
				[(draft) => void draft.items.splice(1, 0, draft.items.pop()!), 'place'],
				[(draft) => void (draft.items[4]!.mode = 'open'), 'mode'],
				[(draft) => void (draft.items[4]!.boardId = null), 'boardId'],
				[(draft) => void (draft.startsAt = '2026-12-02T10:00'), 'startsAt']
			];
			for (const [change, field] of refused) {
				const outcome = await save(change);
				const [problem] = 'problems' in outcome ? outcome.problems : [];
				expect(problem).toMatchObject({ field, reason: 'ran' });
			}
			const outcome = await save((draft) => {
				draft.items[4]!.minutes = 20;
				// What was passed over comes later after all.
				const [passed] = draft.items.splice(3, 1);
				draft.items.push(passed!, anItem('Erbij'));
				expect(titles(draft).slice(0, 4)).toEqual([
					'Vooraf',
					'Inloop',
					'Check-in en afspraken',
					'Casus'
				]);
			});
			expect(outcome.ok).toBe(true);
			await until(() => room()?.agenda.at(-1)?.title === 'Erbij', 'told');
			expect(room()!.agenda.find(({ title }) => title === 'Casus')!.minutes).toBe(20);
			await walk.does('marit', { do: 'drop', item: items[9]!.id, on: true });
			const from = await plan();
			await walk.does('marit', { do: 'shorten', minutes: 5 });
			expect(await save(() => undefined, { from })).toMatchObject({ reason: 'passed' });
			expect((await save(() => undefined)).ok).toBe(true);
			expect((await plan()).items.find(({ isDropped }) => isDropped)?.id).toBe(items[9]!.id);

			// A board that comes on the agenda now is led by who runs the session, and goes back with it.
			const more = await server.id('brd-opvang');
			const other = new SessionWalk(server, id, more);
			const co = { member: await server.id('mem-yassin'), role: 'co' as const };
			await plans().appoint(await server.actor('marit'), await lab(), id, co);
			expect((await other.phase('yassin')).lead).toBe('no');
			expect((await save((draft) => void (draft.items.at(-1)!.boardId = more))).ok).toBe(true);
			expect((await other.phase('yassin')).lead).toBe('yes');
			expect((await save((draft) => void draft.items.pop())).ok).toBe(true);
			expect((await other.phase('yassin')).lead).toBe('no');

			const lead = { member: await server.id('mem-marit'), role: null };
			expect(
				await plans().appoint(await server.actor('marit'), await lab(), id, lead)
			).toMatchObject({ reason: 'lead-present' });
			await walk.does('marit', { do: 'end', from: 2 });
			expect(await save(() => undefined)).toMatchObject({ reason: 'too-late' });
			expect(await plans().remove(await server.actor('marit'), await lab(), id)).toMatchObject({
				reason: 'too-late'
			});
			expect((await plan()).items.length).toBeGreaterThan(0);
			walk.stop();
			other.stop();
		});

		it('appoint members of the lab: one leads, and above twenty people somebody helps', async () => {
			const marit = await server.actor('marit');
			const give = async (name: string, role: 'lead' | 'co' | 'host' | null) =>
				plans().appoint(marit, await lab(), id, { member: await server.id(`mem-${name}`), role });
			const tasks = async () =>
				(await plan()).members.flatMap(({ name, role }) => (role ? `${name}: ${role}` : []));
			const { expected, needsCo } = await plan();
			expect(needsCo).toBe(expected > 20);
			expect((await give('yassin', 'lead')).ok).toBe(true);
			expect(await tasks()).toEqual(['Marit Hoogenhuizen: co', 'Yassin Belhadri: lead']);
			expect((await plan()).needsCo).toBe(false);
			expect((await give('marit', 'host')).ok).toBe(true);
			expect((await give('yassin', null)).ok).toBe(true);
			expect(await tasks()).toEqual(['Marit Hoogenhuizen: host']);
			const nobody = { member: crypto.randomUUID(), role: 'co' as const };
			expect(await plans().appoint(marit, await lab(), id, nobody)).toMatchObject({
				reason: 'not-found'
			});
			const tessa = await server.actor('tessa');
			expect(await plans().appoint(tessa, await lab(), id, nobody)).toMatchObject({
				reason: 'forbidden'
			});
		});

		it('leave who leads while they run to the one who was appointed, or who plans for the lab', async () => {
			const walk = new SessionWalk(server, id, await server.id('brd-wiedoetwat'));
			const give = async (by: string, name: string, role: 'lead' | 'co' | 'host' | null) =>
				plans().appoint(await server.actor(by), await lab(), id, {
					member: await server.id(`mem-${name}`),
					role
				});
			const roles = async () =>
				new Map((await plan()).members.map((each) => [each.name, each.role]));
			expect((await give('marit', 'yassin', 'co')).ok).toBe(true);
			await walk.does('marit', { do: 'start' });
			const before = await roles();
			const no = { ok: false, reason: 'forbidden', field: 'role' };
			expect(await give('yassin', 'yassin', 'lead')).toEqual(no);
			expect(await give('yassin', 'tessa', 'lead')).toEqual(no);
			for (const role of ['co', 'host', null] as const) {
				expect(await give('yassin', 'marit', role)).toEqual(no);
			}
			expect(await roles()).toEqual(before);
			expect(await walk.asked('yassin', { do: 'take-over' })).toMatchObject({
				reason: 'lead-present'
			});
			// What does not touch the lead is hers to give; and the lead herself hands it on.
			expect((await give('yassin', 'tessa', 'host')).ok).toBe(true);
			expect((await give('marit', 'yassin', 'lead')).ok).toBe(true);
			expect((await give('yassin', 'yassin', 'lead')).ok).toBe(true);
			// Who plans for the lab is a co-facilitator of it now, and may all the same.
			expect((await give('marit', 'marit', 'lead')).ok).toBe(true);
			const events = await server.store.db
				.selectFrom('session_event')
				.select(['member_id', 'detail'])
				.where('session_id', '=', id)
				.where('act', '=', 'appointed')
				.orderBy('n')
				.execute();
			const [marit, yassin, tessa] = await Promise.all(
				['marit', 'yassin', 'tessa'].map((name) => server.id(`mem-${name}`))
			);
			expect(events.map((event) => [event.member_id, JSON.parse(event.detail) as unknown])).toEqual(
				[
					[yassin, { member: tessa, role: 'host' }],
					[marit, { member: yassin, role: 'lead' }],
					[yassin, { member: yassin, role: 'lead' }],
					[marit, { member: marit, role: 'lead' }]
				]
			);
			await walk.does('marit', { do: 'end', from: 1 });
			walk.stop();
		});

		it('that never ran are removed, with what was shown of them', async () => {
			const walk = new SessionWalk(server, id, await server.id('brd-wiedoetwat'));
			expect((await save((draft) => void (draft.title = 'Weg ermee'))).ok).toBe(true);
			const remove = async (who: string) =>
				plans().remove(await server.actor(who), await lab(), id);
			expect(await remove('tessa')).toMatchObject({ reason: 'forbidden' });
			expect(await walk.asks('tessa', sessionDocument(id))).toBe(200);
			expect((await remove('marit')).ok).toBe(true);
			expect(await walk.asks('tessa', sessionDocument(id))).toBe(404);
			expect(await remove('marit')).toMatchObject({ reason: 'not-found' });
			const left = await server.store.db
				.selectFrom('document')
				.select('name')
				.where('name', 'like', `%${id}%`)
				.execute();
			expect(left).toEqual([]);
			walk.stop();
		});
	}));
