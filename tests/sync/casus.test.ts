import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditRepository } from '../../server/store/audit-repository.ts';
import { boardDocument, harvestDocument } from '../../src/lib/domain/document-name.ts';
import { checkPoints } from '../../src/lib/domain/casus.ts';
import type { CasusView } from '../../src/lib/documents/casus-view.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { aCasus, openCasus } from '../support/a-casus.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { aCard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe('a casus', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
		});
		afterEach(async () => {
			await server.close();
			await place.remove();
		});

		const casus = () => server.lab.services.casus;
		async function bring(who: string, about: Parameters<typeof aCasus>[0] = {}) {
			return casus().bring(await server.actor(who), await server.demoLab(), aCasus(about));
		}
		async function brought(about: Parameters<typeof aCasus>[0] = {}): Promise<string> {
			const outcome = await bring('tessa', about);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		}
		async function view(who: string, id: string): Promise<CasusView | string> {
			const outcome = await casus().view(await server.actor(who), await server.demoLab(), id);
			return outcome.ok ? outcome.value : outcome.reason;
		}
		async function sign(who: string, id: string, about: { version?: number; note?: string } = {}) {
			const signing = { version: 1, checked: checkPoints, note: '', notPersonal: [], ...about };
			return casus().sign(await server.actor(who), await server.demoLab(), id, signing);
		}
		async function ask(who: string, id: string, remark: string) {
			const wanted = { remark, notPersonal: [] };
			return casus().askChanges(await server.actor(who), await server.demoLab(), id, wanted);
		}
		const done = { ok: true, value: undefined };

		describe('when it is brought', () => {
			it('goes by the size that was chosen, and is read by few', async () => {
				const id = await brought({ size: 'klein' });
				const { boards } = server.lab.services;
				const lab = await server.demoLab();
				const marit = await boards.open(await server.actor('marit'), lab, id);
				expect(marit).toMatchObject({
					value: { contributorLabel: 'een plattelandsgemeente', isOpen: false }
				});
				expect(await view('marit', id)).toMatchObject({
					casus: { size: 'klein', phase: { id: 'secundair' }, settings: ['buurt', 'online'] },
					waiting: { as: 'signer', remarks: [] }
				});
				expect(await view('tessa', id)).toMatchObject({ waiting: { as: 'contributor' } });
				for (const who of ['noortje', 'lotte']) expect(await view(who, id)).toBe('not-found');
			});

			it('is refused with a name or a number in whatever field, and nothing of it is kept', async () => {
				for (const field of ['title', 'seen', 'noticedBy', 'done', 'around', 'question']) {
					const text = 'Dennis van der Laan was erbij.';
					const personal = { ok: false, reason: 'personal-data' };
					expect(await bring('tessa', { [field]: text })).toEqual(personal);
					// What she says is nobody is let through; a phone number is not, whatever she says.
					const notPersonal = ['Dennis van der Laan', '06-12345678'];
					const said = await bring('tessa', { [field]: text, notPersonal });
					expect(said.ok).toBe(true);
					const number = { [field]: 'Bel 06-12345678 maar.', notPersonal };
					expect(await bring('tessa', number)).toEqual(personal);
				}
				const { db } = server.store;
				const rows = JSON.stringify(await db.selectFrom('board').selectAll().execute());
				expect(rows).not.toContain('06-12345678');
			});

			it('may say what the lab agreed is nobody, without being asked', async () => {
				const { allowed } = server.lab.services;
				const [lab, tessa] = [await server.demoLab(), await server.actor('tessa')];
				const board = await brought({});
				expect((await allowed.propose(tessa, lab, board, 'Sjoerd de Vries')).ok).toBe(true);
				const seen = 'Sjoerd de Vries schreef er een boek over.';
				// Her own proposal is for that board; a facilitator agrees for the whole lab.
				expect(await bring('tessa', { seen })).toMatchObject({ reason: 'personal-data' });
				const marit = await server.actor('marit');
				const [proposal] = await allowed.list(marit, lab);
				expect((await allowed.agree(marit, lab, proposal!.id)).ok).toBe(true);
				expect((await bring('tessa', { seen })).ok).toBe(true);
			});

			it('is of a municipality, with a method and a phase that are there', async () => {
				for (const who of ['marit', 'lotte', 'evelien']) {
					expect(await bring(who)).toEqual({ ok: false, reason: 'forbidden' });
				}
				const invalid = { ok: false, reason: 'invalid' };
				expect(await bring('tessa', { template: 'tpl-none' })).toEqual(invalid);
				expect(await bring('tessa', { phase: 'none' })).toEqual(invalid);
				const { boards } = server.lab.services;
				const wanted = { template: 'tpl-trigger', title: 'x', question: 'x' };
				const started = boards.create(await server.actor('tessa'), await server.demoLab(), wanted);
				expect(await started).toEqual({ ok: false, reason: 'forbidden' });
			});
		});

		describe('before the lab may read it', () => {
			it('is signed by a second person of another organisation', async () => {
				const id = await brought();
				expect(await sign('tessa', id)).toEqual({ ok: false, reason: 'forbidden' });
				expect(await sign('noortje', id)).toEqual({ ok: false, reason: 'not-found' });
				// A facilitator of the contributor's own municipality.
				const organisation_id = (await server.actor('tessa')).organisationId;
				const marit = await server.id('mem-marit');
				const of = (organisation: string) =>
					server.store.db
						.updateTable('member')
						.set({ organisation_id: organisation })
						.where('id', '=', marit)
						.execute();
				const own = (await server.actor('marit')).organisationId;
				await of(organisation_id);
				expect(await sign('marit', id)).toEqual({ ok: false, reason: 'forbidden' });
				expect(await view('marit', id)).toMatchObject({ waiting: { as: 'reader' } });
				await of(own);
				expect(await sign('yassin', id, { note: 'Getallen vervaagd.' })).toEqual(done);
				expect(await view('noortje', id)).toMatchObject({
					waiting: null,
					checkNote: 'Getallen vervaagd.'
				});
				expect(await sign('marit', id)).toEqual({ ok: false, reason: 'already-done' });
			});

			it('is sent back with a remark that its contributor reads, and signed as it was read', async () => {
				const id = await brought();
				expect(await ask('marit', id, 'De plek is te herkennen.')).toEqual(done);
				expect(await ask('noortje', id, 'Ik ook')).toEqual({ ok: false, reason: 'not-found' });
				expect(await ask('marit', id, 'Is dit Dennis van der Laan?')).toEqual({
					ok: false,
					reason: 'personal-data'
				});
				const remarks = [{ text: 'De plek is te herkennen.' }];
				expect(await view('tessa', id)).toMatchObject({ waiting: { remarks } });
				const lab = await server.demoLab();
				const revise = async (who: string) => {
					const form = aCasus({ seen: 'Jongeren roepen iets.', size: 'groot' });
					return casus().revise(await server.actor(who), lab, id, form);
				};
				expect(await revise('marit')).toEqual({ ok: false, reason: 'forbidden' });
				expect(await revise('tessa')).toEqual(done);
				expect(await sign('marit', id, { version: 1 })).toEqual({ ok: false, reason: 'passed' });
				expect(await sign('marit', id, { version: 2 })).toEqual(done);
				expect(await revise('tessa')).toEqual({ ok: false, reason: 'forbidden' });
			});

			it('shows the second person what is still found, on cards as well', async () => {
				const id = await brought({ seen: 'Het begon in klas 4B.' });
				const walk = new BoardWalk(server, id);
				const tessa = await walk.open('tessa', boardDocument(id));
				const card = {
					zone: 'micro',
					kind: 'gebeurtenis',
					domain: 'sociaal',
					basis: null
				} as const;
				tessa.board.addCard({ ...card, id: 'c', text: 'Wie' }, 1);
				await until(() => tessa.saved() >= 2, 'saved');
				// In pieces, as two people would: whole, the server takes it out.
				for (const piece of ['be Klooster', 'ziel zag het']) {
					const before = tessa.saved();
					tessa.board.text('c')!.insert(tessa.board.textOf('c').length, piece);
					await until(() => tessa.saved() > before, 'saved');
				}
				expect(await view('marit', id)).toMatchObject({
					waiting: {
						findings: [
							{ where: 'seen', text: 'klas 4B' },
							{ where: 'card', text: 'Wiebe Kloosterziel' }
						]
					}
				});
				walk.stop();
			});
		});

		describe('when somebody opens it', () => {
			it('tells its contributor, also of who never loads the page', async () => {
				const id = await openCasus(server, 'tessa');
				const { boards } = server.lab.services;
				const lab = await server.demoLab();
				const walk = new BoardWalk(server, id);
				await boards.open(await server.actor('noortje'), lab, id);
				await boards.phase(await server.actor('jorrit'), lab, id);
				await walk.open('lotte', boardDocument(id));
				await walk.open('sunita', harvestDocument(id));
				// Asking whether one may is not reading.
				expect(await walk.asks('daan', boardDocument(id))).toBe(200);
				walk.stop();
				const seen = await view('tessa', id);
				if (typeof seen === 'string') throw new Error(seen);
				const names = seen.viewers!.map(({ name }) => name.split(' ')[0]).sort();
				expect(names).toEqual(['Jorrit', 'Lotte', 'Noortje', 'Sunita']);
				expect(seen.viewers![0]).toMatchObject({ days: 1, hours: 1, isMe: false });
				expect(await view('marit', id)).toMatchObject({ viewers: [{}, {}, {}, {}] });
				for (const who of ['noortje', 'lotte', 'yassin']) {
					expect(await view(who, id)).toMatchObject({ viewers: null, harvested: null });
				}
			});

			it('tells it as well of who reads only a version of before', async () => {
				const id = await openCasus(server, 'tessa');
				const [sunita, lab] = [await server.actor('sunita'), await server.demoLab()];
				const walk = new BoardWalk(server, id);
				const tessa = await walk.open('tessa', boardDocument(id));
				tessa.board.addCards([aCard('Er is een tweede situatie')], 1);
				const { boards } = server.lab.services;
				await until(async () => {
					const board = await boards.open(await server.actor('tessa'), lab, id);
					return board.ok && board.value.cards.some(({ text }) => text.endsWith('tweede situatie'));
				}, 'on disk');
				await walk.mode('ordenen');
				walk.stop();
				const { history } = server.lab.services;
				const listed = await history.list(sunita, lab, id);
				const version = listed.ok ? listed.value.versions[0]!.id : 'none';
				const names = async () => {
					const seen = await view('tessa', id);
					return typeof seen === 'string' ? [seen] : seen.viewers!.map(({ name }) => name);
				};
				const before = await names();
				expect((await history.open(sunita, lab, id, version)).ok).toBe(true);
				expect(before).not.toContain('Sunita Ramkhelawan');
				expect(await names()).toContain('Sunita Ramkhelawan');
			});

			it('counts the hours and days it was open, and not how often somebody looked', async () => {
				const id = await openCasus(server, 'tessa');
				const audit = new AuditRepository(server.store);
				const memberId = await server.id('mem-noortje');
				for (const at of ['11-22T09:01', '11-22T09:59', '11-22T10:00', '11-23T12:00']) {
					await audit.append([
						{
							at: new Date(`2026-${at}:00Z`),
							act: 'board.viewed',
							memberId,
							subject: boardDocument(id),
							detail: {}
						}
					]);
				}
				expect(await view('tessa', id)).toMatchObject({
					viewers: [{ days: 2, hours: 3, lastAt: '2026-11-23T12:00:00.000Z' }]
				});
			});
		});
	}));
