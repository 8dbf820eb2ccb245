import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewQuestionForm } from '../../server/services/question-form.ts';
import type { WorkKind, WorkRow } from '../../src/lib/documents/work-view.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

describe('what waits for somebody', () =>
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
		const asked = async (name: string, form: Partial<NewQuestionForm> = {}) => {
			const id = randomUUID();
			const placed = await services().threads.askByForm(
				await server.actor(name),
				await server.demoLab(),
				{
					...{ id, title: 'Ouders', text: 'Hoe blijf je in gesprek?', context: '', tried: '' },
					...{ need: 'praktijk', domain: 'sociaal', topic: '', size: null, urgency: 'gewoon' },
					...{ tlp: 'amber', askedAs: 'name', notPersonal: [], ...form }
				}
			);
			if (!placed.ok) throw new Error(placed.reason);
			return id;
		};
		const answers = async (name: string, id: string) =>
			services().threads.answer(await server.actor(name), await server.demoLab(), id, {
				...{ id: randomUUID(), kind: 'ervaring', text: 'Bij ons belt iemand zelf.' },
				...{ domain: 'sociaal', certainty: null, source: '', conditions: '', replyTo: null },
				notPersonal: []
			});
		const waiting = async (name: string, kind: WorkKind): Promise<WorkRow[]> => {
			const work = await services().work.of(await server.actor(name));
			return work[kind].flatMap(({ rows }) => rows);
		};
		const idsOf = async (name: string, kind: WorkKind) =>
			(await waiting(name, kind)).map(({ id }) => id);
		const visits = async (name: string, id: string) =>
			services().threads.visit(await server.actor(name), await server.demoLab(), id);
		const news = async (name: string) => services().work.countNew(await server.actor(name));

		it('is an answer to her question, until she looks, and the header counts the same', async () => {
			const id = await asked('tessa');
			const before = await news('tessa');
			expect(await idsOf('tessa', 'unread')).not.toContain(id);
			await answers('noortje', id);
			expect(await news('tessa')).toBe(before + 1);
			const unread = await waiting('tessa', 'unread');
			expect(unread).toHaveLength(before + 1);
			expect(unread.find((row) => row.id === id)).toMatchObject({ title: 'Ouders', n: 1 });
			const list = await services().threads.list(
				await server.actor('tessa'),
				await server.demoLab()
			);
			expect(list.find((each) => each.id === id)?.unread).toBe(1);
			await visits('tessa', id);
			expect(await idsOf('tessa', 'unread')).not.toContain(id);
			expect(await news('tessa')).toBe(before);
		});

		it('is a question about what she can answer on, as long as nobody did', async () => {
			// Lotte said: fenomenen, begrippen.
			const id = await asked('tessa', { title: 'Welke begrippen gebruikt u?' });
			const other = await asked('tessa', { title: 'Wie belt er?' });
			expect(await idsOf('lotte', 'answerable')).toContain(id);
			expect(await idsOf('lotte', 'answerable')).not.toContain(other);
			expect(await idsOf('tessa', 'answerable')).not.toContain(id);
			await answers('noortje', id);
			expect(await idsOf('lotte', 'answerable')).not.toContain(id);
		});

		it('is a request to her, or to a pool she is in until one of it takes it on', async () => {
			const { requests } = services();
			const id = await asked('sunita');
			const { organisationId } = await server.actor('tessa');
			const request = randomUUID();
			const as = async (name: string) =>
				[await server.actor(name), await server.demoLab()] as const;
			const placed = await requests.ask(...(await as('marit')), id, {
				...{ id: request, to: { kind: 'organisation' as const, id: organisationId } },
				...{ text: '', notPersonal: [] }
			});
			expect(placed).toMatchObject({ ok: true });
			expect(await idsOf('tessa', 'requests')).toContain(request);
			expect(await idsOf('jorrit', 'requests')).toContain(request);
			expect(await idsOf('noortje', 'requests')).not.toContain(request);
			const taken = await requests.accept(...(await as('jorrit')), id, { request, version: 1 });
			expect(taken).toMatchObject({ ok: true });
			expect(await idsOf('tessa', 'requests')).not.toContain(request);
			expect(await idsOf('jorrit', 'requests')).toContain(request);
		});

		it('is nothing of a question she may not read', async () => {
			const id = await asked('tessa', { title: 'Welke begrippen?', tlp: 'red' });
			expect(await idsOf('lotte', 'answerable')).not.toContain(id);
			const work = await services().work.of(await server.actor('evelien'));
			expect(JSON.stringify(work)).not.toContain(id);
		});

		it('is her draft, thrown away or not, and what she follows', async () => {
			const { drafts } = services();
			const noortje = await server.actor('noortje');
			const id = await asked('tessa');
			const started = await drafts.start(noortje, await server.demoLab(), {
				...{ kind: 'answer', questionId: id }
			});
			if (!started.ok) throw new Error(started.reason);
			const draft = started.value.id;
			const own = async () => (await waiting('noortje', 'drafts')).find((row) => row.id === draft);
			expect(await own()).toMatchObject({ draft: { kind: 'answer', isDropped: false } });
			await drafts.drop(noortje, draft);
			expect(await own()).toMatchObject({ draft: { isDropped: true } });
			expect(await idsOf('lotte', 'drafts')).not.toContain(draft);
			expect(await idsOf('tessa', 'follows')).toContain(id);
			expect(await idsOf('noortje', 'follows')).not.toContain(id);
		});

		it('is where somebody named her', async () => {
			const id = await asked('tessa');
			const { memberId } = await server.actor('lotte');
			const { id: labId } = await server.demoLab();
			const { memberId: by } = await server.actor('noortje');
			await server.store.transaction((trx) =>
				services().notices.add(trx, {
					...{ labId, questionId: id, kind: 'mention', by },
					to: [{ memberId, concerns: true }]
				})
			);
			expect(await idsOf('lotte', 'mentions')).toEqual([id]);
			await visits('lotte', id);
			expect(await idsOf('lotte', 'mentions')).toEqual([]);
		});

		it('is an action of hers that is open', async () => {
			const lab = await server.demoLab();
			for (const name of ['marit', 'tessa', 'jorrit', 'noortje']) {
				const actor = await server.actor(name);
				const items = await services().labs.listItems(actor, lab, 'action');
				const open = items.filter(
					({ data }) =>
						data['ownerId'] === actor.memberId && ['open', 'bezig'].includes(String(data['status']))
				);
				expect((await idsOf(name, 'actions')).toSorted()).toEqual(open.map(({ id }) => id).sort());
			}
			expect((await idsOf('tessa', 'actions')).length).toBeGreaterThan(0);
		});
	}));
