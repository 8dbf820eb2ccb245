import Database from 'better-sqlite3';
import type { Page } from '@playwright/test';
import type { LabProcess } from '../support/lab-process.ts';
import { findings } from './accessible.ts';
import { enter, expect, expectQuiet, labPath, test } from './lab.ts';
import { adds, everybody } from './modes.ts';

/** The third meeting of the demo, by script A; Marit leads it and Yassin helps. */
function sessionPath(lab: LabProcess): string {
	const store = new Database(lab.databaseFile);
	const row = store.prepare("select id from imported_as where demo_id = 'ses-04'").get();
	store.close();
	return `${labPath}/sessions/${(row as { id: string }).id}`;
}

const panel = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const now = (page: Page, title: string) => panel(page, new RegExp(`^${title}`));
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
/** Above the board, to which everybody was taken along. */
const bar = (page: Page) => page.getByRole('complementary', { name: 'De sessie die loopt' });
const line = (page: Page) => panel(page, /onder ons$/);

/** The desk of a session that runs. */
async function sitsDown(page: Page, path: string): Promise<void> {
	await page.goto(`${path}/desk`);
	const start = page.getByRole('button', { name: 'Begin de sessie' });
	const running = page.getByRole('heading', { name: 'Draaiboek' });
	await expect(running).toBeVisible();
	// A click before the page came alive does nothing.
	await expect(async () => {
		if (await start.isVisible()) await start.click();
		await expect(page.getByRole('heading', { name: 'De groep' })).toBeVisible({ timeout: 2_000 });
	}).toPass({ timeout: 20_000 });
}

/** To an item of the agenda, by the facilitator's own buttons. */
async function goes(page: Page, title: string): Promise<void> {
	await press(page, 'Ander onderdeel');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: new RegExp(`^${title}`) }).check();
	await dialog.getByRole('button', { name: new RegExp(`: ${title}$|naar ${title}$`) }).click();
	await expect(now(page, title)).toBeVisible();
}

