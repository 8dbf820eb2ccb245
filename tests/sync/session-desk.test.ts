import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	boardDocument,
	notesDocument,
	sessionDocument
} from '../../src/lib/domain/document-name.ts';
import { missingOf } from '../../src/lib/documents/desk-people.ts';
import { DeskStateDocument } from '../../src/lib/documents/session-state.ts';
import type { DeskView } from '../../src/lib/documents/session-view.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { StockClient } from '../support/clients.ts';
import { GuestWalk } from '../support/guest-walk.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

describe('the desk of a session', () =>
	onEveryStore((open) => {
		let place: Place;
		let server: TestServer;
		let walk: SessionWalk;

		beforeEach(async () => {
			place = await open();
			const isFile = !place.address.startsWith('postgres');
			server = await startTestServer(isFile ? {} : { DATABASE_URL: place.address });
			walk = await SessionWalk.planned(server);
			await walk.does('marit', { do: 'start' });
		});
		afterEach(async () => {
			vi.useRealTimers();
			walk.stop();
			await server.close();
			await place.remove();
		});

		async function desk(name = 'marit'): Promise<DeskView> {
			const outcome = await walk.desk(name);
			if (!outcome.ok) throw new Error(`${name} has no desk: ${outcome.reason}`);
			return outcome.value;
		}
		/** Waits until the desk looks so. */
		async function desked(is: (view: DeskView) => boolean, what: string): Promise<DeskView> {
			await until(async () => is(await desk()), what);
			return desk();
		}
		async function adds(text: string, zone?: string): Promise<string> {
			const id = randomUUID();
			const client = await walk.open('tessa', boardDocument(walk.boardId));
			const before = client.saved();
			const [first] = (await walk.phase()).zones;
			client.board.addCard(
				{
					...{ id, zone: zone ?? first!.id, kind: 'activiteit', domain: 'sociaal', basis: null },
					text
				},
				1
			);
			await until(() => client.saved() > before, 'saved');
			client.stop();
			return id;
		}
		async function writesHidden(name: string, text: string) {
			const [zone] = (await walk.phase(name)).notes.zones;
			const client = await walk.open(
				name,
				notesDocument(walk.boardId, await server.id(`mem-${name}`))
			);
			const before = client.saved();
			client.board.addCard(
				{
					...{ id: randomUUID(), zone: zone!, kind: 'activiteit', domain: 'sociaal' },
					...{ basis: null, text }
				},
				1
			);
			await until(() => client.saved() > before, 'saved');
		}

		it('tells who is not connected, not on the board, or was never seen', async () => {
			await walk.goes('Wat zou kunnen?');
			const tessa = await walk.open('tessa', sessionDocument(walk.sessionId));
			await walk.open('noortje', sessionDocument(walk.sessionId));
			await walk.open('noortje', boardDocument(walk.boardId));
			const of = (view: DeskView, name: string) =>
				view.people.find((person) => person.name.startsWith(name))!;
			const view = await desked(
				(each) => of(each, 'Tessa').wasSeen && of(each, 'Noortje').isOnBoard === true,
				'seen'
			);
			expect(of(view, 'Tessa')).toMatchObject({ isHere: true, isOnBoard: false });
			expect(of(view, 'Sunita')).toMatchObject({ isHere: false, wasSeen: false, goneSince: null });
			tessa.stop();
			const after = await desked((each) => of(each, 'Tessa').goneSince !== null, 'gone');
			expect(of(after, 'Tessa')).toMatchObject({ isHere: false, wasSeen: true });
		});

		it('waits on the board for nobody who may not read it', async () => {
			await walk.goes('Wat zou kunnen?');
			const visits = new GuestWalk(server, walk);
			const guests: StockClient[] = [];
			for (const [name, boards] of [
				['Gea', false],
				['Hans', true]
			] as const) {
				const { secret } = await visits.cameIn(await visits.code({ boards }), name);
				const cookie = `${server.lab.services.cookie.name}=${secret}`;
				guests.push(new StockClient(server, sessionDocument(walk.sessionId), cookie));
			}
			await walk.open('tessa', sessionDocument(walk.sessionId));
			const of = ({ people }: DeskView, name: string) =>
				people.find((person) => person.name.startsWith(name));
			const missing = ({ people }: DeskView) =>
				missingOf(people)
					.filter(({ why }) => why === 'elsewhere')
					.map(({ person }) => person.name);
			const everybody = ['Gea', 'Hans', 'Tessa'];
			const view = await desked(
				(each) => everybody.every((name) => of(each, name)?.isHere),
				'here'
			);
			expect(of(view, 'Gea')).toMatchObject({ isOnBoard: null });
			expect(missing(view)).toEqual(['Hans', 'Tessa Kwakernaat']);
			// Of a RED board who was not there is no longer missing either.
			const attendance = [await server.id('mem-marit')];
			await walk.do('marit', { do: 'mark-board', tlp: 'red', attendance });
			expect(missing(await desk())).toEqual([]);
			for (const guest of guests) guest.stop();
		});

		it('tells by name who wrote nothing yet, and only while each stands by her cards', async () => {
			await walk.goes('Stille vragen');
			await walk.do('marit', { do: 'attribution', attribution: 'name' });
			for (const name of ['tessa', 'noortje']) {
				await walk.open(name, boardDocument(walk.boardId));
				await walk.open(name, sessionDocument(walk.sessionId));
			}
			const room = await walk.live('noortje');
			await writesHidden('tessa', 'Wie belt er terug?');
			const view = await desked(
				({ board }) => board?.silent?.map(({ name }) => name).join() === 'Noortje Slagveer',
				'counted'
			);
			expect(view.board).toMatchObject({ attribution: 'name', toReveal: 1, isRevealed: false });
			expect(JSON.stringify(view)).not.toContain('Wie belt er terug?');
			await until(() => room()?.written.people === 1 && room()?.written.of === 2, 'told to all');
			// Nobody else gets it, in whatever way she asks.
			expect(await walk.desk('tessa')).toMatchObject({ reason: 'not-found' });
			expect(JSON.stringify(await walk.view('tessa'))).not.toContain('silent');
			expect(JSON.stringify(await walk.phase('tessa'))).not.toContain('silent');
			expect(walk.received('tessa', 'silent')).toBe(false);
			const { desk: forLeader } = await walk.phase('marit');
			expect(JSON.stringify(forLeader)).not.toContain('silent');
			// A weaker promise holds at once, also for what was counted before it.
			await walk.do('marit', { do: 'attribution', attribution: 'organisation' });
			expect((await desk()).board).toMatchObject({ silent: null, attribution: 'organisation' });
		});

		it('waits for nothing from who runs the session, whatever her role in the lab', async () => {
			await walk.goes('Stille vragen');
			await walk.do('marit', { do: 'attribution', attribution: 'name' });
			for (const name of ['marit', 'yassin', 'tessa']) {
				await walk.open(name, boardDocument(walk.boardId));
			}
			const room = await walk.live('tessa');
			await writesHidden('tessa', 'Wie belt er terug?');
			await until(() => room()?.written.people === 1, 'counted');
			expect(room()?.written.of).toBe(1);
			expect((await desk()).board?.silent).toEqual([]);
		});

		it('never tells who wrote nothing when cards come without a name', async () => {
			await walk.goes('Stille vragen');
			await walk.do('marit', { do: 'attribution', attribution: 'none' });
			await walk.open('noortje', boardDocument(walk.boardId));
			await writesHidden('tessa', 'Wie belt er terug?');
			const view = await desked(({ board }) => board?.toReveal === 1, 'counted');
			expect(view.board?.silent).toBeNull();
			const { people } = view;
			// Nor does anything else about her: who is where, and no more.
			const tessa = people.find(({ name }) => name.startsWith('Tessa'))!;
			expect(Object.keys(tessa).sort()).toEqual(
				[
					...['domain', 'goneSince', 'initials', 'isHere', 'isOnBoard', 'memberId', 'name'],
					...['organisation', 'role', 'wasSeen']
				].sort()
			);
		});

		it('points at cards on which somebody may be recognised, until that is dealt with', async () => {
			await walk.goes('Wat zou kunnen?');
			expect((await desk()).board?.warnings).toEqual([]);
			const card = await adds('Een leerling uit havo 4a maakt de stickers.');
			const view = await desked(({ board }) => board?.warnings.length === 1, 'warned');
			const [warning] = view.board!.warnings;
			expect(warning).toMatchObject({
				card,
				zone: { nl: (await walk.phase()).zones[0]!.name.nl },
				found: [{ text: 'havo 4a', replacement: 'de bovenbouw' }],
				proposal: 'Een leerling uit de bovenbouw maakt de stickers.',
				mayStand: true
			});
			expect(warning!.parts.filter(({ isFound }) => isFound)).toEqual([
				{ text: 'havo 4a', isFound: true }
			]);
			expect(view.board!.may).toMatchObject({ redact: true, allow: true });
			// Who helps to run it sees it too, and may only let it stand.
			expect((await desk('yassin')).board).toMatchObject({
				warnings: [{ card }],
				may: { lead: true, redact: false, allow: true }
			});
			await walk.do('marit', { do: 'redact', card, text: warning!.proposal });
			await desked(({ board }) => board?.warnings.length === 0, 'replaced');
			await adds('Een leerling uit vwo 5b zag het.');
			await desked(({ board }) => board?.warnings.length === 1, 'warned again');
			await walk.do('yassin', { do: 'allow', phrase: 'vwo 5b' });
			await desked(({ board }) => board?.warnings.length === 0, 'let stand');
		});

		it('points at no more than twenty', async () => {
			await walk.goes('Wat zou kunnen?');
			for (let n = 1; n <= 22; n++) await adds(`Nummer ${n} zit in havo 4a.`);
			const view = await desked(({ board }) => board?.warnings.length === 20, 'warned');
			expect(view.board!.warnings).toHaveLength(20);
		});

		it('points at cards that say much the same, and bundling them settles it', async () => {
			await walk.goes('Wat zou kunnen?');
			const text = 'De wijkagent loopt elke vrijdag langs de hangplek';
			const first = await adds(text);
			const second = await adds(`${text}.`);
			const view = await desked(({ board }) => board?.pairs.length === 1, 'paired');
			expect(new Set(view.board!.pairs[0]!.cards.map(({ id }) => id))).toEqual(
				new Set([first, second])
			);
			// Nobody sorts while there is voting; in a round who leads does so from her desk.
			await walk.mode('stemmen');
			expect((await desk()).board!.may.bundle).toBe(false);
			const bundle = { do: 'bundle', card: first, with: second } as const;
			expect(await walk.command('marit', bundle)).toMatchObject({ reason: 'wrong-mode' });
			await walk.mode('ronde');
			expect((await desk()).board!.may.bundle).toBe(true);
			expect(await walk.command('tessa', bundle)).toMatchObject({ reason: 'wrong-mode' });
			await walk.do('marit', bundle);
			await desked(({ board }) => board?.pairs.length === 0, 'bundled');
		});

		it('has another sign when it looks different, and says nothing in it', async () => {
			await walk.goes('Wat zou kunnen?');
			const client = await walk.open('yassin', walk.deskName);
			const state = new DeskStateDocument(client.doc);
			await until(() => typeof state.read()?.sign === 'string', 'shown');
			const before = state.read()!.sign;
			await adds('Een leerling uit havo 4a maakt de stickers.');
			await until(() => state.read()!.sign !== before, 'changed');
			expect(walk.received('yassin', 'havo 4a')).toBe(false);
			expect(Object.keys(state.read()!)).toEqual(['sign']);
		});

		it('knows in a round who has the word when', async () => {
			for (const name of ['tessa', 'noortje']) {
				await walk.open(name, sessionDocument(walk.sessionId));
			}
			expect((await desk()).order).toEqual([]);
			await desked(({ people }) => people.filter(({ isHere }) => isHere).length === 2, 'here');
			await walk.does('marit', { do: 'speaking', act: 'start', seconds: 45 });
			expect((await desk()).order).toEqual([
				await server.id('mem-tessa'),
				await server.id('mem-noortje')
			]);
		});

		it('shows nothing of a board whose label keeps it from somebody who helps', async () => {
			await walk.goes('Wat zou kunnen?');
			await walk.do('marit', {
				do: 'mark-board',
				tlp: 'red',
				attendance: [await server.id('mem-marit')]
			});
			expect((await desk('yassin')).board).toBeNull();
			expect((await desk()).board?.id).toBe(walk.boardId);
		});
	}));
