import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { enter, expect, expectQuiet, makeBoard, test } from './lab.ts';
import { band } from './modes.ts';
import { planned } from './sessions.ts';

const panel = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const ballot = (page: Page) => panel(page, /^Stemming/);
const group = (page: Page) => panel(page, 'De groep');
const close = 'Sluit de stemming en laat de uitslag zien';
const report = (page: Page) => panel(page, /^Verslag/);

/** A command, as a page of hers would give it. */
async function does(page: Page, path: string, command: object): Promise<void> {
	const answer = await page.request.post(`${path}/do`, {
		data: command,
		headers: { Origin: new URL(page.url()).origin }
	});
	expect(answer.status()).toBe(200);
}

/** To an item of the agenda, by the facilitator's own buttons. */
async function goes(page: Page, title: string): Promise<void> {
	await page.getByRole('button', { name: 'Ander onderdeel' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: new RegExp(`^${title}`) }).check();
	await dialog.getByRole('button', { name: new RegExp(`: ${title}$|naar ${title}$`) }).click();
	await expect(panel(page, new RegExp(`^${title}`))).toBeVisible();
}

test('votes of a session: hidden when it moves on, closed from the desk, and with its end at last', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const marit = await enter(browser, lab, 'marit');
	const tessa = await enter(browser, lab, 'tessa');
	await makeBoard(marit, 'Bord om te wegen', 'tpl-wiedoetwat');
	await planned(marit, { title: 'Met stippen', board: 'Bord om te wegen' });
	const path = new URL(marit.url()).pathname.replace(/\/plan$/, '');
	await marit.goto(`${path}/desk`);
	await marit.getByRole('button', { name: 'Begin de sessie' }).click();
	await expect(marit.getByRole('heading', { name: 'De groep' })).toBeVisible();
	await tessa.goto(path);
	await goes(marit, 'Wat zou kunnen\\?');
	await expect(tessa).toHaveURL(/\/boards\//);
	await tessa
		.getByRole('button', { name: /^Kaart toevoegen in/ })
		.first()
		.click();
	await tessa.getByRole('textbox', { name: 'Tekst van de kaart' }).fill('Bel elkaar eerder');
	await tessa.keyboard.press('Escape');

	// The button says what is voted with.
	const next = marit.getByRole('button', { name: 'Volgende: Wegen' });
	await expect(next).toHaveAccessibleDescription(/^Ieder krijgt 5 stippen\. Iedereen gaat mee/);
	await next.click();
	await expect(band(tessa)).toContainText('Nog 5 van 5 stippen over');
	await tessa.locator('.card', { hasText: 'Bel elkaar eerder' }).focus();
	await tessa.keyboard.press('v');
	await expect(band(tessa)).toContainText('Nog 4 van 5 stippen over');
	await expect(ballot(marit)).toContainText('Gestemd: 1 van 1', { timeout: 20_000 });
	await expect(ballot(marit)).toContainText('Stippen: 5 per persoon, hoogstens 1 per kaart.');
	await expectAccessible(marit);

	// Moving on leaves it open and hidden; the desk goes on to say so.
	await expect(marit.getByRole('button', { name: 'Volgende: Oogst' })).toHaveAccessibleDescription(
		/stemmen stopt/
	);
	await marit.getByRole('button', { name: 'Volgende: Oogst' }).click();
	await expect(band(tessa)).toContainText('Oogst');
	await expect(ballot(marit)).toHaveCount(0);
	await expect(group(marit)).toContainText('Nog open: stemming bij Wegen. 1 persoon stemde.');
	await expect(panel(tessa, 'Uitslagen van stemmingen')).toHaveCount(0);
	await expectAccessible(marit);
	const board = await marit.context().newPage();
	await board.goto(new URL(tessa.url()).pathname);
	const left = board.getByRole('group', { name: 'Nog open: stemming bij Wegen' });
	await expect(left).toContainText('1 persoon stemde.');
	await expectAccessible(board);
	await group(marit).getByRole('button', { name: close }).press('Enter');
	await expect(group(marit)).not.toContainText('Nog open');
	await expect(group(marit).getByRole('heading')).toBeFocused();
	await expect(left).toHaveCount(0);
	await expect(panel(tessa, 'Uitslagen van stemmingen')).toBeVisible();

	// A second round is a new one; the end closes it, and says so first.
	await goes(marit, 'Wegen');
	await expect(band(tessa)).toContainText('Nog 5 van 5 stippen over');
	await tessa.locator('.card', { hasText: 'Bel elkaar eerder' }).focus();
	await tessa.keyboard.press('v');
	await expect(ballot(marit)).toContainText('Gestemd: 1 van 1', { timeout: 20_000 });
	await goes(marit, 'Oogst');
	const boardPath = new URL(board.url()).pathname;
	const id = (await tessa.locator('.card').getAttribute('id'))!.replace('card-', '');
	await does(tessa, boardPath, { do: 'harvest', card: id, as: 'les' });
	const question = { do: 'ask', id: randomUUID(), text: 'Wie belt wie?', notPersonal: [] };
	await does(tessa, path, question);
	await marit.getByRole('button', { name: 'Beëindig de sessie' }).click();
	await expect(marit.getByRole('dialog')).toContainText('Er staat nog een stemming open.');
	await marit.getByRole('dialog').getByRole('button', { name: 'Beëindig voor iedereen' }).click();
	await marit.goto(path);
	await expect(report(marit).getByRole('heading', { name: 'Meest gekozen bij Wegen' })).toHaveCount(
		2
	);
	await expect(report(marit).getByText('1 stip', { exact: true })).toHaveCount(2);
	const corrects = report(marit).getByText(/kunnen deelnemers de oogst verbeteren op:/);
	await expect(corrects.getByRole('link', { name: 'Bord om te wegen' })).toHaveAttribute(
		'href',
		boardPath
	);
	await expect(report(marit)).toContainText('Vragen uit de vragenbak');
	await expect(report(marit)).toContainText('Wie belt wie?');
	await expect(panel(marit, 'Vragenbak')).toHaveCount(0);
	await expectAccessible(marit);

	// As a file: with the same words, links that work, and nobody's name.
	const coming = marit.waitForEvent('download');
	const looked = report(marit).getByLabel(/Ik heb gekeken/);
	const download = report(marit).getByRole('button', { name: 'Download als Markdown' });
	await download.click();
	await Promise.race([coming, looked.waitFor()]);
	if (await looked.isVisible()) {
		await looked.check();
		await download.click();
	}
	const words = await readFile(await (await coming).path(), 'utf8');
	expect(words).toMatch(/Tot .* kunnen deelnemers de oogst verbeteren op:/);
	expect(words).toContain(`- [Bord om te wegen](<${lab.origin}${boardPath}>)`);
	expect(words).toContain('| Wie belt wie? | 0 | Niet besproken |');
	expect(words).not.toContain('Tessa');
	for (const page of [marit, tessa, board]) expectQuiet(page);
});
