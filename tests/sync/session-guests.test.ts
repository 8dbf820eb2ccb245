import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seesMembers } from '../../src/lib/domain/access.ts';
import { boardDocument, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let walk: SessionWalk;
const client = { address: '10.1.2.3', userAgent: 'test' };
const day = (ms = 0) => new Date(Date.now() + ms).toISOString().slice(0, 10);
const DAY = 24 * 60 * 60_000;

beforeEach(async () => {
	server = await startTestServer();
	walk = await SessionWalk.planned(server);
});
afterEach(async () => {
	vi.useRealTimers();
	walk.stop();
	await server.close();
});

const guests = () => server.lab.services.guests;

async function makes(
	name: string,
	about: { until?: string; most?: number; boards?: boolean } = {}
) {
	const wanted = { until: day(DAY), most: 3, boards: false, ...about };
	const actor = await server.actor(name);
	return guests().makeCode(actor, await server.demoLab(), walk.sessionId, wanted);
}

async function aCode(about: Parameters<typeof makes>[1] = {}): Promise<string> {
	const made = await makes('marit', about);
	if (!made.ok) throw new Error(made.reason);
	return made.value;
}

function joins(code: string, name: string, about: object = {}) {
	const guest = {
		...{ name, organisation: 'Buurthuis De Boom', email: `${name}@gast.example` },
		...{ password: '', agreed: 'yes' as const, language: 'nl' as const }
	};
	return guests().join(code, { ...guest, ...about }, client, null);
}

async function cameIn(code: string, name: string) {
	const joined = await joins(code, name);
	if (!joined.ok) throw new Error(joined.reason);
	const held = await server.lab.services.signIns.whoHolds(joined.secret);
	if (!held) throw new Error('not signed in');
	return { ...joined, actor: held.actor };
}

async function status(secret: string, document: string): Promise<number> {
	const { cookie } = server.lab.services;
	const answer = await fetch(`${server.url}/api/sync/${document}`, {
		headers: { cookie: `${cookie.name}=${secret}` }
	});
	await answer.body?.cancel();
	return answer.status;
}

describe('a code of a session', () => {
	it('is made by who leads it, and is in the store as a hash only', async () => {
		expect(await makes('tessa')).toMatchObject({ reason: 'not-found' });
		const code = await aCode();
		expect(code).toMatch(/^[3479ACDEFHJKMNPQRTUVWXY]{8}$/);
		expect(
			JSON.stringify(await server.store.db.selectFrom('session_code').selectAll().execute())
		).not.toContain(code);
		for (const until of [day(-DAY), day(200 * DAY)]) {
			expect(await makes('marit', { until })).toMatchObject({ reason: 'invalid', field: 'until' });
		}
	});

	it('lets in a named guest, signed in, to this session and to nothing else', async () => {
		const code = await aCode();
		const { actor, secret } = await cameIn(
			`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`,
			'Gea'
		);
		expect(actor).toMatchObject({ name: 'Gea', organisationLabel: 'Buurthuis De Boom' });
		expect(actor.memberships.map(({ role }) => role)).toEqual(['sleutelfiguur']);
		expect([...actor.invitations]).toEqual([walk.sessionId]);
		const lab = await server.demoLab();
		const { sessions, boards, labs } = server.lab.services;
		expect(await sessions.open(actor, lab, walk.sessionId)).toMatchObject({ ok: true });
		expect((await sessions.list(actor, lab)).map(({ id }) => id)).toEqual([walk.sessionId]);
		expect(await boards.list(actor, lab)).toEqual([]);
		expect(await boards.open(actor, lab, walk.boardId)).toMatchObject({ reason: 'not-found' });
		expect((await labs.listItems(actor, lab, 'thread')).length).toBe(0);
		expect((await labs.listItems(actor, lab, 'term')).length).toBeGreaterThan(0);
		expect(seesMembers(actor, lab.id)).toBe(false);
		expect(await status(secret, sessionDocument(walk.sessionId))).toBe(200);
		for (const document of [boardDocument(walk.boardId), walk.deskName]) {
			expect(await status(secret, document)).toBe(404);
		}
	});

	it('lets guests onto boards only where the lab decided so', async () => {
		const { actor } = await cameIn(await aCode({ boards: true }), 'Gea');
		expect(actor.invitations).toEqual(new Set([walk.sessionId, walk.boardId]));
	});

	it('answers the same to who has none, an old one, one withdrawn and one that is full', async () => {
		const full = await aCode({ most: 1 });
		await cameIn(full, 'Gea');
		const same = { ok: false, reason: 'wrong' };
		expect(await joins(full, 'Hans')).toEqual(same);
		const code = await aCode();
		expect(await joins(full, 'Hans')).toEqual(same);
		expect(await joins('ACDEFHJK', 'Hans')).toEqual(same);
		expect(await joins('', 'Hans')).toEqual(same);
		await guests().withdraw(await server.actor('marit'), await server.demoLab(), walk.sessionId);
		expect(await joins(code, 'Hans')).toEqual(same);
		expect(await guests().look(code, client)).toEqual(same);
		const old = await aCode();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY });
		expect(await joins(old, 'Hans')).toEqual(same);
	});

	it('ends its guests with it', async () => {
		const { actor } = await cameIn(await aCode(), 'Gea');
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY });
		const after = await server.lab.services.people.findActor(actor.memberId, new Date());
		expect(after).toMatchObject({ memberships: [] });
		expect(after?.invitations.size).toBe(0);
	});

	it('makes no second account of an address, and takes no place for it', async () => {
		const code = await aCode({ most: 1 });
		const taken = { ok: false, reason: 'taken' };
		expect(await joins(code, 'Tessa', { email: 'tessa@kennislab.example' })).toEqual(taken);
		await cameIn(code, 'Gea');
		const owners = await server.store.db
			.selectFrom('member')
			.select('id')
			.where('email', '=', 'tessa@kennislab.example')
			.execute();
		expect(owners).toHaveLength(1);
	});

	it('takes a member of the lab in as she is, and a guest of another kind as a guest', async () => {
		const code = await aCode();
		const tessa = await server.actor('tessa');
		expect(await guests().joinAs(tessa, code, client)).toMatchObject({ ok: true });
		const evelien = await server.actor('evelien');
		expect(await guests().joinAs(evelien, code, client)).toMatchObject({ ok: true });
		const after = await server.actor('evelien');
		expect(after.invitations.has(walk.sessionId)).toBe(true);
		expect(after.memberships).toEqual(evelien.memberships);
		expect((await walk.view('marit')).own.guests).toMatchObject({ n: 1, most: 3 });
		expect((await walk.view('tessa')).own.guests).toBeNull();
	});

	it('claims no organisation of the lab, whatever a guest says she is from', async () => {
		const { actor: tessa } = { actor: await server.actor('tessa') };
		const code = await aCode();
		const joined = await joins(code, 'Gea', { organisation: tessa.organisationLabel });
		if (!joined.ok) throw new Error(joined.reason);
		const held = await server.lab.services.signIns.whoHolds(joined.secret);
		expect(held?.actor.organisationLabel).toBe(tessa.organisationLabel);
		expect(held?.actor.organisationId).not.toBe(tessa.organisationId);
	});

	it('is not guessed: after a hundred wrong ones an address waits, and others do not', async () => {
		const code = await aCode();
		for (let i = 0; i < 100; i++) await guests().look('x', client);
		expect(await joins(code, 'Gea')).toMatchObject({ reason: 'too-many' });
		expect(await guests().look(code, { ...client, address: '10.9.9.9' })).toMatchObject({
			ok: true
		});
	});
});
