import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import type { QuestionView } from '../../src/lib/documents/thread-view.ts';
import { plainOf } from '../../src/lib/documents/rich-text.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import type { AnswerForm, NewQuestionForm } from '../../server/services/question-form.ts';
import { MailStopping } from '../../server/services/mail/stopping.ts';
import { stopToken } from '../../server/services/mail/stop-token.ts';
import { LabRepository } from '../../server/store/lab-repository.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import type { Place } from '../support/stores.ts';

describe('a question', () =>
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
		const asks = async (name: string, form: Partial<NewQuestionForm> = {}) =>
			threads().askByForm(await server.actor(name), await server.demoLab(), {
				...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
				...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
				...{ size: null, urgency: 'gewoon', tlp: 'amber', askedAs: 'name', notPersonal: [] },
				...form
			});
		const asked = async (name: string, form: Partial<NewQuestionForm> = {}) => {
			const outcome = await asks(name, form);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value.id;
		};
		const answerForm = (form: Partial<AnswerForm> = {}): AnswerForm => ({
			...{ id: randomUUID(), kind: 'ervaring', text: 'Bij ons belt iemand zelf.' },
			...{ domain: 'sociaal', certainty: null, source: '', conditions: '', replyTo: null },
			...{ notPersonal: [], ...form }
		});
		const answers = async (name: string, id: string, form: Partial<AnswerForm> = {}) =>
			threads().answer(await server.actor(name), await server.demoLab(), id, answerForm(form));
		const sees = async (name: string, id: string): Promise<Outcome<QuestionView>> =>
			threads().open(await server.actor(name), await server.demoLab(), id);
		const view = async (name: string, id: string): Promise<QuestionView> => {
			const seen = await sees(name, id);
			if (!seen.ok) throw new Error(seen.reason);
			return seen.value;
		};
		const gone = { ok: false, reason: 'not-found' };
		const foothold = {
			...{ text: 'Bel ook als er niets is.', conditions: 'Vast contact.', forWhom: 'iedereen' },
			...{ validUntil: null, compass: ['weerbaarheid'], sources: [], notPersonal: [] }
		};

		it('of the demo is there as it was told, the most alive first', async () => {
			const list = await threads().list(await server.actor('tessa'), await server.demoLab());
			expect(list).toHaveLength(10);
			expect(list[0]?.state).toBe('open');
			expect(list.at(-1)?.state).toBe('geparkeerd');
			const seen = await view('tessa', await server.id('thr-08'));
			expect(seen).toMatchObject({ state: 'heropend', title: 'Sleutelfiguur, geen melder' });
			expect(seen.answers).toHaveLength(4);
			expect(seen.also.names).toEqual(['Aldermeer', 'Rietdrecht']);
		});

		it('is asked, answered and gets a foothold; its state follows, and the log tells it', async () => {
			const id = await asked('tessa');
			expect((await view('noortje', id)).state).toBe('open');
			expect(await answers('noortje', id)).toMatchObject({ ok: true });
			const [answer] = (await view('tessa', id)).answers;
			expect(answer?.text && plainOf(answer.text.text)).toBe('Bij ons belt iemand zelf.');
			expect((await view('tessa', id)).state).toBe('in_gesprek');
			const lab = await server.demoLab();
			const down = await threads().setDown(await server.actor('jorrit'), lab, id, {
				...foothold,
				sources: [answer?.id ?? '']
			});
			expect(down).toMatchObject({ ok: true });
			const after = await view('tessa', id);
			expect(after.state).toBe('aanknopingspunten');
			expect(after.footholds[0]).toMatchObject({ text: foothold.text, sources: [{ n: 1 }] });
			expect(after.log.map(({ act }) => act)).toEqual(['asked', 'answered', 'foothold']);
		});

		it('is one, and an answer is one, however often they are sent', async () => {
			const form = { id: randomUUID() };
			await Promise.all([asks('tessa', form), asks('tessa', form), asks('tessa', form)]);
			const list = await threads().list(await server.actor('tessa'), await server.demoLab());
			expect(list.filter(({ id }) => id === form.id)).toHaveLength(1);
			const same = { id: randomUUID() };
			await Promise.all([
				answers('noortje', form.id, same),
				answers('noortje', form.id, same),
				answers('noortje', form.id, same)
			]);
			expect((await view('tessa', form.id)).answers).toHaveLength(1);
		});

		it('is followed by all who read it, in a document nobody else writes', async () => {
			const id = await asked('tessa');
			await answers('noortje', id);
			const doc = await server.lab.services.threads.open(
				await server.actor('noortje'),
				await server.demoLab(),
				id
			);
			expect(doc.ok).toBe(true);
			const check = async (name: string) => {
				const headers = { cookie: await server.signIn(name) };
				const answer = await fetch(`${server.url}/api/sync/${threadDocument(id)}`, { headers });
				await answer.body?.cancel();
				return answer.status;
			};
			expect(await check('lotte')).toBe(200);
			expect(await check('evelien')).toBe(404);
		});

		it('marks what came since she was there before, for as long as her visit lasts', async () => {
			const id = await asked('tessa');
			const newTo = async (name: string) => {
				const seen = await threads().visit(await server.actor(name), await server.demoLab(), id);
				if (!seen.ok) throw new Error(seen.reason);
				return seen.value.answers.map(({ isNew }) => isNew);
			};
			expect(await newTo('tessa')).toEqual([]);
			const yesterday = new Date(Date.now() - 24 * 60 * 60_000).toISOString();
			const { db } = server.store;
			const seen = db.updateTable('question_seen').set({ at: yesterday });
			await seen.where('question_id', '=', id).execute();
			await answers('noortje', id);
			expect(await newTo('tessa')).toEqual([true]);
			// Her page asks anew whenever something happens to the question.
			await answers('jorrit', id);
			expect(await newTo('tessa')).toEqual([true, true]);
			expect(await newTo('sunita')).toEqual([false, false]);
		});

		it('is not there for a guest who was not invited to it', async () => {
			const id = await asked('tessa');
			expect(await sees('evelien', id)).toEqual(gone);
			expect(await answers('evelien', id)).toEqual(gone);
			const invitedTo = await server.id('thr-04');
			expect(await sees('evelien', invitedTo)).toMatchObject({ ok: true });
			const list = await threads().list(await server.actor('evelien'), await server.demoLab());
			expect(list.map(({ id: each }) => each)).not.toContain(id);
		});

		it('that is RED is read by whoever asked it, and who leads', async () => {
			const id = await asked('tessa', { tlp: 'red' });
			expect(await sees('marit', id)).toMatchObject({ ok: true });
			for (const name of ['noortje', 'lotte', 'yassin']) expect(await sees(name, id)).toEqual(gone);
			expect(await asks('lotte', { tlp: 'red' })).toMatchObject({
				reason: 'invalid',
				field: 'tlp'
			});
			const lab = await server.demoLab();
			expect(await threads().setDown(await server.actor('marit'), lab, id, foothold)).toMatchObject(
				{ reason: 'red-not-harvested' }
			);
		});

		it('asked for an organisation shows no name, and its asker is not told by what she does', async () => {
			const id = await asked('tessa', { askedAs: 'organisation' });
			await answers('tessa', id);
			const seen = await view('noortje', id);
			expect(seen.asker).toMatchObject({ name: null, organisation: 'Aldermeer' });
			expect(JSON.stringify(seen)).not.toContain('Kwakernaat');
		});

		it('known to who leads alone shows her to nobody else', async () => {
			const id = await asked('tessa', { askedAs: 'facilitator' });
			await answers('tessa', id);
			const lab = await server.demoLab();
			const { stateAt } = await view('tessa', id);
			await threads().move(await server.actor('tessa'), lab, id, {
				...{ state: 'geparkeerd', note: 'Eerst de quickscan.', stateAt, notPersonal: [] }
			});
			for (const name of ['noortje', 'yassin', 'lotte']) {
				const seen = JSON.stringify(await view(name, id));
				expect(seen).not.toContain('Kwakernaat');
				expect(seen).not.toContain('Aldermeer');
			}
			expect((await view('marit', id)).asker.name).toContain('Tessa');
		});

		it('of nobody is tied to no member in any table, and its key is kept as a hash only', async () => {
			const outcome = await asks('tessa', { askedAs: 'nobody' });
			if (!outcome.ok) throw new Error(outcome.reason);
			const { id, key } = outcome.value;
			expect(key).toMatch(/^[3479ACDEFHJKMNPQRTUVWXY]{16}$/);
			await server.lab.services.threads.open(
				await server.actor('noortje'),
				await server.demoLab(),
				id
			);
			const { db } = server.store;
			const tessa = await server.id('mem-tessa');
			const rows = {
				question: await db.selectFrom('question').selectAll().where('id', '=', id).execute(),
				event: await db
					.selectFrom('question_event')
					.selectAll()
					.where('question_id', '=', id)
					.execute(),
				follower: await db
					.selectFrom('question_follower')
					.selectAll()
					.where('question_id', '=', id)
					.execute(),
				log: await db
					.selectFrom('update_log')
					.select('member_id')
					.where('document', '=', threadDocument(id))
					.execute(),
				clients: await db
					.selectFrom('document_client')
					.select('member_id')
					.where('document', '=', threadDocument(id))
					.execute(),
				notices: await db
					.selectFrom('notice')
					.select('by_member_id')
					.where('question_id', '=', id)
					.execute(),
				audit: await db
					.selectFrom('audit')
					.selectAll()
					.where('subject', '=', threadDocument(id))
					.execute()
			};
			expect(rows.question).toHaveLength(1);
			expect(rows.audit).toHaveLength(1);
			expect(rows.follower).toHaveLength(0);
			// Who hears of it tells nothing: she does as well.
			const told = await db
				.selectFrom('notice')
				.select('member_id')
				.where('question_id', '=', id)
				.execute();
			expect(told.map(({ member_id }) => member_id)).toContain(tessa);
			const said = JSON.stringify(rows);
			expect(said).not.toContain(tessa);
			expect(said).not.toContain(key);
			expect(said).not.toContain((await server.actor('tessa')).organisationId);
			const { asker, isMine } = await view('tessa', id);
			expect({ asker, isMine }).toEqual({
				asker: { name: null, initials: null, organisation: null, domain: null },
				isMine: false
			});
		});

		it('is mailed of no more once mail of its lab is stopped, whatever was chosen for it', async () => {
			const id = await asked('tessa');
			const { notices } = server.lab.services;
			const [tessa, lab] = [await server.actor('tessa'), await server.demoLab()];
			await notices.setLevel(tessa, { of: 'question', questionId: id }, 'alles');
			const secret = Buffer.alloc(32, 7);
			const stopping = new MailStopping({
				...{ store: server.store, labs: new LabRepository(server.store.db), secret }
			});
			const token = stopToken(secret, tessa.memberId, { of: 'lab', labId: lab.id });
			expect(await stopping.stop(token)).toMatchObject({ of: 'lab' });
			expect(await notices.levelsOf(tessa, { labId: lab.id, questionId: id })).toEqual({
				...{ own: null, otherwise: 'niets' }
			});
			await notices.setLevel(tessa, { of: 'lab', labId: lab.id }, null);
		});

		it('of nobody is not RED: its key would not open it', async () => {
			const asks = async (name: string) =>
				threads().askByForm(await server.actor(name), await server.demoLab(), {
					...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
					...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
					...{ size: null, urgency: 'gewoon', tlp: 'red', askedAs: 'nobody', notPersonal: [] }
				});
			expect(await asks('tessa')).toMatchObject({ reason: 'red-of-nobody', field: 'tlp' });
			// Who leads reads all RED there is.
			const placed = await asks('marit');
			if (!placed.ok) throw new Error(placed.reason);
			const { key } = placed.value;
			const opened = await threads().openByKey(
				await server.actor('marit'),
				await server.demoLab(),
				key ?? ''
			);
			expect(opened).toMatchObject({ ok: true });
		});

		it('of nobody is added to with its key, as nobody', async () => {
			const outcome = await asks('tessa', { askedAs: 'nobody' });
			if (!outcome.ok) throw new Error(outcome.reason);
			const { id, key } = outcome.value;
			const lab = await server.demoLab();
			const tessa = await server.actor('tessa');
			const typed = key?.toLowerCase().replace(/(.{4})/g, '$1 ') ?? '';
			expect(await threads().openByKey(tessa, lab, typed)).toMatchObject({ value: { id } });
			for (const wrong of ['', 'ACDEFHJKACDEFHJK', 'x'.repeat(5_000)]) {
				expect(await threads().openByKey(tessa, lab, wrong)).toEqual(gone);
				expect(await threads().addByKey(tessa, lab, wrong, answerForm())).toEqual(gone);
			}
			expect(await threads().addByKey(tessa, lab, typed, answerForm())).toMatchObject({ ok: true });
			const opened = await threads().openByKey(tessa, lab, typed);
			const stateAt = opened.ok ? opened.value.stateAt : '';
			const parked = { state: 'geparkeerd' as const, note: 'Het loopt al.', stateAt };
			const moves = { ...parked, notPersonal: [] };
			expect(await threads().moveByKey(tessa, lab, 'abcd-efgh', moves)).toEqual(gone);
			expect(await threads().moveByKey(tessa, lab, typed, moves)).toEqual({ ok: true });
			expect(await threads().moveByKey(tessa, lab, typed, moves)).toMatchObject({
				reason: 'passed'
			});
			const seen = await view('noortje', id);
			expect(seen.answers).toMatchObject([{ byAsker: true, author: { name: null } }]);
			const { db } = server.store;
			const rows = [
				await db.selectFrom('answer').selectAll().where('question_id', '=', id).execute(),
				await db.selectFrom('question_event').selectAll().where('question_id', '=', id).execute(),
				await db
					.selectFrom('question_follower')
					.selectAll()
					.where('question_id', '=', id)
					.execute(),
				await db.selectFrom('notice').selectAll().where('question_id', '=', id).execute()
			];
			expect(JSON.stringify(rows.slice(0, 3))).not.toContain(tessa.memberId);
			expect(
				JSON.stringify(rows[3]?.map((row) => 'by_member_id' in row && row.by_member_id))
			).not.toContain(tessa.memberId);
		});

		it('with personal data in any of its texts is not placed', async () => {
			for (const field of ['title', 'text', 'context', 'tried'] as const) {
				const outcome = await asks('tessa', { [field]: 'Bel hem op 06-12345678' });
				expect([field, outcome]).toEqual([field, { ok: false, reason: 'personal-data' }]);
			}
			const id = await asked('tessa');
			for (const field of ['text', 'source', 'conditions'] as const) {
				const outcome = await answers('noortje', id, { [field]: 'Bel hem op 06-12345678' });
				expect([field, outcome]).toEqual([field, { ok: false, reason: 'personal-data' }]);
			}
			expect((await view('tessa', id)).answers).toEqual([]);
		});

		it('counts organisations and not people that say it plays there too, and not its own asker', async () => {
			const id = await asked('tessa');
			const lab = await server.demoLab();
			const says = async (name: string, on: boolean) =>
				threads().sayAlsoAtOurs(await server.actor(name), lab, id, { on });
			expect(await says('tessa', true)).toMatchObject({ reason: 'forbidden' });
			expect(await says('lotte', true)).toMatchObject({ reason: 'forbidden' });
			expect(await says('noortje', true)).toMatchObject({ ok: true });
			expect(await says('noortje', true)).toMatchObject({ ok: true });
			expect(await says('sunita', true)).toMatchObject({ ok: true });
			const seen = await view('noortje', id);
			expect(seen.also).toMatchObject({ n: 2, names: ['Rietdrecht', 'Windesluis'], mine: true });
			expect(seen.follows).toBe(true);
			await says('noortje', false);
			expect((await view('noortje', id)).also).toMatchObject({ n: 1, mine: false });
		});

		it('that two move at once is moved by one; the other is told', async () => {
			const id = await asked('tessa');
			const lab = await server.demoLab();
			const { stateAt } = await view('marit', id);
			const form = { note: 'Later.', stateAt, notPersonal: [], state: 'geparkeerd' as const };
			const moves = await Promise.all(
				['marit', 'tessa'].map(async (name) =>
					threads().move(await server.actor(name), lab, id, form)
				)
			);
			expect(moves.map(({ ok }) => ok).sort()).toEqual([false, true]);
			expect(moves).toContainEqual({ ok: false, reason: 'passed' });
			expect((await view('marit', id)).log.filter(({ act }) => act === 'moved')).toHaveLength(1);
			expect(await threads().move(await server.actor('noortje'), lab, id, form)).toMatchObject({
				reason: 'forbidden'
			});
		});

		it('of which an answer is taken back loses what it said, everywhere it is read', async () => {
			const id = await asked('tessa');
			await answers('noortje', id, { text: 'Dit had ik niet moeten schrijven.' });
			const [answer] = (await view('noortje', id)).answers;
			const lab = await server.demoLab();
			const away = { answer: answer?.id ?? '', note: '', notPersonal: [] };
			expect(await threads().putAway(await server.actor('jorrit'), lab, id, away)).toMatchObject({
				reason: 'forbidden'
			});
			expect(await threads().putAway(await server.actor('marit'), lab, id, away)).toMatchObject({
				reason: 'invalid',
				field: 'note'
			});
			expect(await threads().putAway(await server.actor('noortje'), lab, id, away)).toMatchObject({
				ok: true
			});
			const seen = await view('tessa', id);
			expect(JSON.stringify(seen)).not.toContain('niet moeten schrijven');
			expect(seen.answers[0]?.state).toBe('withdrawn');
			// Nor is it in what a newcomer is sent, or in the log it comes from.
			const words = 'niet moeten schrijven';
			const rows = await server.store.db
				.selectFrom('update_log')
				.select('bytes')
				.where('document', '=', threadDocument(id))
				.execute();
			expect(rows.some(({ bytes }) => Buffer.from(bytes).includes(words))).toBe(false);
			expect(seen.state).toBe('open');
		});

		it('is answered otherwise by its author alone', async () => {
			const id = await asked('tessa');
			const form = answerForm();
			const lab = await server.demoLab();
			await threads().answer(await server.actor('noortje'), lab, id, form);
			const other = { ...form, text: 'Toch anders.' };
			expect(
				await threads().sayOtherwise(await server.actor('jorrit'), lab, id, other)
			).toMatchObject({ reason: 'forbidden' });
			await threads().sayOtherwise(await server.actor('noortje'), lab, id, other);
			const [answer] = (await view('tessa', id)).answers;
			expect(answer?.text && plainOf(answer.text.text)).toBe('Toch anders.');
			expect(answer?.editedAt).not.toBeNull();
		});

		it('has footholds of which the second of two changes is told that it came too late', async () => {
			const id = await asked('tessa');
			const lab = await server.demoLab();
			const noortje = await server.actor('noortje');
			await threads().setDown(noortje, lab, id, foothold);
			const [first] = (await view('noortje', id)).footholds;
			const change = { ...foothold, foothold: first?.id ?? '', version: first?.version ?? 0 };
			const outcomes = await Promise.all([
				threads().reviseFoothold(noortje, lab, id, { ...change, text: 'Eén.' }),
				threads().reviseFoothold(await server.actor('marit'), lab, id, { ...change, text: 'Twee.' })
			]);
			expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
			expect(
				await threads().reviseFoothold(await server.actor('jorrit'), lab, id, {
					...change,
					version: 2
				})
			).toMatchObject({ reason: 'forbidden' });
			await threads().takeBackFoothold(noortje, lab, id, { foothold: change.foothold });
			expect(await view('tessa', id)).toMatchObject({ footholds: [], state: 'open' });
		});

		it('is pinned until a day, first in the list, and by who leads alone', async () => {
			const id = await asked('tessa');
			const lab = await server.demoLab();
			const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
			const pin = { where: { place: 'home' as const, placeId: '' }, until };
			expect(await threads().pin(await server.actor('tessa'), lab, id, pin)).toMatchObject({
				reason: 'forbidden'
			});
			const marit = await server.actor('marit');
			expect(await threads().pin(marit, lab, id, { ...pin, until: '2020-01-01' })).toMatchObject({
				field: 'until'
			});
			expect(await threads().pin(marit, lab, id, pin)).toMatchObject({ ok: true });
			const [first] = await threads().list(marit, lab);
			expect(first).toMatchObject({ id, pins: [{ place: 'home' }] });
			await threads().unpin(marit, lab, id, { pin: first?.pins[0]?.id ?? '' });
			expect((await view('tessa', id)).pins).toEqual([]);
		});
	}));