test('whoever leads runs a session from one page, and others see what that does', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const path = sessionPath(lab);
	const who = await everybody(browser, lab, ['marit', 'yassin', 'tessa', 'noortje']);
	const [marit, yassin] = [who('marit').page, who('yassin').page];
	const [tessa, noortje] = [who('tessa').page, who('noortje').page];
	await sitsDown(marit, path);
	await sitsDown(yassin, path);

	// Who is not there, and who comes.
	const missing = panel(marit, /^Nog niet/);
	await expect(missing).toContainText('nog niet gezien');
	await tessa.goto(path);
	await noortje.goto(path);
	await expect(missing).not.toContainText('Tessa Kwakernaat');
	await missing.getByRole('button', { name: 'Help ze het bord op' }).click();
	await expect(missing).toContainText(path);
	expect((await tessa.goto(`${path}/desk`))?.status()).toBe(404);
	expect((await tessa.request.get(`${path}/desk/view`)).status()).toBe(404);
	await tessa.goto(path);

	// Next, and taken back.
	await expect(now(marit, 'Inloop')).toContainText('stap 1 van');
	await press(marit, 'Volgende: Check-in en afspraken');
	await expect(bar(tessa)).toContainText('Check-in en afspraken');
	await expect(tessa).toHaveURL(/\/boards\//);
	await press(marit, 'Ongedaan maken');
	await expect(now(marit, 'Inloop')).toBeVisible();
	await expect(now(tessa, 'Inloop')).toBeVisible();

	// Two minutes more, for everybody.
	await expect(now(marit, 'Inloop')).toContainText('van 5 minuten');
	await press(marit, '2 min erbij');
	await expect(now(tessa, 'Inloop')).toContainText('van 7 minuten');
	await expect(now(marit, 'Inloop')).toContainText('2 minuten later dan gepland');

	// A word to everybody; what points at a person never leaves the page.
	const field = marit.getByLabel('Bericht', { exact: true });
	await field.fill('Bel even met 06-12345678.');
	await marit.getByRole('button', { name: 'Verstuur', exact: true }).click();
	await expect(panel(marit, 'Bericht aan iedereen')).toContainText('telefoonnummer');
	await field.fill('Pak er iets te drinken bij.');
	await marit.getByRole('button', { name: 'Verstuur', exact: true }).click();
	await expect(tessa.getByText('Pak er iets te drinken bij.')).toBeVisible();
	await expect(field).toHaveValue('');
	expect(await who('tessa').tap.heard('12345678')).toBe(false);

	// Between those who run it.
	await line(yassin).getByLabel('Bericht aan Marit').fill('Zal ik even bellen?');
	await yassin.keyboard.press('Enter');
	await expect(line(marit)).toContainText('Yassin Belhadri: Zal ik even bellen?');
	expect(await who('tessa').tap.heard('even bellen')).toBe(false);

	// An item of the agenda that moves its board, held and let go.
	await goes(marit, 'Wat zou kunnen\\?');
	await press(marit, /^Bevries het bord/);
	await expect(panel(marit, 'De groep')).toContainText('Laat het bord weer los');
	await expect(bar(tessa)).toContainText('Wat zou kunnen?');
	await expect(adds(tessa, 'Primair: iedereen')).toHaveCount(0);
	await press(marit, /^Laat het bord weer los/);

	// Left out, with the end told beforehand, and taken in again.
	const agenda = panel(marit, 'Draaiboek');
	await agenda.getByLabel('Wat kan vervallen?').selectOption({ label: 'Wegen' });
	await expect(agenda).toContainText(/Zonder Wegen bent u klaar om \d\d\.\d\d uur/);
	await agenda.getByRole('button', { name: 'Laat Wegen vervallen' }).click();
	await expect(agenda.getByRole('listitem').filter({ hasText: 'Wegen' })).toContainText('vervalt');
	await agenda.getByRole('button', { name: 'Neem Wegen weer op' }).click();
	await expect(agenda.getByRole('button', { name: 'Neem Wegen weer op' })).toBeHidden();
	await agenda.getByRole('button', { name: 'Haal 5 minuten uit latere onderdelen' }).click();
	await expect(marit.locator('[aria-live]').getByText(/Er zijn 5 minuten/)).toBeAttached();
	for (const page of [marit, yassin]) expectQuiet(page);
});

test('a co-facilitator takes over when the line of whoever leads is gone, and gives back', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const path = sessionPath(lab);
	const who = await everybody(browser, lab, ['marit', 'yassin', 'tessa']);
	const [marit, yassin, tessa] = [who('marit').page, who('yassin').page, who('tessa').page];
	await sitsDown(marit, path);
	await sitsDown(yassin, path);
	await tessa.goto(path);
	await expect(line(yassin)).toContainText('Marit Hoogenhuizen leidt');
	await marit.context().setOffline(true);
	await expect(marit.getByText('De verbinding is weg. De klok loopt door')).toBeVisible({
		timeout: 40_000
	});
	const field = marit.getByLabel('Bericht', { exact: true });
	await field.fill('Dit blijft staan.');
	await marit.getByRole('button', { name: 'Verstuur', exact: true }).click();
	await expect(marit.getByRole('alert')).toContainText('Geen verbinding');
	await expect(field).toHaveValue('Dit blijft staan.');
	await yassin.getByRole('button', { name: 'Neem over' }).click({ timeout: 60_000 });
	await expect(line(yassin)).toContainText('Valt uw verbinding weg?');
	await expect(tessa.getByRole('button', { name: 'Neem over' })).toHaveCount(0);
	await marit.context().setOffline(false);
	await marit.getByRole('button', { name: 'Neem de leiding terug' }).click({ timeout: 30_000 });
	await expect(line(yassin)).toContainText('Marit Hoogenhuizen leidt');
	await expect(field).toHaveValue('Dit blijft staan.');
});

