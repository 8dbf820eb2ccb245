import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { client, DAY, day, GuestWalk } from '../support/guest-walk.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let walk: SessionWalk;
let visits: GuestWalk;
const MINUTE = 60_000;
const no = { ok: false, reason: 'wrong' };

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

/** Dates only: sockets and queries go on. */
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
const give = async (name: string, memberId: string) =>
	server.lab.services.guests.giveKey(
		await server.actor(name),
		await server.demoLab(),
		walk.sessionId,
		memberId
	);
const withdraw = async (name: string, memberId: string) =>
	server.lab.services.guests.withdrawKeys(
		await server.actor(name),
		await server.demoLab(),
		walk.sessionId,
		memberId
	);
async function given(memberId: string): Promise<string> {
	const outcome = await give('marit', memberId);
	if (!outcome.ok) throw new Error(outcome.reason);
	return outcome.value;
}
async function listed() {
	const { guests } = server.lab.services;
	const read = await guests.read(
		await server.actor('marit'),
		await server.demoLab(),
		walk.sessionId
	);
	if (!read.ok) throw new Error(read.reason);
	return read.value.guests;
}

describe('the key of a guest', () => {
	it('is told once, to the browser that came in, and is in the store as a hash only', async () => {
		const { key, signIn, path } = await visits.withKey(await visits.code(), 'Gea');
		expect(key).toMatch(/^[3479ACDEFHJKMNPQRTUVWXY]{16}$/);
		expect(path).toBe(`${await pathOf()}/back`);
		expect(server.lab.services.guestKeys.tell(signIn.id)).toBeNull();
		const kept = await server.store.db.selectFrom('guest_key').selectAll().execute();
		expect(kept.map(({ kind }) => kind)).toEqual(['own']);
		expect(kept[0]!.hash).toMatch(/^\$argon2id\$/);
		expect(JSON.stringify(kept)).not.toContain(key);
	});

	it('brings the same member back, however it is typed, with what she did', async () => {
		const { key, actor, signIn } = await visits.withKey(await visits.code(), 'Gea');
		await walk.does('marit', { do: 'start' });
		const { sessionCommands, sessions, signIns } = server.lab.services;
		const lab = await server.demoLab();
		const question = {
			...{ do: 'ask' as const, id: crypto.randomUUID() },
			...{ text: 'Wie belt wie?', notPersonal: [] }
		};
		expect(await sessionCommands.run(actor, lab, walk.sessionId, question)).toMatchObject({
			ok: true
		});
		await signIns.end(signIn.id);
		const typed = `${key.slice(0, 4)} ${key.slice(4, 8)}-${key.slice(8).toLowerCase()} `;
		const back = await visits.signsIn('Gea', typed);
		if (!back.ok) throw new Error(back.reason);
		expect(back).toMatchObject({ by: 'own', actor: { memberId: actor.memberId } });
		const view = await sessions.open(back.actor, lab, walk.sessionId);
		expect(view).toMatchObject({ value: { own: { questions: [{ text: 'Wie belt wie?' }] } } });
		expect(await listed()).toHaveLength(1);
		// She comes to where she was, and may come so again.
		const { guestKeys } = server.lab.services;
		const where = { signInId: back.signIn.id, by: back.by };
		expect(await guestKeys.returned(actor.memberId, where)).toBe(await pathOf());
		expect(guestKeys.tell(back.signIn.id)).toBeNull();
		expect(await visits.signsIn('Gea', key)).toMatchObject({ ok: true });
	});

	it('opens for nobody else, and says the same whether there is such an address or not', async () => {
		const code = await visits.code();
		const { key } = await visits.withKey(code, 'Gea');
		const hans = await visits.withKey(code, 'Hans');
		expect(await visits.signsIn('Hans', key)).toEqual(no);
		expect(await visits.signsIn('Niemand', key)).toEqual(no);
		expect(await visits.signsIn('Gea', hans.key)).toEqual(no);
		expect(await visits.signsIn('Gea', key.slice(0, 15))).toEqual(no);
		expect(await visits.signsIn('Gea', code)).toEqual(no);
		const { signIns } = server.lab.services;
		expect(await signIns.enter('tessa@kennislab.example', key, client, null)).toEqual(no);
	});

	it('is throttled with passwords: ten wrong ones for an address, and others are not shut out', async () => {
		const { key } = await visits.withKey(await visits.code(), 'Gea');
		for (let i = 0; i < 10; i++) await visits.signsIn('Gea', 'ACDE FHJK MNPQ RTUV');
		expect(await visits.signsIn('Gea', key)).toMatchObject({ reason: 'too-many' });
		const elsewhere = { ...client, address: '10.9.9.9' };
		expect(await visits.signsIn('Gea', key, elsewhere)).toMatchObject({ ok: true });
	});

	it('ends with her last day, and with what the lab decides', async () => {
		const code = await visits.code();
		const gea = await visits.withKey(code, 'Gea');
		const hans = await visits.withKey(code, 'Hans');
		const { members } = server.lab.services;
		const marit = await server.actor('marit');
		await members.endMembership(marit, await server.demoLab(), hans.actor.memberId);
		expect(await visits.signsIn('Hans', hans.key)).toEqual(no);
		expect(await visits.signsIn('Gea', gea.key)).toMatchObject({ ok: true });
		later(3 * DAY);
		expect(await visits.signsIn('Gea', gea.key)).toEqual(no);
	});

	it('goes on when the code is withdrawn, and after the session', async () => {
		const { key } = await visits.withKey(await visits.code(), 'Gea');
		const { guests } = server.lab.services;
		await guests.withdraw(await server.actor('marit'), await server.demoLab(), walk.sessionId);
		await walk.does('marit', { do: 'start' });
		await walk.does('marit', { do: 'end', from: 1 });
		expect(await visits.signsIn('Gea', key)).toMatchObject({ ok: true });
	});

	it('is made anew by herself, and the old one stops', async () => {
		const { key, actor, signIn } = await visits.withKey(await visits.code(), 'Gea');
		const { guestKeys } = server.lab.services;
		const lab = await server.demoLab();
		expect(await guestKeys.renew(actor, lab, walk.sessionId, signIn.id)).toMatchObject({
			ok: true
		});
		const fresh = guestKeys.tell(signIn.id)!;
		expect(fresh).not.toBe(key);
		expect(await visits.signsIn('Gea', key)).toEqual(no);
		expect(await visits.signsIn('Gea', fresh)).toMatchObject({ ok: true });
		// It is for guests: not for members, who have an account.
		for (const name of ['tessa', 'marit', 'evelien']) {
			const other = await server.actor(name);
			expect(await guestKeys.own(other, lab, walk.sessionId)).toMatchObject({
				reason: 'not-found'
			});
			expect(await guestKeys.renew(other, lab, walk.sessionId, 'x')).toMatchObject({
				reason: 'not-found'
			});
		}
	});

	it('is not made for who chose a password', async () => {
		const password = 'een lang wachtwoord';
		const { path, signIn } = await visits.cameIn(await visits.code(), 'Gea', { password });
		expect(path).toBe(await pathOf());
		expect(server.lab.services.guestKeys.tell(signIn.id)).toBeNull();
		expect(await visits.signsIn('Gea', password)).toMatchObject({ ok: true, by: 'password' });
		expect(await listed()).toMatchObject([{ keyAt: null, hasPassword: true }]);
	});
});

