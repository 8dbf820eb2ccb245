import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { down } from '../../migrations/2026-11-25-2-audit-append-only.ts';
import { AuditRepository } from '../../server/store/audit-repository.ts';
import type { Lab } from '../../server/store/lab-repository.ts';
import type { Actor } from '../../src/lib/domain/access.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let lab: Lab;
let marit: Actor;
let seen = 0;

beforeAll(async () => {
	server = await startTestServer();
	lab = await server.demoLab();
	marit = await server.actor('marit');
});
afterAll(() => server.close());
beforeEach(async () => {
	seen = (await rows()).length;
});

const rows = () => server.store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
const fresh = async () =>
	(await rows()).slice(seen).map(({ act, member_id, subject, detail }) => ({
		act,
		who: member_id,
		subject,
		detail: JSON.parse(detail) as unknown
	}));
const client = { address: '192.0.2.7', userAgent: 'test' };
const enter = (email: string, password = 'kennislab-demo', previous: string | null = null) =>
	server.lab.services.signIns.enter(email, password, client, previous);

describe('the audit trail of the whole server', () => {
	it('has who signed in, in place of which sign-in, and who signed out', async () => {
		const { signIns } = server.lab.services;
		const first = await enter('daan@kennislab.example');
		const second = await enter('daan@kennislab.example', undefined, first.ok ? first.secret : '');
		if (!first.ok || !second.ok) throw new Error('not in');
		await signIns.end(second.signIn.id);
		await signIns.end(second.signIn.id);
		const who = await server.id('mem-daan');
		const [one, two] = [first, second].map(({ signIn }) => `sign-in/${signIn.id}`);
		expect(await fresh()).toEqual([
			{ act: 'sign-in.started', who, subject: one, detail: {} },
			{ act: 'sign-in.ended', who, subject: one, detail: {} },
			{ act: 'sign-in.started', who, subject: two, detail: {} },
			{ act: 'sign-in.ended', who, subject: two, detail: {} }
		]);
	});

	it('has once whose account was tried too often from where, and no wrong try before that', async () => {
		for (let i = 0; i < 15; i++) {
			await enter('sunita@kennislab.example', 'wrong');
			await enter('nobody@kennislab.example', 'wrong');
		}
		await until(async () => (await fresh()).length >= 2, 'two rows');
		const detail = { client: client.address };
		const sunita = `member/${await server.id('mem-sunita')}`;
		expect(await fresh()).toEqual([
			{ act: 'sign-in.throttled', who: null, subject: sunita, detail },
			{ act: 'sign-in.throttled', who: null, subject: 'sign-in', detail }
		]);
	});

	it('has a changed role, an invitation and its withdrawal, and the end of a membership', async () => {
		const { members } = server.lab.services;
		const member = await server.id('mem-evelien');
		const board = await server.id('brd-opvang');
		await members.setRole(marit, lab, { member, role: 'waarnemer' });
		await members.inviteToBoard(marit, lab, { member, board });
		await members.withdrawInvitation(marit, lab, { member, board });
		await members.withdrawInvitation(marit, lab, { member, board: 'whatever she types' });
		await members.endMembership(marit, lab, member);
		const who = marit.memberId;
		const [inLab, onBoard] = [`lab/${lab.id}`, `board/${board}`];
		expect(await fresh()).toEqual([
			{
				act: 'member.role-changed',
				who,
				subject: inLab,
				detail: { member, from: 'expert', to: 'waarnemer' }
			},
			{ act: 'member.invited', who, subject: onBoard, detail: { member } },
			{ act: 'member.invitation-withdrawn', who, subject: onBoard, detail: { member } },
			{ act: 'member.removed', who, subject: inLab, detail: { member, role: 'waarnemer' } }
		]);
	});

	it('has nothing of what was refused, for nothing happened', async () => {
		const { members, boards } = server.lab.services;
		const tessa = await server.actor('tessa');
		const member = await server.id('mem-daan');
		expect((await members.setRole(tessa, lab, { member, role: 'facilitator' })).ok).toBe(false);
		const hilde = await server.actor('hilde');
		expect((await boards.open(hilde, lab, await server.id('brd-wiedoetwat'))).ok).toBe(false);
		expect(await fresh()).toEqual([]);
	});

	it('has who looked at a board, once per member, board and hour', async () => {
		const { boards } = server.lab.services;
		const board = await server.id('brd-opvang');
		const tessa = await server.actor('tessa');
		for (const actor of [marit, tessa, marit, tessa]) await boards.open(actor, lab, board);
		const what = { act: 'board.viewed', subject: `board/${board}`, detail: { lab: lab.id } };
		expect(await fresh()).toEqual([
			{ ...what, who: marit.memberId },
			{ ...what, who: tessa.memberId }
		]);
	});

	it('is one unbroken chain, without an e-mail address, a name, a title or content', async () => {
		expect(await new AuditRepository(server.store).verify()).toMatchObject({ ok: true });
		const text = JSON.stringify(await rows());
		expect(text).not.toMatch(/@|kennislab\.example|whatever she types/);
		const { db } = server.store;
		const people = await db.selectFrom('member').select('name as text').execute();
		const titles = await db.selectFrom('board').select('title as text').execute();
		for (const each of [...people, ...titles]) expect(text).not.toContain(each.text);
	});

	it('is checked from the command line, which says where it is broken', async () => {
		const admin = (...words: string[]) => {
			const env = { ...process.env, DATA_DIR: server.lab.config.dataDir };
			const ran = spawnSync(process.execPath, ['server/admin.ts', 'audit', ...words], { env });
			return [ran.status, ran.stdout.toString() + ran.stderr.toString()];
		};
		const [status, said] = admin();
		expect([status, said]).toEqual([0, expect.stringMatching(/holds\. Its head:\n\d+:\w{64}\n$/)]);
		const head = String(said).trim().split('\n').at(-1)!;
		expect(admin(head)[0]).toBe(0);
		expect(admin('x')[0]).toBe(1);
		await down(server.store.db, 'sqlite');
		await server.store.db
			.updateTable('audit')
			.set({ member_id: 'x' })
			.where('seq', '=', 2)
			.execute();
		expect(admin()).toEqual([1, 'kennislab: the audit trail is broken: row 2 changed\n']);
		await server.store.db.deleteFrom('audit').where('seq', '>', 1).execute();
		expect(admin()[0]).toBe(0);
		expect(admin(head)).toEqual([1, 'kennislab: the audit trail is broken: row 2 missing\n']);
	});
});
