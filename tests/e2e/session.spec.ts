import type { Page } from '@playwright/test';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, makeBoard, test } from './lab.ts';
import { aRoom, endRoom, endAtDesk } from './session-room.ts';
import { planned } from './sessions.ts';
import { band } from './modes.ts';

const bar = (page: Page) => page.getByRole('complementary', { name: 'De sessie die loopt' });
const next = (page: Page) => page.getByRole('button', { name: /^Volgende:/ });

/** Presses "next", and waits until her own page is there: it does not ask twice at once. */
async function goesOn(page: Page): Promise<void> {
	const said = (await next(page).textContent()) ?? '';
	await next(page).click();
	await expect(page.getByRole('button', { name: said, exact: true })).toHaveCount(0);
}

test('everybody goes where the session goes, and back; who looks elsewhere comes back by one button', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa');
	await makeBoard(marit, 'Bord van script A', 'tpl-wiedoetwat');
	await planned(marit, { title: 'Script A', board: 'Bord van script A' });
	const path = new URL(marit.url()).pathname.replace(/\/plan$/, '');
	for (const page of [marit, tessa]) {
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Script A');
	}
	await expect(tessa.getByText('Deze sessie komt nog')).toBeVisible();
	await expect(tessa.getByRole('button', { name: 'Begin de sessie' })).toHaveCount(0);
	expect(await findings(marit)).toEqual([]);
	await marit.getByRole('button', { name: 'Begin de sessie' }).click();
	for (const page of [marit, tessa]) {
		await expect(page.getByRole('heading', { level: 2, name: /Inloop/ })).toBeVisible();
	}
	await expect(tessa.getByRole('timer').first()).toContainText(/^4:|^5:/);
	expect(await findings(tessa)).toEqual([]);

	// Ground rules, and "klaar".
	await tessa.getByRole('button', { name: 'Ik houd mij hieraan' }).click();
	await expect(marit.getByText('1 van 2 bevestigden.')).toBeVisible();
	await tessa.getByRole('button', { name: /^Klaar/ }).click();
	await expect(marit.getByRole('button', { name: /^Klaar/ })).toContainText('1 van 2');

	// Everybody goes along to the board, and back again within five seconds.
	await goesOn(marit);
	await expect(tessa).toHaveURL(/\/boards\//);
	await expect(band(tessa)).toContainText('Ronde');
	await expect(band(tessa)).toContainText('Check-in en afspraken');
	await marit.locator('.toast').getByRole('button', { name: 'Ongedaan maken' }).click();
	await expect(tessa).toHaveURL(/\/sessions\//);
	await expect(tessa.getByRole('heading', { level: 2, name: /Inloop/ })).toBeVisible();
	await goesOn(marit);
	await expect(marit).toHaveURL(/\/boards\//);

	// Who looks elsewhere is left there, and comes back by one button.
	await tessa.getByRole('link', { name: 'Leden' }).click();
	await expect(bar(tessa)).toContainText('U kijkt terug');
	await goesOn(marit);
	await expect(bar(tessa)).toContainText('Wat is er sinds vorige keer gebeurd?');
	await expect(tessa).toHaveURL(/\/members/);
	await goesOn(marit);
	await bar(tessa).getByRole('button', { name: 'Ga weer mee' }).click();
	await expect(band(tessa)).toContainText('Uitleg');

	await endAtDesk(marit, path);
	for (const page of [marit, tessa]) expectQuiet(page);
});

test('a link followed while the session begins is not forgotten', async ({ browser, lab }) => {
	const path = aRoom(lab, 'Begint net nu');
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa');
	const alive = tessa.waitForEvent('websocket');
	for (const page of [marit, tessa]) await page.goto(path);
	await alive;
	// The other page is slow to come.
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	await tessa.route('**/members/__data.json*', async (route) => {
		await released;
		await route.continue();
	});
	const asked = tessa.waitForRequest('**/members/__data.json*');
	await tessa.getByRole('link', { name: 'Leden' }).click();
	await asked;
	await marit.getByRole('button', { name: 'Begin de sessie' }).click();
	await expect(tessa.getByRole('heading', { level: 2, name: /Inloop/ })).toBeVisible();
	release();
	await expect(tessa.getByRole('heading', { level: 1, name: 'Leden' })).toBeVisible();
	await expect(bar(tessa)).toBeVisible();
	await endRoom(marit, path);
	for (const page of [marit, tessa]) expectQuiet(page);
});
