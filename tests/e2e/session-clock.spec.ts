import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { LabProcess } from '../support/lab-process.ts';
import { enter, expect, expectQuiet, test } from './lab.ts';
import { aRoom } from './session-room.ts';

/** Before any script of the page: a laptop whose clock is so many ms off. */
async function setClockOff(page: Page, off: number): Promise<void> {
	await page.addInitScript((ms) => {
		const Right = Date;
		window.Date = new Proxy(Right, {
			construct: (target, args: []) =>
				args.length === 0 ? new target(Right.now() + ms) : new target(...args),
			get: (target, key) =>
				key === 'now' ? () => Right.now() + ms : (Reflect.get(target, key) as unknown)
		});
	}, off);
}

/** Seconds left by the clock one sees. */
async function secondsOn(page: Page): Promise<number> {
	const shown = await page.locator('.clock__time').first().textContent();
	const [minutes = NaN, seconds = NaN] = (shown ?? '').split(':').map(Number);
	return minutes * 60 + seconds;
}

/** Seconds left by the record. */
function secondsLeft(lab: LabProcess, path: string): number {
	const database = new Database(lab.databaseFile, { readonly: true });
	const row = database.prepare('select clock from session where id = ?');
	const { clock } = row.get(path.split('/').at(-1)) as { clock: string };
	database.close();
	return ((JSON.parse(clock) as { endsAt: number }).endsAt - Date.now()) / 1_000;
}

const HOUR = 3_600_000;

test('laptops an hour and 90 seconds off show the same second, also when the server was killed', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const lab = await LabProcess.start();
	try {
		const path = aRoom(lab, 'Klokken');
		const marit = await enter(browser, lab, 'marit');
		const tessa = await enter(browser, lab, 'tessa');
		const jorrit = await enter(browser, lab, 'jorrit');
		await setClockOff(tessa, HOUR);
		await setClockOff(jorrit, -90_000);
		const pages = [marit, tessa, jorrit];
		for (const page of pages) await page.goto(path);
		await marit.getByRole('button', { name: 'Begin de sessie' }).click();
		const inloop = (page: Page) => page.getByRole('heading', { level: 2, name: /Inloop/ });
		for (const page of pages) await expect(inloop(page)).toBeVisible();
		const apart = async () => {
			const shown = await Promise.all(pages.map(secondsOn));
			return Math.max(...shown.map((each) => Math.abs(each - secondsLeft(lab, path))));
		};
		await expect.poll(apart, { timeout: 30_000 }).toBeLessThan(1.5);

		await lab.kill('SIGKILL');
		// Nobody is told anything new, and the clock goes on.
		await expect(tessa.getByText(/verbinding is weg/)).toBeVisible({ timeout: 20_000 });
		await expect.poll(apart, { timeout: 30_000 }).toBeLessThan(1.5);
		await lab.start();
		for (const page of pages) {
			await expect(page.getByText(/verbinding is weg/)).toHaveCount(0, { timeout: 30_000 });
			await expect(inloop(page)).toBeVisible();
		}
		await expect.poll(apart, { timeout: 30_000 }).toBeLessThan(1.5);
		const more = await marit.request.post(`${path}/do`, {
			data: { do: 'clock', act: 'add', minutes: 2 },
			headers: { Origin: lab.origin }
		});
		expect(more.status()).toBe(200);
		await expect.poll(() => secondsLeft(lab, path)).toBeGreaterThan(650);
		await expect.poll(apart, { timeout: 30_000 }).toBeLessThan(1.5);
		for (const page of pages) expectQuiet(page);
	} finally {
		await lab.remove();
	}
});
