import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTemplates } from '../../server/demo/demo-data.ts';
import { boardDocument, zoneDocument } from '../../src/lib/domain/document-name.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { ownWord } from '../support/own-word.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

describe('methods of a lab', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		beforeAll(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
		});
		afterAll(async () => {
			await server.close();
			await place.remove();
		});

		const service = () => server.lab.services.templates;
		const lab = () => server.demoLab();
		/** The version everybody has of a method. */
		async function common(key: string) {
			const all = await service().list(await server.actor('marit'), await lab());
			return all.find((each) => each.key === key && !each.isOwn && each.isNewest)!;
		}
		async function own(key: string) {
			const all = await service().list(await server.actor('marit'), await lab());
			return all.filter((each) => each.key === key && each.isOwn);
		}
		async function adapt(
			who: string,
			key: string,
			change: (template: Template) => unknown,
			{ newest, from }: { newest?: number; from?: string } = {}
		) {
			const base = await common(key);
			const template = structuredClone(base.template);
			change(template);
			return service().adapt(await server.actor(who), await lab(), {
				from: from ?? base.id,
				newest: newest ?? (await own(key)).length,
				definition: JSON.stringify(template),
				notPersonal: []
			});
		}
		async function start(who: string, template: string): Promise<BoardWalk> {
			const { boards } = server.lab.services;
			const wanted = { template, title: 'Een bord', question: 'Wat nu?' };
			const board = await boards.create(await server.actor(who), await lab(), wanted);
			if (!board.ok) throw new Error(board.reason);
			return new BoardWalk(server, board.value);
		}
		async function boardOf(who: string, { boardId }: BoardWalk) {
			const { boards } = server.lab.services;
			const outcome = await boards.open(await server.actor(who), await lab(), boardId);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		}

		it.each(readTemplates().map((template) => [template.id, template] as const))(
			'%s starts a board with its zones, questions, kinds and steps',
			async (key, template) => {
				const board = await boardOf('marit', await start('marit', key));
				expect(board.phase.zones).toMatchObject(template.zones);
				expect(board.phase.zones).toHaveLength(template.zones.length);
				expect(board.template).toMatchObject({
					name: template.name,
					rules: template.rules,
					steps: template.steps,
					cardFields: template.cardFields ?? []
				});
			}
		);

		it('are adapted by a facilitator, and a board that runs stays what it was', async () => {
			const running = await start('marit', 'tpl-taalbrug');
			const before = await boardOf('tessa', running);
			const word = ownWord();
			const kept = await adapt('marit', 'tpl-taalbrug', (it) => {
				it.zones[0]!.prompt = word;
				it.zones.pop();
				it.steps.pop();
				it.totalMinutes -= 5;
			});
			expect(kept.ok).toBe(true);
			expect(await boardOf('tessa', running)).toEqual(before);
			const fresh = await boardOf('tessa', await start('marit', kept.ok ? kept.value : ''));
			expect(fresh.phase.zones[0]!.prompt).toBe(word);
			expect(fresh.phase.zones).toHaveLength(before.phase.zones.length - 1);
			// By its key one still gets what everybody has.
			const common = await boardOf('tessa', await start('marit', 'tpl-taalbrug'));
			expect(common.phase.zones).toEqual(before.phase.zones);
			expect(await own('tpl-taalbrug')).toMatchObject([{ version: 1, boards: 1, isNewest: true }]);
		});

		it('are adapted by nobody else, and withdrawn by nobody else', async () => {
			const kept = await adapt('marit', 'tpl-scenario', (it) => (it.purpose = 'Vooruitkijken.'));
			const id = kept.ok ? kept.value : '';
			for (const who of ['tessa', 'sunita', 'lotte', 'evelien', 'hilde', 'jorrit']) {
				const actor = await server.actor(who);
				expect(await adapt(who, 'tpl-scenario', () => undefined)).toMatchObject({
					ok: false,
					reason: 'forbidden'
				});
				for (const on of [true, false]) {
					expect(await service().withdraw(actor, await lab(), id, on)).toMatchObject({
						reason: 'forbidden'
					});
				}
			}
			expect(await own('tpl-scenario')).toHaveLength(1);
		});

		it('saved by two at once are one version, and the other is told which', async () => {
			const one = adapt('marit', 'tpl-roddel', (it) => (it.purpose = 'Een.'), { newest: 0 });
			const two = adapt('marit', 'tpl-roddel', (it) => (it.purpose = 'Twee.'), { newest: 0 });
			const both = await Promise.all([one, two]);
			const [kept] = await own('tpl-roddel');
			expect(both.find(({ ok }) => ok)).toEqual({ ok: true, value: kept!.id });
			expect(both.find(({ ok }) => !ok)).toEqual({
				ok: false,
				reason: 'passed',
				newest: { id: kept!.id, version: 1 }
			});
			const late = await adapt('marit', 'tpl-roddel', () => undefined, { newest: 0 });
			expect(late).toMatchObject({ reason: 'passed', newest: { version: 1 } });
			const knowing = await adapt('marit', 'tpl-roddel', () => undefined, { newest: 1 });
			expect(knowing.ok).toBe(true);
			expect((await own('tpl-roddel')).map(({ version }) => version)).toEqual([2, 1]);
		});

		it('with a broken zone are not kept, and the zone is named', async () => {
			const broken = await adapt('marit', 'tpl-incident', (it) => {
				it.zones[2]!.id = it.zones[1]!.id;
			});
			expect(broken).toMatchObject({
				reason: 'invalid',
				problems: [
					{ part: 'zones', n: 3, field: 'id', reason: 'twice', about: 'vragen' },
					{ part: 'steps', n: 4, field: 'zoneIds', reason: 'no-zone', about: 'antwoorden' }
				]
			});
			expect(await own('tpl-incident')).toEqual([]);
		});

		it('that point at somebody are not kept, and the field is named', async () => {
			const held = await adapt('marit', 'tpl-incident', (it) => {
				it.zones[1]!.prompt = 'Bel 06 12345678 en vraag het.';
			});
			expect(held).toEqual({ ok: false, reason: 'personal-data', field: 'zones.1.prompt' });
			expect(await own('tpl-incident')).toEqual([]);
		});

		it('keep whose method it is and what it promises, whatever is sent', async () => {
			const kept = await adapt('marit', 'tpl-trigger', (it) => {
				it.id = 'tpl-incident';
				it.family = 'leren';
				it.origin = 'Van mij.';
				it.noSums = false;
			});
			expect(kept.ok).toBe(true);
			const [version] = await own('tpl-trigger');
			const { template } = await common('tpl-trigger');
			expect(version!.template).toEqual(template);
		});

		it('withdrawn start no board, run on where they run, and come back', async () => {
			const kept = await adapt('marit', 'tpl-reconstructie', (it) => (it.purpose = 'Terugkijken.'));
			const id = kept.ok ? kept.value : '';
			const running = await start('marit', id);
			const before = await boardOf('tessa', running);
			const marit = await server.actor('marit');
			const choices = async () => (await service().choices(await lab())).map((each) => each.id);
			expect(await choices()).toContain(id);
			expect(await service().withdraw(marit, await lab(), id, true)).toMatchObject({ ok: true });
			expect(await service().withdraw(marit, await lab(), id, true)).toMatchObject({
				reason: 'already-done'
			});
			expect(await choices()).not.toContain(id);
			await expect(start('marit', id)).rejects.toThrow('invalid');
			expect(await boardOf('tessa', running)).toEqual(before);
			await service().withdraw(marit, await lab(), id, false);
			expect(await choices()).toContain(id);
			const { id: everybodys } = await common('tpl-reconstructie');
			expect(await service().withdraw(marit, await lab(), everybodys, true)).toMatchObject({
				reason: 'not-found'
			});
		});

		it('count only boards that the reader may know of', async () => {
			const kept = await adapt('marit', 'tpl-wiedoetwat', (it) => (it.purpose = 'Samen.'));
			const id = kept.ok ? kept.value : '';
			const walk = await start('marit', id);
			await server.store.db
				.updateTable('board')
				.set({ opened_at: null })
				.where('id', '=', walk.boardId)
				.execute();
			const countOf = async (who: string) => {
				const all = await service().list(await server.actor(who), await lab());
				return all.find((each) => each.id === id)!.boards;
			};
			expect([await countOf('marit'), await countOf('tessa')]).toEqual([1, 0]);
		});

		it('hide what a zone asks and holds until its step, in everything that is sent', async () => {
			const prompt = ownWord();
			const kept = await adapt('marit', 'tpl-incident', (it) => {
				it.zones.find(({ id }) => id === 'afloop')!.prompt = prompt;
			});
			const walk = await start('marit', kept.ok ? kept.value : '');
			const outcome = ownWord();
			const zone = await walk.open('marit', zoneDocument(walk.boardId, 'afloop'));
			zone.board.addCard(
				{ id: 'a', zone: 'afloop', kind: 'feit', domain: 'sociaal', basis: null, text: outcome },
				1
			);
			const sent = async () =>
				JSON.stringify([await boardOf('tessa', walk), await walk.phase('tessa')]);
			const board = await walk.open('tessa', boardDocument(walk.boardId));
			const live = await walk.live('tessa');
			expect(await walk.asks('tessa', zoneDocument(walk.boardId, 'afloop'))).toBe(404);
			expect(await sent()).not.toMatch(new RegExp(`${prompt}|${outcome}`));
			await walk.step(7);
			expect(await sent()).not.toMatch(new RegExp(`${prompt}|${outcome}`));
			expect(live()).not.toBeNull();
			expect(walk.received('tessa', prompt) || walk.received('tessa', outcome)).toBe(false);
			expect(board.board.cards()).toEqual([]);
			walk.stop();
		});
	}));
