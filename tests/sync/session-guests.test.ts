import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seesMembers } from '../../src/lib/domain/access.ts';
import { boardDocument, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { client, DAY, day, GuestWalk } from '../support/guest-walk.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let walk: SessionWalk;
let visits: GuestWalk;

beforeEach(async () => {
	server = await startTestServer();
	walk = await SessionWalk.planned(server);
	visits = new GuestWalk(server, walk);
});
afterEach(async () => {
	vi.useRealTimers();
	walk.stop();
	await server.close();
});

const guests = () => server.lab.services.guests;
const joining = () => server.lab.services.joining;

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
		expect(await visits.makes('tessa')).toMatchObject({ reason: 'forbidden' });
		expect(await visits.makes('evelien')).toMatchObject({ reason: 'not-found' });
		const code = await visits.code();
		expect(code).toMatch(/^[3479ACDEFHJKMNPQRTUVWXY]{8}$/);
		expect(
			JSON.stringify(await server.store.db.selectFrom('session_code').selectAll().execute())
		).not.toContain(code);
		for (const until of [day(-DAY), day(200 * DAY)]) {
			expect(await visits.makes('marit', { until })).toMatchObject({
				reason: 'invalid',
				field: 'until'
			});
		}
	});

	it('is known again by who leads, as the code of this session and of no other', async () => {
		const knows = async (name: string, text: string, sessionId = walk.sessionId) =>
			guests().knowsCode(await server.actor(name), await server.demoLab(), sessionId, text);
		const code = await visits.code();
		expect(await knows('marit', ` ${code.toLowerCase()} `)).toEqual({ ok: true, value: code });
		expect(await knows('tessa', code)).toMatchObject({ reason: 'forbidden' });
		expect(await knows('evelien', code)).toMatchObject({ reason: 'not-found' });
		const invalid = { ok: false, reason: 'invalid', field: 'code' };
		expect(await knows('marit', 'ACDEFHJK')).toEqual(invalid);
		expect(await knows('marit', 'x')).toEqual(invalid);
		expect(await knows('marit', code, await server.id('ses-05'))).toEqual(invalid);
		await visits.code();
		expect(await knows('marit', code)).toEqual(invalid);
	});

	it('lets in a named guest, signed in, to this session and to nothing else', async () => {
		const code = await visits.code();
		const { actor, secret } = await visits.cameIn(
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
		const { actor } = await visits.cameIn(await visits.code({ boards: true }), 'Gea');
		expect(actor.invitations).toEqual(new Set([walk.sessionId, walk.boardId]));
	});

	it('answers the same to who has none, an old one, one withdrawn and one that is full', async () => {
		const full = await visits.code({ most: 1 });
		await visits.cameIn(full, 'Gea');
		const same = { ok: false, reason: 'wrong' };
		expect(await visits.joins(full, 'Hans')).toEqual(same);
		const code = await visits.code();
		expect(await visits.joins(full, 'Hans')).toEqual(same);
		expect(await visits.joins('ACDEFHJK', 'Hans')).toEqual(same);
		expect(await visits.joins('', 'Hans')).toEqual(same);
		await guests().withdraw(await server.actor('marit'), await server.demoLab(), walk.sessionId);
		expect(await visits.joins(code, 'Hans')).toEqual(same);
		expect(await joining().look(code, client)).toEqual(same);
		const old = await visits.code();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY });
		expect(await visits.joins(old, 'Hans')).toEqual(same);
	});

	it('lets nobody in any more once the session has ended, and none is made for it', async () => {
		const code = await visits.code();
		const { actor } = await visits.cameIn(code, 'Gea');
		await walk.does('marit', { do: 'start' });
		await walk.does('marit', { do: 'end', from: 1 });
		const same = { ok: false, reason: 'wrong' };
		expect(await visits.joins(code, 'Hans')).toEqual(same);
		expect(await joining().look(code, client)).toEqual(same);
		expect(await joining().joinAs(await server.actor('evelien'), code, client)).toEqual(same);
		expect(await visits.makes('marit')).toEqual({ ok: false, reason: 'over' });
		const read = await guests().read(
			await server.actor('marit'),
			await server.demoLab(),
			walk.sessionId
		);
		expect(read).toMatchObject({ value: { isEnded: true, code: null } });
		// Who was there reads what became of it.
		const { sessions } = server.lab.services;
		expect(await sessions.open(actor, await server.demoLab(), walk.sessionId)).toMatchObject({
			ok: true
		});
	});

	it('lets somebody in again whose time as a guest was over, and nobody the lab let go', async () => {
		const { actor: gea } = await visits.cameIn(await visits.code(), 'Gea');
		const { actor: hans } = await visits.cameIn(await visits.code(), 'Hans');
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY });
		const { members } = server.lab.services;
		const now = (id: string) => visits.now(id);
		const lab = await server.demoLab();
		const code = await visits.code();
		expect((await now(gea.memberId)).memberships).toEqual([]);
		const path = `/labs/${lab.slug}/sessions/${walk.sessionId}`;
		expect(await joining().joinAs(await now(gea.memberId), code, client)).toEqual({
			ok: true,
			path
		});
		expect((await now(gea.memberId)).memberships).toMatchObject([{ role: 'sleutelfiguur' }]);
		expect((await now(gea.memberId)).invitations).toEqual(new Set([walk.sessionId]));
		expect(await joining().joinAs(await now(hans.memberId), code, client)).toMatchObject({
			ok: true
		});
		await members.endMembership(await server.actor('marit'), lab, hans.memberId);
		expect(await joining().joinAs(await now(hans.memberId), code, client)).toEqual({
			ok: false,
			reason: 'wrong'
		});
	});

	it('ends its guests with it', async () => {
		const { actor } = await visits.cameIn(await visits.code(), 'Gea');
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY });
		const after = await server.lab.services.people.findActor(actor.memberId, new Date());
		expect(after).toMatchObject({ memberships: [] });
		expect(after?.invitations.size).toBe(0);
	});

	it('makes no second account of an address, and takes no place for it', async () => {
		const code = await visits.code({ most: 1 });
		const taken = { ok: false, reason: 'taken' };
		expect(await visits.joins(code, 'Tessa', { email: 'tessa@kennislab.example' })).toEqual(taken);
		await visits.cameIn(code, 'Gea');
		const owners = await server.store.db
			.selectFrom('member')
			.select('id')
			.where('email', '=', 'tessa@kennislab.example')
			.execute();
		expect(owners).toHaveLength(1);
	});

	it('takes a member of the lab in as she is, and a guest of another kind as a guest', async () => {
		const code = await visits.code();
		const tessa = await server.actor('tessa');
		expect(await joining().joinAs(tessa, code, client)).toMatchObject({ ok: true });
		const evelien = await server.actor('evelien');
		expect(await joining().joinAs(evelien, code, client)).toMatchObject({ ok: true });
		const after = await server.actor('evelien');
		expect(after.invitations.has(walk.sessionId)).toBe(true);
		expect(after.memberships).toEqual(evelien.memberships);
		expect((await walk.view('marit')).own.guests).toMatchObject({ n: 1, most: 3 });
		expect((await walk.view('tessa')).own.guests).toBeNull();
	});

	it('claims no organisation of the lab, whatever a guest says she is from', async () => {
		const { actor: tessa } = { actor: await server.actor('tessa') };
		const code = await visits.code();
		const joined = await visits.joins(code, 'Gea', { organisation: tessa.organisationLabel });
		if (!joined.ok) throw new Error(joined.reason);
		const held = await server.lab.services.signIns.whoHolds(joined.secret);
		expect(held?.actor.organisationLabel).toBe(tessa.organisationLabel);
		expect(held?.actor.organisationId).not.toBe(tessa.organisationId);
	});

	it('is not guessed: after a hundred wrong ones an address waits, and others do not', async () => {
		const code = await visits.code();
		for (let i = 0; i < 100; i++) await joining().look('x', client);
		expect(await visits.joins(code, 'Gea')).toMatchObject({ reason: 'too-many' });
		expect(await joining().look(code, { ...client, address: '10.9.9.9' })).toMatchObject({
			ok: true
		});
	});
});
