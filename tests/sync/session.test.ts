import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boardDocument, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { handshake, RawSocket } from '../support/raw-socket.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let walk: SessionWalk;

beforeEach(async () => {
	server = await startTestServer();
	walk = await SessionWalk.planned(server);
});
afterEach(async () => {
	vi.useRealTimers();
	walk.stop();
	await server.close();
});

/** The clock of the server goes on so much; nothing waits for it. */
function passes(ms: number): void {
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

const title = (of: { phase: { item: string | null }; agenda: { id: string; title: string }[] }) =>
	of.agenda.find(({ id }) => id === of.phase.item)?.title;

describe('a running session', () => {
	it('takes its board along: item, clock and mode are one move', async () => {
		const room = await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await until(() => room()?.status === 'live', 'begun');
		expect(title(room()!)).toBe('Inloop');
		const before = await walk.phase();
		await walk.goes('Stille vragen');
		await until(() => room()?.phase.n === 2, 'moved');
		expect(title(room()!)).toBe('Stille vragen');
		expect(room()!.clock).toMatchObject({ total: 6 * 60_000 });
		expect(await walk.phase('tessa')).toMatchObject({ n: before.n + 1, mode: 'verdekt' });
	});

	it('moves once when two press at once', async () => {
		await walk.does('marit', { do: 'start' });
		const { agenda, phase } = (await walk.view()).live;
		const [, second, third] = agenda;
		const both = await Promise.all([
			walk.asked('marit', { do: 'go', item: second!.id, from: phase.n }),
			walk.asked('yassin', { do: 'go', item: third!.id, from: phase.n })
		]);
		expect(both.map((each) => each.ok || each.reason)).toEqual([true, 'passed']);
		expect((await walk.view()).live.phase).toMatchObject({ n: 2, item: second!.id });
	});

	it('is taken back within five seconds, board and clock with it, and not later', async () => {
		await walk.does('marit', { do: 'start' });
		await walk.goes('Casus');
		const clock = (await walk.view()).live.clock;
		const { mode } = await walk.phase();
		await walk.goes('Stille vragen');
		await walk.does('marit', { do: 'undo', from: 3 });
		expect((await walk.view()).live).toMatchObject({ phase: { n: 4, round: 1 }, clock });
		expect(title((await walk.view()).live)).toBe('Casus');
		expect((await walk.phase()).mode).toBe(mode);
		await walk.goes('Stille vragen');
		passes(6_000);
		expect(await walk.asked('marit', { do: 'undo', from: 5 })).toMatchObject({
			reason: 'too-late'
		});
	});

	it('runs an item again as a second round, and destroys nothing', async () => {
		await walk.does('marit', { do: 'start' });
		await walk.goes('Wat zou kunnen?');
		const tessa = await walk.open('tessa', boardDocument(walk.boardId));
		const cards = tessa.board.cards().length;
		await walk.goes('Casus');
		await walk.goes('Wat zou kunnen?');
		const { live } = await walk.view('tessa');
		expect(live.phase).toMatchObject({ n: 4, round: 2 });
		expect(tessa.board.cards().length).toBe(cards);
	});

	it('is run by those appointed: a participant asks in vain and changes nothing', async () => {
		await walk.does('marit', { do: 'start' });
		const { live } = await walk.view();
		const item = live.agenda[3]!.id;
		for (const command of [
			{ do: 'go', item, from: 1 },
			{ do: 'clock', act: 'add', minutes: 2 },
			{ do: 'message', text: 'Nog even' },
			{ do: 'take-over' },
			{ do: 'drop', item, on: true },
			{ do: 'end', from: 1 }
		] as const) {
			expect(await walk.asked('tessa', command)).toMatchObject({ reason: 'forbidden' });
		}
		expect((await walk.view()).live).toEqual(live);
		// The board of a session is led by who runs it, also by one who is no facilitator of the lab.
		expect((await walk.phase('yassin')).lead).toBe('yes');
		expect((await walk.phase('tessa')).lead).toBe('no');
	});

	it('shows its desk and notes to who runs it, and sends them to nobody else', async () => {
		await walk.does('marit', { do: 'start' });
		expect(await walk.asks('tessa', walk.deskName)).toBe(404);
		expect(await walk.asks('yassin', walk.deskName)).toBe(200);
		expect(await walk.desk('tessa')).toMatchObject({ reason: 'not-found' });
		const desk = await walk.desk('yassin');
		if (!desk.ok) throw new Error('no desk');
		expect(Object.values(desk.value.notes).join()).toContain('spelregels die blijven staan');
		const room = await walk.room('tessa');
		await until(() => room()?.status === 'live', 'begun');
		expect(walk.received('tessa', 'Check-in en afspraken')).toBe(true);
		expect(walk.received('tessa', 'spelregels die blijven staan')).toBe(false);
		expect(JSON.stringify(await walk.view('tessa'))).not.toContain('die blijven staan');
		await walk.does('yassin', {
			do: 'line',
			id: crypto.randomUUID(),
			text: 'Zal ik even bellen?'
		});
		expect(JSON.stringify(await walk.desk('marit'))).toContain('Zal ik even bellen?');
		expect(JSON.stringify(await walk.view('tessa'))).not.toContain('even bellen');
	});

	it('holds its board in a break, and lets go of it after that', async () => {
		await walk.does('marit', { do: 'start' });
		await walk.goes('Wat zou kunnen?');
		expect((await walk.phase('tessa')).access).toBe('write');
		await walk.goes('Pauze');
		expect(await walk.phase('tessa')).toMatchObject({ held: 'pause', access: 'read' });
		expect((await walk.phase('marit')).access).toBe('write');
		await walk.goes('Wat zou kunnen?');
		expect(await walk.phase('tessa')).toMatchObject({ held: null, access: 'write' });
		await walk.does('marit', { do: 'hold', on: true });
		expect((await walk.phase('tessa')).access).toBe('read');
		await walk.does('marit', { do: 'end', from: 4 });
		expect(await walk.phase('tessa')).toMatchObject({ held: null, access: 'write' });
	});

	it('keeps one clock: pause, on again, more, and stop', async () => {
		const room = await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await walk.does('marit', { do: 'clock', act: 'pause' });
		await until(() => 'left' in (room()?.clock ?? {}), 'paused');
		await walk.does('yassin', { do: 'clock', act: 'add', minutes: 2 });
		await until(() => room()?.clock?.total === 7 * 60_000, 'two more');
		await walk.does('marit', { do: 'clock', act: 'resume' });
		await until(() => 'endsAt' in (room()?.clock ?? {}), 'on again');
		await walk.does('marit', { do: 'clock', act: 'stop' });
		await until(() => room()?.clock === null, 'stopped');
	});
});

describe('whoever leads', () => {
	it('is followed up by a co-facilitator after twenty seconds, by asking, and comes back by asking', async () => {
		const marit = await walk.open('marit', sessionDocument(walk.sessionId));
		const room = await walk.room('yassin');
		await walk.does('marit', { do: 'start' });
		await until(() => room()?.lead?.name === 'Marit Hoogenhuizen', 'led');
		expect(await walk.asked('yassin', { do: 'take-over' })).toMatchObject({
			reason: 'lead-present'
		});
		marit.stop();
		const gone = async () => {
			const desk = await walk.desk('yassin');
			return desk.ok && desk.value.leadGone !== null;
		};
		await until(gone, 'seen to be gone');
		expect(await walk.asked('yassin', { do: 'take-over' })).toMatchObject({
			reason: 'lead-present'
		});
		const { phase, clock } = room()!;
		passes(20_000);
		expect(await walk.asked('tessa', { do: 'take-over' })).toMatchObject({ reason: 'forbidden' });
		expect(room()!.lead!.name).toBe('Marit Hoogenhuizen');
		await walk.does('yassin', { do: 'take-over' });
		await until(() => room()?.lead?.name === 'Yassin Belhadri', 'taken over');
		expect(room()).toMatchObject({ phase, clock });
		await walk.does('marit', { do: 'take-over' });
		await until(() => room()?.lead?.name === 'Marit Hoogenhuizen', 'given back');
	});

	it('is gone since her last sign of life when her cable is cut, though nobody closed the line', async () => {
		const cut = new RawSocket(server);
		// Answers nothing, not even a ping.
		cut.write(handshake(server, sessionDocument(walk.sessionId), await server.signIn('marit')));
		await cut.answer();
		const since = Date.now();
		await walk.open('yassin', sessionDocument(walk.sessionId));
		await walk.does('marit', { do: 'start' });
		const takesOver = () => walk.asked('yassin', { do: 'take-over' });
		expect(await takesOver()).toMatchObject({ reason: 'lead-present' });
		const goneSince = async () => {
			const desk = await walk.desk('yassin');
			return desk.ok && desk.value.leadGone;
		};
		const noted = await until(goneSince, 'seen to be gone', 25_000);
		// The server ends such a line later than that.
		expect(cut.ended).toBe(false);
		expect(Math.abs(Number(noted) - since)).toBeLessThan(2_000);
		passes(20_000 - (Date.now() - since));
		await until(async () => (await takesOver()).ok, 'taken over');
		cut.stop();
	}, 40_000);

	it('is told to everybody to be gone after ninety seconds', async () => {
		const marit = await walk.open('marit', sessionDocument(walk.sessionId));
		const room = await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await until(() => room()?.lead !== null && room()?.status === 'live', 'led');
		marit.stop();
		await until(() => room()?.counts.here === 1, 'gone');
		expect(room()?.lead?.away).toBeNull();
		passes(90_000);
		await until(() => typeof room()?.lead?.away === 'number', 'told');
	});
});

describe('a session left open', () => {
	it('closes itself an hour after its end when nobody does anything', async () => {
		const room = await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await until(() => room()?.status === 'live', 'begun');
		const { minutes, startsAt } = await walk.view();
		const ends = Math.max(Date.parse(startsAt), Date.now()) + minutes * 60_000;
		vi.useFakeTimers({ toFake: ['Date'], now: ends + 59 * 60_000 });
		await walk.does('marit', { do: 'clock', act: 'add', minutes: 2 });
		passes(59 * 60_000);
		await until(() => room()?.counts.here === 1, 'looked');
		expect(room()?.status).toBe('live');
		passes(2 * 60_000);
		await until(() => room()?.status === 'ended', 'closed');
		expect((await walk.phase('tessa')).access).toBe('write');
	});
});

describe('people in a session', () => {
	it('who wait in its room are there when it begins, and who come later as well', async () => {
		await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		const { counts } = (await walk.view()).live;
		expect(counts).toMatchObject({ here: 1, of: 2 });
		const room = await walk.room('noortje');
		await until(() => room()?.counts.of === 3, 'counted');
	});

	it('say they are ready and agree to the rules: others see how many', async () => {
		const room = await walk.room('marit');
		await walk.does('marit', { do: 'start' });
		await walk.does('tessa', { do: 'agree' });
		await walk.does('noortje', { do: 'agree' });
		await walk.room('tessa');
		await walk.does('tessa', { do: 'ready', on: true, phase: 1 });
		await until(() => room()?.counts.ready === 1 && room()?.counts.agreed === 2, 'counted');
		expect(await walk.asked('noortje', { do: 'ready', on: true, phase: 7 })).toMatchObject({
			reason: 'passed'
		});
		await walk.goes('Casus');
		await until(() => room()?.counts.ready === 0, 'asked anew');
	});

	it('who said they are ready are counted as long as they are here', async () => {
		const room = await walk.room('marit');
		const clients = [];
		for (const name of ['tessa', 'noortje', 'sunita']) {
			clients.push(await walk.open(name, sessionDocument(walk.sessionId)));
		}
		await walk.does('marit', { do: 'start' });
		for (const name of ['marit', 'tessa', 'noortje', 'sunita']) {
			await walk.does(name, { do: 'ready', on: true, phase: 1 });
		}
		await until(() => room()?.counts.ready === 4 && room()?.counts.here === 4, 'all of them');
		clients[0]!.stop();
		await until(() => room()?.counts.here === 3, 'one gone');
		expect(room()?.counts.ready).toBe(3);
		await walk.room('tessa');
		await until(() => room()?.counts.here === 4, 'back');
		expect(room()?.counts.ready).toBe(4);
	});

	it('get the word one after another, and write on a board in a round while they have it', async () => {
		await walk.does('marit', { do: 'start' });
		for (const name of ['tessa', 'noortje']) await walk.room(name);
		const room = await walk.room('marit');
		await walk.goes('Vragenronde');
		await walk.does('marit', { do: 'speaking', act: 'start', seconds: 30 });
		await until(() => room()?.speaking?.n === 0, 'begun');
		expect(room()!.speaking).toMatchObject({ name: 'Tessa Kwakernaat', of: 3 });
		expect(room()!.speaking!.clock).toMatchObject({ total: 30_000 });
		expect((await walk.phase('tessa')).access).toBe('write');
		// Two who press at once: nobody's turn is lost.
		const next = { do: 'speaking', act: 'next', from: 0 } as const;
		const both = [await walk.asked('marit', next), await walk.asked('yassin', next)];
		expect(both.map((each) => each.ok || each.reason)).toEqual([true, 'passed']);
		await until(() => room()?.speaking?.name === 'Noortje Slagveer', 'the next');
		expect((await walk.phase('tessa')).access).toBe('read');
		for (const act of ['next', 'next', 'stop'] as const) {
			await walk.does('marit', { do: 'speaking', act });
		}
		await until(() => room()?.speaking === null, 'over');
	});

	it('who come while a word round runs get the word as well, before it is over', async () => {
		await walk.does('marit', { do: 'start' });
		await walk.room('tessa');
		const room = await walk.room('marit');
		await walk.does('marit', { do: 'speaking', act: 'start', seconds: 30 });
		await until(() => room()?.speaking?.of === 2, 'begun');
		await walk.room('noortje');
		await until(() => room()?.counts.here === 3, 'here');
		for (const from of [0, 1]) await walk.does('marit', { do: 'speaking', act: 'next', from });
		const now = async () => (await walk.view()).live.speaking;
		expect(await now()).toMatchObject({ name: 'Noortje Slagveer', n: 2, of: 3 });
		// She had it: nobody gets it twice, and what is over stays over.
		const next = { do: 'speaking', act: 'next', from: 2 } as const;
		await walk.does('marit', next);
		expect(await now()).toMatchObject({ name: null, n: 3, of: 3, clock: null });
		await walk.room('jorrit');
		await until(() => room()?.counts.here === 4, 'here');
		expect(await walk.asked('marit', { ...next, from: 3 })).toMatchObject({ reason: 'invalid' });
	});

	it('hear a word to everybody, and nothing that points at a person', async () => {
		const room = await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await walk.does('marit', { do: 'message', text: 'Nog vijf minuten.' });
		await until(() => room()?.message?.text === 'Nog vijf minuten.', 'heard');
		const said = 'Bel even met 06-12345678.';
		expect(await walk.asked('marit', { do: 'message', text: said })).toMatchObject({
			reason: 'personal-data'
		});
		expect(walk.received('tessa', '12345678')).toBe(false);
	});
});

describe('when time runs out', () => {
	it('minutes come out of later items, and one is left out with its effect on the end', async () => {
		await walk.does('marit', { do: 'start' });
		const before = (await walk.view()).minutes;
		await walk.does('marit', { do: 'shorten', minutes: 5 });
		expect((await walk.view()).minutes).toBe(before - 5);
		const item = (await walk.view()).live.agenda.find((each) => each.title === 'Wegen')!;
		await walk.does('marit', { do: 'drop', item: item.id, on: true });
		expect((await walk.view()).minutes).toBe(before - 5 - item.minutes);
		await walk.does('marit', { do: 'drop', item: item.id, on: false });
		expect((await walk.view()).minutes).toBe(before - 5);
	});
});
