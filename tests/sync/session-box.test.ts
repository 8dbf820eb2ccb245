import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
	walk.stop();
	await server.close();
});

const secret = 'Waarom horen wij dit altijd te laat?';

async function asks(name: string, text = secret, id = crypto.randomUUID()): Promise<string> {
	await walk.does(name, { do: 'ask', id, text, notPersonal: [] });
	return id;
}

describe('the question box of a session', () => {
	beforeEach(() => walk.does('marit', { do: 'start' }));

	it('shows a question to everybody, by organisation at most and never by name', async () => {
		const room = await walk.room('noortje');
		const id = await asks('tessa');
		await until(() => room()?.box.questions.length === 1, 'shown');
		const { name, organisationLabel } = await server.actor('tessa');
		expect(room()!.box.questions[0]).toMatchObject({ id, text: secret, from: organisationLabel });
		expect(JSON.stringify((await walk.view('noortje')).live.box)).not.toContain(name);
		expect((await walk.view('noortje')).own.asked).toBeNull();
		expect((await walk.view('marit')).own.asked).toMatchObject([{ id, name }]);
	});

	it('keeps a question that waits from everybody but the asker and who runs it', async () => {
		const room = await walk.room('noortje');
		await walk.room('marit');
		await walk.does('marit', { do: 'box', moderated: true });
		await until(() => room()?.box.isModerated === true, 'moderated');
		const id = await asks('tessa');
		expect((await walk.view('tessa')).own.questions).toMatchObject([{ id, isShown: false }]);
		expect((await walk.view('marit')).own.asked).toMatchObject([{ id, isShown: false }]);
		// The next change has reached her: whatever came before it did as well.
		await walk.does('marit', { do: 'message', text: 'Nog even.' });
		await until(() => room()?.message?.text === 'Nog even.', 'the next change');
		expect(room()!.box.questions).toEqual([]);
		for (const name of ['noortje', 'marit']) expect(walk.received(name, 'te laat')).toBe(false);
		expect(JSON.stringify(await walk.view('noortje'))).not.toContain('te laat');
		expect(await walk.asked('noortje', { do: 'me-too', question: id, on: true })).toMatchObject({
			reason: 'not-found'
		});
		await walk.does('marit', { do: 'show-question', question: id, on: true });
		await until(() => room()?.box.questions.length === 1, 'shown');
		expect(walk.received('noortje', 'te laat')).toBe(true);
		await walk.does('marit', { do: 'show-question', question: id, on: false });
		await until(() => room()?.box.questions.length === 0, 'hidden again');
		const late = await walk.room('sunita');
		await until(() => late() !== null, 'followed');
		expect(walk.received('sunita', 'te laat')).toBe(false);
	});

	it('counts "ik ook" once of each, also from two tabs at once, and never of the asker', async () => {
		const room = await walk.room('marit');
		const id = await asks('tessa');
		const both = await Promise.all(
			[1, 2].map(() => walk.asked('noortje', { do: 'me-too', question: id, on: true }))
		);
		expect(both.every(({ ok }) => ok)).toBe(true);
		await until(() => room()?.meToo[id] === 1, 'counted');
		expect(await walk.asked('tessa', { do: 'me-too', question: id, on: true })).toMatchObject({
			reason: 'not-found'
		});
		expect((await walk.view('noortje')).own.meToo).toEqual([id]);
		await walk.does('noortje', { do: 'me-too', question: id, on: false });
		await until(() => room()?.meToo[id] === undefined, 'taken back');
		expect((await walk.view('noortje')).own.meToo).toEqual([]);
	});

	it('gives a question back until somebody joined; who runs it takes out any', async () => {
		const room = await walk.room('sunita');
		const [first, second] = [await asks('tessa'), await asks('tessa', 'En hoe nu verder?')];
		await walk.does('noortje', { do: 'me-too', question: first, on: true });
		expect(await walk.asked('tessa', { do: 'take-back', question: first })).toMatchObject({
			reason: 'joined'
		});
		expect(await walk.asked('noortje', { do: 'take-back', question: second })).toMatchObject({
			reason: 'not-found'
		});
		await walk.does('tessa', { do: 'take-back', question: second });
		await until(() => room()?.box.questions.length === 1, 'one left');
		await walk.does('marit', { do: 'take-back', question: first });
		await until(() => room()?.box.questions.length === 0, 'none left');
		const left = await server.store.db.selectFrom('session_me_too').selectAll().execute();
		expect(left).toEqual([]);
	});

	it('is led by who runs the session: others ask in vain', async () => {
		const id = await asks('tessa');
		for (const command of [
			{ do: 'box', moderated: true },
			{ do: 'show-question', question: id, on: false },
			{ do: 'deal-question', question: id, on: true }
		] as const) {
			expect(await walk.asked('noortje', command)).toMatchObject({ reason: 'forbidden' });
		}
		await walk.does('marit', { do: 'deal-question', question: id, on: true });
		expect((await walk.view('noortje')).live.box.questions).toMatchObject([{ isDealt: true }]);
	});

	it('takes no text that points at a person, and no more than one can mean', async () => {
		const text = 'Bel even met 06-12345678.';
		const id = crypto.randomUUID();
		expect(await walk.asked('tessa', { do: 'ask', id, text, notPersonal: [text] })).toMatchObject({
			reason: 'personal-data'
		});
		// Sent again after a lost answer it is the same question.
		await asks('tessa', secret, id);
		await asks('tessa', secret, id);
		expect((await walk.view('tessa')).own.questions).toHaveLength(1);
		expect(
			await walk.asked('noortje', { do: 'ask', id, text: secret, notPersonal: [] })
		).toMatchObject({ reason: 'invalid' });
		for (const word of ['een', 'twee', 'drie']) await asks('tessa', `Vraag ${word}?`);
		expect(
			await walk.asked('tessa', {
				do: 'ask',
				id: crypto.randomUUID(),
				text: secret,
				notPersonal: []
			})
		).toMatchObject({ reason: 'too-many' });
	});

	it('stays to be read after the session, and takes nothing more', async () => {
		await asks('tessa');
		await walk.does('marit', { do: 'end', from: 1 });
		expect((await walk.view('noortje')).live.box.questions).toHaveLength(1);
		const id = crypto.randomUUID();
		expect(
			await walk.asked('tessa', { do: 'ask', id, text: secret, notPersonal: [] })
		).toMatchObject({ reason: 'not-live' });
	});
});