describe('a guest of two sessions', () => {
	it('is one member, as long as either lets her in, and her key is hers alone', async () => {
		const { key, actor } = await visits.withKey(await visits.code(), 'Gea');
		const lab = await server.demoLab();
		const marit = await server.actor('marit');
		const other = crypto.randomUUID();
		await server.store.db
			.insertInto('session')
			.values({
				...{ id: other, lab_id: lab.id, title: 'Nog een', goal: '', status: 'planned' },
				...{ starts_at: new Date().toISOString(), created_by: marit.memberId },
				created_at: new Date().toISOString()
			})
			.execute();
		await server.store.db
			.insertInto('session_role')
			.values({ session_id: other, member_id: marit.memberId, role: 'lead' })
			.execute();
		const { guests, joining } = server.lab.services;
		const wanted = { until: day(10 * DAY), most: 3, boards: false };
		const made = await guests.makeCode(marit, lab, other, wanted);
		if (!made.ok) throw new Error(made.reason);
		// By her address alone she is not taken for somebody else, nor let in.
		expect(await visits.joins(made.value, 'Gea')).toEqual({ ok: false, reason: 'taken' });
		expect(await joining.joinAs(actor, made.value, client)).toMatchObject({ ok: true });
		// Who lets guests into both may help her.
		expect(await give('marit', actor.memberId)).toMatchObject({ ok: true });
		later(3 * DAY);
		const back = await visits.signsIn('Gea', key);
		expect(back).toMatchObject({ ok: true, actor: { memberId: actor.memberId } });
		const { invitations } = await visits.now(actor.memberId);
		expect(invitations).toEqual(new Set([other]));
		expect(
			await server.lab.services.guestKeys.returned(actor.memberId, {
				signInId: 'x',
				by: 'own'
			})
		).toBe(`/labs/${lab.slug}/sessions/${other}`);
	});
});

