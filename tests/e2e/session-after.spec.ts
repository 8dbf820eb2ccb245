import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import type { LabProcess } from '../support/lab-process.ts';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, savedStatus, test } from './lab.ts';
import { endAtDesk } from './session-room.ts';
import { planned } from './sessions.ts';

/** A board of the demo that no other test takes into a session; actions of the lab came from it. */
const board = 'Verontrustende uitspraken: klas, buurthuis en scherm';
const report = (page: Page) => page.getByRole('region', { name: /^Verslag/ });
const since = (page: Page) => page.getByRole('region', { name: 'Sinds vorige keer' });
const firstAction = (page: Page) =>
	since(page).getByRole('listitem').filter({ hasText: 'Eén pagina: wie bel je wanneer' });

/** Path of a session of its own, by script A on that board. */
async function plan(page: Page, title: string): Promise<string> {
	await planned(page, { title, board });
	return new URL(page.url()).pathname.replace(/\/plan$/, '');
}

function openItem(lab: LabProcess, path: string): { id: string; board_id: string } {
	const database = new Database(lab.databaseFile, { readonly: true });
	const item = database
		.prepare(`select id, board_id from agenda_item where session_id = ? and mode = 'open'`)
		.get(path.split('/').at(-1)) as { id: string; board_id: string };
	database.close();
	return item;
}

/** A command, as the page itself would give it. */
async function ask(page: Page, path: string, command: object): Promise<void> {
	const status = await page.evaluate(
		async ({ to, body }) => {
			const headers = { 'Content-Type': 'application/json' };
			return (await fetch(to, { method: 'POST', headers, body })).status;
		},
		{ to: `${path}/do`, body: JSON.stringify(command) }
	);
	expect(status).toBe(200);
}

/** Begins, and goes to the item in which the board is open. */
async function hold(page: Page, lab: LabProcess, path: string): Promise<string> {
	await page.goto(path);
	await page.getByRole('button', { name: 'Begin de sessie' }).click();
	await expect(page.getByRole('heading', { level: 2, name: /Inloop/ })).toBeVisible();
	const { id, board_id } = openItem(lab, path);
	await ask(page, path, { do: 'go', item: id, from: 1 });
	return `${labPath}/boards/${board_id}`;
}

/** From the desk; for who waits in the room the report comes by itself. */
async function end(page: Page, path: string): Promise<void> {
	await endAtDesk(page, path);
	await page.goto(path);
	await expect(report(page)).toBeVisible();
}