describe('the poll of a session', () => {
	const questions = [
		{ text: 'Hoe vaak komt dit bij u voor?', options: ['Nooit', 'Soms', 'Vaak'] },
		{ text: 'Hoe zeker bent u?', options: null }
	];
	async function prepares(name: string, wanted = questions) {
		const { polls } = server.lab.services;
		return polls.save(await server.actor(name), await server.demoLab(), walk.sessionId, {
			questions: wanted,
			notPersonal: []
		});
	}

	it('is prepared by who plans the session, and known to nobody before it opens', async () => {
		const room = await walk.room('tessa');
		expect(await prepares('tessa')).toMatchObject({ reason: 'forbidden' });
		expect(await prepares('evelien')).toMatchObject({ reason: 'not-found' });
		const pointing = [{ text: 'Kent u 06-12345678?', options: null }];
		expect(await prepares('marit', pointing)).toMatchObject({ reason: 'personal-data' });
		await walk.does('marit', { do: 'start' });
		expect(await walk.asked('marit', { do: 'poll-open' })).toMatchObject({ reason: 'invalid' });
		expect(await prepares('marit')).toMatchObject({ ok: true });
		await walk.does('marit', { do: 'message', text: 'Nog even.' });
		await until(() => room()?.message?.text === 'Nog even.', 'the next change');
		expect(room()!.poll).toBeNull();
		expect(walk.received('tessa', 'Hoe vaak komt dit')).toBe(false);
		expect((await walk.view('tessa')).own.prepared).toBeNull();
		expect((await walk.view('marit')).own.prepared).toBe(2);
	});

	it('shows totals from three answers on, and counts people who answered', async () => {
		await prepares('marit');
		await walk.does('marit', { do: 'start' });
		const room = await walk.room('marit');
		await walk.does('marit', { do: 'poll-open' });
		await until(() => room()?.poll?.isOpen === true, 'open');
		const [first, second] = room()!.poll!.questions.map(({ id }) => id);
		const answers = (name: string, question: string, choice: number) =>
			walk.asked(name, { do: 'poll-answer', question, choice });
		// Twice from one person, once from two tabs: one answer of each.
		await answers('tessa', first!, 0);
		await Promise.all([answers('tessa', first!, 2), answers('tessa', first!, 2)]);
		await answers('tessa', second!, 4);
		await answers('noortje', first!, 2);
		await until(() => room()?.poll?.questions[0]?.n === 2, 'two');
		expect(room()!.poll).toMatchObject({ people: 2, questions: [{ totals: null }, { n: 1 }] });
		await answers('sunita', first!, 1);
		await until(() => room()?.poll?.questions[0]?.totals !== null, 'three');
		expect(room()!.poll!.questions[0]).toMatchObject({ n: 3, totals: [0, 1, 2] });
		expect(room()!.poll).toMatchObject({ people: 3, questions: [{}, { totals: null }] });
		// Whoever comes late sees it run.
		expect((await walk.view('lotte')).live.poll).toMatchObject({ isOpen: true });
		expect((await walk.view('tessa')).own.answers).toEqual({ [first!]: 2, [second!]: 4 });
		expect(JSON.stringify(await walk.view('marit'))).not.toContain('"choice"');
	});

	it('takes one of its answers, while it is open, of who has a say', async () => {
		await prepares('marit');
		await walk.does('marit', { do: 'start' });
		const question = crypto.randomUUID();
		const ask = (name: string, about: { question: string; choice: number }) =>
			walk.asked(name, { do: 'poll-answer', ...about });
		expect(await ask('tessa', { question, choice: 0 })).toMatchObject({ reason: 'not-found' });
		expect(await walk.asked('tessa', { do: 'poll-open' })).toMatchObject({ reason: 'forbidden' });
		await walk.does('marit', { do: 'poll-open' });
		const [first] = (await walk.view()).live.poll!.questions;
		const about = { question: first!.id, choice: 1 };
		expect(await ask('tessa', { ...about, choice: 3 })).toMatchObject({ reason: 'invalid' });
		expect(await ask('marit', about)).toMatchObject({ reason: 'forbidden' });
		expect(await ask('tessa', about)).toMatchObject({ ok: true });
		expect(await prepares('marit')).toMatchObject({ reason: 'answered' });
		await walk.does('marit', { do: 'poll-close' });
		expect(await ask('tessa', { ...about, choice: 2 })).toMatchObject({ reason: 'poll-closed' });
		expect((await walk.view('tessa')).own.answers).toEqual({ [first!.id]: 1 });
		await walk.does('marit', { do: 'end', from: 1 });
		expect((await walk.view('tessa')).live.poll).toMatchObject({ isOpen: false, people: 1 });
	});
});