describe('a form that is sent twice', () => {
	it('is one guest, who is told the key that holds', async () => {
		const code = await visits.code({ most: 1 });
		const ticket = crypto.randomUUID();
		const [first, second] = await Promise.all(
			['Gea', 'Gea']
				.map((name) => visits.withKey(code, name))
				.map((coming) => coming.catch((error: unknown) => error))
		);
		expect([first, second].filter((each) => each instanceof Error)).toHaveLength(1);
		const again = await visits.code();
		const one = await visits.cameIn(again, 'Hans', { ticket });
		const two = await visits.cameIn(again, 'Hans', { ticket });
		expect(two.actor.memberId).toBe(one.actor.memberId);
		const key = server.lab.services.guestKeys.tell(two.signIn.id)!;
		expect(await visits.signsIn('Hans', key)).toMatchObject({ ok: true });
		// A while later it is another form.
		later(5 * MINUTE);
		expect(await visits.joins(again, 'Hans', { ticket })).toEqual({ ok: false, reason: 'taken' });
	});
});

describe('namesakes', () => {
	it('are two guests, and who leads sees both', async () => {
		const code = await visits.code();
		await visits.cameIn(code, 'Gea');
		expect(await visits.joins(code, 'Gea')).toEqual({ ok: false, reason: 'taken' });
		await visits.cameIn(code, 'Gea', { email: 'andere-gea@gast.example' });
		expect(await listed()).toMatchObject([
			{ name: 'Gea', organisation: 'Buurthuis De Boom', email: 'gea@gast.example' },
			{ name: 'Gea', organisation: 'Buurthuis De Boom', email: 'andere-gea@gast.example' }
		]);
	});
});

describe('a key for one time', () => {
	it('is given by who leads, brings her back once, ends what else was open and gives her a key', async () => {
		const { key, actor, secret } = await visits.withKey(await visits.code(), 'Gea');
		const once = await given(actor.memberId);
		expect(once).toMatch(/^[3479ACDEFHJKMNPQRTUVWXY]{12}$/);
		// Given is not used: she may still find her own.
		expect(await visits.signsIn('Gea', key)).toMatchObject({ ok: true });
		const entered = await Promise.all([visits.signsIn('Gea', once), visits.signsIn('Gea', once)]);
		const back = entered.find((each) => each.ok)!;
		if (!back.ok) throw new Error('not back');
		expect(entered.filter((each) => !each.ok)).toEqual([no]);
		expect(back).toMatchObject({ by: 'once', actor: { memberId: actor.memberId } });
		const { signIns, guestKeys } = server.lab.services;
		expect(await signIns.whoHolds(secret)).toBeNull();
		const where = { signInId: back.signIn.id, by: back.by };
		expect(await guestKeys.returned(actor.memberId, where)).toBe(`${await pathOf()}/back`);
		const fresh = guestKeys.tell(back.signIn.id)!;
		expect(await visits.signsIn('Gea', key)).toEqual(no);
		expect(await visits.signsIn('Gea', fresh)).toMatchObject({ ok: true });
		expect(await visits.signsIn('Gea', once)).toEqual(no);
	});

	it('runs out after ten minutes, and a next one takes its place', async () => {
		const { actor } = await visits.withKey(await visits.code(), 'Gea');
		const first = await given(actor.memberId);
		const second = await given(actor.memberId);
		expect(await visits.signsIn('Gea', first)).toEqual(no);
		later(10 * MINUTE + 1);
		expect(await visits.signsIn('Gea', second)).toEqual(no);
		const kept = await server.store.db.selectFrom('guest_key').select('kind').execute();
		expect(kept).toHaveLength(2);
	});

	it('is no way to be anybody who may see more than who gives it', async () => {
		const code = await visits.code();
		const { actor } = await visits.withKey(code, 'Gea');
		const notFound = { ok: false, reason: 'not-found' };
		const forbidden = { ok: false, reason: 'forbidden' };
		// Who takes part in it, who may not know of it, and somebody who is no guest of it.
		expect(await give('tessa', actor.memberId)).toEqual(forbidden);
		expect(await withdraw('tessa', actor.memberId)).toEqual(forbidden);
		expect(await give('evelien', actor.memberId)).toEqual(notFound);
		expect(await give('marit', (await server.actor('tessa')).memberId)).toEqual(notFound);
		expect(await give('marit', 'x')).toEqual(notFound);
		// Who has an account of her own.
		const evelien = await server.actor('evelien');
		expect(await server.lab.services.joining.joinAs(evelien, code, client)).toMatchObject({
			ok: true
		});
		expect(await give('marit', evelien.memberId)).toEqual(forbidden);
		expect(await withdraw('marit', evelien.memberId)).toEqual(forbidden);
		// A guest who is let into a session as well that who leads this one does not.
		await leads('tessa');
		expect(await give('tessa', actor.memberId)).toMatchObject({ ok: true });
		await server.store.db
			.insertInto('invitation')
			.values({
				...{ id: 'i', lab_id: (await server.demoLab()).id, member_id: actor.memberId },
				...{ thing_kind: 'session', thing_id: await server.id('ses-03'), access_until: null },
				...{ invited_by: null, created_at: new Date().toISOString() }
			})
			.execute();
		expect(await give('tessa', actor.memberId)).toEqual(forbidden);
		expect(await withdraw('tessa', actor.memberId)).toEqual(forbidden);
	});

	it('is not for who has no access any more', async () => {
		const { actor } = await visits.withKey(await visits.code(), 'Gea');
		const { members } = server.lab.services;
		await members.endMembership(
			await server.actor('marit'),
			await server.demoLab(),
			actor.memberId
		);
		expect(await give('marit', actor.memberId)).toEqual({ ok: false, reason: 'over' });
		expect(await listed()).toMatchObject([{ isGone: true }]);
	});
});