test('actions of last time: set with one click, seen by everybody in the room', async ({
	browser,
	lab
}) => {
	test.setTimeout(120_000);
	const marit = await enter(browser, lab, 'marit');
	const sunita = await enter(browser, lab, 'sunita');
	const before = await plan(marit, 'Een keer eerder');
	await hold(marit, lab, before);
	await end(marit, before);
	const path = await plan(marit, 'De keer daarna');
	for (const page of [marit, sunita]) await page.goto(path);
	await expect(firstAction(sunita)).toContainText('Eerste stap: Bel de tegenhanger');
	await expect(firstAction(sunita).getByRole('button')).toHaveCount(0);
	await firstAction(marit).getByRole('button', { name: 'Anders gelopen' }).click();
	await expect(firstAction(marit).getByRole('button', { name: 'Anders gelopen' })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(firstAction(sunita)).toContainText('Anders gelopen');
	for (const page of [marit, sunita]) expect(await findings(page)).toEqual([]);
	await marit.setViewportSize({ width: 390, height: 844 });
	await marit.emulateMedia({ colorScheme: 'dark' });
	expect(await findings(marit)).toEqual([]);
	for (const page of [marit, sunita]) expectQuiet(page);
});

test('after the end: the report with its parts, and boards that close and open again', async ({
	browser,
	lab
}, testInfo) => {
	test.setTimeout(180_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa');
	const path = await plan(marit, 'Met een verslag');
	await tessa.goto(path);
	const boardPath = await hold(marit, lab, path);
	const other = await tessa.context().newPage();
	await other.goto(boardPath);
	await expect(savedStatus(other)).toContainText('Alles opgeslagen');
	await ask(marit, path, { do: 'hold', on: true });
	await expect(other.getByText('Het bord staat even stil', { exact: true })).toBeVisible();
	await ask(marit, path, { do: 'hold', on: false });
	await expect(other.getByText('Het bord staat even stil', { exact: true })).toHaveCount(0);
	await other.close();
	await end(marit, path);
	await tessa.goto(path);

	await expect(report(tessa)).toContainText('Concept');
	await expect(report(tessa)).toContainText('2 mensen waren erbij.');
	await expect(report(tessa)).toContainText('Tessa Kwakernaat');
	await expect(report(tessa).getByRole('table')).toContainText('Wat zou kunnen?');
	await expect(report(tessa).getByRole('table')).toContainText('niet gedaan');
	await expect(report(tessa)).toContainText('Eén pagina: wie bel je wanneer');
	await expect(report(tessa).getByRole('heading', { name: 'Open vragen' })).toBeVisible();
	await expect(report(tessa).getByRole('button', { name: 'Sluit de borden nu' })).toHaveCount(0);
	await expect(report(tessa).getByLabel('Uw toevoeging')).toHaveCount(0);
	await expect(report(tessa)).toContainText('Deelnemers kunnen nog op de borden schrijven tot');

	// What who leads adds is there for the others at once.
	const text = report(marit).getByLabel('Uw toevoeging');
	await text.fill('BSN 111222333');
	await report(marit).getByRole('button', { name: 'Bewaar' }).click();
	await expect(report(marit)).toContainText(/niet verstuurd|Niet verstuurd|burgerservicenummer/i);
	await text.fill('Wij bellen elkaar voortaan eerst.');
	await report(marit).getByRole('button', { name: 'Bewaar' }).click();
	await expect(report(tessa)).toContainText('Wij bellen elkaar voortaan eerst.');
	await report(marit).getByRole('button', { name: 'Maak definitief' }).click();
	await expect(report(tessa)).toContainText('Definitief sinds');

	// The boards close under her hands, and open again.
	await tessa.goto(boardPath);
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	await report(marit).getByRole('button', { name: 'Sluit de borden nu' }).click();
	await expect(tessa.getByText('De sessie is voorbij: dit bord is gesloten')).toBeVisible();
	expect(await findings(tessa)).toEqual([]);
	await report(marit).getByRole('button', { name: 'Open weer' }).click();
	await expect(tessa.getByText('De sessie is voorbij: dit bord is gesloten')).toHaveCount(0);

	// As a file: nobody is named in it.
	await marit.reload();
	const coming = marit.waitForEvent('download');
	const looked = report(marit).getByLabel(/Ik heb gekeken/);
	await report(marit).getByRole('button', { name: 'Download als Markdown' }).click();
	await Promise.race([coming, looked.waitFor()]);
	if (await looked.isVisible()) {
		await looked.check();
		await report(marit).getByRole('button', { name: 'Download als Markdown' }).click();
	}
	const file = await coming;
	expect(file.suggestedFilename()).toMatch(/^TLP-AMBER_verslag_.*\.md$/);
	const words = await readFile(await file.path(), 'utf8');
	expect(words).toContain('Wij bellen elkaar voortaan eerst');
	expect(words).toContain('Programma zoals het ging');
	expect(words).not.toContain('Tessa');

	const taken = await tessa.evaluate(
		async (to) => (await fetch(to, { method: 'POST', body: new URLSearchParams() })).status,
		`${path}/report`
	);
	expect(taken).toBe(404);

	expect(await findings(marit)).toEqual([]);
	await marit.emulateMedia({ media: 'print' });
	await expect(report(marit)).toBeVisible();
	await expect(report(marit).getByRole('button', { name: 'Open weer' })).toBeHidden();
	await marit.screenshot({ path: testInfo.outputPath('report-print.png'), fullPage: true });
	await marit.emulateMedia({ media: 'screen' });
	await marit.screenshot({ path: testInfo.outputPath('report-light.png'), fullPage: true });
	await marit.setViewportSize({ width: 390, height: 844 });
	await marit.emulateMedia({ colorScheme: 'dark' });
	expect(await findings(marit)).toEqual([]);
	await marit.screenshot({ path: testInfo.outputPath('report-dark.png'), fullPage: true });
	for (const page of [marit, tessa]) expectQuiet(page);
});
