import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerForm, NewQuestionForm } from '../../server/services/question-form.ts';
import { plainOf } from '../../src/lib/documents/rich-text.ts';
import type { QuestionView } from '../../src/lib/documents/thread-view.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

describe('questions that are put together or taken apart', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		// One server for all of them: each asks questions of her own.
		beforeAll(async () => {
			place = await open();
			const isPostgres = place.address.startsWith('postgres');
			server = await startTestServer(isPostgres ? { DATABASE_URL: place.address } : {});
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});

		const threads = () => server.lab.services.threads;
		const asked = async (name: string, form: Partial<NewQuestionForm> = {}) => {
			const outcome = await threads().askByForm(await server.actor(name), await server.demoLab(), {
				...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
				...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
				...{ size: null, urgency: 'gewoon', tlp: 'amber', askedAs: 'name', notPersonal: [] },
				...form
			});
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.id;
		};
		const answers = async (name: string, id: string, form: Partial<AnswerForm> = {}) => {
			const placed = await threads().answer(await server.actor(name), await server.demoLab(), id, {
				...{ id: randomUUID(), kind: 'ervaring', text: 'Bij ons belt iemand zelf.' },
				...{ domain: 'sociaal', certainty: null, source: '', conditions: '', replyTo: null },
				...{ notPersonal: [], ...form }
			});
			if (!placed.ok) throw new Error(placed.reason);
			return placed.value;
		};
		const view = async (name: string, id: string): Promise<QuestionView> => {
			const seen = await threads().open(await server.actor(name), await server.demoLab(), id);
			if (!seen.ok) throw new Error(seen.reason);
			return seen.value;
		};
		const merges = async (name: string, id: string, into: string, at?: string) => {
			const stateAt = at ?? (await view(name, id)).stateAt;
			const actor = await server.actor(name);
			return threads().merge(actor, await server.demoLab(), id, { into, stateAt });
		};
		const splits = async (name: string, id: string, picked: string[], to = randomUUID()) =>
			threads().split(await server.actor(name), await server.demoLab(), id, {
				...{ id: to, title: 'Bellen', text: 'Wie belt er dan?', answers: picked, notPersonal: [] }
			});
		const also = async (name: string, id: string) =>
			threads().sayAlsoAtOurs(await server.actor(name), await server.demoLab(), id, { on: true });
		const unread = async (name: string) =>
			server.lab.services.notices.unread(await server.actor(name), (await server.demoLab()).id);
		const follows = async (name: string, id: string) => (await view(name, id)).follows;

		it('stay readable, with what leads from one to the other, and followers go along', async () => {
			const [from, into] = [await asked('tessa'), await asked('noortje', { title: 'Bellen' })];
			const answer = await answers('lotte', from);
			await also('jorrit', from);
			const before = (await unread('lotte')).get(from) ?? 0;
			expect(await merges('marit', from, into)).toEqual({ ok: true });
			const old = await view('tessa', from);
			expect(old.mergedInto).toEqual({ id: into, title: 'Bellen' });
			expect(old.answers.map(({ id }) => id)).toEqual([answer]);
			expect(old.may).toMatchObject({ answer: false, move: [], harvest: false });
			expect(old.log.at(-1)).toMatchObject({ act: 'merged-into', detail: { into } });
			const other = await view('jorrit', into);
			expect(other.kin).toEqual([{ id: from, title: 'Ouders', kind: 'merged' }]);
			expect(other.log.at(-1)).toMatchObject({ act: 'merged-from', detail: { from } });
			expect(other.also).toMatchObject({ n: 1, mine: true });
			for (const name of ['tessa', 'lotte', 'jorrit']) expect(await follows(name, into)).toBe(true);
			expect((await unread('lotte')).get(from)).toBe(before + 1);
		});

		it('stand in the audit trail, with who did it', async () => {
			const [from, into] = [await asked('tessa'), await asked('noortje')];
			const answer = await answers('lotte', from);
			await merges('marit', from, into);
			const marit = await server.actor('marit');
			await threads().unmerge(marit, await server.demoLab(), from, { into });
			await splits('marit', from, [answer]);
			const rows = await server.store.db
				.selectFrom('audit')
				.select(['act', 'member_id'])
				.where('subject', '=', threadDocument(from))
				.where('act', 'in', ['question.merged', 'question.unmerged', 'question.split'])
				.orderBy('seq')
				.execute();
			const by = marit.memberId;
			expect(rows).toEqual([
				{ act: 'question.merged', member_id: by },
				{ act: 'question.unmerged', member_id: by },
				{ act: 'question.split', member_id: by }
			]);
		});

		it('lose their pins, and get them not back when they are taken apart', async () => {
			const [from, into] = [await asked('tessa'), await asked('noortje')];
			const [marit, lab] = [await server.actor('marit'), await server.demoLab()];
			const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
			const where = { place: 'home' as const, placeId: '' };
			await threads().pin(marit, lab, from, { where, until });
			expect((await view('marit', from)).pins).toHaveLength(1);
			await merges('marit', from, into);
			expect((await view('marit', from)).pins).toEqual([]);
			expect(await threads().unmerge(marit, lab, from, { into })).toEqual({ ok: true });
			const apart = await view('marit', from);
			expect(apart.mergedInto).toBeNull();
			expect(apart.may.answer).toBe(true);
			expect(apart.pins).toEqual([]);
			expect(await follows('tessa', into)).toBe(true);
			expect((await view('marit', into)).kin).toEqual([]);
			expect(await threads().unmerge(marit, lab, from, { into })).toMatchObject({
				reason: 'passed'
			});
		});

		it('are put together by who leads, and never to where more people read', async () => {
			const [from, into] = [await asked('tessa'), await asked('noortje')];
			expect(await merges('tessa', from, into)).toMatchObject({ reason: 'forbidden' });
			expect(await merges('marit', from, from)).toMatchObject({ reason: 'invalid' });
			const red = await asked('tessa', { tlp: 'red' });
			expect(await merges('marit', red, into)).toMatchObject({ reason: 'wider-marking' });
			const wide = await asked('tessa', { tlp: 'green' });
			expect(await merges('marit', from, wide)).toMatchObject({ reason: 'wider-marking' });
			// What one may not read is not there.
			expect(await merges('noortje', into, red)).toMatchObject({ reason: 'not-found' });
			await answers('lotte', from);
			expect(await merges('marit', from, red)).toEqual({ ok: true });
			// Lotte does not read the other one, and does not follow it.
			const { db } = server.store;
			const rows = await db
				.selectFrom('question_follower')
				.select('member_id')
				.where('question_id', '=', red)
				.execute();
			expect(rows.map(({ member_id }) => member_id)).not.toContain(
				(await server.actor('lotte')).memberId
			);
			expect((await view('lotte', from)).mergedInto).toBeNull();
		});

		it('at once: one wins, and the other is told', async () => {
			const all = [await asked('tessa'), await asked('noortje'), await asked('lotte')];
			const [a = '', b = '', c = ''] = all;
			const there = await Promise.all([merges('marit', a, b), merges('marit', a, c)]);
			expect(there.filter(({ ok }) => ok)).toHaveLength(1);
			expect(there.filter(({ ok }) => !ok)).toMatchObject([{ reason: 'passed' }]);
			const [d, e] = [await asked('tessa'), await asked('noortje')];
			const both = await Promise.all([merges('marit', d, e), merges('marit', e, d)]);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
			expect(both.filter(({ ok }) => !ok)).toMatchObject([{ reason: 'passed' }]);
			const f = await asked('tessa');
			const { stateAt } = await view('marit', f);
			const park = { state: 'geparkeerd' as const, note: 'Later.', stateAt, notPersonal: [] };
			const moved = await Promise.all([
				threads().move(await server.actor('marit'), await server.demoLab(), f, park),
				merges('marit', f, c, stateAt)
			]);
			expect(moved.filter(({ ok }) => ok)).toHaveLength(1);
			expect(moved.filter(({ ok }) => !ok)).toMatchObject([{ reason: 'passed' }]);
		});

		it('do not tell who asked one of them unnamed', async () => {
			const hidden = await asked('tessa', { askedAs: 'facilitator' });
			const into = await asked('noortje');
			await merges('marit', hidden, into);
			expect(await follows('tessa', into)).toBe(false);
			for (const id of [hidden, into]) {
				const seen = JSON.stringify(await view('noortje', id));
				expect(seen).not.toContain('Kwakernaat');
				expect(seen).not.toContain('Aldermeer');
			}
			// Who says of a question that it plays at hers, and asked the other one.
			const from = await asked('noortje');
			const hers = await asked('tessa', { askedAs: 'facilitator' });
			await also('tessa', from);
			await merges('marit', from, hers);
			expect((await view('lotte', hers)).also).toMatchObject({ n: 0, names: [] });
			// Whoever leads and asked unnamed is in no log.
			const own = await asked('marit', { askedAs: 'facilitator' });
			await merges('marit', own, into);
			const log = JSON.stringify((await view('lotte', own)).log);
			expect(log).not.toContain('Marit');
		});

		it('answers taken out stand in the new one alone, with what leads there and back', async () => {
			const id = await asked('tessa');
			const [one, two] = [await answers('noortje', id), await answers('lotte', id)];
			const [jorrit, lab] = [await server.actor('jorrit'), await server.demoLab()];
			await threads().setDown(jorrit, lab, id, {
				...{ text: 'Bel ook als er niets is.', conditions: 'Vast contact.', forWhom: 'iedereen' },
				...{ validUntil: null, compass: [], sources: [two], notPersonal: [] }
			});
			const to = randomUUID();
			expect(await splits('noortje', id, [two], to)).toMatchObject({ reason: 'forbidden' });
			expect(await splits('marit', id, [two], to)).toEqual({ ok: true, value: to });
			const old = await view('tessa', id);
			expect(old.answers.map((answer) => answer.id)).toEqual([one]);
			expect(old.moved).toEqual([{ id: two, n: 2, to: { id: to, title: 'Bellen', n: 1 } }]);
			expect(old.footholds[0]?.sources).toMatchObject([{ id: two, n: 1, movedTo: to }]);
			expect(old.kin).toEqual([{ id: to, title: 'Bellen', kind: 'split' }]);
			const fresh = await view('lotte', to);
			expect(fresh).toMatchObject({ tlp: 'amber', need: 'praktijk', state: 'in_gesprek' });
			expect(fresh.splitFrom).toEqual({ id, title: 'Ouders' });
			expect(fresh.answers.map((answer) => answer.id)).toEqual([two]);
			const said = fresh.answers[0]?.text;
			expect(said && plainOf(said.text)).toBe('Bij ons belt iemand zelf.');
			for (const name of ['tessa', 'noortje', 'lotte']) expect(await follows(name, to)).toBe(true);
			// Its number is not given out again.
			await answers('yassin', id);
			expect((await view('tessa', id)).answers.map(({ n }) => n)).toEqual([1, 3]);
			// Sent twice it is one.
			expect(await splits('marit', id, [two], to)).toEqual({ ok: true, value: to });
			expect((await view('tessa', id)).kin).toHaveLength(1);
			// A foothold said otherwise keeps where it came from.
			const { id: foothold = '', version = 0 } = old.footholds[0] ?? {};
			const said2 = {
				text: 'Bel vaker.',
				conditions: 'Tijd.',
				forWhom: 'iedereen',
				validUntil: null
			};
			const revision = { ...said2, compass: [], sources: [], notPersonal: [], foothold, version };
			expect(await threads().reviseFoothold(jorrit, lab, id, revision)).toEqual({ ok: true });
			expect((await view('tessa', id)).footholds[0]?.sources).toMatchObject([{ id: two }]);
		});

		it('an answer taken out twice at once is in one of them', async () => {
			const id = await asked('tessa');
			const answer = await answers('noortje', id);
			const [a, b] = [randomUUID(), randomUUID()];
			const there = await Promise.all([
				splits('marit', id, [answer], a),
				splits('marit', id, [answer], b)
			]);
			expect(there.filter(({ ok }) => ok)).toHaveLength(1);
			expect(there.filter(({ ok }) => !ok)).toMatchObject([{ reason: 'passed' }]);
			expect((await view('marit', id)).kin).toHaveLength(1);
		});

		it('a commit that fails halfway leaves all as it was', async () => {
			const id = await asked('tessa');
			const answer = await answers('noortje', id);
			const to = randomUUID();
			const { notices } = server.lab.services;
			const add = notices.add.bind(notices);
			// The last thing in the commit.
			notices.add = () => Promise.reject(new Error('killed'));
			await expect(splits('marit', id, [answer], to)).rejects.toThrow();
			notices.add = add;
			const old = await view('marit', id);
			expect(old.answers.map(({ text }) => text && plainOf(text.text))).toEqual([
				'Bij ons belt iemand zelf.'
			]);
			const lab = await server.demoLab();
			expect(await threads().open(await server.actor('marit'), lab, to)).toMatchObject({
				reason: 'not-found'
			});
			expect(await splits('marit', id, [answer], to)).toEqual({ ok: true, value: to });
		});

		it('an answer by whoever asked unnamed stays where nobody sees that it is hers', async () => {
			const id = await asked('tessa', { askedAs: 'organisation' });
			const own = await answers('tessa', id);
			const other = await answers('noortje', id);
			expect(await splits('marit', id, [own, other])).toMatchObject({ reason: 'tells-asker' });
			const to = randomUUID();
			expect(await splits('marit', id, [other], to)).toMatchObject({ ok: true });
			expect(JSON.stringify(await view('lotte', to))).not.toContain('Kwakernaat');
		});

		it('a RED one gives a RED one', async () => {
			const id = await asked('tessa', { tlp: 'red' });
			const answer = await answers('tessa', id);
			const to = randomUUID();
			expect(await splits('marit', id, [answer], to)).toMatchObject({ ok: true });
			expect((await view('marit', to)).tlp).toBe('red');
			const lab = await server.demoLab();
			expect(await threads().open(await server.actor('lotte'), lab, to)).toMatchObject({
				reason: 'not-found'
			});
		});
	}));
