import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import type { LabProcess } from '../support/lab-process.ts';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, savedStatus, test } from './lab.ts';

const title = 'Derde bijeenkomst: wie doet wat wanneer';
const report = (page: Page) => page.getByRole('region', { name: /^Verslag/ });
const since = (page: Page) => page.getByRole('region', { name: 'Sinds vorige keer' });
const firstAction = (page: Page) =>
	since(page).getByRole('listitem').filter({ hasText: 'Eén pagina: wie bel je wanneer' });

function rowOf(lab: LabProcess, query: string, value: string): Record<string, string> {
	const database = new Database(lab.databaseFile, { readonly: true });
	const row = database.prepare(query).get(value) as Record<string, string>;
	database.close();
	return row;
}

function sessionPath(lab: LabProcess): string {
	return `${labPath}/sessions/${rowOf(lab, 'select id from session where title = ?', title)['id']}`;
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
async function hold(page: Page, lab: LabProcess): Promise<string> {
	const path = sessionPath(lab);
	await page.goto(path);
	const begin = page.getByRole('button', { name: 'Begin de sessie' });
	// A press before the page came alive does nothing.
	await expect(async () => {
		if (await begin.isVisible()) await begin.click();
		await expect(page.getByRole('heading', { level: 2, name: /Inloop/ })).toBeVisible({
			timeout: 2_000
		});
	}).toPass();
	const { id, board_id } = rowOf(
		lab,
		`select id, board_id from agenda_item where session_id = ? and mode = 'open'`,
		path.split('/').at(-1) ?? ''
	);
	await ask(page, path, { do: 'go', item: id, from: 1 });
	return `${labPath}/boards/${board_id}`;
}

/** From the desk; for who waits in the room the report comes by itself. */
async function end(page: Page, path: string): Promise<void> {
	await page.goto(`${path}/desk`);
	await page.getByRole('button', { name: 'Beëindig de sessie' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Beëindig voor iedereen' }).click();
	await expect(page.getByRole('button', { name: 'Beëindig de sessie' })).toHaveCount(0);
	await page.goto(path);
	await expect(report(page)).toBeVisible();
}

test('actions of last time: set with one click, seen by everybody in the room', async ({
	browser,
	lab
}) => {
	const path = sessionPath(lab);
	const marit = await enter(browser, lab, 'marit');
	const noortje = await enter(browser, lab, 'noortje');
	for (const page of [marit, noortje]) await page.goto(path);
	await expect(firstAction(noortje)).toContainText('Loopt nog');
	await expect(firstAction(noortje).getByRole('button')).toHaveCount(0);
	await firstAction(marit).getByRole('button', { name: 'Anders gelopen' }).click();
	await expect(firstAction(marit).getByRole('button', { name: 'Anders gelopen' })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(firstAction(noortje)).toContainText('Anders gelopen');
	for (const page of [marit, noortje]) expect(await findings(page)).toEqual([]);
	await marit.setViewportSize({ width: 390, height: 844 });
	await marit.emulateMedia({ colorScheme: 'dark' });
	expect(await findings(marit)).toEqual([]);
	for (const page of [marit, noortje]) expectQuiet(page);
});

test('after the end: the report with its parts, and boards that close and open again', async ({
	browser,
	lab
}, testInfo) => {
	test.setTimeout(180_000);
	const path = sessionPath(lab);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa');
	await tessa.goto(path);
	const board = await hold(marit, lab);
	const other = await tessa.context().newPage();
	await other.goto(board);
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
	await tessa.goto(board);
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