describe('a guest who is not let back', () => {
	it('is signed out everywhere at once, and comes back by a key for one time only', async () => {
		const code = await visits.code();
		const { key, actor, secret } = await visits.withKey(code, 'Gea');
		const password = 'een lang wachtwoord';
		const hans = await visits.cameIn(code, 'Hans', { password });
		const line = await open(secret);
		expect(await withdraw('marit', actor.memberId)).toMatchObject({ ok: true });
		expect(await withdraw('marit', hans.actor.memberId)).toMatchObject({ ok: true });
		expect(await line()).toBe(401);
		expect(await server.lab.services.signIns.whoHolds(hans.secret)).toBeNull();
		expect(await visits.signsIn('Gea', key)).toEqual(no);
		expect(await visits.signsIn('Hans', password)).toEqual(no);
		expect(await listed()).toMatchObject([
			{ keyAt: null, hasPassword: false },
			{ keyAt: null, hasPassword: false }
		]);
		expect(await visits.signsIn('Gea', await given(actor.memberId))).toMatchObject({ ok: true });
	});
});

describe('an address of a guest whose time is over', () => {
	it('may be used again by a new guest, who is nobody else', async () => {
		const gea = await visits.withKey(await visits.code(), 'Gea');
		later(3 * DAY);
		const code = await visits.code();
		const other = await visits.withKey(code, 'Gea');
		expect(other.actor.memberId).not.toBe(gea.actor.memberId);
		expect(await visits.signsIn('Gea', gea.key)).toEqual(no);
		expect((await visits.now(gea.actor.memberId)).name).toBe('Gea');
		const { members } = server.lab.services;
		const marit = await server.actor('marit');
		await members.endMembership(marit, await server.demoLab(), other.actor.memberId);
		// Whom the lab let go does not come back under the same address.
		expect(await visits.joins(code, 'Gea')).toEqual({ ok: false, reason: 'taken' });
	});
});

it('writes down who made, gave and withdrew a key, and by which somebody came in', async () => {
	const { actor } = await visits.withKey(await visits.code(), 'Gea');
	await visits.signsIn('Gea', await given(actor.memberId));
	await withdraw('marit', actor.memberId);
	const rows = await server.store.db
		.selectFrom('audit')
		.select(['act', 'member_id', 'detail'])
		.where('act', 'in', [
			'guest.key-made',
			'guest.key-given',
			'guest.key-withdrawn',
			'sign-in.started'
		])
		.orderBy('seq')
		.execute();
	const { memberId: marit } = await server.actor('marit');
	const about = `{"member":"${actor.memberId}"}`;
	const own = rows.filter(
		({ member_id, act }) => member_id === actor.memberId || act !== 'sign-in.started'
	);
	expect(own.map(({ act, member_id, detail }) => [act, member_id, detail])).toEqual([
		['sign-in.started', actor.memberId, '{}'],
		['guest.key-made', actor.memberId, '{}'],
		['guest.key-given', marit, about],
		['sign-in.started', actor.memberId, '{"key":"once"}'],
		['guest.key-withdrawn', marit, about]
	]);
});

/** Appointed to lead this session; elsewhere she is what she was. */
async function leads(name: string): Promise<void> {
	const { memberId } = await server.actor(name);
	await server.store.db
		.insertInto('session_role')
		.values({ session_id: walk.sessionId, member_id: memberId, role: 'lead' })
		.execute();
}

async function pathOf(): Promise<string> {
	return `/labs/${(await server.demoLab()).slug}/sessions/${walk.sessionId}`;
}

/** Whether she may follow the session, as her page would ask. */
async function open(secret: string): Promise<() => Promise<number>> {
	const ask = async () => {
		const answer = await fetch(`${server.url}/api/sync/${sessionDocument(walk.sessionId)}`, {
			headers: { cookie: `${server.lab.services.cookie.name}=${secret}` }
		});
		await answer.body?.cancel();
		return answer.status;
	};
	expect(await ask()).toBe(200);
	return ask;
}
