import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { ChildServer } from '../support/child-server.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { bytes } from '../support/hand-made.ts';
import { nextClient, settled } from '../support/hostile-typist.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { Watchtower } from '../support/watchtower.ts';

/* Y15: whatever somebody says about who is there, the server says who is there. */

let folder: TemporaryFolder;
let server: ChildServer;
let document: string;
let cookie: string;
let tower: Watchtower;

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	document = await server.board('brd-opvang');
	cookie = await server.signIn('sunita');
	tower = await Watchtower.over(server, document, 'sunita');
});
afterAll(async () => {
	await tower.stop();
	await server.end('SIGKILL');
	folder.remove();
});

const open = () => new RawClient(server, document, cookie).open();
const state = (about: object) => JSON.stringify(about);
/** What a liar says of herself. */
const lie = state({ user: { name: 'De burgemeester', role: 'facilitator', color: '#f00' } });

/** Whom a newcomer is shown, once everybody who is there is shown. */
async function shown(): Promise<string[]> {
	const late = new StockClient(server, document, await server.signIn('tessa'));
	await late.synced();
	const wanted = ['Marit Hoogenhuizen', 'Sunita Ramkhelawan', 'Yassin'];
	await until(() => wanted.every((name) => late.others().some((each) => each.startsWith(name))));
	const others = late.others();
	late.stop();
	return others;
}

async function onlyTheTrue(): Promise<void> {
	expect(await shown()).toEqual([
		'Marit Hoogenhuizen',
		'Sunita Ramkhelawan',
		expect.stringMatching(/^Yassin/)
	]);
}

describe('presence (Y15)', () => {
	it('of 100,000 clients in one message shows nobody, and grows nothing', async () => {
		const first = nextClient();
		const entries = bytes().uint(100_000);
		for (let i = 0; i < 100_000; i++) entries.uint(first + i, 1).text('{}');
		const crowd = bytes().uint(1).bytes(entries.done()).done();
		await tower.during(async () => {
			const liar = await open();
			for (let i = 0; i < 10; i++) liar.send(crowd);
			await onlyTheTrue();
			liar.stop();
		});
	});

	it('of 5 MB is 1009; of 900 kB, 2 KiB and a byte, no JSON and no object is dropped', async () => {
		const of = (text: string) =>
			frames.awareness([{ client: nextClient(), clock: 1, state: text }]);
		const large = (size: number) => of(state({ user: { name: 'x'.repeat(size) } }));
		await tower.during(async () => {
			const thrown = await open();
			thrown.send(large(5_000_000));
			expect(await thrown.closedWith()).toBe(1009);
			const liar = await open();
			liar.send(large(900_000), large(syncLimits.awarenessBytes));
			liar.send(of('{"user":'), of('[]'), of('"x"'), of('7'), of(lie));
			expect(await settled(liar)).toBeNull();
			await onlyTheTrue();
			liar.stop();
		});
	});

	it('of another is not believed: neither her place nor her leaving, whatever the clock', async () => {
		await tower.during(async () => {
			const victim = new StockClient(server, document, await server.signIn('jorrit'));
			const watcher = new StockClient(server, document, await server.signIn('tessa'));
			await Promise.all([victim.synced(), watcher.synced()]);
			const id = victim.doc.clientID;
			const seen = () =>
				watcher.provider.awareness.getStates().get(id) as
					{ user: { name: string }; place: { card: string; typing?: boolean } } | undefined;
			victim.provider.awareness.setLocalState({ place: { card: 'mine' } });
			await until(() => seen()?.place?.card === 'mine', 'where he is');
			const liar = await open();
			for (const clock of [2, 1_000, 2 ** 31 + 1, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
				liar.send(
					frames.awareness([{ client: id, clock, state: lie }]),
					frames.awareness([{ client: id, clock, state: 'null' }])
				);
			}
			expect(await settled(liar)).toBeNull();
			victim.provider.awareness.setLocalState({ place: { card: 'mine', typing: true } });
			await until(() => seen()?.place?.typing, 'his next move');
			expect(seen()?.user.name).toMatch(/^Jorrit/);
			expect(seen()?.place.card).toBe('mine');
			expect(victim.provider.awareness.getLocalState()).toMatchObject({ place: { card: 'mine' } });
			for (const each of [victim, watcher, liar]) each.stop();
		});
	});

	it('20,000 times a second is not passed on 20,000 times, and the last word arrives', async () => {
		await tower.during(async () => {
			const watcher = await new RawClient(server, document, await server.signIn('tessa')).open();
			const liar = await open();
			const client = nextClient();
			const place = (card: string) =>
				frames.awareness([{ client, clock: 1, state: state({ place: { card } }) }]);
			liar.send(place('first'));
			const heard = (card: string) => watcher.presence().some(({ state }) => state.includes(card));
			await until(() => heard('"first"'), 'the first');
			const before = watcher.ofType(1).length;
			const from = performance.now();
			liar.send(...Array.from({ length: 20_000 }, (_, i) => place(`c${i}`)));
			expect(await settled(liar)).toBeNull();
			const seconds = (performance.now() - from) / 1_000;
			const frames20 = syncLimits.awarenessPerSecond * (seconds + 1);
			expect(watcher.ofType(1).length - before).toBeLessThan(frames20 + 20);
			await until(() => {
				liar.send(place('last'));
				return heard('"last"');
			}, 'her last place');
			for (const each of [watcher, liar]) each.stop();
		});
	});

	it('asked for 20,000 times by one who does not read keeps nothing for her', async () => {
		await tower.during(async () => {
			const greedy = await open();
			greedy.socket.pause();
			greedy.send(...Array.from({ length: 20_000 }, () => Uint8Array.of(3)));
			greedy.socket.resume();
			expect([null, 4429]).toContain(await settled(greedy));
			expect(greedy.ofType(1).length).toBeLessThan(100);
			greedy.stop();
		});
	});

	it('naming 5,000 ids one after the other takes no ids away from others', async () => {
		const ids = Array.from({ length: 5_000 }, nextClient);
		await tower.during(async () => {
			const liar = await open();
			const say = (client: number) => frames.awareness([{ client, clock: 1, state: '{}' }]);
			liar.send(...ids.map(say));
			expect([null, 4429]).toContain(await settled(liar));
			liar.stop();
		});
		const bound = server.look<{ n: number }>(
			'select count(*) as n from document_client where document = ? and member_id = ?',
			document,
			await server.id('mem-sunita')
		);
		expect(bound[0]!.n).toBeLessThanOrEqual(syncLimits.idleClientsPerMember);
	});
});
