import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aMember } from '../../tests/support/builders.ts';
import { temporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { Notice } from '../cluster/bus.ts';
import { localBus } from '../cluster/local-bus.ts';
import { AuditTrail } from '../services/audit-trail.ts';
import { GuestKeyRepository } from '../store/guest-key-repository.ts';
import { MemberRepository } from '../store/member-repository.ts';
import { SignInRepository } from '../store/sign-in-repository.ts';
import { openStore, type Store } from '../store/store.ts';
import { steadyClock } from '../steady-clock.ts';
import { hashPassword } from './passwords.ts';
import { ABSOLUTE, hash, IDLE, SignIns } from './sign-ins.ts';

const password = 'correct horse';
const passwordHash = await hashPassword(password);
const here = { address: '10.0.0.1', userAgent: 'Firefox' };
const email = 'ans@kennislab.example';

let folder: TemporaryFolder;
let store: Store;
let signIns: SignIns;
let trail: AuditTrail;
let notices: Notice[];
let now: Date;

beforeEach(async () => {
	folder = temporaryFolder();
	store = await openStore(folder.file('store.sqlite'));
	await aMember(store, { id: 'ans', email, password_hash: passwordHash });
	await aMember(store, { id: 'bo', email: 'bo@kennislab.example', password_hash: passwordHash });
	const demo = { id: 'demo', email: 'demo@kennislab.example', demo: 1 };
	await aMember(store, { ...demo, password_hash: passwordHash });
	await aMember(store, { id: 'new', email: 'new@kennislab.example', password_hash: null });
	now = new Date('2026-11-22T09:00:00Z');
	notices = [];
	const bus = localBus();
	bus.onNotice((notice) => notices.push(notice));
	trail = new AuditTrail({ store, now: () => now, logger: console });
	signIns = new SignIns({
		signIns: new SignInRepository(store.db),
		members: new MemberRepository(store.db),
		keys: new GuestKeyRepository(store.db, () => new Date()),
		bus,
		trail,
		now: () => now,
		demo: false
	});
});

afterEach(async () => {
	vi.useRealTimers();
	await trail.idle();
	await store.close();
	folder.remove();
});

const later = (ms: number) => (now = new Date(now.getTime() + ms));

async function enter(previous: string | null = null) {
	const outcome = await signIns.enter(email, password, here, previous);
	if (!outcome.ok) throw new Error(outcome.reason);
	return outcome;
}

describe('a password that is given again', () => {
	const confirm = (by: Awaited<ReturnType<typeof enter>>, word: string) =>
		signIns.confirm(by, word, here);
	const QUARTER = 15 * 60_000;

	it('makes a sign-in fresh for a while, under another secret and with the same end', async () => {
		const entered = await enter();
		expect(signIns.isFresh(entered.signIn, QUARTER)).toBe(true);
		later(QUARTER);
		expect(signIns.isFresh(entered.signIn, QUARTER)).toBe(false);
		const confirmed = await confirm(entered, password);
		if (!confirmed.ok) throw new Error(confirmed.reason);
		expect(await signIns.whoHolds(entered.secret)).toBeNull();
		const held = await signIns.whoHolds(confirmed.secret);
		expect(held?.signIn).toMatchObject({ id: hash(confirmed.secret), confirmedAt: now });
		expect(held?.signIn.expiresAt).toEqual(entered.signIn.expiresAt);
		expect(signIns.isFresh(held!.signIn, QUARTER)).toBe(true);
	});

	it('leaves open lines open, also after a second time, until the sign-in ends', async () => {
		const first = await enter();
		const second = await confirm(first, password);
		if (!second.ok) throw new Error(second.reason);
		// Lines by the old id are told to ask again.
		expect(notices).toEqual([{ kind: 'sign-in-ended', signInId: first.signIn.id }]);
		expect((await signIns.byId(first.signIn.id))?.signIn.id).toBe(second.signIn.id);
		const third = await confirm({ ...first, ...second }, password);
		if (!third.ok) throw new Error(third.reason);
		expect((await signIns.byId(first.signIn.id))?.signIn.id).toBe(third.signIn.id);
		await signIns.end(third.signIn.id);
		for (const { signIn } of [first, second, third]) {
			expect(await signIns.byId(signIn.id)).toBeNull();
		}
	});

	it('changes nothing when it is wrong, of another, or of a sign-in that ended', async () => {
		const entered = await enter();
		later(QUARTER);
		expect(await confirm(entered, 'wrong')).toEqual({ ok: false, reason: 'wrong' });
		const held = await signIns.whoHolds(entered.secret);
		expect(signIns.isFresh(held!.signIn, QUARTER)).toBe(false);
		await signIns.end(entered.signIn.id);
		expect(await confirm(entered, password)).toEqual({ ok: false, reason: 'wrong' });
		expect(await signIns.byId(entered.signIn.id)).toBeNull();
	});

	it('is throttled together with signing in', async () => {
		const entered = await enter();
		for (let i = 0; i < 5; i++) await confirm(entered, 'wrong');
		for (let i = 0; i < 5; i++) await signIns.enter(email, 'wrong', here, null);
		const full = { ok: false, reason: 'too-many', retryAfterSeconds: expect.any(Number) as number };
		expect(await confirm(entered, password)).toEqual(full);
	});

	it('is not asked of who has none', async () => {
		const entered = await enter();
		await store.db.updateTable('member').set({ password_hash: null }).execute();
		expect(await confirm(entered, '')).toEqual({ ok: false, reason: 'none' });
		expect(await signIns.hasPassword(entered.actor)).toBe(false);
	});

	it('is written down', async () => {
		const entered = await enter();
		await confirm(entered, password);
		const rows = await store.db.selectFrom('audit').select(['act', 'member_id']).execute();
		expect(rows.map(({ act, member_id }) => `${act} ${member_id}`)).toEqual([
			'sign-in.started ans',
			'sign-in.confirmed ans'
		]);
	});
});

describe('a sign-in', () => {
	it('starts with the right password, whatever the case and blanks of the address', async () => {
		const outcome = await signIns.enter(' Ans@Kennislab.EXAMPLE ', password, here, null);
		expect(outcome).toMatchObject({ ok: true, actor: { memberId: 'ans' } });
	});

	it.each([
		['a wrong password', email, 'wrong'],
		['an unknown address', 'nobody@kennislab.example', password],
		['no password set', 'new@kennislab.example', ''],
		['a demo account where there is no demo', 'demo@kennislab.example', password]
	])('does not start with %s, and says no more than "wrong"', async (_, address, word) => {
		const outcome = await signIns.enter(address, word, here, null);
		expect(outcome).toEqual({ ok: false, reason: 'wrong' });
	});

	it('does not start for a disabled account, and ends when the account is disabled', async () => {
		const { secret } = await enter();
		await store.db.updateTable('member').set({ disabled_at: now.toISOString() }).execute();
		expect(await signIns.whoHolds(secret)).toBeNull();
		expect(await signIns.enter(email, password, here, null)).toMatchObject({ reason: 'wrong' });
	});

	it('is held by its secret only', async () => {
		const { secret, signIn } = await enter();
		expect((await signIns.whoHolds(secret))?.actor.email).toBe(email);
		expect(await signIns.whoHolds(signIn.id)).toBeNull();
		expect(await signIns.whoHolds('ab'.repeat(32))).toBeNull();
		expect(await signIns.whoHolds(null)).toBeNull();
	});

	it('gets a new secret every time, and ends the one the browser came with', async () => {
		const first = await enter();
		const second = await enter(first.secret);
		expect(second.secret).not.toBe(first.secret);
		expect(await signIns.whoHolds(first.secret)).toBeNull();
		expect(await signIns.whoHolds(second.secret)).not.toBeNull();
		expect(notices).toContainEqual({ kind: 'sign-in-ended', signInId: first.signIn.id });
	});

	it('never takes over a secret somebody chose beforehand', async () => {
		const chosen = 'cd'.repeat(32);
		const { secret } = await enter(chosen);
		expect(secret).not.toBe(chosen);
		expect(await signIns.whoHolds(chosen)).toBeNull();
	});

	it('is in the store as a hash only', async () => {
		const { secret, signIn } = await enter();
		expect(signIn.id).toBe(hash(secret));
		await store.close();
		const bytes = ['store.sqlite', 'store.sqlite-wal']
			.map((name) => folder.file(name))
			.map((file) => {
				try {
					return readFileSync(file, 'latin1');
				} catch {
					return '';
				}
			})
			.join('');
		expect(bytes).toContain(signIn.id);
		expect(bytes).not.toContain(secret);
		store = await openStore(folder.file('store.sqlite'));
	});
});

describe('the end of a sign-in', () => {
	it('comes after an hour without use', async () => {
		const { secret } = await enter();
		later(IDLE - 1);
		expect(await signIns.whoHolds(secret)).not.toBeNull();
		later(1);
		expect(await signIns.whoHolds(secret)).toBeNull();
	});

	it('is put off by use, but never beyond twelve hours', async () => {
		const { secret, signIn } = await enter();
		let latest = signIn;
		while (now.getTime() < signIn.createdAt.getTime() + ABSOLUTE - IDLE / 2) {
			later(IDLE / 2);
			expect(await signIns.whoHolds(secret), now.toISOString()).not.toBeNull();
			latest = await signIns.use(latest);
		}
		later(IDLE / 2);
		await signIns.useAll(new Set([signIn.id]));
		expect(await signIns.whoHolds(secret)).toBeNull();
	});

	it('is put off in the store once a minute at most', async () => {
		const { signIn } = await enter();
		later(59_000);
		expect((await signIns.use(signIn)).lastUsedAt).toEqual(signIn.lastUsedAt);
		later(1_000);
		expect((await signIns.use(signIn)).lastUsedAt).toEqual(now);
	});

	it('does not come from a clock that was set back', async () => {
		const { secret } = await enter();
		later(-IDLE);
		expect(await signIns.whoHolds(secret)).not.toBeNull();
	});

	it('is announced, and others cannot bring it about', async () => {
		const { secret, signIn } = await enter();
		expect(await signIns.endOwn('bo', signIn.id)).toBe(false);
		expect(await signIns.listOf('ans')).toHaveLength(1);
		expect(await signIns.endOwn('ans', signIn.id)).toBe(true);
		expect(await signIns.whoHolds(secret)).toBeNull();
		expect(await signIns.listOf('ans')).toEqual([]);
		expect(notices).toEqual([{ kind: 'sign-in-ended', signInId: signIn.id }]);
	});
});

describe('when somebody sets the clock of the machine', () => {
	const HOUR = 60 * 60_000;
	let wall: number;
	let passed: number;

	beforeEach(() => {
		wall = Date.parse('2026-11-22T09:00:00Z');
		passed = 0;
		const clock = steadyClock({ wall: () => wall, passed: () => passed });
		signIns = new SignIns({
			signIns: new SignInRepository(store.db),
			members: new MemberRepository(store.db),
			keys: new GuestKeyRepository(store.db, () => new Date()),
			bus: localBus(),
			trail,
			now: clock,
			demo: false
		});
	});
	const pass = (ms: number) => {
		wall += ms;
		passed += ms;
	};

	it.each([HOUR, -HOUR, 13 * HOUR])('by %i ms, nobody is signed out', async (jump) => {
		const { secret } = await enter();
		pass(1_000);
		wall += jump;
		expect(await signIns.whoHolds(secret)).not.toBeNull();
		pass(0.98 * IDLE);
		expect(await signIns.whoHolds(secret)).not.toBeNull();
	});

	it.each([HOUR, -HOUR, -13 * HOUR])('by %i ms, nobody stays longer', async (jump) => {
		const { secret, signIn } = await enter();
		wall += jump;
		pass(1.02 * IDLE);
		expect(await signIns.whoHolds(secret)).toBeNull();
		let used = (await enter()).signIn;
		for (let i = 0; i < 13; i++) {
			pass(ABSOLUTE / 13);
			used = await signIns.use(used);
		}
		pass(0.02 * ABSOLUTE);
		expect(await signIns.byId(used.id)).toBeNull();
		expect(await signIns.byId(signIn.id)).toBeNull();
	});
});

describe('wrong passwords', () => {
	const wrong = (address = email, from = here) => signIns.enter(address, 'wrong', from, null);

	async function tenWrong(address = email): Promise<void> {
		for (let i = 0; i < 10; i++) {
			expect(await wrong(address)).toEqual({ ok: false, reason: 'wrong' });
		}
	}

	it('are refused unread after ten within ten minutes, and the right one works after that', async () => {
		vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
		await tenWrong();
		const refused = await signIns.enter(email, password, here, null);
		expect(refused).toMatchObject({ ok: false, reason: 'too-many' });
		const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
		expect(retryAfterSeconds).toBeGreaterThan(590);
		expect(retryAfterSeconds).toBeLessThanOrEqual(600);
		vi.advanceTimersByTime(retryAfterSeconds * 1000);
		expect(await signIns.enter(email, password, here, null)).toMatchObject({ ok: true });
	});

	it('of an unknown account are answered in the same words', async () => {
		await tenWrong('nobody@kennislab.example');
		expect(await wrong('nobody@kennislab.example')).toMatchObject({ reason: 'too-many' });
	});

	it('lock out neither the account elsewhere nor others here', async () => {
		await tenWrong();
		const elsewhere = { ...here, address: '10.0.0.2' };
		expect(await signIns.enter(email, password, elsewhere, null)).toMatchObject({ ok: true });
		expect(await signIns.enter('bo@kennislab.example', password, here, null)).toMatchObject({
			ok: true
		});
	});

	it('are counted for one address in whatever case it is written', async () => {
		for (let i = 0; i < 10; i++) await wrong(i % 2 ? email.toUpperCase() : ` ${email}`);
		expect(await wrong()).toMatchObject({ reason: 'too-many' });
	});

	it('of many accounts from one client are refused too', async () => {
		await Promise.all(Array.from({ length: 100 }, (_, i) => wrong(`n${i}@kennislab.example`)));
		expect(await wrong('other@kennislab.example')).toMatchObject({ reason: 'too-many' });
	});

	it('sent all at once are not hashed more often than sent one by one', async () => {
		const outcomes = await Promise.all(Array.from({ length: 40 }, () => wrong()));
		const tried = outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'wrong');
		expect(tried.length).toBeLessThanOrEqual(10);
	});
});