test('the desk is accessible, wide and light as on a phone in the dark, and there after a reload', async ({
	browser,
	lab
}) => {
	test.setTimeout(180_000);
	const path = sessionPath(lab);
	const marit = await enter(browser, lab, 'marit');
	const yassin = await enter(browser, lab, 'yassin', {
		viewport: { width: 390, height: 800 },
		colorScheme: 'dark'
	});
	const tessa = await enter(browser, lab, 'tessa');
	await sitsDown(marit, path);
	await sitsDown(yassin, path);
	await goes(marit, 'Wat zou kunnen\\?');
	await tessa.goto(path);
	await tessa.getByRole('link', { name: 'Naar het bord' }).click();
	await tessa.waitForURL('**/boards/**');
	const zone = 'Primair: iedereen';
	for (const text of [
		'Een leerling uit havo 4a maakt de stickers.',
		'De wijkagent loopt elke vrijdag langs de hangplek',
		'De wijkagent loopt elke vrijdag langs de hangplek.'
	]) {
		await adds(tessa, zone).click();
		await tessa.getByLabel('Tekst van de kaart').fill(text);
		await tessa.keyboard.press('Escape');
	}
	const warnings = panel(marit, /^Misschien herkenbaar/);
	await expect(warnings.getByRole('button', { name: /^Vervang door/ })).toBeVisible();
	await expect(panel(marit, 'Lijkt op elkaar')).toContainText('De wijkagent loopt elke vrijdag');
	const check = async (what: string) => {
		for (const page of [marit, yassin]) {
			expect([what, await findings(page)]).toEqual([what, []]);
			const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect([what, tooWide]).toEqual([what, 0]);
		}
	};
	await check('open');
	await warnings.getByRole('button', { name: 'Vervang door ‘de bovenbouw’' }).click();
	await expect(warnings).toContainText('Niets gevonden');
	await expect(tessa.getByText('Een leerling uit de bovenbouw').first()).toBeVisible();
	await panel(marit, 'Lijkt op elkaar').getByRole('button', { name: 'Niet hetzelfde' }).click();
	await expect(panel(marit, 'Lijkt op elkaar')).toContainText('Geen kaarten');

	await goes(marit, 'Stille vragen');
	await expect(panel(marit, /^Wie schreef al/)).toBeVisible();
	await expect(panel(yassin, /^Wie schreef al/)).toBeVisible();
	await check('verdekt');
	// One "next" on the board as well: that of the session.
	await marit.getByRole('link', { name: 'Naar het bord' }).click();
	const leading = panel(marit, 'U leidt');
	await expect(leading.getByText(/^Dit bord loopt mee in de sessie/)).toBeVisible();
	await expect(marit.getByRole('button', { name: 'Volgende: Vragenronde' })).toHaveCount(1);
	await expect(leading.getByRole('button', { name: /^Iedereen gaat naar/ })).toHaveCount(0);
	await expect(leading.getByRole('button', { name: 'Andere stap' })).toHaveCount(0);

	await yassin.reload();
	await expect(now(yassin, 'Stille vragen')).toBeVisible();
	await goes(yassin, 'Check-in en afspraken');
	const round = panel(yassin, /^Rondje/);
	await round.getByLabel('Seconden per persoon').fill('45');
	await round.getByRole('button', { name: 'Begin een rondje' }).click();
	await expect(round.getByRole('listitem').first()).toContainText('is aan het woord');
	await round.getByRole('button', { name: 'Volgende' }).click();
	await expect(round.getByRole('listitem').first()).toContainText('sprak al');
	expect(await findings(yassin)).toEqual([]);
	await round.getByRole('button', { name: 'Stop het rondje' }).click();

	await press(yassin, 'Beëindig de sessie');
	await expect(yassin.getByRole('dialog')).toContainText('niemand verliest iets');
	await yassin.getByRole('button', { name: 'Beëindig voor iedereen' }).click();
	await expect(yassin.getByText('Deze sessie is afgelopen')).toBeVisible();
	for (const page of [marit, yassin]) expectQuiet(page);
});
