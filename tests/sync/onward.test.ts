import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
	ActionForm,
	LessonForm,
	NewQuestionForm
} from '../../server/services/question-form.ts';
import type { QuestionView } from '../../src/lib/documents/thread-view.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { dumpOf } from '../support/dump.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe('a foothold', () =>
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

		const services = () => server.lab.services;
		const lab = () => server.demoLab();
		/** A question of Tessa with one foothold, set down by Jorrit. */
		const harvested = async (form: Partial<NewQuestionForm> = {}, by = 'jorrit', text = 'Bel.') => {
			const asked = await services().threads.askByForm(await server.actor('tessa'), await lab(), {
				...{ id: randomUUID(), title: 'Ouders', text: 'Hoe blijf je in gesprek?' },
				...{ context: '', tried: '', need: 'praktijk', domain: 'sociaal', topic: '' },
				...{ size: null, urgency: 'gewoon', tlp: 'amber', askedAs: 'name', notPersonal: [] },
				...form
			});
			if (!asked.ok) throw new Error(asked.reason);
			const { id } = asked.value;
			const down = await services().threads.setDown(await server.actor(by), await lab(), id, {
				...{ text, conditions: 'Een vast contact.', forWhom: 'iedereen', validUntil: null },
				...{ compass: [], sources: [], notPersonal: [] }
			});
			if (!down.ok) throw new Error(down.reason);
			const foothold = (await view('marit', id)).footholds[0]?.id ?? '';
			return { id, foothold };
		};
		const view = async (name: string, id: string): Promise<QuestionView> => {
			const seen = await services().threads.open(await server.actor(name), await lab(), id);
			if (!seen.ok) throw new Error(seen.reason);
			return seen.value;
		};
		const acts = async (
			name: string,
			{ id, foothold }: { id: string; foothold: string },
			form: Partial<ActionForm> = {}
		) =>
			services().threads.makeAction(await server.actor(name), await lab(), id, {
				...{ id: randomUUID(), foothold, title: 'Bel de school', firstStep: 'Zoek het nummer.' },
				...{ domain: 'sociaal', due: '2027-01-15', notPersonal: [], ...form }
			});
		const learns = async (
			name: string,
			{ id, foothold }: { id: string; foothold: string },
			form: Partial<LessonForm> = {}
		) =>
			services().threads.makeLesson(await server.actor(name), await lab(), id, {
				...{ id: randomUUID(), foothold, title: 'Bel eerder', oneLiner: 'Bel als er niets is.' },
				...{ reviewAt: '2027-06-01', notPersonal: [], ...form }
			});
		const items = async (name: string, kind: string) =>
			services().labs.listItems(await server.actor(name), await lab(), kind);
		const finds = async (query: string) =>
			services().search.find(await server.actor('tessa'), await lab(), { query });

		it('becomes an action of whoever makes it, once however often it is sent', async () => {
			const from = await harvested();
			const form = { id: randomUUID() };
			await Promise.all([acts('noortje', from, form), acts('noortje', from, form)]);
			const made = (await items('tessa', 'action')).filter(({ id }) => id === form.id);
			expect(made).toMatchObject([{ title: 'Bel de school', data: { status: 'open' } }]);
			expect(made[0]?.data['ownerId']).toBe((await server.actor('noortje')).memberId);
			const work = await services().work.of(await server.actor('noortje'));
			expect(work.actions.flatMap(({ rows }) => rows).map(({ id }) => id)).toContain(form.id);
			const seen = await view('tessa', from.id);
			const title = 'Bel de school';
			const became = { id: form.id, kind: 'action', title, mayTakeBack: false };
			expect(seen.footholds[0]?.became).toEqual([became]);
			const behind = await services().actions.questionsBehind(await lab());
			expect(behind.get(form.id)).toBe(from.id);
		});

		it('becomes a lesson in concept with its conditions and its marking, that is found', async () => {
			const from = await harvested({ tlp: 'green' });
			const id = randomUUID();
			const oneLiner = 'Kwartelnest helpt.';
			expect(await learns('marit', from, { id, oneLiner })).toEqual({ ok: true });
			const made = (await items('tessa', 'lesson')).find((each) => each.id === id);
			expect(made?.data).toMatchObject({
				...{ status: 'concept', tlp: 'green', conditions: 'Een vast contact.', oneLiner },
				supportedBy: { sociaal: 0, veiligheid: 0 }
			});
			const hits = await until(async () => {
				const found = await finds('kwartelnest');
				return 'hits' in found && found.hits.length > 0 ? found.hits : null;
			});
			expect(hits).toMatchObject([{ kind: 'lesson', parent: { id } }]);
		});

		it('becomes nothing for who may not harvest, nor when it was taken back or is of elsewhere', async () => {
			const from = await harvested();
			expect(await acts('evelien', from)).toMatchObject({ reason: 'not-found' });
			const invited = await services().threads.list(await server.actor('evelien'), await lab());
			const id = invited[0]?.id ?? '';
			expect(await learns('evelien', { ...from, id })).toMatchObject({ reason: 'forbidden' });
			const unknown = { ...from, foothold: randomUUID() };
			expect(await acts('noortje', unknown)).toMatchObject({ reason: 'not-found' });
			// An id that is another thing's already.
			const taken = (await items('tessa', 'term'))[0]?.id ?? '';
			expect(await acts('noortje', from, { id: taken })).toMatchObject({ reason: 'invalid' });
			const { foothold } = from;
			const away = await services().threads.takeBackFoothold(
				await server.actor('jorrit'),
				await lab(),
				from.id,
				{ foothold }
			);
			expect(away).toEqual({ ok: true });
			expect(await learns('noortje', from)).toMatchObject({ reason: 'passed' });
		});

		it('becomes nothing that points at a person, and ten things at most', async () => {
			const from = await harvested();
			const held = { ok: false, reason: 'personal-data' };
			expect(await acts('noortje', from, { firstStep: 'Bel 06-12345678.' })).toMatchObject(held);
			expect(await learns('noortje', from, { title: 'Bel Wiebe Kloosterziel' })).toMatchObject(
				held
			);
			const notPersonal = ['Wiebe Kloosterziel'];
			const named = { title: 'Bel Wiebe Kloosterziel', notPersonal };
			for (let n = 0; n < 10; n++) expect(await acts('noortje', from, named)).toEqual({ ok: true });
			expect(await learns('noortje', from)).toMatchObject({ reason: 'too-many' });
		});

		it('does not tell who asked, where she is not told, by what she made of it', async () => {
			const from = await harvested({ askedAs: 'organisation' });
			const [hers, his] = [randomUUID(), randomUUID()];
			await acts('tessa', from, { id: hers });
			await acts('jorrit', from, { id: his });
			await learns('tessa', from);
			for (const name of ['noortje', 'marit']) {
				const { footholds, log } = await view(name, from.id);
				// As that of anybody: nothing beside it says that one of them asked.
				expect(footholds[0]?.became.map(({ id }) => id)).toEqual(
					expect.arrayContaining([hers, his])
				);
				expect(log.map(({ act }) => act)).toEqual(['asked', 'foothold', 'made-lesson']);
				expect(log.at(-1)).toMatchObject({ name: null, detail: { foothold: from.foothold } });
				expect(JSON.stringify(log)).not.toContain(hers);
			}
		});

		it('loses what was made of it by mistake, as long as nobody went on with it', async () => {
			const from = await harvested();
			const [action, lesson, begun] = [randomUUID(), randomUUID(), randomUUID()];
			await acts('noortje', from, { id: action });
			await learns('noortje', from, { id: lesson, oneLiner: 'Oeverzwaluw helpt.' });
			await acts('noortje', from, { id: begun });
			await until(async () => {
				const found = await finds('oeverzwaluw');
				return 'hits' in found && found.hits.length > 0;
			});
			const takes = async (name: string, item: string) =>
				services().threads.takeBackItem(await server.actor(name), await lab(), from.id, { item });
			expect(await takes('tessa', action)).toMatchObject({ reason: 'forbidden' });
			expect(await takes('noortje', randomUUID())).toMatchObject({ reason: 'not-found' });
			expect(await takes('noortje', action)).toEqual({ ok: true });
			expect(await takes('marit', lesson)).toEqual({ ok: true });
			expect(await finds('oeverzwaluw')).toMatchObject({ hits: [] });
			const says = { action: begun, status: 'loopt' as const };
			await services().actions.say(await server.actor('noortje'), await lab(), says);
			expect(await takes('noortje', begun)).toMatchObject({ reason: 'passed' });
			const [foothold] = (await view('noortje', from.id)).footholds;
			expect(foothold?.became.map(({ id }) => id)).toEqual([begun]);
		});

		it('leaves nothing of words that are erased in what it became', async () => {
			const marker = 'Waterhoentje';
			const from = await harvested({}, 'jorrit', `Bel ${marker}.`);
			const [action, lesson] = [randomUUID(), randomUUID()];
			await acts('noortje', from, { id: action, firstStep: `Zoek ${marker} op.` });
			await learns('noortje', from, { id: lesson, title: `${marker} eerst` });
			await until(async () => {
				const found = await finds(marker);
				return 'hits' in found && found.hits.some(({ kind }) => kind === 'lesson');
			});
			const phrase = { phrase: marker };
			const marit = await server.actor('marit');
			expect(await services().threads.redact(marit, await lab(), from.id, phrase)).toEqual({
				ok: true
			});
			expect(await finds(marker)).toMatchObject({ hits: [] });
			const texts = JSON.stringify([
				await items('tessa', 'action'),
				await items('tessa', 'lesson')
			]);
			expect(texts).toContain('Zoek [weggehaald] op.');
			expect(texts).toContain('[weggehaald] eerst');
			await until(async () => !(await dumpOf(place, { server })).includes(marker), 'gone');
		});

		it('that became an action: whoever does it says how it goes, and nobody else', async () => {
			const from = await harvested();
			const action = randomUUID();
			await acts('noortje', from, { id: action });
			const says = async (name: string, id = action) =>
				services().actions.say(await server.actor(name), await lab(), {
					...{ action: id, status: 'gedaan' }
				});
			expect(await says('tessa')).toMatchObject({ reason: 'forbidden' });
			expect(await says('evelien')).toMatchObject({ reason: 'not-found' });
			expect(await says('noortje', randomUUID())).toMatchObject({ reason: 'not-found' });
			const own = (await items('tessa', 'action')).find(({ id }) => id === action);
			await server.store.db
				.updateTable('lab_item')
				.set({ data: JSON.stringify({ ...own?.data, private: true }) })
				.where('id', '=', action)
				.execute();
			expect(await says('tessa')).toMatchObject({ reason: 'not-found' });
			expect(await says('noortje')).toEqual({ ok: true });
			const status = (await items('tessa', 'action')).find(({ id }) => id === action)?.data;
			expect(status).toMatchObject({ status: 'gedaan' });
			const work = await services().work.of(await server.actor('noortje'));
			expect(work.actions.flatMap(({ rows }) => rows).map(({ id }) => id)).not.toContain(action);
		});
	}));
