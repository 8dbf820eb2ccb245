import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardNews, VersionList } from '../../src/lib/documents/history-view.ts';
import { unknownAuthor } from '../../src/lib/domain/attribution.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { VISIT_GAP } from '../../src/lib/domain/history.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { HistoryWalk } from '../support/history-walk.ts';
import { ownWord } from '../support/own-word.ts';
import { aCard } from '../support/people-on-board.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

/* Jorrit of Aldermeer brought brd-jongere; Lotte of the NCTV may not know where it came from. */

describe('the history of a board', () =>
	onEveryStore((open) => {
		let place: Place;
		let walk: HistoryWalk;
		let document: string;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			walk = await HistoryWalk.start(isFile ? {} : { DATABASE_URL: place.address });
			document = boardDocument(walk.boardId);
			await walk.people.mode('open');
		});
		afterEach(async () => {
			await walk.people.leave();
			await place.remove();
		});

		const told = ({ cards }: BoardNews) =>
			Object.fromEntries(cards.map(({ card, what }) => [card, what]));

		describe('news', () => {
			it('tells exactly what others did since she was here, and who', async () => {
				await walk.wasHere('tessa');
				const noortje = await walk.people.open('noortje', document);
				const [written, moved, gone] = noortje.board.cardsIn('micro');
				const added = aCard('nieuw verhaal');
				noortje.board.addCards([added], 1);
				noortje.board.text(written!.id)!.insert(0, 'Nog: ');
				noortje.board.moveCard(moved!.id, 'meso', 0, 1);
				noortje.board.binCard(gone!.id, Date.now(), 1);
				const brief = aCard('te snel');
				noortje.board.addCards([brief], 1);
				noortje.board.binCard(brief.id, Date.now(), 1);
				await walk.heard(noortje);
				const news = await walk.news('tessa');
				expect(told(news)).toEqual({
					[added.id]: ['placed'],
					[written!.id]: ['text'],
					[moved!.id]: ['place'],
					[gone!.id]: ['bin']
				});
				expect(new Set(news.cards.map(({ by }) => by?.name))).toEqual(
					new Set(['Noortje Slagveer'])
				);
				expect((await walk.news('noortje')).cards).toEqual([]);
				expect((await walk.news('sunita')).since).toBeNull();
				expect(await walk.countOnList('tessa')).toBe(5);
				await walk.history.seen(...(await walk.as('tessa')), news.until);
				expect((await walk.news('tessa')).cards).toEqual([]);
				expect(await walk.countOnList('tessa')).toBe(0);
			});

			it('is not eaten by reloading the page, and refuses a moment to come', async () => {
				await walk.wasHere('tessa');
				const noortje = await walk.people.open('noortje', document);
				const card = aCard('nieuw verhaal');
				noortje.board.addCards([card], 1);
				await walk.heard(noortje);
				const tessa = await walk.people.open('tessa', document);
				await walk.seesBoard('tessa');
				for (let i = 0; i < 3; i += 1) {
					expect(told(await walk.news('tessa'))).toEqual({ [card.id]: ['placed'] });
				}
				tessa.stop();
				const later = new Date(Date.now() + VISIT_GAP).toISOString();
				const outcome = await walk.history.seen(...(await walk.as('tessa')), later);
				expect(outcome).toEqual({ ok: false, reason: 'invalid' });
			});

			it('names nobody of the contributing organisation to who may not know it', async () => {
				await walk.wasHere('lotte');
				const tessa = await walk.people.open('tessa', document);
				tessa.board.addCards([aCard('van ons')], 1);
				tessa.board.text(tessa.board.cardsIn('micro')[0]!.id)!.insert(0, 'Nog: ');
				await walk.heard(tessa);
				await walk.keep();
				const all = [
					await walk.news('lotte'),
					await walk.list('lotte'),
					await walk.version('lotte', (await walk.list('lotte')).versions[0]!.id)
				];
				expect(all[0]).toMatchObject({ cards: [{ by: { name: null } }, { by: { name: null } }] });
				const secrets = [
					await walk.people.server.id('org-gem-aldermeer'),
					walk.people.id('tessa'),
					walk.people.id('jorrit'),
					'Aldermeer',
					'Kwakernaat',
					'Wielemaker'
				];
				const text = JSON.stringify(all);
				for (const secret of secrets) expect(text).not.toContain(secret);
				expect(JSON.stringify(await walk.list('marit'))).toContain('Kwakernaat');
			});

			it('tells nothing of hidden notes, and of revealed ones no author and no order', async () => {
				for (const who of ['marit', 'noortje']) await walk.wasHere(who);
				await walk.people.mode('verdekt');
				await walk.people.do('marit', { do: 'attribution', attribution: 'none' });
				const words = [ownWord(), ownWord()];
				await walk.people.writes('tessa', words[0]!, 'wit');
				await walk.people.writes('sunita', words[1]!, 'wit');
				await walk.keep();
				expect((await walk.news('marit')).cards).toEqual([]);
				expect(await walk.countOnList('noortje')).toBe(0);
				const rows = await walk.everything();
				for (const word of words) expect(rows).not.toContain(word);
				expect(await walk.changedBy()).not.toContain(walk.people.id('sunita'));
				expect((await walk.people.reveals()).ok).toBe(true);
				await walk.people.mode('open');
				await walk.keep();
				await until(async () => (await walk.news('marit')).cards.length >= 2, 'told');
				const { cards } = await walk.news('marit');
				expect(cards.map(({ what, by }) => [what, by?.name ?? null])).toEqual([
					[['placed'], null],
					[['placed'], null]
				]);
				expect(Object.keys(cards[0]!).sort()).toEqual(['by', 'card', 'what']);
				expect(await walk.changedBy()).not.toContain(walk.people.id('sunita'));
				// Whoever goes on in one of them is named by no version either.
				const tessa = await walk.people.open('tessa', document);
				tessa.board.text(cards[0]!.card)!.insert(0, 'Nog iets: ');
				await walk.heard(tessa);
				await walk.keep();
				const [newest] = (await walk.list('marit')).versions;
				expect(newest!.counts.changed).toBe(1);
				expect(newest!.changers).toEqual([unknownAuthor]);
			});
		});

		describe('versions', () => {
			const summary = ({ versions }: VersionList) =>
				versions.map(({ kind, counts, changers }) => [
					kind,
					counts.placed,
					changers.map(({ name }) => name)
				]);

			it('are kept of what changed, with who, and not where nothing did', async () => {
				await walk.keep();
				const n = (await walk.list('marit')).versions.length;
				await walk.keep();
				expect((await walk.list('marit')).versions.length).toBe(n);
				const noortje = await walk.people.open('noortje', document);
				noortje.board.addCards([aCard('nieuw verhaal')], 1);
				await walk.heard(noortje);
				await walk.people.step(2);
				expect(summary(await walk.list('marit')).slice(0, 1)).toEqual([
					['step', 1, ['Noortje Slagveer']]
				]);
				await walk.people.step(3);
				expect((await walk.list('marit')).versions.length).toBe(n + 1);
			});

			it('show the board as it stood, and what is different now', async () => {
				const noortje = await walk.people.open('noortje', document);
				const [written, gone] = noortje.board.cardsIn('micro');
				const then = noortje.board.textOf(written!.id);
				const id = await walk.keep();
				noortje.board.text(written!.id)!.insert(0, 'Nog: ');
				noortje.board.binCard(gone!.id, Date.now(), 1);
				const added = aCard('nieuw verhaal');
				noortje.board.addCards([added], 1);
				await walk.heard(noortje);
				const view = await walk.version('sunita', id);
				const micro = view.zones.find(({ zone }) => zone.id === 'micro')!;
				const shown = new Map(micro.cards.map((card) => [card.id, card]));
				expect(shown.get(written!.id)).toMatchObject({
					text: then,
					now: `Nog: ${then}`,
					differs: ['changed']
				});
				expect(shown.get(gone!.id)).toMatchObject({ differs: ['removed'] });
				expect(micro.later.map(({ id }) => id)).toEqual([added.id]);
				expect(view.counts).toEqual({ placed: 1, changed: 1, moved: 0, binned: 1 });
				expect(JSON.stringify(view)).not.toContain('memberId');
			});

			it('are of who reads the board: others hear that there is none', async () => {
				const id = await walk.keep();
				const lab = await walk.people.server.demoLab();
				await walk.people.do('jorrit', { do: 'mark-board', tlp: 'red', attendance: [] });
				const tessa = await walk.people.server.actor('tessa');
				const none = { ok: false, reason: 'not-found' };
				expect(await walk.history.list(tessa, lab, walk.boardId)).toEqual(none);
				expect(await walk.history.open(tessa, lab, walk.boardId, id)).toEqual(none);
				expect(await walk.history.news(tessa, lab, walk.boardId)).toEqual(none);
				const marit = await walk.people.server.actor('marit');
				expect(await walk.history.open(marit, lab, walk.boardId, randomUUID())).toEqual(none);
				const other = await walk.people.server.id('brd-opvang');
				expect(await walk.history.open(marit, lab, other, id)).toEqual(none);
			});
		});

		describe('a restore', () => {
			const restore = (who: string, about: { version: string; before?: string; card?: string }) =>
				walk.people.command(who, { do: 'restore', before: randomUUID(), ...about });

			it('while two people type keeps their words, and is taken back by another restore', async () => {
				const [tessa, noortje] = [
					await walk.people.open('tessa', document),
					await walk.people.open('noortje', document)
				];
				const [card] = noortje.board.cardsIn('micro');
				const then = noortje.board.textOf(card!.id);
				const version = await walk.keep();
				noortje.board.text(card!.id)!.insert(0, 'Nu: ');
				const added = aCard('later gekomen');
				noortje.board.addCards([added], 1);
				await walk.heard(noortje);
				await until(() => tessa.board.card(added.id), 'seen');
				const makers = await walk.makers();
				const before = randomUUID();
				const typing = setInterval(() => {
					tessa.board.text(card!.id)!.insert(tessa.board.textOf(card!.id).length, 'x');
				}, 3);
				expect((await restore('marit', { version, before })).ok).toBe(true);
				clearInterval(typing);
				await until(() => noortje.board.card(added.id)!.binnedAt !== null, 'in the bin');
				await until(
					() => tessa.board.textOf(card!.id) === noortje.board.textOf(card!.id),
					'they agree'
				);
				expect(noortje.board.textOf(card!.id)).toMatch(new RegExp(`^${then}x*$`));
				expect(await walk.makers()).toEqual(makers);
				expect((await walk.list('noortje')).versions[0]).toMatchObject({
					id: before,
					kind: 'before-restore',
					by: { name: 'Marit Hoogenhuizen' }
				});
				expect((await restore('marit', { version: before })).ok).toBe(true);
				await until(() => noortje.board.card(added.id)!.binnedAt === null, 'back');
				expect(noortje.board.textOf(card!.id)).toMatch(/^Nu: /);
			});

			it('of one card is for whoever writes on an open board, of all of it for who leads', async () => {
				const noortje = await walk.people.open('noortje', document);
				const [card, other] = noortje.board.cardsIn('micro');
				const [then, untouched] = [card!, other!].map(({ id }) => noortje.board.textOf(id));
				const version = await walk.keep();
				for (const { id } of [card!, other!]) noortje.board.text(id)!.insert(0, 'Nu: ');
				await walk.heard(noortje);
				expect(await restore('noortje', { version })).toEqual({ ok: false, reason: 'forbidden' });
				expect((await restore('noortje', { version, card: card!.id })).ok).toBe(true);
				await until(() => noortje.board.textOf(card!.id) === then, 'as it was');
				expect(noortje.board.textOf(other!.id)).toBe(`Nu: ${untouched}`);
				await walk.people.mode('ronde');
				const again = await restore('noortje', { version, card: other!.id });
				expect(again).toEqual({ ok: false, reason: 'forbidden' });
				await walk.people.mode('verdekt');
				expect(await restore('marit', { version })).toEqual({ ok: false, reason: 'wrong-mode' });
				expect((await restore('marit', { version: randomUUID() })).ok).toBe(false);
			});

			it('given twice is done once, and of two at once both are in the list', async () => {
				const noortje = await walk.people.open('noortje', document);
				const version = await walk.keep();
				noortje.board.addCards([aCard('later gekomen')], 1);
				await walk.heard(noortje);
				const before = randomUUID();
				const twice = await Promise.all([
					restore('marit', { version, before }),
					restore('marit', { version, before })
				]);
				expect(twice.map(({ ok }) => ok).sort()).toEqual([false, true]);
				const two = await Promise.all([
					restore('marit', { version }),
					restore('jorrit', { version })
				]);
				expect(two.every(({ ok }) => ok)).toBe(true);
				const { versions } = await walk.list('marit');
				expect(versions.filter(({ kind }) => kind === 'before-restore').length).toBe(3);
			});
		});

		describe('an agreed board', () => {
			const write = (who: string) => walk.people.open(who, document);

			it('is closed for everybody once it is done, also for a bare socket', async () => {
				const noortje = await write('noortje');
				const [card] = noortje.board.cardsIn('micro');
				const then = noortje.board.textOf(card!.id);
				const typing = setInterval(() => noortje.board.text(card!.id)!.insert(0, 'x'), 3);
				await walk.people.do('marit', { do: 'freeze', label: 'Afspraken van deze ochtend' });
				clearInterval(typing);
				const [agreed] = (await walk.list('marit')).versions;
				expect(agreed).toMatchObject({ kind: 'agreed', label: 'Afspraken van deze ochtend' });
				const kept = await walk.version('marit', agreed!.id);
				// What stands there and what was agreed on are the same, letter by letter.
				expect(kept.counts).toEqual({ placed: 0, changed: 0, moved: 0, binned: 0 });
				const tessa = await write('tessa');
				tessa.board.text(card!.id)!.insert(0, 'toch ');
				await until(() => tessa.refusals().length > 0 || tessa.closes.length > 0, 'refused');
				tessa.stop();
				const sunita = await write('sunita');
				expect(sunita.board.textOf(card!.id)).toMatch(new RegExp(`^x*${then}$`));
				expect(sunita.board.textOf(card!.id)).not.toContain('toch');
				expect(await walk.people.phase('tessa')).toMatchObject({
					access: 'read',
					frozen: { label: 'Afspraken van deze ochtend', mayReopen: false }
				});
			});

			it('refuses whatever would change it, until it is opened again', async () => {
				const version = await walk.keep();
				const freeze = { do: 'freeze', label: 'Afspraken' } as const;
				for (const who of ['tessa', 'jorrit', 'sunita']) {
					expect(await walk.people.command(who, freeze)).toMatchObject({ reason: 'forbidden' });
				}
				expect(await walk.people.command('marit', { do: 'freeze', label: '' })).toEqual({
					ok: false,
					reason: 'invalid',
					field: 'label'
				});
				expect(
					await walk.people.command('marit', { do: 'freeze', label: 'Wiebe Kloosterziel' })
				).toEqual({ ok: false, reason: 'personal-data' });
				await walk.people.do('marit', freeze);
				const { n } = await walk.people.phase();
				const refused = { ok: false, reason: 'frozen' };
				for (const command of [
					{ do: 'restore', version, before: randomUUID() },
					{ do: 'mode', mode: 'ordenen', from: n },
					freeze
				] as const) {
					expect(await walk.people.command('marit', command)).toEqual(refused);
				}
				await walk.people.do('marit', { do: 'unfreeze' });
				expect(await walk.people.phase('tessa')).toMatchObject({ access: 'write', frozen: null });
				const tessa = await write('tessa');
				const before = tessa.saved();
				tessa.board.addCards([aCard('weer open')], 1);
				await until(() => tessa.saved() > before, 'saved');
				expect((await walk.list('tessa')).versions.some(({ kind }) => kind === 'agreed')).toBe(
					true
				);
			});
		});
	}));
