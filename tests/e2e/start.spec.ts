import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '@playwright/test';
import { freePort, LabProcess } from '../support/lab-process.ts';

/** Starts it with something wrong in its surroundings. */
function startWith(env: Record<string, string>): { status: number | null; lines: string[] } {
	const { status, stderr } = spawnSync(process.execPath, ['server/main.ts'], {
		env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'silent', ...env },
		encoding: 'utf8',
		timeout: 30_000
	});
	return { status, lines: stderr.trim().split('\n') };
}

const folder = () => mkdtempSync(join(tmpdir(), 'kennislab-start-'));

test('what an operator can mend is one readable line and exit 1', async () => {
	const dataDir = folder();
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
	const address = taken.address();
	const port = typeof address === 'object' && address ? String(address.port) : '';
	try {
		for (const [env, says] of [
			[{ PORT: port, DATA_DIR: dataDir }, /cannot listen on 127\.0\.0\.1:\d+.*EADDRINUSE/],
			[{ PORT: 'eighty' }, /PORT must be a port number/],
			[{ ORIGIN: 'kennislab' }, /ORIGIN must be an address/],
			[{ DATA_DIR: '/dev/null/data' }, /DATA_DIR \/dev\/null\/data cannot be written/],
			[
				{ DATA_DIR: dataDir, DATABASE_URL: 'postgres://postgres@127.0.0.1:9/nothing' },
				/DATABASE_URL cannot be opened: .*ECONNREFUSED/
			],
			[{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must start with postgres/]
		] as const) {
			const { status, lines } = startWith({ ...env });
			expect(lines).toHaveLength(1);
			expect(lines[0]).toMatch(/^kennislab: /);
			expect(lines[0]).toMatch(says);
			expect(status).toBe(1);
		}
	} finally {
		taken.close();
		rmSync(dataDir, { recursive: true });
	}
});

test('a database of a newer version is refused in one line', async () => {
	const lab = await LabProcess.start();
	try {
		await lab.kill('SIGTERM');
		const database = new Database(lab.databaseFile);
		database
			.prepare('insert into kysely_migration (name, timestamp) values (?, ?)')
			.run('2999-01-01-later', new Date().toISOString());
		database.close();
		const { status, lines } = startWith({ PORT: String(await freePort()), DATA_DIR: lab.dataDir });
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain('made by a newer version');
		expect(status).toBe(1);
	} finally {
		await lab.remove();
	}
});

test('without the demo there are no demo accounts, and no demo lab', async () => {
	const lab = await LabProcess.start({ DEMO: '0' });
	try {
		const page = await (await fetch(`${lab.origin}/sign-in`)).text();
		expect(page).not.toContain('kennislab-demo');
		const answer = await fetch(`${lab.origin}/sign-in`, {
			method: 'POST',
			redirect: 'manual',
			headers: { Origin: lab.origin },
			body: new URLSearchParams({
				email: 'marit@kennislab.example',
				password: 'kennislab-demo'
			})
		});
		expect(answer.status).toBe(400);
	} finally {
		await lab.remove();
	}
});

test('the first account is made on the command line and chooses its password once', async ({
	page
}) => {
	const lab = await LabProcess.start({ DEMO: '0' });
	try {
		const { stdout, status } = spawnSync(
			process.execPath,
			['server/admin.ts', 'create', 'beheer@gemeente.example'],
			{
				env: { PATH: process.env['PATH'] ?? '', DATA_DIR: lab.dataDir, ORIGIN: lab.origin },
				encoding: 'utf8'
			}
		);
		expect(status).toBe(0);
		const link = /http\S+/.exec(stdout)?.[0] ?? '';
		// A mail scanner that looks first uses nothing up.
		expect((await page.request.get(link)).status()).toBe(200);
		await page.goto(link);
		await page.locator('input[type=password]').first().fill('een lang genoeg wachtwoord');
		await page.getByRole('main').getByRole('button').first().click();
		await expect(page).toHaveURL(/\/sign-in/);
		await page.getByLabel('E-mailadres').fill('beheer@gemeente.example');
		await page.getByLabel('Wachtwoord').fill('een lang genoeg wachtwoord');
		await page.getByRole('main').getByRole('button', { name: 'Inloggen', exact: true }).click();
		await expect(page).toHaveURL(/\/labs$/);
		expect((await page.request.get(link)).status()).toBe(410);
	} finally {
		await lab.remove();
	}
});
